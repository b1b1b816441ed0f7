"""More things that happen, aimed at the very instants at which a program makes a difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from journeydsl.engine import Rules
from journeydsl.model.contacts import Event, Input, in_order
from journeydsl.model.decisions import Outcome
from journeydsl.model.journeys import After
from journeydsl.model.values import Instant, Value
from tests.properties.runnable.histories import Case, Situation, alike
from tests.properties.runnable.running import Ran, run
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
        shots = [_shot(f"aimed {number}.{shot}", chance.choice(instants), chance) for shot in range(SHOTS)]
        case = replace(case, inputs=tuple(in_order([*case.inputs, *shots])))
        yield case


def _deadlines(rules: Rules, ran: Ran, situation: Situation) -> Iterator[Instant]:
    """When something was over or would have been: waits, holds, goals, limits, and the time to come again."""
    for at in _all_deadlines(rules, ran):
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


def _shot(name: str, at: Instant, chance: Random) -> Input:
    event = the_project().events[chance.choice(STARTED)]
    known: dict[str, Value] = {
        "cart_id": chance.choice(CARTS),
        "total": chance.choice([5.0, 20.0, 200.0]),
        "items": 5,
        "gift": True,
    }
    return Event(
        id=name,
        name=event.name,
        at=at + chance.choice([0, 0, 1, -1]),
        properties={key: value for key, value in known.items() if key in event.properties},
    )
