"""`journeydsl simulate --fail-if`: gates over real runs, counted again without what is tested."""

from __future__ import annotations

import json
import re
import shlex
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from journeydsl.cli import run

ASKED = ["simulate", "shop", "--contacts", "shop/sample/contacts.csv", "--events", "shop/sample/events.csv"]
PAGE = Path(__file__).parents[2] / "docs" / "gates.md"
SHOWN = re.compile(r"(<!-- the output of `journeydsl simulate --gates`.*?-->\n```text\n)(.*?)(```)", re.DOTALL)
PERIOD = ["--from", "2026-01-01", "--to", "2026-03-31"]
BOTH = ("run/before", "run")
DAY = 86_400_000_000


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A fresh project in the current folder, and another version of it, `other`, beside it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    assert run(["init", "shop"]) == 0
    assert run(["init", "other"]) == 0
    file = tmp_path / "other" / "welcome" / "welcome.journey"
    text = file.read_text(encoding="utf-8")
    assert "holdout 10%" in text
    file.write_text(text.replace("holdout 10%", "holdout 1%"), encoding="utf-8")
    capsys.readouterr()
    return tmp_path / "shop"


def judged(*gates: str, compare: bool = False) -> tuple[int, list[dict[str, Any]]]:
    asked = [part for gate in gates for part in ("--fail-if", gate)]
    code = run([*ASKED, *PERIOD, "--out", "run", *asked, *(["--compare", "other"] if compare else [])])
    found: list[dict[str, Any]] = json.loads(Path("run/gates.json").read_text(encoding="utf-8"))["gates"]
    return code, found


def decisions(folder: str = "run") -> list[tuple[str, str, str, str, int]]:
    """Contact, message, outcome, reason and microsecond of each decision about a message."""
    import duckdb

    with duckdb.connect() as connection:
        asked = "select contact, message, outcome, reason, epoch_us(instant) from read_parquet(?) where message <> ''"
        return connection.execute(asked, [f"{folder}/decisions.parquet"]).fetchall()


def most_within(times: list[int], window: int) -> int:
    """The most that fall into (t - window, t] for any t of them."""
    return max((sum(at - window < each <= at for each in times) for at in times), default=0)


@pytest.mark.parametrize(("number", "window"), [(1, 1), (1, 7), (2, 7), (3, 7), (2, 14), (4, 30)])
def test_a_window_rolls_as_that_of_a_limit_does(shop: Path, number: int, window: int) -> None:
    code, (crowd, volume) = judged(
        f"any contact gets more than {number} emails in {window} days",
        f"more than {number} emails are sent in {window} days",
    )
    sent: dict[str, list[int]] = defaultdict(list)
    for contact, _, outcome, _, at in decisions():
        if outcome == "sent":
            sent[contact].append(at)
    most = {contact: most_within(times, window * DAY) for contact, times in sent.items()}
    over = {contact for contact, times in most.items() if times > number}
    assert crowd["findings"][0]["worst"] == max(most.values())
    assert crowd["findings"][0]["contacts"] == len(over)
    assert set(crowd["findings"][0]["examples"]) <= over
    assert len(crowd["findings"][0]["examples"]) == min(3, len(over))
    assert crowd["failed"] is bool(over)
    assert volume["findings"][0]["worst"] == most_within([at for times in sent.values() for at in times], window * DAY)
    assert code == int(crowd["failed"] or volume["failed"])


def test_shares_and_numbers_are_those_of_the_decisions(shop: Path) -> None:
    code, gates = judged(
        "more than 0% of any message is not sent",
        "more than 0% of any message is not sent because not_subscribed",
        "any message is sent to more than 0 contacts",
    )
    assert code == 1
    ended = [each for each in decisions() if each[2] in ("sent", "not_sent", "held_out")]
    came = Counter(message for _, message, *_ in ended)
    not_sent = Counter(message for _, message, outcome, *_ in ended if outcome == "not_sent")
    unasked = Counter(message for _, message, _, reason, _ in ended if reason == "not_subscribed")
    reached = {message: {each[0] for each in ended if each[1] == message and each[2] == "sent"} for message in came}
    for gate, counts in zip(gates, (not_sent, unasked), strict=False):
        for finding in gate["findings"]:
            assert (finding["count"], finding["total"]) == (counts[finding["name"]], came[finding["name"]])
    for finding in gates[2]["findings"]:
        assert finding["worst"] == len(reached.get(finding["name"], ()))


