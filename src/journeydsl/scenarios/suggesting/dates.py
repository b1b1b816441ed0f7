"""Dates near now, where the contact lives."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from journeydsl.conditions import Facts
from journeydsl.model import clock
from journeydsl.model.values import DAY, MINUTE, Duration, Instant, Kind, Value, ValueType

_LONG_AGO = 36


def anniversaries(facts: Facts, kind: ValueType, *, today: bool) -> Iterator[Value]:
    """A date some decades ago whose anniversary is today, or in a few months."""
    now = clock.to_wall(facts.now, facts.timezone)
    day = now.date() if today else (now + datetime.timedelta(days=100)).date()
    then = day.replace(year=day.year - _LONG_AGO, day=min(day.day, 28) if not today else day.day)
    yield _of_kind(then, kind, facts)


def near(facts: Facts, kind: ValueType, duration: Duration, *, within: bool) -> Iterator[Value]:
    """A date inside the time from now on, or on either side of it."""
    inside, outside = (duration // 2, 0), (duration + 2 * DAY, -2 * DAY)
    for ahead in inside if within else outside:
        at = facts.now + ahead
        yield around(at, kind, facts.timezone)


def around(at: Instant, kind: ValueType, timezone: str) -> Value:
    """An instant as a date or an instant, as the type has it."""
    return clock.to_wall(at, timezone).date() if kind.kind is Kind.DATE else at - at % MINUTE


def _of_kind(day: datetime.date, kind: ValueType, facts: Facts) -> Value:
    if kind.kind is Kind.DATE:
        return day
    return clock.to_instant(datetime.datetime(day.year, day.month, day.day, 12), facts.timezone)
