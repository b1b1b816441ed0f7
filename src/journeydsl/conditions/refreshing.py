"""When segments are refreshed: at full hours, at 00:00 or on Monday at 00:00 of the project's zone (law L20).

A full hour that the clock skips is the instant at which it jumps; one that it shows twice is two refreshes. Midnight
comes once a day: the first of two (law L3).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache

from journeydsl.model import clock
from journeydsl.model.rules import Rhythm
from journeydsl.model.values import HOUR, Instant


def refresh_from(rhythm: Rhythm, at: Instant, timezone: str) -> Instant:
    """The first refresh at or after `at`."""
    return at if rhythm is Rhythm.LIVE else min(each for each in _near(rhythm, at // HOUR, timezone) if each >= at)


def refresh_until(rhythm: Rhythm, at: Instant, timezone: str) -> Instant:
    """The last refresh at or before `at`."""
    return at if rhythm is Rhythm.LIVE else max(each for each in _near(rhythm, at // HOUR, timezone) if each <= at)


@lru_cache(maxsize=100_000)
def _near(rhythm: Rhythm, hour: int, timezone: str) -> tuple[Instant, ...]:
    """The refreshes next to every instant of an hour (counted from 1970), before and after it. All contacts ask for
    the same hours."""
    return tuple(_around(rhythm, clock.to_wall(hour * HOUR, timezone), timezone))


def _around(rhythm: Rhythm, wall: datetime, timezone: str) -> Iterator[Instant]:
    midnight = wall.replace(hour=0, minute=0, second=0, microsecond=0)
    match rhythm:
        case Rhythm.LIVE:
            return
        case Rhythm.HOURLY:
            for hours in range(-2, 4):
                full = wall.replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours)
                yield clock.to_instant(full, timezone)
                yield clock.to_later_instant(full, timezone)
        case Rhythm.DAILY:
            for days in range(-1, 3):
                yield clock.to_instant(midnight + timedelta(days=days), timezone)
        case Rhythm.WEEKLY:
            monday = midnight - timedelta(days=wall.weekday())
            for weeks in range(-1, 3):
                yield clock.to_instant(monday + timedelta(weeks=weeks), timezone)
