"""Local time on arrays: zones as sorted tables of transitions, and the arithmetic of `model.clock` on them.

Wall times are microseconds of the clock's face since 1970-01-01 00:00. A table holds the offsets of one stretch of time;
before and after it the first and the last offset hold on, so whoever makes it leaves some days on either side.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from journeydsl.machine.compiled import compiled, inlined
from journeydsl.model import clock
from journeydsl.model.values import DAY, HOUR, MINUTE, SECOND, Duration, Instant, moment

_PROBES = 6 * HOUR
_EARLIEST, _LATEST = -(2**62), 2**62
_THURSDAY = 3
_FIRST_MOMENT, _LAST_MOMENT = -62_135_596_800 * SECOND + 2 * DAY, 253_402_300_800 * SECOND - 2 * DAY


class Zones(NamedTuple):
    """The offsets of zone z are at `first[z]` up to `first[z + 1]`: `offset` holds from `since` on."""

    first: NDArray[np.int64]
    since: NDArray[np.int64]
    offset: NDArray[np.int64]


def tables(names: Sequence[str], start: Instant, end: Instant) -> Zones:
    """The tables of some zones, exact from `start` to `end`."""
    found = [_transitions(name, *_whole_years(start, end)) for name in names]
    first = np.cumsum([0, *map(len, found)])
    since = [at for transitions in found for at, _ in transitions]
    offset = [offset for transitions in found for _, offset in transitions]
    return Zones(first.astype(np.int64), np.array(since, np.int64), np.array(offset, np.int64))


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
def to_wall(zones: Zones, zone: int, at: int) -> int:
    """What the clocks of the zone show at an instant."""
    place = zones.first[zone + 1] - 1
    while zones.since[place] > at:
        place -= 1
    return at + zones.offset[place]


@compiled
def to_instant(zones: Zones, zone: int, wall: int) -> int:
    """The first instant at which the clocks show `wall`, or else that at which they jump over it (law L3)."""
    last = zones.first[zone + 1] - 1
    place = last
    while zones.since[place] > wall - DAY:
        place -= 1
    while place < last and wall >= zones.since[place + 1] + zones.offset[place]:
        place += 1
    return max(wall - zones.offset[place], zones.since[place])


@compiled
def to_later_instant(zones: Zones, zone: int, wall: int) -> int:
    """As `to_instant`, but the last of several where the wall time exists more than once."""
    last = zones.first[zone + 1] - 1
    place = last
    while zones.since[place] > wall + DAY:
        place -= 1
    while wall < zones.since[place] + zones.offset[place]:
        place -= 1
    later = wall - zones.offset[place]
    return later if place == last or later < zones.since[place + 1] else to_instant(zones, zone, wall)


@inlined
def weekday_of(wall: int) -> int:
    """The weekday of a wall time; Monday is 0."""
    return (wall // DAY + _THURSDAY) % 7


@compiled
def until_time_of_day(zones: Zones, zone: int, at: int, duration: int, minutes: int, weekday: int) -> int:
    """As `model.clock.until_time_of_day`; a `weekday` of -1 is any day."""
    earliest = to_wall(zones, zone, at) + duration
    ahead = 0 if weekday < 0 else (weekday - weekday_of(earliest)) % 7
    again = DAY if weekday < 0 else 7 * DAY
    wall = earliest - earliest % DAY + ahead * DAY + minutes * MINUTE
    if wall < earliest:
        wall += again
    due = to_instant(zones, zone, wall)
    return due if due >= at else to_instant(zones, zone, wall + again)
