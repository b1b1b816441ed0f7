"""Versions that are published in the course of a run: what the machine refuses, and what comes at one instant."""

from __future__ import annotations

import pytest

from journeydsl import engine, machine
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.decisions import Outcome
from journeydsl.model.values import DAY, HOUR
from journeydsl.simulator import Change
from tests.cases.situations import compiled
from tests.machine.both import assert_same, by_id

BY_ACCOUNT = """
suppression bought:
  when order_placed in the last 36 hours
  blocks everything for the whole account
"""
JOURNEY = """
journey j:
  starts on signed_up
  again after 40 days
  on edit follow
{steps}
"""
OTHERS = {
    "attributes": {
        "company": {"type": "text", "optional": True},
        "country": {"type": "text", "optional": True, "identifies": "account"},
    }
}


def journey(*steps: str) -> str:
    return JOURNEY.format(steps="\n".join(f"  {step}" for step in steps))


def test_versions_that_tell_accounts_apart_by_different_attributes_are_refused() -> None:
    source = BY_ACCOUNT + journey("wait 1 day")
    before, after = compiled(source), compiled(source, OTHERS)
    rules, later = engine.prepare(before), engine.prepare(after, earlier=[before])
    columns = machine.from_population(before.project, [(Contact(id="ann"), ())])
    with pytest.raises(ValueError, match="versions of a program tell accounts apart by company and by country"):
        machine.bind(rules, columns, 0, DAY, later=[machine.Published(HOUR, later)])
    machine.bind(rules, columns, 0, DAY, later=[machine.Published(2 * DAY, later)])


@pytest.mark.parametrize("shares", ["", BY_ACCOUNT])
def test_two_versions_that_are_published_at_one_instant_follow_each_other(shares: str) -> None:
    texts = [
        shares + journey("wait 7 days", "set vip to true"),
        shares + journey("wait 3 days", "set vip to true") + "\njourney other:\n  starts on signed_up\n  wait 1 day\n",
        shares + journey("wait 5 days", "set vip to true", "wait 1 day"),
    ]
    programs = [compiled(text) for text in texts]
    rules = [engine.prepare(each, earlier=programs[:number]) for number, each in enumerate(programs)]
    people = by_id(
        (
            Contact(id=f"c{number}", attributes={"email": f"c{number}@example.com", "company": f"a{number % 2}"}),
            [Event(id="1", name="signed_up", at=number * HOUR), Event(id="2", name="order_placed", at=4 * DAY)],
        )
        for number in range(40)
    )
    for at in (0, 12 * HOUR, 39 * HOUR, 5 * DAY, 30 * DAY):
        changes = [Change(at, each) for each in rules[1:]]
        decisions = assert_same(rules[0], people, 0, 30 * DAY, changes)
        moved = sum(each.outcome is Outcome.MOVED for each in decisions)
        assert moved == 2 * sum(number * HOUR < at < number * HOUR + 7 * DAY for number in range(40))
