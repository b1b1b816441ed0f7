"""A wait for a date ends by the date as it is known now, also where the profile changes from outside (law L14)."""

from __future__ import annotations

import datetime
from functools import cache

import pytest

from journeydsl import engine
from journeydsl.engine import ContactState, Rules
from journeydsl.model.contacts import Change, Contact, Event
from journeydsl.model.decisions import Outcome
from journeydsl.model.values import DAY
from tests.cases.situations import compiled, parse_instant

START = parse_instant("2026-03-01 10:00")
JOURNEY = """
journey j:
  starts on signed_up
  wait until birthday at 10:00
    if missing: stop as no_birthday
"""


@cache
def rules() -> Rules:
    return engine.prepare(compiled(JOURNEY))


def waiting() -> ContactState:
    """The state of a contact who has come in, and waits until the 10th at ten o'clock."""
    ann = Contact(id="ann", attributes={"birthday": datetime.date(2026, 3, 10)})
    begun = engine.begin(rules(), ann, [], START)
    return engine.step(rules(), begun, START, [Event(id="1", name="signed_up", at=START)]).state


@pytest.mark.parametrize(("day", "due"), [(12, START + 11 * DAY), (9, START + 8 * DAY)])
def test_a_change_of_the_date_moves_the_next_wake(day: int, due: int) -> None:
    change = Change(at=START + DAY, attribute="birthday", value=datetime.date(2026, 3, day))
    moved = engine.step(rules(), waiting(), START + DAY, [change])
    assert engine.next_wake(waiting()) == START + 9 * DAY
    assert moved.decisions == ()
    assert engine.next_wake(moved.state) == due


def test_a_date_that_has_become_past_lets_the_contact_go_on_at_once() -> None:
    change = Change(at=START + DAY, attribute="birthday", value=datetime.date(2026, 3, 2))
    left = engine.step(rules(), waiting(), START + DAY, [change])
    assert [each.outcome for each in left.decisions] == [Outcome.WAITED, Outcome.FINISHED]
    assert engine.next_wake(left.state) is None


def test_a_date_that_is_taken_away_is_missing_from_then_on() -> None:
    known = waiting()._replace(attributes={})
    left = engine.step(rules(), known, START + DAY)
    assert [(each.outcome, each.detail) for each in left.decisions] == [
        (Outcome.MISSING, ""),
        (Outcome.FINISHED, "no_birthday"),
    ]
