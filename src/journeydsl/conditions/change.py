"""When a condition can change because time passes (law L20a), so that nothing has to be polled."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from journeydsl.conditions.evaluate import Facts
from journeydsl.model import conditions as model
from journeydsl.model.values import Instant


def next_change(condition: model.Condition, facts: Facts) -> Instant | None:
    """The first instant after now at which `condition` can change without any new event or profile change, or None.

    It never comes too late; it may come too early, when the change that time brings makes no difference in the end.
    """
    match condition:
        case model.Count(window=model.Last(duration)):
            return _oldest_leaves(condition.event, duration, facts)
        case model.InSegment(segment):
            return next_change(facts.segments[segment], facts)
        case model.Not(part):
            return next_change(part, facts)
        case model.AllOf(parts) | model.AnyOf(parts):
            return _earliest(next_change(part, facts) for part in parts)
        case model.Count() | model.Compare() | model.OneOf() | model.Known() | model.Subscribed():
            return None


def _earliest(instants: Iterable[Instant | None]) -> Instant | None:
    return min((at for at in instants if at is not None), default=None)


def _oldest_leaves(event_name: str, duration: int, facts: Facts) -> Instant | None:
    """When the oldest such event in (now - duration, now] leaves that window."""
    first = bisect_right(facts.history, facts.now - duration, key=lambda event: event.at)
    for index in range(first, len(facts.history)):
        if facts.history[index].name == event_name:
            return facts.history[index].at + duration
    return None
