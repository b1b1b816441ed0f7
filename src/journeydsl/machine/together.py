"""Contacts who share something, one instant after the other: `simulator.walking.walk_together` over arrays.

Everybody waits in a heap, at the instant at which something happens to them next. What is remembered of those who wait
lies in chunks; whoever nothing has happened to yet is as at the beginning of the run, and takes no room. A new version
takes over everybody before it goes on.
"""

from __future__ import annotations

from journeydsl.machine.address import bare, elsewhere
from journeydsl.machine.adopting import take_over
from journeydsl.machine.beginning import begin
from journeydsl.machine.capacity import keep_uses
from journeydsl.machine.compiled import compiled, inlined, whole
from journeydsl.machine.layout import (
    BEGUN,
    CAP_BEGINS,
    CAP_USE,
    DECISIONS,
    FIRST_WAY,
    FULL,
    H_BEFORE,
    H_DECIDED,
    H_FIRST_OF,
    H_HEAP,
    H_KEPT,
    H_NEXT,
    H_RUNS,
    H_UNTIL,
    HEAP_AT,
    HEAP_CONTACT,
    HEAP_SINCE,
    HEAP_WIDTH,
    KEPT_CHUNKS,
    KEPT_WIDTH,
    N_STEP,
    NONE,
    RUN_ARRIVED,
    RUN_NODE,
    RUN_WAKE,
    RUN_WIDTH,
    RUNS_END,
    SEND,
    WAITING,
    Machine,
    wide,
)  # fmt: skip
from journeydsl.machine.packing import enrol, put_away, release, take_out
from journeydsl.machine.walking import count_end, next_instant, step, take_back

DONE, PAUSED, TOO_SMALL = range(3)
"""How a walk comes back: whole, or to have its decisions taken, or because some table is full."""
_TURNS = wide(1 << 16)
"""After so many turns it comes back in any case, so that it can be stopped."""
_IN_USE, _BEFORE = wide(CAP_BEGINS), wide(CAP_BEGINS + CAP_USE)


@whole
def walk_together(m: Machine, last: int, keep: int) -> int:
    """Walk the contacts up to before `last` on; with `keep` the decisions are left in `decided`, a part of them at a
    time. Whoever would come next after `H_UNTIL` is left as it stands."""
    return _walk_together(bare(m), last, keep)


@compiled
def _walk_together(m: Machine, last: int, keep: int) -> int:
    m.rows[FULL], m.rows[DECISIONS] = 0, 0
    while m.rows[BEGUN] < last:
        if m.rows[DECISIONS] > m.rows[H_DECIDED] // 2:
            return PAUSED
        decided, contact = m.rows[DECISIONS], m.rows[BEGUN]
        if not _set_out(m, contact):
            take_back(m, decided)
            return TOO_SMALL
        if not keep:
            m.rows[DECISIONS] = decided
        _go_on(m, contact, keep)
        m.rows[BEGUN] = contact + 1
    turns = 0
    while m.rows[WAITING] > 0:
        if turns == _TURNS or m.rows[DECISIONS] > m.rows[H_DECIDED] // 2:
            return PAUSED
        decided, contact = m.rows[DECISIONS], m.rows[m.rows[H_HEAP] + HEAP_CONTACT]
        _turn_to(m, contact)
        if m.rows[m.rows[H_HEAP] + HEAP_AT] <= m.rows[H_UNTIL] and not _take_turn(m, contact):
            take_back(m, decided)
            return TOO_SMALL
        if not keep:
            m.rows[DECISIONS] = decided
        _pop(m)
        _go_on(m, contact, keep)
        turns += 1
    return DONE


@inlined
def _take_turn(m: Machine, contact: int) -> bool:
    """Step the contact whose turn it is; whether there was room for what came of it."""
    keep_uses(m, _IN_USE, _BEFORE)
    step(m, m.rows[m.rows[H_HEAP] + HEAP_AT])
    if m.rows[FULL] or not put_away(m, contact):
        keep_uses(m, _BEFORE, _IN_USE)
        return False
    if m.rows[H_FIRST_OF] != NONE:
        enrol(m, contact)
    return True


