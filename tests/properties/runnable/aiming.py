"""More things that happen, aimed at the very instants at which a program makes a difference."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from journeydsl.engine import Rules
from journeydsl.model.contacts import Event, Input, in_order
from journeydsl.model.decisions import Outcome
from journeydsl.model.happenings import (
    CONSENT_GIVEN,
    CONSENT_WITHDRAWN,
    MESSAGE,
    MESSAGE_BOUNCED,
    MESSAGE_COMPLAINED,
    TOPIC,
)
from journeydsl.model.journeys import After
from journeydsl.model.values import DAY, Instant, Value
from tests.properties.runnable.histories import LENGTH, Case, Situation, alike
from tests.properties.runnable.running import Ran, run
from tests.properties.runnable.visits import local
from tests.properties.runnable.words import CARTS, STARTED, the_project

ROUNDS = 6
SHOTS = 5


def cases(rules: Rules, situation: Situation, chance: Random) -> Iterator[Case]:
    """The contact of a situation, those to whom the same happens, and some to whom ever more happens in between."""
    case, *others = alike(situation.cases[0])
    yield from (case, *others)
    for number in range(ROUNDS):
        case = chance.choice(others) if number == 0 else case
        instants = sorted(_deadlines(rules, run(rules, case, situation.start, situation.end), situation))
        if not instants:
            return
        shots = [_shot(f"aimed {number}.{shot}", chance.choice(instants), rules, chance) for shot in range(SHOTS)]
        case = replace(case, inputs=tuple(in_order([*case.inputs, *shots])))
        yield case


def _deadlines(rules: Rules, ran: Ran, situation: Situation) -> Iterator[Instant]:
    """When something was over or would have been: waits, holds, goals, limits, and the time to come again; and the
    hours before the clocks change."""
    for at in (*_all_deadlines(rules, ran), *_before_clocks_change(situation.start, ran.state.timezone)):
        if situation.start <= at <= situation.end:
            yield at


def _all_deadlines(rules: Rules, ran: Ran) -> Iterator[Instant]:
    for step in ran.steps:
        yield from (each.wake_at for each in step.state.enrollments.values() if each.wake_at is not None)
        yield from (watch.until for watch in step.state.goals)
        yield from (quiet.due for quiet in step.state.quiet_starts)
    for decision in ran.decisions:
        if decision.outcome is Outcome.SENT:
            yield from (decision.at + cap.window for cap in rules.program.limits.caps)
        again = rules.journeys[decision.journey].again
        if decision.outcome is Outcome.ENTERED and isinstance(again, After):
            yield decision.at + again.duration
    yield from rules.closes.values()


def _before_clocks_change(start: Instant, timezone: str) -> Iterator[Instant]:
    for at in range(start, start + LENGTH, DAY):
        if local(at + DAY, timezone) - local(at, timezone) != datetime.timedelta(days=1):
            yield from (at - DAY // 2, at + DAY // 4)


def _shot(name: str, at: Instant, rules: Rules, chance: Random) -> Input:
    """Something that programs start on, wait for or ask for; sometimes about a message or a consent."""
    at += chance.choice([0, 0, 1, -1])
    if chance.random() < 0.2:
        message, topic = chance.choice(sorted(rules.program.messages)), chance.choice(the_project().topics)
        told: list[tuple[str, dict[str, Value]]] = [
            (MESSAGE_BOUNCED, {MESSAGE: message}),
            (MESSAGE_COMPLAINED, {MESSAGE: message}),
            (CONSENT_WITHDRAWN, {TOPIC: topic}),
            (CONSENT_WITHDRAWN, {}),
            (CONSENT_GIVEN, {TOPIC: topic}),
        ]
        kind, properties = chance.choice(told)
        return Event(id=name, name=kind, at=at, properties=properties)
    event = the_project().events[chance.choice(STARTED)]
    known: dict[str, Value] = {
        "cart_id": chance.choice(CARTS),
        "total": chance.choice([5.0, 20.0, 200.0]),
        "items": 5,
        "gift": True,
    }
    properties = {key: value for key, value in known.items() if key in event.properties}
    return Event(id=name, name=event.name, at=at, properties=properties)
