"""A contact's profile gets another value, by a step or from outside."""

from __future__ import annotations

from journeydsl.machine.asking import changed
from journeydsl.machine.compiled import compiled
from journeydsl.machine.layout import (
    ACCOUNT,
    BELONGS,
    CH_ACCOUNT,
    CH_NUMBERS,
    CH_NUMBERS_END,
    CH_RENEWED,
    CH_RENEWED_END,
    CN_LASTS,
    CN_SLOT,
    CN_VALUE,
    CN_WIDTH,
    H_CHANGED,
    HARD_BOUNCED,
    NONE,
    NOW,
    RESCHEDULE,
    Machine,
)  # fmt: skip
from journeydsl.machine.wholes import stored


@compiled
def alter(m: Machine, change: int) -> None:
    """Make a change, if it is one. A new address has not bounced, and another account is drawn for as that account
    is."""
    if not _give(m, change):
        return
    if m.rows[change + CH_ACCOUNT] != NONE:
        account = m.rows[change + CH_ACCOUNT]
        m.rows[ACCOUNT], m.rows[BELONGS] = m.rows[account], m.rows[account + 1]
    for place in range(m.rows[change + CH_RENEWED], m.rows[change + CH_RENEWED_END]):
        slot = m.rows[H_CHANGED] + m.rows[place]
        if m.floats[slot] == HARD_BOUNCED:
            m.floats[slot] = 0.0
    m.rows[RESCHEDULE] = 1
    changed(m)


@compiled
def _give(m: Machine, change: int) -> bool:
    """Let numbers become what a change says; whether one was another."""
    is_other = False
    for row in range(m.rows[change + CH_NUMBERS], m.rows[change + CH_NUMBERS_END], CN_WIDTH):
        slot, lasts = m.rows[H_CHANGED] + m.rows[row + CN_SLOT], m.rows[row + CN_LASTS]
        value = m.floats[m.rows[row + CN_VALUE]] if lasts == NONE else stored(m.rows[NOW] + lasts)
        is_other |= m.floats[slot] != value
        m.floats[slot] = value
    return is_other
