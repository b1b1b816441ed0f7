"""When time alone can change a condition: `conditions.change` over arrays.

It never comes too late; it may come too early, when the change that time brings makes no difference in the end.
"""

from __future__ import annotations

import numpy as np

from journeydsl.machine.calendar import moments_of, next_turn
from journeydsl.machine.compiled import compiled
from journeydsl.machine.evaluating import evaluate, following
from journeydsl.machine.layout import (
    C_A,
    C_B,
    C_C,
    C_CURSOR,
    C_EVENT,
    C_SORT,
    C_WIDTH,
    COMES_OR_GOES,
    FIRST_EVENT,
    G_CHANGES_AT,
    G_INSIDE,
    G_SINCE,
    GROWS_OLD,
    H_MADE,
    HISTORY_END,
    LASTS,
    LEAVES,
    MADE_END,
    MEMBERSHIP,
    NEVER,
    NONE,
    NOW,
    Y_AT,
    Y_ROW,
    Y_WIDTH,
    ZONE,
    Machine,
)  # fmt: skip
from journeydsl.machine.wholes import as_whole


@compiled
def next_change(m: Machine, first: int, end: int, run: int) -> int:
    """The first instant after now at which what the rows from `first` to `end` say can change; `NEVER` for none.

    When memberships change has to be foreseen before (`memory.foresee`).
    """
    change = NEVER
    for row in range(first, end, C_WIDTH):
        change = min(change, _next_change(m, row, run))
    return change


@compiled
def _next_change(m: Machine, row: int, run: int) -> int:
    sort, segment = m.rows[row + C_SORT], m.rows[row + C_A]
    if sort == LEAVES:
        return min(_oldest_leaves(m, row), _oldest_made_leaves(m, row))
    if sort == MEMBERSHIP:
        return m.rows[segment + G_CHANGES_AT]
    if sort == LASTS:
        until = m.rows[segment + G_SINCE] + m.rows[row + C_B]
        return until if m.rows[segment + G_INSIDE] and until > m.rows[NOW] else NEVER
    if m.rows[row + C_EVENT] == NONE:
        return _value_changes(m, row, run, NONE)
    change, real, made = NEVER, m.rows[FIRST_EVENT], m.rows[H_MADE]
    while True:
        event, real, made = following(m, real, made, m.rows[row + C_EVENT])
        if event == NONE:
            return change
        change = min(change, _value_changes(m, row, run, event))


@compiled
def _value_changes(m: Machine, row: int, run: int, event: int) -> int:
    """When a date comes near, is over, or comes round again; when a score is too old."""
    now, sort = m.rows[NOW], m.rows[row + C_SORT]
    found = evaluate(m, m.rows[row + C_A], run, event)
    if np.isnan(found):
        return NEVER
    value = as_whole(found)
    if sort == GROWS_OLD:
        return value + 1 if value >= now else NEVER
    if sort != COMES_OR_GOES:
        return next_turn(m.rows, m.rows[ZONE], now, value, m.rows[row + C_C])
    first, last = moments_of(m.rows, m.rows[ZONE], value, m.rows[row + C_C])
    comes, goes = first - m.rows[row + C_B], last + 1
    if comes > now:
        return comes
    return goes if goes > now else NEVER


@compiled
def _oldest_leaves(m: Machine, row: int) -> int:
    """When the oldest event of a name leaves its window; the row remembers where that event is."""
    name, duration, place = m.rows[row + C_A], m.rows[row + C_B], m.rows[row + C_CURSOR]
    while place < m.rows[HISTORY_END] and (m.name[place] != name or m.at[place] <= m.rows[NOW] - duration):
        place += 1
    m.rows[row + C_CURSOR] = place
    return m.at[place] + duration if place < m.rows[HISTORY_END] else NEVER


@compiled
def _oldest_made_leaves(m: Machine, row: int) -> int:
    name, duration = m.rows[row + C_A], m.rows[row + C_B]
    for made in range(m.rows[H_MADE], m.rows[MADE_END], Y_WIDTH):
        if m.name[m.rows[made + Y_ROW]] == name and m.rows[made + Y_AT] > m.rows[NOW] - duration:
            return m.rows[made + Y_AT] + duration
    return NEVER
