"""Contacts and what happens to them: often exactly at a deadline of the program, or a microsecond beside it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random

from journeydsl.model import clock
from journeydsl.model.contacts import Change, Contact, Event, Input, ScoreValue, in_order
from journeydsl.model.happenings import (
    CONSENT_GIVEN,
    CONSENT_WITHDRAWN,
    JOURNEY,
    JOURNEY_CALLED,
    MESSAGE,
    MESSAGE_BOUNCED,
    MESSAGE_CLICKED,
    MESSAGE_COMPLAINED,
    MESSAGE_OPENED,
    TOPIC,
)
from journeydsl.model.values import DAY, HOUR, Instant, Value, ValueType, instant, moment
from tests.properties.runnable.words import DURATIONS, MESSAGES, STARTED, one_in, the_project, value

# In Berlin the clocks change on 2026-03-29 and 2026-10-25, in Sydney and on Lord Howe on 2026-04-05 and 2026-10-04.
BEGINNINGS = ("2026-03-20", "2026-09-28", "2026-10-20", "2026-12-20", "2028-02-20")
LENGTH = 20 * DAY
ZONES = ("Europe/Berlin", "Australia/Sydney", "Australia/Lord_Howe", "America/New_York", None, "Mars/Olympus_Mons")
MINUTES = (0, 120, 135, 150, 480, 510, 600, 720, 840, 1260, 1350, 1439)
OPTIONAL_OFTEN_KNOWN = ("email", "phone", "nickname", "points")
LATE = (HOUR, DAY, DAY + 1, 3 * DAY)
TOLD = {
    MESSAGE_OPENED: (MESSAGE, MESSAGES),
    MESSAGE_CLICKED: (MESSAGE, MESSAGES),
    MESSAGE_BOUNCED: (MESSAGE, MESSAGES),
    MESSAGE_COMPLAINED: (MESSAGE, MESSAGES),
    CONSENT_GIVEN: (TOPIC, ("promotions", "newsletter")),
    CONSENT_WITHDRAWN: (TOPIC, ("promotions", "newsletter")),
    JOURNEY_CALLED: (JOURNEY, ("journey_0", "journey_1")),
}


@dataclass(frozen=True)
class Case:
    """A contact, and all that happens to it, in the order in which it is processed (law L4)."""

    contact: Contact
    inputs: tuple[Input, ...]


@dataclass(frozen=True)
class Situation:
    """Some contacts, and the period that is run."""

    start: Instant
    cases: tuple[Case, ...]

    @property
    def end(self) -> Instant:
        """The last instant that is run."""
        return self.start + LENGTH


def situation(chance: Random, least: int = 1, most: int = 1) -> Situation:
    """A period, and so many contacts in it."""
    begins = instant(datetime.datetime.fromisoformat(f"{chance.choice(BEGINNINGS)}T00:00+00:00"))
    names = [f"{place}-{chance.randint(0, 9)}" for place in range(chance.randint(least, most))]
    return Situation(begins, tuple(_case(chance, begins, name) for name in names))


def alike(case: Case) -> Iterator[Case]:
    """The contact, and others to whom the same happens: who can be reached everywhere and has consented to everything,
    in each zone, and who differs from that in one way: without some consent, out of reach, or with little known."""
    yield case
    contact = case.contact
    addresses = {"email": "ann@example.com", "phone": "+49 30 1234567"}
    consents = dict.fromkeys(the_project().topics, True)
    best = replace(contact, attributes={**contact.attributes, **addresses}, subscriptions=consents, unsubscribed=False)
    others = [replace(best, timezone=zone) for zone in ZONES]
    others += [replace(best, unsubscribed=True), replace(best, subscriptions={})]
    others += [replace(best, subscriptions=dict.fromkeys(the_project().topics, False))]
    others += [replace(best, attributes={**best.attributes, name: "nonsense"}) for name in addresses]
    needed = {name: value for name, value in best.attributes.items() if not the_project().attributes[name].optional}
    others += [replace(best, attributes=contact.attributes), replace(best, attributes={**needed, **addresses})]
    others += [replace(best, id=f"{contact.id}-{number}") for number in range(3)]
    yield from (replace(case, contact=other) for other in others)


def _case(chance: Random, begins: Instant, name: str) -> Case:
    contact = _contact(chance, begins, name)
    happened: list[Instant] = []
    for _ in range(chance.choice([12, 8, 10, 4])):
        happened.append(_instant(chance, begins, contact.timezone or the_project().timezone, happened))
    inputs = [_input(chance, at, place, may_change=at >= begins) for place, at in enumerate(happened)]
    return Case(contact, tuple(in_order(inputs)))


def _instant(chance: Random, begins: Instant, timezone: str, before: list[Instant]) -> Instant:
    """An instant: as far from an earlier one as a duration of programs, or a time of some day where the contact lives,
    such as quiet hours begin or end at."""
    beside = chance.choice([0, 0, 0, 1, -1])
    if before and not one_in(chance, 3):
        return chance.choice(before) + chance.choice([0, HOUR, *DURATIONS.values()]) + beside
    day = moment(begins).replace(tzinfo=None) + datetime.timedelta(days=chance.randint(-2, 12))
    return clock.to_instant(day + datetime.timedelta(minutes=chance.choice(MINUTES)), timezone) + beside


def _input(chance: Random, at: Instant, place: int, *, may_change: bool) -> Input:
    """An event, or a change of the profile; a profile is as it is when a period begins."""
    if may_change and one_in(chance, 4):
        attribute = the_project().attributes[chance.choice(sorted(the_project().attributes))]
        return Change(at=at, attribute=attribute.name, value=value(chance, attribute.type))
    known_at = at + chance.choice(LATE) if one_in(chance, 12) else None
    if one_in(chance, 5):
        name = chance.choice(sorted(TOLD))
        told: dict[str, Value] = {TOLD[name][0]: chance.choice(TOLD[name][1])} if chance.randint(0, 1) else {}
        return Event(id=f"{place:03}", name=name, at=at, properties=told, known_at=known_at)
    name = chance.choice(STARTED)
    properties = _some(chance, the_project().events[name].properties)
    return Event(id=f"{place:03}", name=name, at=at, properties=properties, known_at=known_at)


def _some(chance: Random, types: Mapping[str, ValueType]) -> dict[str, Value]:
    """Most of the properties of an event."""
    least = chance.choice([1, 1, 1, 0])
    return {name: value(chance, kind) for name, kind in types.items() if chance.randint(least, 1)}


def _contact(chance: Random, begins: Instant, name: str) -> Contact:
    project = the_project()
    attributes = {
        attribute.name: value(chance, attribute.type)
        for attribute in project.attributes.values()
        if not (attribute.optional and one_in(chance, 10 if attribute.name in OPTIONAL_OFTEN_KNOWN else 2))
    }
    drawn = {topic: chance.choice([*[True] * 8, False, None]) for topic in project.topics}
    scores = {score: _score(chance, begins) for score in project.scores if chance.randint(0, 1)}
    return Contact(
        id=name,
        attributes=attributes,
        subscriptions={topic: consent for topic, consent in drawn.items() if consent is not None},
        unsubscribed=one_in(chance, 20),
        timezone=chance.choice(ZONES),
        account={name: value(chance, fact.type) for name, fact in project.account.items() if chance.randint(0, 1)},
        scores=scores,
    )


def _score(chance: Random, begins: Instant) -> ScoreValue:
    made = chance.choice([None, begins - DAY, begins, begins + DAY])
    return ScoreValue(chance.choice([0.0, 0.7]), chance.choice([None, 0.5, 0.6]), made)
