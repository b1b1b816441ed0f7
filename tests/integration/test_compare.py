"""`journeydsl simulate --compare`: who gains or loses what by an edit, counted from two runs."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from journeydsl.cli import run

ASKED = ["simulate", "shop", "--contacts", "shop/sample/contacts.csv", "--events", "shop/sample/events.csv"]
PAGE = Path(__file__).parents[2] / "docs" / "compare.md"
SHOWN = re.compile(r"(<!-- the output of `journeydsl simulate --compare`.*?-->\n```text\n)(.*?)(```)", re.DOTALL)
PERIOD = ["--from", "2026-01-01", "--to", "2026-03-31"]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A fresh project in the current folder, which is a git repository that has it."""
    monkeypatch.chdir(tmp_path)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    assert run(["init", "shop"]) == 0
    author = ("-c", "user.email=a@b.example", "-c", "user.name=a", "-c", "commit.gpgsign=false")
    for arguments in (("init", "-q"), ("add", "-A"), (*author, "commit", "-qm", "first"), ("branch", "-M", "main")):
        subprocess.run(["git", *arguments], check=True, capture_output=True)
    capsys.readouterr()
    return tmp_path / "shop"


def edit(shop: Path, *changes: tuple[str, str]) -> None:
    file = shop / "welcome" / "welcome.journey"
    text = file.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")


def compared(other: str) -> dict[str, Any]:
    assert run([*ASKED, *PERIOD, "--compare", other, "--out", "run"]) == 0
    found: dict[str, Any] = json.loads(Path("run/compare.json").read_text(encoding="utf-8"))
    return found


def sends(folder: str) -> dict[str, dict[str, list[str]]]:
    """When each contact gets each message, read without what is tested."""
    import duckdb

    found: dict[str, dict[str, list[str]]] = {}
    with duckdb.connect() as connection:
        asked = "select message, contact, epoch_us(instant) from read_parquet(?) where outcome = 'sent' order by all"
        for message, contact, at in connection.execute(asked, [f"{folder}/decisions.parquet"]).fetchall():
            found.setdefault(message, {}).setdefault(contact, []).append(at)
    return found


def test_every_contact_of_either_run_is_in_the_group_that_it_belongs_to(shop: Path) -> None:
    edit(
        shop,
        ("starts on signed_up", "starts on signed_up\n  only if first_name is known"),
        ("wait 2 days, then", "wait 3 days, then"),
        ("when subscribed to promotions:", "when subscribed to promotions or in repeat_buyers:"),
    )
    said = compared("main")["messages"]
    before, after = sends("run/before"), sends("run")
    assert before != after
    for message, groups in said.items():
        old, new = before.get(message, {}), after.get(message, {})
        in_both = old.keys() & new.keys()
        expected = {
            "gained": new.keys() - old.keys(),
            "lost": old.keys() - new.keys(),
            "more": {each for each in in_both if len(new[each]) > len(old[each])},
            "fewer": {each for each in in_both if len(new[each]) < len(old[each])},
            "moved": {each for each in in_both if len(new[each]) == len(old[each]) and new[each] != old[each]},
        }
        for group, contacts in expected.items():
            assert groups[group]["contacts"] == len(contacts), (message, group)
            assert groups[group]["examples"] == sorted(contacts)[:3]
        assert groups["unchanged"] == sum(old[each] == new[each] for each in in_both)
        assert (groups["contacts_before"], groups["contacts_after"]) == (len(old), len(new))
        assert groups["before"] == sum(map(len, old.values()))
    assert said["welcome_feedback"]["moved_by_seconds"] == 24 * 60 * 60


def test_the_page_shows_what_is_said(shop: Path, capsys: pytest.CaptureFixture[str], accept: bool) -> None:
    edit(
        shop,
        ("starts on signed_up", "starts on signed_up\n  only if first_name is known"),
        ("wait 2 days, then", "wait 3 days, then"),
        ("when subscribed to promotions:", "when subscribed to promotions and in repeat_buyers:"),
    )
    compared("main")
    _, said, rest = capsys.readouterr().out.partition("compared with")
    page = PAGE.read_text(encoding="utf-8")
    shown = SHOWN.search(page)
    assert shown is not None
    if accept:
        PAGE.write_text(page[: shown.start(2)] + said + rest + page[shown.end(2) :], encoding="utf-8")
    else:
        assert shown[2] == said + rest


def test_nobody_is_concerned_where_nothing_has_changed(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = compared("main")
    assert found["concerned"] == 0
    assert found["crossings"] == []
    assert found["kept"] > 0
    assert "no contact is concerned" in capsys.readouterr().out


def test_who_takes_another_way_is_told_from_which_to_which(shop: Path) -> None:
    edit(shop, ("when subscribed to promotions:", "when in repeat_buyers:"))
    crossings = compared("main:shop")["crossings"]
    ways = {(each["before"], each["after"]): each for each in crossings if each["step"].startswith("choose")}
    assert ways.keys() <= {("subscribed to promotions", "otherwise"), ("otherwise", "in repeat_buyers")}
    lost = ways["subscribed to promotions", "otherwise"]
    offers = sends("run/before")["welcome_offer"]
    assert set(lost["examples"]) <= offers.keys()


def test_an_arm_whose_condition_was_edited_is_still_the_same_arm(shop: Path) -> None:
    edit(shop, ("when subscribed to promotions:", "when subscribed to promotions and country is known:"))
    assert compared("main")["crossings"] == []


def test_why_a_message_was_lost_is_counted(shop: Path) -> None:
    edit(shop, ("holdout 10%", "holdout 50%"))
    lost = compared("main")["messages"]["welcome_hello"]["lost"]
    assert lost["contacts"] > 0
    assert lost["instead"] == [{"outcome": "held_out", "reason": "", "detail": "", "contacts": lost["contacts"]}]


def test_what_it_says_to_ask_can_be_asked(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(shop, ("holdout 10%", "holdout 50%"))
    for out in ([], ["--out", "run"]):
        assert run([*ASKED, *PERIOD, "--compare", "main", *out]) == 0
        told = re.findall(r"^(?:why|as it was): +journeydsl (.*)$", capsys.readouterr().out, re.MULTILINE)
        why, as_it_was = (shlex.split(line) for line in told)
        assert run(why) == 0
        assert "held out" in capsys.readouterr().out
        assert run(as_it_was) == 0
        assert "sent" in capsys.readouterr().out


def test_a_folder_can_be_what_is_compared_with(shop: Path) -> None:
    shutil.copytree(shop, "other")
    edit(shop, ("holdout 10%", "holdout 50%"))
    from_folder = compared("other")
    from_git = compared("main")
    assert from_folder["messages"] == from_git["messages"]


def test_a_version_that_there_is_not_is_refused(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*ASKED, *PERIOD, "--compare", "mian"]) == 2
    said = capsys.readouterr().err
    assert "git knows no revision `mian`" in said
    assert "name a branch, a tag or a commit" in said


def test_a_version_with_mistakes_is_shown_with_its_mistakes(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(shop, "other")
    edit(shop.parent / "other", ("stops on order_placed", "stops on order_place"))
    with pytest.raises(SystemExit, match="1"):
        run([*ASKED, *PERIOD, "--compare", "other"])
    assert "other/welcome/welcome.journey:" in capsys.readouterr().err
