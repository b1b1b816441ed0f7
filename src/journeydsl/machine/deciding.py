"""Decisions as they are recorded."""

from __future__ import annotations

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
    H_DECIDED,
    NOW,
    Machine,
)  # fmt: skip


@inlined
def decide(m: Machine, kind: int, number: int, key: int) -> None:
    """Record a decision of a kind about the contact's `number`-th run of a journey."""
    row = m.rows[DECISIONS]
    if row == m.rows[H_DECIDED]:
        m.rows[FULL] = 1
        return
    m.rows[DECISIONS] = row + D_WIDTH
    m.decided[row + D_KIND] = kind
    m.decided[row + D_CONTACT] = m.rows[CONTACT]
    m.decided[row + D_NUMBER] = number
    m.decided[row + D_AT] = m.rows[NOW]
    m.decided[row + D_KEY] = key
