"""A contact through one instant, and what is counted of it: `engine.step` over arrays."""

from __future__ import annotations

from journeydsl.machine.adopting import caught_up
from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.deciding import day_of_sending, decide, record
from journeydsl.machine.entering import has_watches, look_at, start_due
from journeydsl.machine.evaluating import truth
from journeydsl.machine.layout import (
    A_IDLE,
    A_WIDTH,
    D_AT,
    D_KIND,
    D_WIDTH,
    DECISIONS,
    EVENTS_END,
    FIRST_DUE,
    FULL,
    H_ANSWERS,
    H_APART,
    H_APART_END,
    H_DECIDED,
    H_END,
    H_ENDED,
    H_EVENTS,
    H_KINDS,
    H_MEMBERS,
    H_NODES,
    H_QUIETS,
    H_RUNS,
    H_SEGMENTS,
    H_SEGMENTS_END,
    H_SENT_IN,
    H_SINCE,
    H_STILL,
    H_TIMED,
    H_TIMED_END,
    HISTORY_END,
    K_DUE,
    K_WIDTH,
    LATE_END,
    LATE_NEXT,
    LOOK_AT,
    LOOK_DUE,
    MOMENT,
    N_WIDTH,
    NEVER,
    NONE,
    NOW,
    Q_DUE,
    Q_WIDTH,
    QUIETS_END,
    RESCHEDULE,
    RUN_NODE,
    RUN_WAKE,
    RUN_WIDTH,
    RUNS_END,
    SEGMENTS_A_ROW,
    STALE,
    STARTS_AT,
    STEPPED_AT,
    UNSETTLED,
    ZERO,
    Machine,
)  # fmt: skip
from journeydsl.machine.memory import carry_forward, look, refresh, remembers
from journeydsl.machine.receiving import receive_late, receive_next
from journeydsl.machine.scheduling import starts_at
from journeydsl.machine.sending import next_due, send
from journeydsl.machine.settling import settle
from journeydsl.machine.waking import wake


@inlined
def next_instant(m: Machine) -> int:
    """When something happens to the contact next, or falls due."""
    return min(_next_happening(m), _next_wake(m))


@inlined
def _next_happening(m: Machine) -> int:
    """When something happens next, or becomes known; unless something is still to become known, what nobody cares for
    is history at once."""
    if m.rows[LATE_NEXT] == m.rows[LATE_END]:
        while m.rows[HISTORY_END] < m.rows[EVENTS_END] and _is_idle(m, m.rows[HISTORY_END]):
            m.rows[HISTORY_END] += 1
    at = m.at[m.rows[HISTORY_END]] if m.rows[HISTORY_END] < m.rows[EVENTS_END] else NEVER
    return min(at, m.known[m.rows[LATE_NEXT]]) if m.rows[LATE_NEXT] < m.rows[LATE_END] else at


@inlined
def _is_idle(m: Machine, event: int) -> bool:
    return bool(m.rows[m.rows[H_EVENTS] + m.name[event] * A_WIDTH + A_IDLE])


@inlined
def _next_wake(m: Machine) -> int:
    wakes = min(m.rows[LOOK_AT], m.rows[STARTS_AT])
    run, quiet = m.rows[H_RUNS], m.rows[H_QUIETS]
    while run < m.rows[RUNS_END]:
        wakes = min(wakes, m.rows[run + RUN_WAKE])
        run += RUN_WIDTH
    while quiet < m.rows[QUIETS_END]:
        wakes = min(wakes, m.rows[quiet + Q_DUE])
        quiet += Q_WIDTH
    return wakes


@compiled
def step(m: Machine, at: int) -> None:
    """Everything of one instant: its events in their order, then what is due (law L4)."""
    carry_forward(m, at - 1)
    m.rows[NOW] = at
    m.rows[STALE], m.rows[LOOK_DUE] = 1, 1
    m.rows[UNSETTLED] |= m.rows[H_ANSWERS]
    m.rows[MOMENT] += 1
    m.rows[FIRST_DUE] = NEVER
    decided, has_decided = m.rows[DECISIONS], _take_in(m, at)
    if remembers(m):
        refresh(m)
    settle(m)
    wake(m)
    settle(m)
    if m.rows[H_TIMED] < m.rows[H_TIMED_END]:
        start_due(m)
        settle(m)
    run = next_due(m)
    while run != NONE and not m.rows[FULL]:
        send(m, run)
        settle(m)
        run = next_due(m)
    if has_watches(m):
        m.rows[LOOK_AT] = look_at(m)
    if m.rows[RESCHEDULE] or m.rows[STARTS_AT] <= at:
        look(m)
        m.rows[STARTS_AT], m.rows[RESCHEDULE] = starts_at(m, at), 0
    if m.rows[H_SINCE] == at:
        caught_up(m)
    if m.rows[H_APART] < m.rows[H_APART_END]:
        _tell_apart(m, decided)
    if has_decided or m.rows[DECISIONS] > decided:
        m.rows[STEPPED_AT] = at


