"""One contact after the other through the whole period, from one instant to the next, over arrays."""

from __future__ import annotations

from journeydsl.machine.address import bare
from journeydsl.machine.adopting import caught_up, take_over
from journeydsl.machine.beginning import begin
from journeydsl.machine.compiled import compiled, whole
from journeydsl.machine.layout import (
    DECISIONS,
    FULL,
    H_NEXT,
    H_UNTIL,
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
        while True:
            at = next_instant(m)
            if m.rows[FULL]:
                break
            if at <= m.rows[H_UNTIL]:
                step(m, at)
            elif m.rows[H_NEXT] == NONE:
                break
            else:
                _adopt(m)
        if m.rows[FULL] or (keep and not ends_fit(m)):
            take_back(m, decided)
            m.rows[VISITS] = visits
            return contact
        count_end(m, keep)
        if not keep:
            m.rows[DECISIONS] = 0
    return last


@compiled
def _adopt(m: Machine) -> None:
    """Let the contact go over to the version that is published next, and through that instant."""
    step(m, take_over(m))
    caught_up(m)
