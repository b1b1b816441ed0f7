"""Wall times of one zone as SQL: the instant of each that exists once."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from journeydsl.model import clock
from journeydsl.model.values import DAY, SECOND, Duration, Instant, instant

_FIRST = instant(datetime.datetime(1970, 1, 2, tzinfo=datetime.UTC))
_LAST = instant(datetime.datetime(2040, 1, 1, tzinfo=datetime.UTC))


class _Piece(NamedTuple):
    """From this wall time on (microseconds, as if it were UTC) the offset from UTC; None where it is not one offset."""

    starts: int
    offset: Duration | None


@lru_cache
def instant_of_wall(wall: str, zone: str) -> str:
    """SQL for the instant of a wall time, both in microseconds; null where the zone's clocks skip it or show it twice,
    and outside the years 1970 to 2039."""
    offset = _search("w", list(_pieces(zone)))
    return f"list_transform([{wall}], lambda w: w - ({offset}))[1]"


def _search(wall: str, pieces: list[_Piece]) -> str:
    """The offset of the last piece that starts at or before a wall time, looked for by halves."""
    if len(pieces) == 1:
        return "null" if pieces[0].offset is None else str(pieces[0].offset)
    middle = len(pieces) // 2
    earlier, later = _search(wall, pieces[:middle]), _search(wall, pieces[middle:])
    return f"if({wall} < {pieces[middle].starts}, {earlier}, {later})"


def _pieces(zone: str) -> Iterator[_Piece]:
    yield _Piece(-(2**63) + 1, None)
    offset = _offset(_FIRST, zone)
    yield _Piece(_FIRST + offset, offset)
    for jump in _jumps(zone):
        after = _offset(jump, zone)
        yield _Piece(jump + min(offset, after), None)
        yield _Piece(jump + max(offset, after), after)
        offset = after
    yield _Piece(_LAST + offset, None)


def _jumps(zone: str) -> Iterator[Instant]:
    """The instants at which the zone's offset changes, to the second."""
    for day in range(_FIRST, _LAST, DAY):
        before, after = day, min(day + DAY, _LAST)
        if _offset(before, zone) == _offset(after, zone):
            continue
        while after - before > SECOND:
            middle = before + (after - before) // SECOND // 2 * SECOND
            if _offset(middle, zone) == _offset(before, zone):
                before = middle
            else:
                after = middle
        yield after


def _offset(at: Instant, zone: str) -> Duration:
    return instant(clock.to_wall(at, zone).replace(tzinfo=datetime.UTC)) - at
