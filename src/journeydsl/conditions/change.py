"""When a condition can change because time passes (law L20a), so that nothing has to be polled."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from journeydsl.conditions.dates import moments_of
from journeydsl.conditions.facts import Facts, read
from journeydsl.model import clock
from journeydsl.model import conditions as model
from journeydsl.model.values import Instant


def next_change(condition: model.Condition, facts: Facts) -> Instant | None:
    """The first instant after now at which `condition` can change without any new event or profile change, or None.

    It never comes too late; it may come too early, when the change that time brings makes no difference in the end.
    """
    match condition:
        case model.Count(name, window=model.Last(duration)) | model.Aggregate(_, name, window=model.Last(duration)):
            return _oldest_leaves(name, duration, facts)
        case model.IsToday():
            return clock.until_time_of_day(facts.now + 1, 0, 0, facts.timezone)
        case model.Within():
            return _comes_or_goes(condition, facts)
        case model.InSegment(segment):
            return next_change(facts.segments[segment], facts)
        case model.Not(part):
            return next_change(part, facts)
        case model.AllOf(parts) | model.AnyOf(parts):
            return _earliest(next_change(part, facts) for part in parts)
        case model.Count() | model.Aggregate() | model.Subscribed():
            return None
        case model.Compare() | model.OneOf() | model.Known() | model.TextMatch():
            return None


def _earliest(instants: Iterable[Instant | None]) -> Instant | None:
    return min((at for at in instants if at is not None), default=None)


def _after_now(instants: Iterable[Instant], facts: Facts) -> Instant | None:
    return min((at for at in instants if at > facts.now), default=None)


def _oldest_leaves(event_name: str, duration: int, facts: Facts) -> Instant | None:
    """When the oldest such event in (now - duration, now] leaves that window."""
    first = bisect_right(facts.history, facts.now - duration, key=lambda event: event.at)
    for index in range(first, len(facts.history)):
        if facts.history[index].name == event_name:
            return facts.history[index].at + duration
    return None


def _comes_or_goes(condition: model.Within, facts: Facts) -> Instant | None:
    """When the date comes near enough, and when it is over."""
    value = read(condition.operand, facts)
    if value is None:
        return None
    first, last = moments_of(value, facts.timezone)
    return _after_now((first - condition.duration, last + 1), facts)
