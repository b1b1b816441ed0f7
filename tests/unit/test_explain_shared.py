"""Why, where others make the difference: an account, a channel's capacity, a holdout that journeys share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from journeydsl import engine
from journeydsl.cli import run
from journeydsl.explain import Passage, tell
from tests.cases.situations import compiled, parse_instant, population
from tests.runs import decisions

HELLO = """
message hello:
  channel email
  topic promotions
  subject "Hello"
  template "plain.html"

journey j:
  starts on signed_up
  send hello
"""
START, END = parse_instant("2026-03-01"), parse_instant("2026-03-31")


def passages(contacts: str, events: str, *, rules_text: str = "", project: Any = None) -> list[Passage]:
    """The times that `ann`'s message came to the gate, among the others."""
    history = yaml.load(f"contacts: {contacts}\nevents: {events}", yaml.BaseLoader)
    program = compiled(rules_text + HELLO, project)
    (who, happened), *others = population(program.project, history)
    story = tell(engine.prepare(program), who, happened, START, END, others)
    return [entry.passage for entry in story.entries if entry.passage is not None]


def test_an_address_that_bounced_is_told_with_its_other_life() -> None:
    (passage,) = passages(
        "{ann: }", "[[ann, 2026-02-01, message_bounced, {message: hello}], [ann, 2026-03-02, signed_up]]"
    )
    assert passage.checks[-1].read == (
        '`email` is "ann@example.com", and an earlier message to this address came back for good'
    )
    assert passage.what_if == "it would have been sent if no earlier message to this address had come back for good"


def test_a_complaint_is_told_as_one() -> None:
    (passage,) = passages(
        "{ann: }", "[[ann, 2026-02-01, message_complained, {message: hello}], [ann, 2026-03-02, signed_up]]"
    )
    assert (passage.checks[-1].name, passage.checks[-1].passed) == ("address", False)
    assert passage.what_if == (
        "it would have been sent if the contact had not complained about an earlier message on this channel"
    )


ANGRY = "suppression angry:\n  when order_cancelled in the last 3 days\n  blocks promotional for the whole account\n"
SIGNED_UP = "[ann, 2026-03-02, signed_up]"


@pytest.mark.parametrize(
    ("contacts", "read", "what_if"),
    [
        (
            "{ann: {company: acme}, bob: {company: acme}}",
            "`angry`: order_cancelled in the last 3 days holds of `bob`, of the same account",
            "it would have been sent if `bob` were not of the same account,"
            " or if the suppression `angry` had not applied",
        ),
        (
            "{ann: {company: acme}, bob: {company: beta}}",
            "`angry`: order_cancelled in the last 3 days (0 such events) does not hold of anybody of the account",
            None,
        ),
    ],
)
def test_who_of_the_account_it_was_is_named(contacts: str, read: str, what_if: str | None) -> None:
    (passage,) = passages(contacts, f"[[bob, 2026-03-01, order_cancelled], {SIGNED_UP}]", rules_text=ANGRY)
    assert [check.read for check in passage.checks if check.name == "suppressions"] == [read]
    assert passage.what_if == what_if


def test_two_of_the_account_are_no_single_change_but_the_suppression_is() -> None:
    (passage,) = passages(
        "{ann: {company: acme}, bob: {company: acme}, cid: {company: acme}}",
        f"[[bob, 2026-03-01, order_cancelled], [cid, 2026-03-01, order_cancelled], {SIGNED_UP}]",
        rules_text=ANGRY,
    )
    assert passage.what_if == "it would have been sent if the suppression `angry` had not applied"


@pytest.mark.parametrize(
    ("rules_text", "channel", "read", "what_if"),
    [
        (
            "",
            {"address": "email", "throughput": "1 per hour"},
            "1 of 1 sent in the period; throughput of email, 1 per hour (in `journeydsl.yaml`)",
            "it would have been sent if the throughput of `email` were 2 per hour, not 1,"
            " or after 2026-03-01 11:00 (UTC)",
        ),
        (
            "limits:\n  warm up email from 1 per day by 40% per day\n",
            {"address": "email"},
            "1 of 1 sent in the period; warm up email from 1 per day by 40% per day",
            "it would have been sent if there had been room for 2 that day, not 1"
            " (`warm up email from 1 per day by 40% per day`), or after 2026-03-02 00:00 (UTC)",
        ),
    ],
)
def test_a_full_channel_says_how_much_more_it_would_have_to_send(
    rules_text: str, channel: dict[str, str], read: str, what_if: str
) -> None:
    held, sent = passages(
        "{ann: , bob: }",
        "[[bob, 2026-03-01 10:00, signed_up], [ann, 2026-03-01 10:30, signed_up]]",
        rules_text=rules_text,
        project={"channels": {"email": channel}},
    )
    assert (held.checks[-1].name, held.checks[-1].read, held.what_if) == ("capacity", read, what_if)
    assert sent.what_if is None
    assert all(check.passed for check in sent.checks)


def test_a_contact_of_the_shared_holdout_is_told_so() -> None:
    other = "journey other:\n  starts on order_placed\n  shared holdout 99.9%\n  send hello\n"
    (passage,) = passages("{ann: }", f"[{SIGNED_UP}]", rules_text=other)
    assert passage.checks[-1].read == "in the holdout that journeys share"
    assert passage.what_if == "it would have been sent if the contact were not held out"


def test_explain_runs_whoever_stands_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    run(["init", "shop"])
    file = Path("shop/journeydsl.yaml")
    text = file.read_text()
    assert "{address: email" in text
    file.write_text(text.replace("{address: email", "{throughput: 1 per week, address: email"))
    data = ["--contacts", "shop/sample/contacts.csv", "--events", "shop/sample/events.csv"]
    run(["simulate", "shop", *data, "--from", "2026-01-01", "--to", "2026-03-31", "--out", "run"])
    assert "the books balance" in capsys.readouterr().out
    rows = decisions(Path("run"))
    held = next(row for row in rows if row["reason"] == "over_capacity")
    assert run(["explain", "run", "--contact", held["contact"], "--message", held["message"]]) == 0
    told = capsys.readouterr().out
    assert "1 of 1 sent in the period; throughput of email, 1 per 7 days" in told
    assert "if the throughput of `email` were 2 per 7 days, not 1" in told
