"""One contact after the other through the whole period, from one instant to the next, over arrays."""

from __future__ import annotations

from journeydsl.machine.address import bare
from journeydsl.machine.beginning import begin
from journeydsl.machine.compiled import compiled, whole
from journeydsl.machine.layout import (
    DECISIONS,
    FULL,
    H_END,
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
        while True:
            at = next_instant(m)
            if at > m.rows[H_END] or m.rows[FULL]:
                break
            step(m, at)
        if m.rows[FULL] or (keep and not ends_fit(m)):
            take_back(m, decided)
            m.rows[VISITS] = visits
            return contact
        count_end(m, keep)
        if not keep:
            m.rows[DECISIONS] = 0
    return last
