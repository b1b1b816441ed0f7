"""The others of a contact's account, as they stand: what a contact sees of them (law L24.4)."""

from __future__ import annotations

from journeydsl.machine.compiled import compiled
from journeydsl.machine.evaluating import evaluate
from journeydsl.machine.layout import (
    CONTACT,
    FULL,
    H_ASIDE,
    H_FIRST_OF,
    H_KEPT,
    KEPT_ACCOUNT,
    KEPT_AFTER,
    KEPT_WIDTH,
    NONE,
    NOW,
    Machine,
)  # fmt: skip
from journeydsl.machine.memory import carry_forward
from journeydsl.machine.packing import put_away, take_out


@compiled
def is_said_of_a_peer(m: Machine, condition: int) -> bool:
    """Whether a condition is anything but false of another contact of the account that the contact was of when the
    instant began. The contact itself is put aside meanwhile."""
    contact, now = m.rows[CONTACT], m.rows[NOW]
    account = m.rows[m.rows[H_KEPT] + contact * KEPT_WIDTH + KEPT_ACCOUNT]
    if account == NONE:
        return False
    aside = m.rows[H_ASIDE]
    if not put_away(m, aside):
        m.rows[FULL] = 1
        return False
    found, peer = False, m.rows[m.rows[H_FIRST_OF] + account]
    while peer != NONE and not found:
        if peer != contact:
            take_out(m, peer)
            carry_forward(m, now)
            m.rows[NOW] = now
            found = evaluate(m, condition, NONE, NONE) != 0.0
        peer = m.rows[m.rows[H_KEPT] + peer * KEPT_WIDTH + KEPT_AFTER]
    take_out(m, aside)
    return found