@inlined
def _take_in(m: Machine, at: int) -> bool:
    """Let what arrives act, that which comes late first; whether anything did. What nobody cares for is passed by here,
    too, since whoever waited for a turn is as before `next_instant` passed it by."""
    arrived = False
    while m.rows[LATE_NEXT] < m.rows[LATE_END] and m.known[m.rows[LATE_NEXT]] == at:
        event = m.rows[LATE_NEXT]
        m.rows[LATE_NEXT] = event + 1
        arrived = True
        receive_late(m, event)
        settle(m)
    while m.rows[HISTORY_END] < m.rows[EVENTS_END] and m.at[m.rows[HISTORY_END]] < at:
        m.rows[HISTORY_END] += 1
    while m.rows[HISTORY_END] < m.rows[EVENTS_END] and m.at[m.rows[HISTORY_END]] == at:
        arrived = True
        receive_next(m)
        settle(m)
    return arrived


@compiled
def _tell_apart(m: Machine, first: int) -> None:
    """Where a message is due by one of the decisions from `first` on, leave which of the segments that sends are told
    apart by the contact is in after the instant."""
    kinds, last, is_due = m.rows[H_KINDS], m.rows[DECISIONS], False
    for row in range(first, last, D_WIDTH):
        is_due |= m.rows[kinds + m.decided[row + D_KIND] * K_WIDTH + K_DUE] == 1
    if not is_due:
        return
    look(m)
    carry_forward(m, m.rows[NOW])
    bits, number = ZERO, ZERO
    for row in range(m.rows[H_APART], m.rows[H_APART_END]):
        if truth(m, m.rows[row], NONE, NONE) == 1.0:
            bits |= 1 << number % SEGMENTS_A_ROW
        number += 1
        if number % SEGMENTS_A_ROW == 0 or row + 1 == m.rows[H_APART_END]:
            decide(m, m.rows[H_SENT_IN], (number - 1) // SEGMENTS_A_ROW, bits)
            bits = ZERO


@compiled
def take_back(m: Machine, first: int) -> None:
    """Forget what was decided, from `first` on, as if it had never been counted."""
    for row in range(first, m.rows[DECISIONS], D_WIDTH):
        kind = m.decided[row + D_KIND]
        m.counts[kind] -= 1
        day = day_of_sending(m, kind, m.decided[row + D_AT])
        if day != NONE:
            m.counts[day] -= 1
    m.rows[DECISIONS] = first


@inlined
def ends_fit(m: Machine) -> bool:
    """Whether there is room among the decisions for what `count_end` leaves of a contact."""
    groups = (m.rows[H_SEGMENTS_END] - m.rows[H_SEGMENTS]) // SEGMENTS_A_ROW + 1
    return bool(m.rows[DECISIONS] + groups * D_WIDTH <= m.rows[H_DECIDED])


@compiled
def count_end(m: Machine, keep: int) -> None:
    """Count where the contact stands at the end; with `keep` leave the segments that it is in, too."""
    for run in range(m.rows[H_RUNS], m.rows[RUNS_END], RUN_WIDTH):
        m.counts[m.rows[H_STILL] + (m.rows[run + RUN_NODE] - m.rows[H_NODES]) // N_WIDTH] += 1
    carry_forward(m, m.rows[H_END])
    m.rows[NOW] = m.rows[H_END]
    bits, group = ZERO, ZERO
    for row in range(m.rows[H_SEGMENTS], m.rows[H_SEGMENTS_END]):
        place = row - m.rows[H_SEGMENTS]
        if place == (group + 1) * SEGMENTS_A_ROW:
            if keep:
                record(m, m.rows[H_ENDED], group, bits)
            bits, group = ZERO, group + 1
        if truth(m, m.rows[row], NONE, NONE) == 1.0:
            m.counts[m.rows[H_MEMBERS] + place] += 1
            bits |= 1 << (place - group * SEGMENTS_A_ROW)
    if keep:
        record(m, m.rows[H_ENDED], group, bits)
