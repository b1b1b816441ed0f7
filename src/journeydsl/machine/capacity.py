"""How much the channels have sent, against what they can send: `engine.traffic` over arrays (law L24.9)."""

from __future__ import annotations

from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.layout import (
    CAP_BEGINS,
    CAP_DAYS,
    CAP_ENDS,
    CAP_PERIOD,
    CAP_ROOM,
    CAP_TAKEN,
    CAP_USE,
    CAP_WIDTH,
    DAY_BEGINS,
    DAY_ENDS,
    DAY_ROOM,
    DAY_WIDTH,
    H_CAPACITIES,
    H_CAPACITIES_END,
    M_CAPACITIES,
    M_CAPACITIES_END,
    NONE,
    NOW,
    Machine,
)  # fmt: skip


@compiled
def full_until(m: Machine, message: int) -> tuple[int, int]:
    """Of the capacities without room for a message that which lasts longest, by its order, and until when; else
    `NONE`."""
    found, until, first = NONE, NONE, m.rows[message + M_CAPACITIES]
    for place in range(first, m.rows[message + M_CAPACITIES_END]):
        capacity = m.rows[place]
        _turn_to(m, capacity, m.rows[NOW])
        if m.rows[capacity + CAP_TAKEN] >= m.rows[capacity + CAP_ROOM] and m.rows[capacity + CAP_ENDS] > until:
            found, until = place - first, m.rows[capacity + CAP_ENDS]
    return found, until


@inlined
def take(m: Machine, message: int) -> None:
    """One message more."""
    for place in range(m.rows[message + M_CAPACITIES], m.rows[message + M_CAPACITIES_END]):
        _turn_to(m, m.rows[place], m.rows[NOW])
        m.rows[m.rows[place] + CAP_TAKEN] += 1


@compiled
def keep_uses(m: Machine, source: int, target: int) -> None:
    """Copy how far all capacities are used from one place of theirs to another."""
    for capacity in range(m.rows[H_CAPACITIES], m.rows[H_CAPACITIES_END], CAP_WIDTH):
        for number in range(CAP_USE):
            m.rows[capacity + target + number] = m.rows[capacity + source + number]


@compiled
def _turn_to(m: Machine, capacity: int, at: int) -> None:
    """Turn to the period of an instant, which is empty where it is another than that which was asked for last."""
    if m.rows[capacity + CAP_BEGINS] <= at < m.rows[capacity + CAP_ENDS]:
        return
    m.rows[capacity + CAP_TAKEN] = 0
    period = m.rows[capacity + CAP_PERIOD]
    if period != NONE:
        m.rows[capacity + CAP_BEGINS] = at - at % period
        m.rows[capacity + CAP_ENDS] = m.rows[capacity + CAP_BEGINS] + period
        return
    row = m.rows[capacity + CAP_DAYS]
    while at >= m.rows[row + DAY_ENDS]:
        row += DAY_WIDTH
    m.rows[capacity + CAP_BEGINS], m.rows[capacity + CAP_ENDS] = m.rows[row + DAY_BEGINS], m.rows[row + DAY_ENDS]
    m.rows[capacity + CAP_ROOM] = m.rows[row + DAY_ROOM]
