"""Until when a contact waits, and how the wait ends (laws L2, L12, L13, L14)."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from journeydsl.conditions import evaluate, next_change, read
from journeydsl.conditions.dates import local_day, moments_of
from journeydsl.engine.state import Enrollment
from journeydsl.engine.turn import Turn
from journeydsl.model import clock, steps
from journeydsl.model.decisions import Outcome
from journeydsl.model.values import Instant


class Over(NamedTuple):
    """A wait that is over: how, and by which edge the contact goes on."""

    outcome: Outcome
    edge: int = 0


def look(turn: Turn, enrollment: Enrollment, step: steps.Waiting) -> Over | Instant:
    """Whether a wait is over now; where it is not, when to look again if nothing happens before."""
    match step:
        case steps.Wait() | steps.WaitUntil():
            return _until(turn, _due(turn, enrollment, step), Over(Outcome.WAITED))
        case steps.WaitUntilAttribute():
            day = _day(turn, enrollment, step)
            return Over(Outcome.MISSING, 1) if day is None else _until(turn, day, Over(Outcome.WAITED))
        case steps.WaitFor() if enrollment.happened:
            return Over(Outcome.HAPPENED)
        case steps.WaitFor():
            return _until(turn, enrollment.arrived_at + step.up_to, Over(Outcome.TIMED_OUT, 1))
        case steps.WaitUntilCondition():
            return _until_condition(turn, enrollment, step)


def _until(turn: Turn, due: Instant, over: Over) -> Over | Instant:
    return over if due <= turn.at else due


def _due(turn: Turn, enrollment: Enrollment, step: steps.Wait | steps.WaitUntil) -> Instant:
    since, zone = enrollment.arrived_at, turn.state.timezone
    if isinstance(step, steps.WaitUntil):
        return clock.to_instant(step.wall, zone)
    if step.until is None:
        return since + step.duration
    return clock.until_time_of_day(since, step.duration, step.until, zone, step.until_day)


def _day(turn: Turn, enrollment: Enrollment, step: steps.WaitUntilAttribute) -> Instant | None:
    """The instant that a date means, as it is known now; None where there is none, or none in the years 1 to 9999."""
    date, zone = read(step.date, turn.facts(enrollment)), turn.state.timezone
    if date is None:
        return None
    try:
        if step.at is None:
            return moments_of(date, zone)[0] + step.distance
        midnight = datetime.datetime.combine(local_day(date, zone), datetime.time())
        return clock.to_instant(midnight + datetime.timedelta(microseconds=step.distance, minutes=step.at), zone)
    except OverflowError:
        return None


def _until_condition(turn: Turn, enrollment: Enrollment, step: steps.WaitUntilCondition) -> Over | Instant:
    """A condition is asked before the deadline, which is the last instant at which it counts."""
    facts = turn.facts(enrollment)
    if evaluate(step.condition, facts) is True:
        return Over(Outcome.HAPPENED)
    deadline = enrollment.arrived_at + step.up_to
    if deadline <= turn.at:
        return Over(Outcome.TIMED_OUT, 1)
    change = next_change(step.condition, facts)
    return deadline if change is None else min(change, deadline)
