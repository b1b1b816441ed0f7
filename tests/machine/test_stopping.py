"""A run that is stopped on the way: whoever shares what can be sent is left as it stands, on both engines."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, repeat

import pytest

from journeydsl import engine, machine
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.values import DAY, HOUR
from journeydsl.simulator import simulate
from journeydsl.simulator.arrays import simulate_fast
from tests.cases.situations import compiled

JOURNEY = """
message hello:
  channel email
  class transactional
  subject "Hello"
  template "plain.html"

limits:
  warm up email from 3 per day by 50% per day

journey j:
  starts on signed_up
  wait 1 hour
  send hello
  wait 2 days
  send hello
"""
RULES = engine.prepare(compiled(JOURNEY))
CONTACTS = 40_000


def stopped_after(times: int) -> Callable[[int], bool]:
    goes_on = chain(repeat(True, times), repeat(False))
    return lambda _: next(goes_on)


@pytest.mark.parametrize("is_kept", [True, False])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_the_machine_counts_everybody_as_they_stand(times: int, *, is_kept: bool) -> None:
    contacts = [Contact(id=f"c{number:05}", attributes={"email": "a@example.com"}) for number in range(CONTACTS)]
    people = [
        (contact, [Event(id="e", name="signed_up", at=number % 20 * HOUR)]) for number, contact in enumerate(contacts)
    ]
    columns = machine.from_population(RULES.program.project, people)
    ends: set[str] = set()

    def record(decided: machine.Decided) -> None:
        found = list(map(str, decided.ends()["contact"]))
        assert ends.isdisjoint(found)
        ends.update(found)

    goes_on = stopped_after(times)
    tally = simulate_fast(RULES, lambda _: [columns], 0, 30 * DAY, record if is_kept else None, goes_on)
    assert tally.contacts == CONTACTS
    assert tally.is_conserved
    assert tally.journeys["j"].active > 0
    assert not is_kept or len(ends) == CONTACTS


def test_the_engine_counts_everybody_as_they_stand() -> None:
    people = [
        (Contact(id=f"c{number}", attributes={"email": "a@example.com"}), [Event(id="e", name="signed_up", at=HOUR)])
        for number in range(9)
    ]
    tally = simulate(RULES, people, 0, 30 * DAY, goes_on=stopped_after(12))
    assert (tally.contacts, tally.is_conserved) == (9, True)
    assert tally.journeys["j"].active == 9
