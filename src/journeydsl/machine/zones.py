"""Local time on arrays: zones as sorted tables of transitions, and the arithmetic of `model.clock` on them.

Wall times are microseconds of the clock's face since 1970-01-01 00:00. A table holds the offsets of one stretch of
time; before and after it the first and the last offset hold on, so whoever makes it leaves some days on either side.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.layout import Z_OFFSET, Z_SINCE, Z_WIDTH, Ints
from journeydsl.model import clock
from journeydsl.model.values import DAY, HOUR, MINUTE, SECOND, Duration, Instant, moment

_PROBES = 6 * HOUR
_EARLIEST, _LATEST = -(2**62), 2**62
_THURSDAY = 3
_FIRST_MOMENT, _LAST_MOMENT = -62_135_596_800 * SECOND + 2 * DAY, 253_402_300_800 * SECOND - 2 * DAY


def table(names: Sequence[str], start: Instant, end: Instant, now: Instant) -> tuple[Ints, Ints]:
    """The offsets of some zones, exact from `start` to `end`: rows that say since when which one holds, zone after
    zone, each closed by one that never comes. And for each zone, by which it is known, the place of the row that holds
    at `now`: from there most that is asked is a row or two away."""
    rows: list[tuple[Instant, Duration]] = []
    places = []
    for name in names:
        found = _transitions(name, *_whole_years(start, end))
        places.append(len(rows) + sum(since <= now for since, _ in found) - 1)
        rows += (*found, (_LATEST, found[-1][1]))
    return np.array(rows, np.int64).reshape(-1), np.array(places, np.int64) * Z_WIDTH


def _whole_years(start: Instant, end: Instant) -> tuple[Instant, Instant]:
    """So that few tables are made for many stretches of time."""
    year = 366 * DAY
    first, last = start - 2 * DAY - start % year, end + 2 * DAY + year - end % year
    return max(first, _FIRST_MOMENT), min(last, _LAST_MOMENT)


@lru_cache(maxsize=2048)
def _transitions(name: str, start: Instant, end: Instant) -> tuple[tuple[Instant, Duration], ...]:
    """When the zone's offset changes, and to what; the first is from the beginning of time."""
    start -= start % SECOND
    offset = _offset(name, start)
    found = [(_EARLIEST, offset)]
    before = start
    while before < end:
        after = min(before + _PROBES, end - end % SECOND + SECOND)
        if _offset(name, after) != offset:
            at = _change(name, before, after, offset)
            before, offset = at, _offset(name, at)
            found.append((at, offset))
        else:
            before = after
    return tuple(found)


def _change(name: str, before: Instant, after: Instant, old: Duration) -> Instant:
    """The first second with another offset than `old` (a change and back within the probed hours counts as none)."""
    while after - before > SECOND:
        middle = before + (after - before) // SECOND // 2 * SECOND
        before, after = (middle, after) if _offset(name, middle) == old else (before, middle)
    return after


def _offset(name: str, at: Instant) -> Duration:
    offset = moment(at).astimezone(clock.zone(name) or datetime.UTC).utcoffset()
    assert offset is not None, "an aware datetime has an offset"
    return offset // datetime.timedelta(microseconds=1)


@inlined
def to_wall(zones: Ints, zone: int, at: int) -> int:
    """What the clocks of the zone show at an instant."""
    place = zone
    while zones[place + Z_SINCE] > at:
        place -= Z_WIDTH
    while zones[place + Z_WIDTH + Z_SINCE] <= at:
        place += Z_WIDTH
    return at + zones[place + Z_OFFSET]


@inlined
def to_instant(zones: Ints, zone: int, wall: int) -> int:
    """The first instant at which the clocks show `wall`, or else that at which they jump over it (law L3)."""
    place = zone
    while zones[place + Z_SINCE] > wall - DAY:
        place -= Z_WIDTH
    while wall >= zones[place + Z_WIDTH + Z_SINCE] + zones[place + Z_OFFSET]:
        place += Z_WIDTH
    return max(wall - zones[place + Z_OFFSET], zones[place + Z_SINCE])


@compiled
def to_later_instant(zones: Ints, zone: int, wall: int) -> int:
    """As `to_instant`, but the last of several where the wall time exists more than once."""
    place = zone
    while zones[place + Z_WIDTH + Z_SINCE] <= wall + DAY:
        place += Z_WIDTH
    while wall < zones[place + Z_SINCE] + zones[place + Z_OFFSET]:
        place -= Z_WIDTH
    later = wall - zones[place + Z_OFFSET]
    return later if later < zones[place + Z_WIDTH + Z_SINCE] else to_instant(zones, zone, wall)


@inlined
def weekday_of(wall: int) -> int:
    """The weekday of a wall time; Monday is 0."""
    return (wall // DAY + _THURSDAY) % 7


@inlined
def until_time_of_day(zones: Ints, zone: int, at: int, duration: int, minutes: int, weekday: int) -> int:
    """As `model.clock.until_time_of_day`; a `weekday` of -1 is any day."""
    earliest = to_wall(zones, zone, at) + duration
    ahead = 0 if weekday < 0 else (weekday - weekday_of(earliest)) % 7
    again = DAY if weekday < 0 else 7 * DAY
    wall = earliest - earliest % DAY + ahead * DAY + minutes * MINUTE
    if wall < earliest:
        wall += again
    due = to_instant(zones, zone, wall)
    return due if due >= at else to_instant(zones, zone, wall + again)
