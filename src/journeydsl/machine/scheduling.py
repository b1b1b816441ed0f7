"""When a journey starts by the calendar where the contact lives: `engine.scheduled` over arrays (laws L2 and L3)."""

from __future__ import annotations

import numpy as np

from journeydsl.machine import zones
from journeydsl.machine.calendar import anniversary, civil, local_day
from journeydsl.machine.compiled import compiled
from journeydsl.machine.evaluating import evaluate
from journeydsl.machine.layout import (
    AROUND,
    EVERY_DAY,
    EVERY_YEAR,
    H_TIMED,
    H_TIMED_END,
    NEVER,
    NONE,
    ON_EVENT,
    S_AT,
    S_DATE,
    S_DAYS,
    S_IS_DATE,
    S_SORT,
    ZONE,
    Machine,
)  # fmt: skip
from journeydsl.machine.wholes import as_whole
from journeydsl.model.values import DAY, MINUTE

_FIRST_DAY, _LAST_DAY = -719_162, 2_932_896
"""0001-01-01 and 9999-12-31."""


@compiled
def starts_at(m: Machine, after: int) -> int:
    """When a journey next starts by the calendar, strictly after `after`; `NEVER` for never."""
    first = NEVER
    for place in range(m.rows[H_TIMED], m.rows[H_TIMED_END]):
        start = m.rows[place]
        if m.rows[start + S_SORT] != ON_EVENT:
            first = min(first, next_occurrence(m, start, after))
    return first


@compiled
def next_occurrence(m: Machine, start: int, after: int) -> int:
    """The first instant strictly after `after` at which a start comes round for the contact; `NEVER` for none."""
    zone, sort, minutes = m.rows[ZONE], m.rows[start + S_SORT], m.rows[start + S_AT]
    today = zones.to_wall(m.rows, zone, after) // DAY
    if sort == EVERY_DAY:
        for ahead in range(8):
            day = today + ahead
            if m.rows[start + S_DAYS] in (NONE, zones.weekday_of(day * DAY)):
                at = _at(m, day, minutes)
                if at > after:
                    return at
        return NEVER
    if sort not in (AROUND, EVERY_YEAR):
        at = zones.to_instant(m.rows, zone, minutes)
        return at if at > after else NEVER
    value = evaluate(m, m.rows[start + S_DATE], NONE, NONE)
    if np.isnan(value):
        return NEVER
    date = local_day(m.rows, zone, as_whole(value), m.rows[start + S_IS_DATE])
    if sort == AROUND:
        day = date + m.rows[start + S_DAYS]
        at = _at(m, day, minutes) if _FIRST_DAY <= day <= _LAST_DAY else NEVER
        return at if at > after else NEVER
    year, _, _ = civil(today)
    born, _, _ = civil(date)
    first = max(year, born + 1)
    for year in range(first, min(first + 2, 9999)):
        at = _at(m, anniversary(date, year), minutes)
        if at > after:
            return at
    return NEVER


@compiled
def _at(m: Machine, day: int, minutes: int) -> int:
    """The instant of a local time of day; `NEVER` in the first and the last year of the calendar."""
    year, _, _ = civil(day + minutes // (24 * 60))
    if not 1 < year < 9999:
        return -NEVER
    return zones.to_instant(m.rows, m.rows[ZONE], day * DAY + minutes * MINUTE)
