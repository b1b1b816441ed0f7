"""When a journey starts by the calendar where the contact lives (laws L2 and L3)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from journeydsl.conditions import Facts, read
from journeydsl.conditions.dates import anniversary, local_day
from journeydsl.model import clock
from journeydsl.model.journeys import Around, At, Every, EveryYear, Scheduled
from journeydsl.model.values import Instant

_DAYS_OF_A_WEEK = 7


def next_occurrence(start: Scheduled, after: Instant, facts: Facts) -> Instant | None:
    """The first instant strictly after `after` at which a start comes round for a contact as it is known now; None
    where it never does, as with a date that is missing."""
    today = clock.to_wall(after, facts.timezone).date()
    walls = (wall for wall in _walls(start, today, facts) if datetime.MINYEAR < wall.year < datetime.MAXYEAR)
    instants = (clock.to_instant(wall, facts.timezone) for wall in walls)
    return next((at for at in instants if at > after), None)


def _walls(start: Scheduled, today: datetime.date, facts: Facts) -> Iterator[datetime.datetime]:
    """The local times from `today` on, in order, up to one that is surely later than today."""
    match start:
        case At(wall=wall):
            yield wall
        case Every(weekday=weekday, at=minutes):
            for ahead in range(_DAYS_OF_A_WEEK + 1):
                day = today + datetime.timedelta(days=ahead)
                if weekday is None or weekday == day.weekday():
                    yield _wall(day, minutes)
        case Around(days=days, at=minutes):
            date = _date(start, facts)
            if date is not None and datetime.date.min.toordinal() <= date.toordinal() + days <= _LAST_DAY:
                yield _wall(date + datetime.timedelta(days=days), minutes)
        case EveryYear(at=minutes):
            date = _date(start, facts)
            first = None if date is None else max(today.year, date.year + 1)
            if date is not None and first is not None:
                for year in range(first, min(first + 2, datetime.MAXYEAR)):
                    yield _wall(anniversary(date, year), minutes)


_LAST_DAY = datetime.date.max.toordinal()


def _date(start: Around | EveryYear, facts: Facts) -> datetime.date | None:
    value = read(start.date, facts)
    return None if value is None else local_day(value, facts.timezone)


def _wall(day: datetime.date, minutes: int) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(minutes=minutes)
