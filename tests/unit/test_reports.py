"""What people read of a run says what stood beside the decisions, and only where there was any."""

from __future__ import annotations

from typing import Any

from journeydsl import engine
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.values import HOUR
from journeydsl.reports import summary_document, summary_text
from journeydsl.simulator import Change, Tally, simulate
from tests.cases.situations import compiled, parse_instant

START, END = parse_instant("2026-03-01"), parse_instant("2026-03-02 23:00")
SOURCE = """
message hello:
  channel email
  topic promotions
  subject "Hello"
  template "plain.html"

segment buyers:
  refresh daily
  when order_placed ever

journey j:
  starts on signed_up
  choose:
    when in buyers: stop
    otherwise: send hello
"""
ONE_A_WEEK = {"channels": {"email": {"address": "email", "throughput": "1 per week"}}}


def contact(name: str) -> Contact:
    return Contact(id=name, attributes={"email": f"{name}@example.com"}, subscriptions={"promotions": True})


def tally(*events: tuple[str, str, int, int | None], project: Any = None) -> Tally:
    """Of events by contact, name, hour from the start, and hour at which they became known."""
    happened = [
        (whose, Event(id=str(number), name=name, at=START + at * HOUR, known_at=known and START + known * HOUR))
        for number, (whose, name, at, known) in enumerate(events)
    ]
    rows = [
        (contact(name), [event for whose, event in happened if whose == name])
        for name in sorted({whose for whose, _ in happened})
    ]
    return simulate(engine.prepare(compiled(SOURCE, project)), rows, START, END)


def test_a_run_without_surprises_says_nothing_of_any() -> None:
    text = summary_text(tally(("ann", "signed_up", 10, None)))
    assert "came late" not in text
    assert "since its last refresh" not in text
    assert "moved" not in text
    assert "message  sent  not sent  held out  still held\n  hello       1         0         0           0" in text


def test_late_events_and_stale_decisions_are_counted() -> None:
    stale = ("ann", "order_placed", 8, None), ("ann", "signed_up", 10, None)
    late = ("bob", "order_cancelled", 6, None), ("bob", "signed_up", 5, 12)
    run = tally(*stale, *late)
    text, document = summary_text(run), summary_document(run)
    assert "1 event came late" in text
    assert "1 decision by a segment that had changed since its last refresh" in text
    assert document["late_events"] == 1
    assert (document["journeys"]["j"]["stale"], document["journeys"]["j"]["moved"]) == (1, 0)


def test_what_still_waits_for_a_channel_is_shown() -> None:
    run = tally(
        ("ann", "signed_up", 10, None),
        ("bob", "signed_up", 11, None),
        ("cid", "signed_up", 12, None),
        project=ONE_A_WEEK,
    )
    assert run.is_conserved
    assert run.messages["hello"].held == 2
    assert "hello       1         0         0           2" in summary_text(run)


def test_what_is_gone_from_the_program_is_told_of_as_far_as_somebody_was_there() -> None:
    before = compiled(SOURCE + "\njourney old:\n  starts on signed_up\n  wait 1 day\n  wait 2 days\n")
    after = compiled(SOURCE.replace("otherwise: send hello", "otherwise: continue") + "  wait 3 hours\n")
    change = Change(START + 12 * HOUR, engine.prepare(after, earlier=[before]))
    rows = [(contact("ann"), [Event(id="1", name="signed_up", at=START + 10 * HOUR)])]
    found = simulate(engine.prepare(before), rows, START, END, changes=[change])
    text = summary_text(found)
    assert "journey old  (gone from the program)\n  entered 1 of 1 trigger\n  finished 1, still inside 0\n" in text
    assert "  step        arrived  then\n  wait 1 day        1  interrupted 1\n" in text
    assert "wait 2 days" not in text
    assert "  send hello" in text
    assert "  hello       1         0         0           0" in text
    written = summary_document(found)["journeys"]
    assert [step["words"] for step in written["old"]["steps"]] == ["wait 1 day"]
    assert "send hello" in [step["words"] for step in written["j"]["steps"]]
