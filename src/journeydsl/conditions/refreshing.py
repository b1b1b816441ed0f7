"""When segments are refreshed: at full hours, at 00:00 or on Monday at 00:00 of the project's zone (law L20).

A full hour that the clock skips is the instant at which it jumps; one that it shows twice is two refreshes. Midnight
comes once a day: the first of two (law L3).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from journeydsl.model import clock
from journeydsl.model.rules import Rhythm
from journeydsl.model.values import Instant


def refresh_from(rhythm: Rhythm, at: Instant, timezone: str) -> Instant:
    """The first refresh at or after `at`."""
    return min(each for each in _around(rhythm, at, timezone) if each >= at)


def refresh_until(rhythm: Rhythm, at: Instant, timezone: str) -> Instant:
    """The last refresh at or before `at`."""
    return max(each for each in _around(rhythm, at, timezone) if each <= at)


def _around(rhythm: Rhythm, at: Instant, timezone: str) -> Iterator[Instant]:
    """The refreshes next to an instant, before and after it."""
    wall = clock.to_wall(at, timezone)
    midnight = wall.replace(hour=0, minute=0, second=0, microsecond=0)
    match rhythm:
        case Rhythm.LIVE:
            yield at
        case Rhythm.HOURLY:
            for hours in range(-2, 3):
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
