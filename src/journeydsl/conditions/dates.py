"""Dates relative to now, where the contact lives (laws L1 to L3)."""

from __future__ import annotations

import datetime

from journeydsl.conditions.facts import Facts
from journeydsl.model import clock
from journeydsl.model.values import DAY, Duration, Instant, Value, instant

_DAY = datetime.timedelta(days=1)
_SECOND_YEAR, _LAST_YEAR = (
    instant(datetime.datetime(year, 1, 1, tzinfo=datetime.UTC)) for year in (2, datetime.MAXYEAR)
)
_FIRST_DAY, _LAST_DAY = datetime.date(2, 1, 1), datetime.date(9998, 12, 31)


def is_today(value: Value, facts: Facts) -> bool:
    """Whether the day and the month of a date are today's; 1 March stands in for a 29 February that the year lacks."""
    today = clock.to_wall(facts.now, facts.timezone).date()
    return anniversary(local_day(value, facts.timezone), today.year) == today


def next_turn(value: Value, facts: Facts) -> Instant:
    """When a date's anniversary next begins or ends."""
    today = clock.to_wall(facts.now, facts.timezone).date()
    day = local_day(value, facts.timezone)
    following = [anniversary(day, today.year), anniversary(day, today.year + 1)]
    turn = today + _DAY if today in following else min(each for each in following if each > today)
    return clock.to_instant(datetime.datetime.combine(turn, datetime.time()), facts.timezone)


def is_within(value: Value, duration: Duration, facts: Facts) -> bool:
    """Whether a date or an instant lies between now and `duration` from now, both included."""
    first, last = moments_of(value, facts.timezone)
    return first <= facts.now + duration and last >= facts.now


def moments_of(value: Value, timezone: str) -> tuple[Instant, Instant]:
    """The first and the last instant of a date where the contact lives; twice the same for an instant. Dates at the
    ends of the calendar, whose instants would lie outside it, are moved inside by a year."""
    if not isinstance(value, datetime.date):
        assert isinstance(value, int), "only dates and instants are asked about"
        return value, value
    day = min(max(value, _FIRST_DAY), _LAST_DAY)
    midnight = datetime.datetime(day.year, day.month, day.day)
    return clock.to_instant(midnight, timezone), clock.to_instant(midnight + _DAY, timezone) - 1


def local_day(value: Value, timezone: str) -> datetime.date:
    """The day of a date, or of an instant where the contact lives."""
    if isinstance(value, datetime.date):
        return value
    assert isinstance(value, int), "only dates and instants are asked about"
    return clock.to_wall(_inside(value), timezone).date()


def _inside(at: Instant) -> Instant:
    """An instant of the first and the last year of the calendar, moved inside by a year: the day and the month of the
    local day stay what they are."""
    if at < _SECOND_YEAR:
        return at + 365 * DAY
    return at - 365 * DAY if at >= _LAST_YEAR else at


def anniversary(day: datetime.date, year: int) -> datetime.date:
    """The same day of another year; 1 March stands in for a 29 February that it lacks."""
    try:
        return day.replace(year=year)
    except ValueError:
        return datetime.date(year, 3, 1)
