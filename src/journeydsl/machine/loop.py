"""One contact after the other through the whole period, from one instant to the next, over arrays."""

from __future__ import annotations

from journeydsl.machine.address import bare, elsewhere
from journeydsl.machine.adopting import take_over
from journeydsl.machine.beginning import begin
from journeydsl.machine.compiled import compiled, inlined, whole
from journeydsl.machine.layout import (
    DECISIONS,
    FULL,
    H_BEYOND,
    H_NEXT,
    H_UNTIL,
    MOMENT,
    NONE,
    VISITS,
    Machine,
)  # fmt: skip
from journeydsl.machine.walking import count_end, ends_fit, next_instant, step, take_back


@whole
def walk(m: Machine, first: int, last: int, keep: int) -> int:
    """Walk the contacts from `first` to before `last`, counting what is decided, and with `keep` leaving the decisions
    in `decided`. All arrays are of one dimension. Returns the first contact that was not walked, because some table is
    full."""
    return _walk(bare(m), first, last, keep)


@compiled
def _walk(m: Machine, first: int, last: int, keep: int) -> int:
    m.rows[FULL] = 0
    m.rows[DECISIONS] = 0
    for contact in range(first, last):
        decided, visits = m.rows[DECISIONS], m.rows[VISITS]
        begin(m, contact)
        _walk_on(m)
        now = m
        while now.rows[H_NEXT] != NONE and not now.rows[FULL]:
            now = _adopt(now)
            _walk_on(now)
        _go_on_from(now, m)
        if m.rows[FULL] or (keep and not ends_fit(now)):
            take_back(m, decided)
            m.rows[VISITS] = visits
            return contact
        count_end(now, keep)
        _go_on_from(now, m)
        if not keep:
            m.rows[DECISIONS] = 0
    return last


@compiled
def _walk_on(m: Machine) -> None:
    """Walk the contact on, as long as the version of the program holds."""
    while True:
        at = next_instant(m)
        if at > m.rows[H_UNTIL] or m.rows[FULL]:
            break
        step(m, at)


@compiled
def _adopt(old: Machine) -> Machine:
    """Let the contact go over to the version that is published next."""
    m: Machine = elsewhere(old, old.rows[H_BEYOND])
    _go_on_from(old, m)
    take_over(m, old)
    return m


@inlined
def _go_on_from(now: Machine, m: Machine) -> None:
    """Take what is of the whole walk from one copy of the table to another."""
    m.rows[DECISIONS], m.rows[FULL], m.rows[VISITS] = now.rows[DECISIONS], now.rows[FULL], now.rows[VISITS]
    m.rows[MOMENT] = now.rows[MOMENT]
