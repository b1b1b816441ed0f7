"""Why did she (not) get it? Each answer comes from the engine, and each "what if" has been tried on it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given

from journeydsl import engine
from journeydsl.cli import run
from journeydsl.engine.gate import Allow
from journeydsl.explain import Passage, story_text, tell, why_not_text
from journeydsl.model.contacts import Contact, Event
from journeydsl.source import Span
from tests.cases.situations import compiled, parse_instant, population
from tests.properties.test_engine import END, START, contacts, histories, rules
from tests.runs import decisions

HELLO = """
message hello:
  channel email
  topic promotions
  subject "Hello {{ country }}"
  template "plain.html"
  country or skip

journey j:
  starts on signed_up
  only if country is not "AT" and not order_placed ever
  HOLDOUT
  send hello
"""
START_OF_MARCH, END_OF_MARCH = parse_instant("2026-03-01"), parse_instant("2026-03-31")


def told(contact: str, *, rules_text: str = "", holdout: str = "priority 1", events: str = "") -> Passage:
    """The one message of a contact who signs up on 2 March at 10:00 UTC, at the gate."""
    history = yaml.load(
        f"contacts: {{ann: {contact}}}\nevents: [[ann, 2026-03-02 10:00, signed_up]{events}]", yaml.BaseLoader
    )
    program = compiled(rules_text + HELLO.replace("HOLDOUT", holdout))
    [(who, happened)] = population(program.project, history)
    story = tell(engine.prepare(program), who, happened, START_OF_MARCH, END_OF_MARCH)
    return next(entry.passage for entry in story.entries if entry.passage is not None)


@pytest.mark.parametrize(
    ("contact", "rules_text", "failed", "what_if"),
    [
        ("{country: DE, email: ''}", "", "address", "if `email` were a valid address"),
        ("{country: DE, subscribed: {}}", "", "consent", "if `promotions` consent were on"),
        ("{country: DE, unsubscribed: 'true'}", "", "consent", "if the contact had not unsubscribed"),
        (
            "{country: DE}",
            "suppression new:\n  when signed_up in the last 1 day\n  blocks promotional\n",
            "suppressions",
            "after 2026-03-03 10:00 (UTC), or if the suppression `new` had not applied",
        ),
        (
            "{country: DE}",
            "limits:\n  quiet from 09:00 to 12:30, else wait\n",
            "quiet hours",
            "after 2026-03-02 12:30 (UTC)",
        ),
        (
            "{country: DE}",
            "limits:\n  quiet from 09:00 to 12:30, else drop\n",
            "quiet hours",
            "after 2026-03-02 12:30 (UTC)",
        ),
    ],
)
def test_the_check_that_decided_and_the_smallest_change_are_told(
    contact: str, rules_text: str, failed: str, what_if: str
) -> None:
    passage = told(contact, rules_text=rules_text)
    assert [check.name for check in passage.checks if not check.passed] == [failed]
    assert passage.checks[-1].name == failed
    assert passage.what_if == f"it would have been sent {what_if}"


def test_a_held_out_contact_passes_every_check_but_the_holdout() -> None:
    passage = told("{country: DE}", holdout="holdout 99.9%")
    assert [check.name for check in passage.checks if not check.passed] == ["holdout"]
    assert passage.what_if == "it would have been sent if the contact were not held out"


def test_two_obstacles_have_no_single_change() -> None:
    assert told("{country: DE, email: '', subscribed: {}}").what_if == (
        "no single change would have let it through: against it are address and consent"
    )


def test_a_full_limit_says_when_it_frees_and_what_it_would_have_to_be() -> None:
    limits = "limits:\n  at most 1 email in 3 days, else drop\n"
    program = compiled(limits + HELLO.replace("HOLDOUT", "always"))
    history: dict[str, Any] = {
        "contacts": {"ann": {"country": "DE"}},
        "events": [["ann", "2026-03-02 10:00", "signed_up"], ["ann", "2026-03-03 10:00", "signed_up"]],
    }
    [(who, happened)] = population(program.project, history)
    story = tell(engine.prepare(program), who, happened, START_OF_MARCH, END_OF_MARCH)
    passages = [entry.passage for entry in story.entries if entry.passage is not None]
    assert [passage.what_if for passage in passages] == [
        None,
        "it would have been sent after 2026-03-05 10:00 (UTC),"
        " or if the cap were 2, not 1 (`at most 1 email in 3 days`)",
    ]
    assert "1 sent in the last 3 days" in passages[1].checks[-1].read


def test_why_not_says_which_part_of_only_if_refused() -> None:
    program = compiled(HELLO.replace("HOLDOUT", "priority 1"))
    history: dict[str, Any] = {
        "contacts": {"ann": {"country": "AT"}, "bob": {"country": "DE"}},
        "events": [["ann", "2026-03-02 10:00", "signed_up"]],
    }
    prepared = engine.prepare(program)
    (ann, of_ann), (bob, of_bob) = population(program.project, history)
    story = tell(prepared, ann, of_ann, START_OF_MARCH, END_OF_MARCH)
    text = why_not_text(prepared, story, "j", lambda span: f"line {span.start}")
    assert 'no  country is not "AT" ("AT")' in text
    assert "yes  not order_placed ever" in text
    nothing = tell(prepared, bob, of_bob, START_OF_MARCH, END_OF_MARCH)
    assert "there was no signed_up of this contact" in why_not_text(prepared, nothing, "j", str)


@given(contacts, histories())
def test_a_story_never_contradicts_the_engine(contact: Contact, events: list[Event]) -> None:
    story = tell(rules(), contact, events, START, END)
    for passage in (entry.passage for entry in story.entries if entry.passage is not None):
        sent = isinstance(passage.verdict, Allow) and not passage.verdict.held_out
        assert sent is all(check.passed for check in passage.checks)
        assert sent is (passage.what_if is None)
    assert story_text(rules(), story, _nowhere).startswith(f"contact {contact.id}, ")


def _nowhere(span: Span) -> str:
    return f"{span.file}:{span.start}"


def test_explain_reads_a_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    run(["init", "shop"])
    data = ["--contacts", "shop/sample/contacts.csv", "--events", "shop/sample/events.csv"]
    run(["simulate", "shop", *data, "--from", "2026-01-01", "--to", "2026-03-31", "--out", "run"])
    rows = decisions(Path("run"))
    refused = next(row for row in rows if row["reason"] == "not_subscribed")
    capsys.readouterr()
    assert run(["explain", "run", "--contact", refused["contact"], "--message", refused["message"]]) == 0
    told = capsys.readouterr().out
    assert f"not subscribed to `{refused['detail']}`" in told
    assert f"if `{refused['detail']}` consent were on" in told
    assert "shop/welcome/welcome.journey:" in told


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """A project in the current folder, and the options that name its data."""
    monkeypatch.chdir(tmp_path)
    run(["init", "shop"])
    capsys.readouterr()
    return ["--contacts", "shop/sample/contacts.csv", "--events", "shop/sample/events.csv"]


def test_explain_tells_the_same_from_the_two_files_of_data(shop: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    period = ["--from", "2026-01-01", "--to", "2026-03-31"]
    run(["simulate", "shop", *shop, *period, "--out", "run"])
    capsys.readouterr()
    assert run(["explain", "run", "--contact", "c0010"]) == 0
    of_the_run = capsys.readouterr().out
    assert run(["explain", "shop", *shop, *period, "--contact", "c0010"]) == 0
    assert capsys.readouterr().out == of_the_run


def test_without_a_period_explain_goes_from_the_first_event_to_the_last(
    shop: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with Path("shop/sample/events.csv").open(encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["at"])
    for row in (rows[0], rows[-1]):
        assert run(["explain", "shop", *shop, "--contact", row["contact_id"]]) == 0
        assert row["event"] in capsys.readouterr().out


def test_a_story_of_nothing_says_so(shop: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    period = ["--from", "2020-01-01", "--to", "2020-01-02"]
    assert run(["explain", "shop", *shop, *period, "--contact", "c0010"]) == 0
    assert "nothing happened" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--contacts", "shop/sample/contacts.csv"], "`--contacts` and `--events` belong together"),
        (["--from", "2026-01-01"], "a run has its own period and seed"),
    ],
)
def test_half_of_a_question_is_sent_back(
    arguments: list[str], said: str, shop: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", "shop", "--contact", "c0010", *arguments]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", "--contact", "c0001"], "is not a folder that `journeydsl simulate --out` wrote"),
        (["run", "--contact", "nobody"], "there is no contact `nobody`"),
        (["run", "--contact", "c0001", "--message", "welcome_helo"], "did you mean `welcome_hello`?"),
        (["run", "--contact", "c0001", "--why-not", "welcom"], "did you mean `welcome`?"),
    ],
)
def test_what_cannot_be_explained_is_said(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    run(["init", "shop"])
    data = ["--contacts", "shop/sample/contacts.csv", "--events", "shop/sample/events.csv"]
    run(["simulate", "shop", *data, "--from", "2026-01-01", "--to", "2026-01-02", "--out", "run"])
    assert run(["explain", *arguments]) == 2
    assert said in capsys.readouterr().err
