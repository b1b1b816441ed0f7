"""More things that happen, aimed at the very instants at which a program makes a difference."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import NamedTuple

from journeydsl.engine import Rules
from journeydsl.model import steps
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
from journeydsl.model.journeys import After, OnEvent
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
        targets = _targets(rules, run(rules, case, situation.start, situation.end), situation)
        if not targets:
            return
        shots = [_shot(f"aimed {number}.{shot}", chance.choice(targets), rules, chance) for shot in range(SHOTS)]
        case = replace(case, inputs=tuple(in_order([*case.inputs, *shots])))
        yield case


class Target(NamedTuple):
    """An instant that makes a difference, and the event that would, where that is known."""

    at: Instant
    event: str | None = None


def _targets(rules: Rules, ran: Ran, situation: Situation) -> list[Target]:
    """When something was over or would have been, and the hours before the clocks change."""
    clocks = map(Target, _before_clocks_change(situation.start, ran.state.timezone))
    found = {*_ends(rules, ran), *_returns(rules, ran), *clocks}
    return sorted((each for each in found if situation.start <= each.at <= situation.end), key=str)


def _ends(rules: Rules, ran: Ran) -> Iterator[Target]:
    """When waits, holds and quiet times end, and goals can be reached no more."""
    for step in ran.steps:
        for each in step.state.enrollments.values():
            waiting = rules.charts[each.journey].nodes[each.node].step
            if each.wake_at is not None:
                yield Target(each.wake_at, waiting.event if isinstance(waiting, steps.WaitFor) else None)
        for watch in step.state.goals:
            goal = rules.journeys[watch.entry.journey].goal
            yield Target(watch.until, goal.event if goal else None)
        yield from (Target(quiet.due) for quiet in step.state.quiet_starts)


def _returns(rules: Rules, ran: Ran) -> Iterator[Target]:
    """When limits let more through, and when contacts may enter again, or no more."""
    for decision in ran.decisions:
        if decision.outcome is Outcome.SENT:
            yield from (Target(decision.at + cap.window) for cap in rules.program.limits.caps)
        if decision.outcome is Outcome.ENTERED:
            again = rules.journeys[decision.journey].again
            after = again.duration if isinstance(again, After) else 0
            yield from (Target(decision.at + after, event) for event in _starting(rules, decision.journey))
    for journey, at in rules.closes.items():
        yield from (Target(at, event) for event in _starting(rules, journey))


def _starting(rules: Rules, journey: str) -> Iterator[str]:
    return (start.event for start in rules.journeys[journey].starts if isinstance(start, OnEvent))


def _before_clocks_change(start: Instant, timezone: str) -> Iterator[Instant]:
    for at in range(start, start + LENGTH, DAY):
        if local(at + DAY, timezone) - local(at, timezone) != datetime.timedelta(days=1):
            yield from (at - DAY // 2, at + DAY // 4)


def _shot(name: str, target: Target, rules: Rules, chance: Random) -> Input:
    """What makes the difference, or something else; sometimes about a message or a consent."""
    at = target.at + chance.choice([0, 0, 1, -1])
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
    event = the_project().events[target.event or chance.choice(STARTED)]
    known: dict[str, Value] = {
        "cart_id": chance.choice(CARTS),
        "total": chance.choice([5.0, 20.0, 200.0]),
        "items": 5,
        "gift": True,
    }
    properties = {key: value for key, value in known.items() if key in event.properties}
    return Event(id=name, name=event.name, at=at, properties=properties)