@compiled
def _set_out(m: Machine, contact: int) -> bool:
    """Let a contact be as it is when the run begins, or as it comes over from the version before; whether there was
    room for it."""
    if m.rows[H_BEFORE] == NONE:
        begin(m, contact)
    else:
        before: Machine = elsewhere(m, m.rows[H_BEFORE])
        _turn_to(before, contact)
        if before.rows[FULL]:
            return False
        take_over(m, before)
    is_kept = m.rows[H_FIRST_OF] != NONE or m.rows[H_BEFORE] != NONE
    if m.rows[FULL] or (is_kept and not put_away(m, contact)):
        return False
    if m.rows[H_FIRST_OF] != NONE:
        enrol(m, contact)
    return True


@compiled
def _turn_to(m: Machine, contact: int) -> None:
    """Make a contact that waits the one that is looked at."""
    if m.rows[m.rows[H_KEPT] + contact * KEPT_WIDTH + KEPT_CHUNKS] > 0:
        take_out(m, contact)
    else:
        begin(m, contact)


@compiled
def _go_on(m: Machine, contact: int, keep: int) -> None:
    """Let the contact wait for its next turn; where there is none, count where it stands, unless another version is
    still to come."""
    at, since = _place(m)
    if at <= m.rows[H_UNTIL]:
        _push(m, at, since, contact)
    elif m.rows[H_NEXT] == NONE:
        count_end(m, keep)
        if m.rows[H_FIRST_OF] == NONE:
            release(m, contact)


@inlined
def _place(m: Machine) -> tuple[int, int]:
    """When the contact is to be stepped next, and since when a message that comes to the gate then has been due."""
    at = next_instant(m)
    since = at
    for run in range(m.rows[H_RUNS], m.rows[RUNS_END], RUN_WIDTH):
        is_over = m.rows[run + RUN_WAKE] <= at and m.rows[m.rows[run + RUN_NODE] + N_STEP] == SEND
        if is_over:
            since = min(since, m.rows[run + RUN_ARRIVED])
    return at, since


@compiled
def _push(m: Machine, at: int, since: int, contact: int) -> None:
    """Let a contact wait."""
    place = m.rows[WAITING]
    m.rows[WAITING] = place + 1
    row = m.rows[H_HEAP] + place * HEAP_WIDTH
    m.rows[row + HEAP_AT], m.rows[row + HEAP_SINCE], m.rows[row + HEAP_CONTACT] = at, since, contact
    while place > 0:
        above = (place - 1) // 2
        if not _is_before(m, place, above):
            return
        _swap(m, place, above)
        place = above


@compiled
def _pop(m: Machine) -> None:
    """Take the first contact out."""
    last = m.rows[WAITING] - 1
    m.rows[WAITING] = last
    _swap(m, FIRST_WAY, last)
    place = 0
    while 2 * place + 1 < last:
        below = 2 * place + 1
        if below + 1 < last and _is_before(m, below + 1, below):
            below += 1
        if not _is_before(m, below, place):
            return
        _swap(m, below, place)
        place = below


@inlined
def _is_before(m: Machine, place: int, other: int) -> bool:
    one, two = m.rows[H_HEAP] + place * HEAP_WIDTH, m.rows[H_HEAP] + other * HEAP_WIDTH
    for column in range(HEAP_WIDTH):
        if m.rows[one + column] != m.rows[two + column]:
            return m.rows[one + column] < m.rows[two + column]
    return False


@inlined
def _swap(m: Machine, place: int, other: int) -> None:
    one, two = m.rows[H_HEAP] + place * HEAP_WIDTH, m.rows[H_HEAP] + other * HEAP_WIDTH
    for column in range(HEAP_WIDTH):
        m.rows[one + column], m.rows[two + column] = m.rows[two + column], m.rows[one + column]
