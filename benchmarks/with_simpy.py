"""The cart journey in SimPy, as somebody would write it there: a process for each contact, and one for each entry.

What SimPy can express without rules of its own is everything but limits, quiet hours and suppressions. So both sides
run without these, and must decide the same, counted by kind.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import simpy

from benchmarks.figures import ratio
from benchmarks.made import END, START, as_rows
from journeydsl import engine, machine
from journeydsl.engine import Rules
from journeydsl.engine.address import is_reachable
from journeydsl.machine import Columns, Mixed, Texts
from journeydsl.model import clock
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.program import Program
from journeydsl.model.rules import Limits
from journeydsl.model.values import DAY, HOUR, Instant, Kind


@dataclass(slots=True)
class Person:
    """A contact with all that is drawn for it, and what it has done so far."""

    zone: str
    may_get: bool
    has_address: bool
    is_held_out: bool
    gets_free_shipping: bool
    events: Sequence[Event]
    orders: int = 0


def against_simpy(program: Program, columns: Columns, sample: int) -> float:
    """How many times as fast as SimPy the machine is, a contact for a contact, in pairs; asserts that both decide the
    same."""
    plain = replace(program, limits=Limits(), suppressions=())
    rules = engine.prepare(plain)
    people = [_person(rules, contact, events) for contact, events in as_rows(columns, sample)]
    by_simpy, decided = _simulated(people), _decided(rules, _first(columns, sample))
    assert by_simpy == decided, (by_simpy, decided)
    bound = machine.bind(rules, columns, START, END)
    machine.run(bound, columns, threads=1)
    slower = ratio(lambda: _simulated(people), lambda: machine.run(bound, columns, threads=1))
    return slower * len(columns.ids) / sample


def _person(rules: Rules, contact: Contact, events: Sequence[Event]) -> Person:
    subject = rules.subject(contact.id)
    holdout, split = rules.holdouts["abandoned_cart"], rules.splits["cart_incentive"]
    return Person(
        zone=contact.timezone or rules.program.project.timezone,
        may_get=not contact.unsubscribed and contact.subscriptions.get("promotions") is True,
        has_address=is_reachable(Kind.EMAIL, str(contact.attributes["email"])),
        is_held_out=holdout.draw(subject) == 0,
        gets_free_shipping=split.draw(subject) == 0,
        events=events,
    )


def _simulated(people: Sequence[Person]) -> Counter[str]:
    """What SimPy decides about everybody."""
    env, counts = simpy.Environment(initial_time=START), Counter[str]()
    for person in people:
        person.orders = 0
        env.process(_life(env, person, counts))
    env.run(until=END + 1)
    return counts


def _life(env: simpy.Environment, person: Person, counts: Counter[str]) -> Generator[Any, Any, None]:
    """What happens to a contact, and the entries that come of it."""
    journey, entered = None, START - 7 * DAY
    for event in person.events:
        yield env.timeout(event.at - env.now)
        if event.name == "order_placed":
            person.orders += 1
            if journey is not None and journey.is_alive:
                journey.interrupt()
        elif event.name == "cart_updated":
            if float(str(event.properties["total"])) < 20 or env.now < entered + 7 * DAY or _goes_on(journey):
                counts["refused"] += 1
            else:
                counts["entered"] += 1
                entered = int(env.now)
                journey = env.process(_journey(env, person, event, counts))


def _goes_on(journey: simpy.Process | None) -> bool:
    return journey is not None and journey.is_alive


def _journey(env: simpy.Environment, person: Person, trigger: Event, counts: Counter[str]) -> Generator[Any, Any, None]:
    try:
        yield env.timeout(HOUR)
        counts[_sent(person, trigger, needs_link=True)] += 1
        yield env.timeout(23 * HOUR)
        if float(str(trigger.properties["total"])) > 150 or person.orders >= 2:
            counts[_sent(person, trigger, needs_link=False)] += 1
        yield env.timeout(_ten_oclock(person.zone, int(env.now) + DAY) - env.now)
        if person.gets_free_shipping:
            counts[_sent(person, trigger, needs_link=True)] += 1
    except simpy.Interrupt:
        counts["converted"] += 1
    else:
        counts["completed"] += 1


def _sent(person: Person, trigger: Event, *, needs_link: bool) -> str:
    if not person.has_address or not person.may_get or (needs_link and "url" not in trigger.properties):
        return "not_sent"
    return "held_out" if person.is_held_out else "sent"


def _ten_oclock(zone: str, after: Instant) -> Instant:
    wall = clock.to_wall(after, zone)
    ten = wall.replace(hour=10, minute=0, second=0, microsecond=0)
    return clock.to_instant(ten if wall <= ten else ten + datetime.timedelta(days=1), zone)


def _first(columns: Columns, sample: int) -> Columns:
    """The first contacts alone."""
    events = int(columns.offsets[sample])
    email, url, total = columns.attributes["email"], columns.properties["url"], columns.properties["total"]
    assert isinstance(email, Texts)
    assert isinstance(url, Texts)
    assert not isinstance(total, Texts | Mixed)
    return replace(
        columns,
        ids=columns.ids[:sample],
        zones=columns.zones[:sample],
        unsubscribed=columns.unsubscribed[:sample],
        offsets=columns.offsets[: sample + 1],
        at=columns.at[:events],
        names=columns.names[:events],
        attributes={"email": Texts(email.codes[:sample], email.words)},
        subscriptions={topic: said[:sample] for topic, said in columns.subscriptions.items()},
        properties={"total": total[:events], "url": Texts(url.codes[:events], url.words)},
    )


def _decided(rules: Rules, columns: Columns) -> Counter[str]:
    """What the machine decides about everybody, counted as SimPy counts."""
    counts = Counter[str]()
    bound = machine.bind(rules, columns, START, END)
    for kind, times in zip(bound.kinds, machine.run(bound, columns).decisions.tolist(), strict=True):
        if kind.outcome is None or not times:
            continue
        if kind.outcome in ("entered", "refused", "sent", "held_out", "not_sent"):
            counts[kind.outcome.value] += times
        elif kind.outcome == "finished":
            counts["completed" if kind.detail != "converted" else "converted"] += times
    return counts
