"""What ends a run from outside its steps (law L11)."""

from __future__ import annotations

from journeydsl.conditions import evaluate, holds_of
from journeydsl.engine.advancing import finish
from journeydsl.engine.staleness import report_if_stale
from journeydsl.engine.state import Enrollment
from journeydsl.engine.turn import Turn
from journeydsl.model.contacts import Event
from journeydsl.model.reasons import Exit


def stop_on(turn: Turn, enrollment: Enrollment, event: Event) -> bool:
    """End a run where an event is one that it stops on; whether it did."""
    for stop in turn.version(enrollment).journey.stops:
        if stop.event == event.name and holds_of(stop.where, event, turn.facts(enrollment)):
            finish(turn, enrollment, Exit.STOPPED_BY_EVENT, stop.reason or event.name)
            return True
    return False


def stop_when(turn: Turn, enrollment: Enrollment) -> bool:
    """End a run where a condition that it stops by holds, or may hold (law L18); whether it did."""
    detail = why_stopped(turn, enrollment)
    if detail is not None:
        report_if_stale(turn, lambda then: why_stopped(then, enrollment), enrollment)
        finish(turn, enrollment, Exit.STOPPED_BY_CONDITION, detail)
    return detail is not None


def why_stopped(turn: Turn, enrollment: Enrollment) -> str | None:
    """The author's word for the first condition that stops a run now; None where none does."""
    stops = turn.version(enrollment).journey.stops_when
    if not stops:
        return None
    facts = turn.facts(enrollment)
    stop = next((stop for stop in stops if evaluate(stop.condition, facts) is not False), None)
    return None if stop is None else stop.reason or stop.words.removeprefix("stops when ")
