"""Local time, by the laws L1 to L3.

Wall times are naive datetimes; zones are IANA names. A wall time that does not exist is the first valid instant after
it; one that exists twice is the first of the two.
"""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from journeydsl.model.values import Duration, Instant, instant, moment

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_SECOND = datetime.timedelta(seconds=1)


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo | None:
    """The zone of an IANA name, or None where there is none."""
    from zoneinfo import ZoneInfo  # later than the rest: checking a project needs no zone most of the time

    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return None


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """The names of all zones that are known by name; there may be more by which `zone` finds one."""
    from zoneinfo import available_timezones

    return frozenset(available_timezones())


def is_zone(name: str) -> bool:
    """Whether `name` is a known IANA zone."""
    return zone(name) is not None


def to_wall(at: Instant, zone_name: str) -> datetime.datetime:
    """The wall time of an instant in a zone; an unknown zone counts as UTC."""
    return moment(at).astimezone(zone(zone_name) or datetime.UTC).replace(tzinfo=None, fold=0)


def to_instant(wall: datetime.datetime, zone_name: str) -> Instant:
    """The instant of a wall time in a zone (law L3); an unknown zone counts as UTC."""
    tz = zone(zone_name) or datetime.UTC
    first = wall.replace(tzinfo=tz, fold=0).astimezone(datetime.UTC)
    if first.astimezone(tz).replace(tzinfo=None, fold=0) == wall:
        return instant(first)
    return instant(_end_of_gap(wall.replace(tzinfo=tz, fold=1).astimezone(datetime.UTC), first, tz))


def to_later_instant(wall: datetime.datetime, zone_name: str) -> Instant:
    """As `to_instant`, but the second of the two where the wall time exists twice."""
    later = wall.replace(tzinfo=zone(zone_name) or datetime.UTC, fold=1)
    return max(instant(later.astimezone(datetime.UTC)), to_instant(wall, zone_name))


def _end_of_gap(before: datetime.datetime, after: datetime.datetime, tz: datetime.tzinfo) -> datetime.datetime:
    """The instant between `before` (excluded) and `after` at which the zone's clocks jump."""
    before, after = before.replace(microsecond=0), after.replace(microsecond=0)
    new_offset = after.astimezone(tz).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        if middle.astimezone(tz).utcoffset() == new_offset:
            after = middle
        else:
            before = middle
    return after


def until_time_of_day(
    at: Instant, duration: Duration, minutes: int, zone_name: str, weekday: int | None = None
) -> Instant:
    """The first instant with the local time `minutes` (since midnight) that is at or after `at` plus `duration`, on the
    local `weekday` (Monday is 0) where one is given.

    The sum is calendar arithmetic in wall time, converted to UTC once, at the end (law L2).
    """
    earliest = to_wall(at, zone_name) + datetime.timedelta(microseconds=duration)
    ahead = 0 if weekday is None else (weekday - earliest.weekday()) % 7
    again = datetime.timedelta(days=1 if weekday is None else 7)
    midnight = earliest.replace(hour=0, minute=0, second=0, microsecond=0)
    wall = midnight + datetime.timedelta(days=ahead, minutes=minutes)
    if wall < earliest:
        wall += again
    due = to_instant(wall, zone_name)
    return due if due >= at else to_instant(wall + again, zone_name)
