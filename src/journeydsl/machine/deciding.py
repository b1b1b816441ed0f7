"""Decisions as they are recorded."""

from __future__ import annotations

from journeydsl.machine import zones
from journeydsl.machine.compiled import inlined
from journeydsl.machine.layout import (
    CONTACT,
    D_AT,
    D_CONTACT,
    D_KEY,
    D_KIND,
    D_NUMBER,
    D_WIDTH,
    DECISIONS,
    FULL,
    H_DAYS,
    H_DAYS_EACH,
    H_DAYS_ZONE,
    H_DECIDED,
    H_FIRST_DAY,
    H_KINDS,
    K_SENT,
    K_WIDTH,
    NONE,
    NOW,
    Machine,
)  # fmt: skip
from journeydsl.model.values import DAY


@inlined
def decide(m: Machine, kind: int, number: int, key: int) -> bool:
    """Record a decision of a kind about the contact's `number`-th run of a journey, and count it; whether there was
    room."""
    if not record(m, kind, number, key):
        return False
    m.counts[kind] += 1
    return True


@inlined
def day_of_sending(m: Machine, kind: int, at: int) -> int:
    """Where it is counted how many messages of a kind are sent on the day of `at`; `NONE` where it is no send."""
    sent = m.rows[m.rows[H_KINDS] + kind * K_WIDTH + K_SENT]
    if sent == NONE:
        return NONE
    day = zones.to_wall(m.rows, m.rows[H_DAYS_ZONE], at) // DAY
    return m.rows[H_DAYS] + sent * m.rows[H_DAYS_EACH] + day - m.rows[H_FIRST_DAY]


@inlined
def record(m: Machine, kind: int, number: int, key: int) -> bool:
    """Leave a row among the decisions; whether there was room."""
    row = m.rows[DECISIONS]
    if row == m.rows[H_DECIDED]:
        m.rows[FULL] = 1
        return False
    m.rows[DECISIONS] = row + D_WIDTH
    m.decided[row + D_KIND] = kind
    m.decided[row + D_CONTACT] = m.rows[CONTACT]
    m.decided[row + D_NUMBER] = number
    m.decided[row + D_AT] = m.rows[NOW]
    m.decided[row + D_KEY] = key
    return True
