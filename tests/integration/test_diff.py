"""`journeydsl diff` and fingerprints, as they are used: on folders, on git revisions, in CI."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from journeydsl.cli import run

PAGE = Path(__file__).parents[2] / "docs" / "versions.md"
SHOWN = re.compile(r"(<!-- the output of `journeydsl diff`.*?-->\n```text\n)(.*?)(```)", re.DOTALL)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A fresh project in the current folder, which is a git repository that has it."""
    monkeypatch.chdir(tmp_path)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    assert run(["init", "shop"]) == 0
    git("init", "-q")
    git("add", "-A")
    git("-c", "user.email=a@b.example", "-c", "user.name=a", "-c", "commit.gpgsign=false", "commit", "-qm", "first")
    capsys.readouterr()
    return tmp_path / "shop"


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


def edit(shop: Path, *changes: tuple[str, str]) -> None:
    file = shop / "welcome" / "welcome.journey"
    text = file.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")


def test_nothing_has_changed_where_only_the_layout_has(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(
        shop,
        ('journey welcome "Welcome series":', '# New.\njourney   welcome  "Hello":'),
        ("wait 1 day,", "wait 24 hours,"),
    )
    assert run(["diff", "HEAD:shop", "shop"]) == 0
    assert capsys.readouterr().out == "nothing has changed in meaning\n"


def test_the_page_shows_what_is_said(shop: Path, capsys: pytest.CaptureFixture[str], accept: bool) -> None:
    edit(
        shop,
        ("holdout 10%", "holdout 5%\n  on edit follow"),
        ("  send welcome_guide\n", ""),
        ("wait 2 days, then", "wait 3 days, then"),
    )
    assert run(["diff", "HEAD:shop", "shop"]) == 2
    said = capsys.readouterr()
    assert "error[step-gone]: `send welcome_guide` is gone from `welcome`" in said.err
    assert "`moved welcome_guide to end`" in said.err
    page = PAGE.read_text(encoding="utf-8")
    shown = SHOWN.search(page)
    assert shown is not None
    if accept:
        PAGE.write_text(page[: shown.start(2)] + said.out + page[shown.end(2) :], encoding="utf-8")
    else:
        assert shown[2] == said.out


def test_two_folders_are_compared(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(shop, "other")
    edit(shop, ("priority 40", "priority 50"))
    assert run(["diff", "other", "shop"]) == 1
    assert "`priority 40` is now `priority 50`" in capsys.readouterr().out


def test_the_second_is_the_current_folder(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop / "welcome")
    assert run(["diff", "HEAD:."]) == 0
    assert run(["diff", "HEAD:../welcome/welcome.journey"]) == 0


def test_a_text_of_a_template_is_read_from_the_revision(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = shop / "welcome" / "hello.mjml"
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("</mj-text>", " and more</mj-text>", 1), encoding="utf-8")
    assert run(["diff", "HEAD:shop", "shop"]) == 1
    assert "the text of its template has changed" in capsys.readouterr().out


def test_projects_inside_and_hidden_files_are_not_read_from_a_revision(shop: Path) -> None:
    shutil.copytree(shop, shop / "inner")
    (shop / ".hidden").mkdir()
    (shop / ".hidden" / "odd.journey").write_text("this is none", encoding="utf-8")
    git("add", "-A", "-f")
    assert run(["diff", "HEAD:shop", "shop"]) == 0
    git("-c", "user.email=a@b.example", "-c", "user.name=a", "-c", "commit.gpgsign=false", "commit", "-qm", "second")
    assert run(["diff", "HEAD:shop", "HEAD:shop/inner"]) == 0


def test_programs_get_json(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(shop, ("wait 1 day,", "wait 2 days,"))
    assert run(["diff", "HEAD:shop", "shop", "--format", "json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["same"] is False
    assert [change["kind"] for change in said["changes"]] == ["timing"]
    assert said["waiting"]["welcome"]["on_edit"] == "pin"
    row = said["waiting"]["welcome"]["steps"][1]
    assert (row["step"], row["follow"], row["to"]) == ("wait_1_day_until_1000", "goes on", "wait_2_days_until_1000")


def test_a_pull_request_gets_markdown(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(shop, ("wait 1 day,", "wait 2 days,"))
    assert run(["diff", "HEAD:shop", "shop", "--format", "markdown", "--out", "changes.md"]) == 1
    assert capsys.readouterr().out == ""
    written = Path("changes.md").read_text(encoding="utf-8")
    assert written.startswith("### journey welcome\n")
    assert "| wait_1_day_until_1000 | wait 1 day, then until 10:00 | stays | goes on at" in written


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("nothing", "there is no file or folder `nothing`"),
        ("nothing:shop", "git knows no revision `nothing`"),
        ("HEAD:nothing", "there was no `journeydsl.yaml` at `HEAD:nothing`"),
        ("-x:shop", "no such option"),
    ],
)
def test_what_is_not_there_is_told_and_exits_with_2(
    shop: Path, capsys: pytest.CaptureFixture[str], old: str, said: str
) -> None:
    assert run(["diff", old, "shop"]) == 2
    assert said.lower() in capsys.readouterr().err.lower()


def test_without_git_it_is_told(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert run(["diff", "HEAD:shop", "shop"]) == 2
    assert "git is not installed" in capsys.readouterr().err


def test_a_version_with_mistakes_means_nothing(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(shop, ("stops on order_placed", "stops on order_place"))
    with pytest.raises(SystemExit) as left:
        run(["diff", "HEAD:shop", "shop"])
    assert left.value.code == 2
    assert "unknown-event" in capsys.readouterr().err


def test_a_fingerprint_is_of_the_meaning(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "shop", "--fingerprint"]) == 0
    before = capsys.readouterr().out.splitlines()
    edit(shop, ('journey welcome "Welcome series":', '# New.\njourney welcome "Hello":'))
    assert run(["check", "shop", "--fingerprint"]) == 0
    assert capsys.readouterr().out.splitlines() == before
    edit(shop, ("priority 40", "priority 50"))
    assert run(["check", "shop", "--fingerprint"]) == 0
    assert all(one != other for one, other in zip(capsys.readouterr().out.splitlines(), before, strict=True))


def test_a_run_says_what_it_ran(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--contacts", "shop/sample/contacts.csv", "--events", "shop/sample/events.csv"]
    assert run(["simulate", "shop", *data, "--from", "2026-01-01", "--to", "2026-01-31", "--out", "run"]) == 0
    capsys.readouterr()
    assert run(["check", "shop", "--fingerprint"]) == 0
    printed = capsys.readouterr().out.split()[0]
    assert json.loads(Path("run/summary.json").read_text(encoding="utf-8"))["fingerprint"] == printed