def test_a_share_at_its_limit_holds(shop: Path) -> None:
    _, (gate,) = judged("more than 0% of welcome_guide is not sent")
    (found,) = gate["findings"]
    least = -(-100 * found["count"] // found["total"])
    assert judged(f"more than {least}% of welcome_guide is not sent")[0] == 0
    assert judged(f"more than {least - 1}% of welcome_guide is not sent")[0] == 1


def test_what_is_lost_and_gained_is_counted_against_before(shop: Path) -> None:
    code, gates = judged(
        "welcome_hello loses more than 3%",
        "welcome_hello loses more than 100 contacts",
        "welcome_hello gains more than 0 contacts",
        "welcome loses more than 0 contacts",
        compare=True,
    )
    assert code == 1
    assert [gate["failed"] for gate in gates] == [True, False, False, False]
    got = [{each[0] for each in decisions(folder) if each[1:3] == ("welcome_hello", "sent")} for folder in BOTH]
    (lost,) = gates[0]["findings"]
    assert (lost["count"], lost["total"]) == (len(got[0] - got[1]), len(got[0]))


def test_what_fails_is_said_with_somebody_to_ask_about(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _ = judged("any contact gets more than 2 emails in 7 days", "welcome_hello loses more than 1%", compare=True)
    assert code == 1
    said = capsys.readouterr().out
    assert "2 of 2 gates failed" in said
    for command in re.findall(r"why: journeydsl (.*)$", said, re.MULTILINE):
        assert run(shlex.split(command)) == 0


def test_gates_that_hold_say_by_how_much(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert judged("any contact gets more than 50 emails in 7 days")[0] == 0
    said = capsys.readouterr().out
    assert "1 gate held" in said
    assert re.search(r"the most is \d in 7 days, by 2026-", said)


def test_gates_are_read_from_a_file_and_shown_there_on_github(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("gates.txt").write_text(
        "# each of these stops a merge\n\n  any contact gets more than 2 emails in 7 days  # a week\n"
        "any contact gets more than 90 emails in 7 days\n",
        encoding="utf-8",
    )
    assert run([*ASKED, *PERIOD, "--gates", "gates.txt", "--github"]) == 1
    annotations = [line for line in capsys.readouterr().out.splitlines() if line.startswith("::")]
    assert len(annotations) == 1
    assert annotations[0].startswith(
        "::error title=gate,file=gates.txt,line=3,endLine=3,col=3,endColumn=48::any contact"
    )


def test_every_gate_that_is_none_is_shown_before_anything_is_run(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("gates.txt").write_text("welcome_hello looses more than 1%\n", encoding="utf-8")
    asked = ["--fail-if", "any contact gets mroe than 4 emails in 7 days", "--gates", "gates.txt"]
    with pytest.raises(SystemExit, match="2"):
        run([*ASKED, *PERIOD, *asked])
    said = capsys.readouterr()
    assert said.out == ""
    assert "did you mean `more`?" in said.err
    assert "gates.txt:1:15" in said.err
    assert "did you mean `loses`?" in said.err


def test_a_gate_about_a_change_needs_another_version(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*ASKED, *PERIOD, "--fail-if", "welcome_hello loses more than 1%"]) == 2
    assert "say from what, such as `--compare main`" in capsys.readouterr().err


def test_a_message_that_is_gone_is_lost_by_everybody(shop: Path) -> None:
    file = shop / "welcome" / "welcome.journey"
    text = file.read_text(encoding="utf-8")
    start = text.index("message welcome_feedback")
    end = text.index("journey welcome")
    text = text[:start] + text[end:].replace("timed out: send welcome_feedback", "timed out: continue")
    file.write_text(text, encoding="utf-8")
    (file.parent / "scenarios.journey").unlink()
    code, (named, every) = judged(
        "welcome_feedback loses more than 50%", "any message loses more than 50%", compare=True
    )
    assert code == 1
    assert named["findings"][0]["worst"] == 1
    assert {each["name"] for each in every["findings"] if each["failed"]} == {"welcome_feedback"}


def test_the_sentences_of_the_page_are_gates_and_hold_or_fail(shop: Path) -> None:
    written = re.findall(r"^\| `([^`]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(written) > 10
    _, gates = judged(*written, compare=True)
    assert [gate["gate"] for gate in gates] == written
    assert {gate["failed"] for gate in gates} == {True, False}


def test_the_page_shows_what_is_said(shop: Path, capsys: pytest.CaptureFixture[str], accept: bool) -> None:
    gates = (
        "any contact gets more than 2 emails in 7 days",
        "welcome_hello loses more than 1%",
        "any journey is entered by fewer than 1 contact",
        "more than 50000 emails are sent in 1 hour",
    )
    assert judged(*gates, compare=True)[0] == 1
    lines = capsys.readouterr().out.splitlines(keepends=True)
    said = "".join(lines[next(number for number, line in enumerate(lines) if "gates failed" in line) :])
    page = PAGE.read_text(encoding="utf-8")
    shown = SHOWN.search(page)
    assert shown is not None
    if accept:
        PAGE.write_text(page[: shown.start(2)] + said + page[shown.end(2) :], encoding="utf-8")
    else:
        assert shown[2] == said
