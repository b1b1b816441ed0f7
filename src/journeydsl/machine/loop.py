"""One contact after the other through the whole period: `engine.step` and the walk from wake to wake, over arrays."""

from __future__ import annotations

from journeydsl.machine import zones
from journeydsl.machine.address import bare
from journeydsl.machine.asking import changed
from journeydsl.machine.compiled import compiled, inlined, whole
from journeydsl.machine.entering import has_watches, look_at, see, start_due
from journeydsl.machine.evaluating import truth
from journeydsl.machine.layout import (
    A_SORT,
    A_WIDTH,
    ACCOUNT,
    ACTING_END,
    C_CURSOR,
    C_WIDTH,
    CONTACT,
    D_AT,
    D_KIND,
    D_WIDTH,
    DECISIONS,
    EVENTS_END,
    FIRST_EVENT,
    FULL,
    GOALS_END,
    H_ACTING,
    H_ATTRIBUTES,
    H_CHANGED,
    H_CHANGED_END,
    H_CHANGES,
    H_CHANGES_END,
    H_DAYS,
    H_DAYS_EACH,
    H_END,
    H_EVENTS,
    H_FIRST_DAY,
    H_GOALS,
    H_JOURNEYS,
    H_JOURNEYS_END,
    H_KEYS,
    H_KINDS,
    H_MADE,
    H_MEMBERS,
    H_MESSAGE,
    H_NODES,
    H_PROJECT_ZONE,
    H_PROPERTIES,
    H_QUIETS,
    H_RUNS,
    H_SEGMENTS,
    H_SEGMENTS_END,
    H_SENDS,
    H_START,
    H_STILL,
    H_TELLS,
    H_TIMED,
    H_TIMED_END,
    H_TOLD,
    H_TOLD_END,
    H_WATCHES,
    H_WATCHES_END,
    HISTORY_END,
    J_COUNT,
    J_LAST,
    J_WIDTH,
    K_SENT,
    K_WIDTH,
    KEYS_END,
    LATE_END,
    LATE_NEXT,
    LOOK_AT,
    LOOK_DUE,
    MADE_END,
    N_WIDTH,
    NEVER,
    NONE,
    NOW,
    P_ACCOUNT,
    P_EVENTS,
    P_LATE,
    P_WIDTH,
    P_ZONE,
    Q_DUE,
    Q_WIDTH,
    QUIETS_END,
    RESCHEDULE,
    RUN_NODE,
    RUN_WAKE,
    RUN_WIDTH,
    RUNS_END,
    SENDS_END,
    STALE,
    STARTS_AT,
    STEPPED_AT,
    TOLD_OF,
    U_MESSAGE,
    U_WIDTH,
    U_WORD,
    UNSETTLED,
    W_INSIDE,
    W_TAKES,
    W_WIDTH,
    ZONE,
    Machine,
)  # fmt: skip
from journeydsl.machine.memory import carry_forward, look, recall, refresh, remembers
from journeydsl.machine.receiving import receive_late, receive_next, tell_of_messages
from journeydsl.machine.scheduling import starts_at
from journeydsl.machine.sending import next_due, reserve, send
from journeydsl.machine.settling import settle
from journeydsl.machine.waking import wake
from journeydsl.model.values import DAY


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
        decided = m.rows[DECISIONS]
        _begin(m, contact)
        while True:
            at = min(_next_happening(m), _next_wake(m))
            if at > m.rows[H_END] or m.rows[FULL]:
                break
            _step(m, at)
        if m.rows[FULL]:
            m.rows[DECISIONS] = decided
            return contact
        _count(m, decided)
        if not keep:
            m.rows[DECISIONS] = 0
    return last


@inlined
def _begin(m: Machine, contact: int) -> None:
    """The contact's state when the run begins: what happened before is history."""
    person = contact * P_WIDTH
    m.rows[CONTACT], m.rows[NOW], m.rows[STEPPED_AT] = contact, m.rows[H_START], -NEVER
    m.rows[ZONE], m.rows[ACCOUNT] = m.contacts[person + P_ZONE], m.contacts[person + P_ACCOUNT]
    m.rows[RUNS_END], m.rows[GOALS_END] = m.rows[H_RUNS], m.rows[H_GOALS]
    m.rows[SENDS_END], m.rows[KEYS_END] = m.rows[H_SENDS], m.rows[H_KEYS]
    m.rows[MADE_END], m.rows[QUIETS_END], m.rows[ACTING_END] = m.rows[H_MADE], m.rows[H_QUIETS], m.rows[H_ACTING]
    m.rows[FIRST_EVENT], m.rows[EVENTS_END] = m.contacts[person + P_EVENTS], m.contacts[person + P_LATE]
    m.rows[LATE_NEXT], m.rows[LATE_END] = m.contacts[person + P_LATE], m.contacts[person + P_WIDTH + P_EVENTS]
    while m.rows[EVENTS_END] > m.rows[FIRST_EVENT] and m.at[m.rows[EVENTS_END] - 1] > m.rows[H_END]:
        m.rows[EVENTS_END] -= 1
    history = m.rows[FIRST_EVENT]
    while history < m.rows[EVENTS_END] and m.at[history] < m.rows[H_START]:
        history += 1
    m.rows[HISTORY_END] = history
    for journey in range(m.rows[H_JOURNEYS], m.rows[H_JOURNEYS_END], J_WIDTH):
        m.rows[journey + J_COUNT] = 0
        m.rows[journey + J_LAST] = -NEVER
    for number in range(m.rows[H_CHANGED_END] - m.rows[H_CHANGED]):
        m.floats[m.rows[H_CHANGED] + number] = m.attributes[contact * m.rows[H_ATTRIBUTES] + number]
    changed(m)
    if m.rows[H_TELLS]:
        for event in range(m.rows[FIRST_EVENT], history):
            tell_of_messages(m, event)
            _count_sent(m, event)
    for row in range(m.rows[H_CHANGES], m.rows[H_CHANGES_END], C_WIDTH):
        m.rows[row + C_CURSOR] = m.rows[FIRST_EVENT]
    recall(m)
    m.rows[NOW] = m.rows[H_START] - 1
    _begin_watching(m)
    m.rows[STARTS_AT] = starts_at(m, m.rows[NOW])
    m.rows[RESCHEDULE] = 0


@compiled
def _count_sent(m: Machine, event: int) -> None:
    """Count a message that was sent before the run against the limits; those that nobody knows count for none."""
    if m.rows[m.rows[H_EVENTS] + m.name[event] * A_WIDTH + A_SORT] != TOLD_OF:
        return
    word = m.properties[event * m.rows[H_PROPERTIES] + m.rows[H_MESSAGE]]
    for row in range(m.rows[H_TOLD], m.rows[H_TOLD_END], U_WIDTH):
        if word == float(m.rows[row + U_WORD]):
            reserve(m, m.rows[row + U_MESSAGE], m.at[event])


@compiled
def _begin_watching(m: Machine) -> None:
    """Who is inside now; where existing members are taken, they count as outside until the first step, due at once."""
    look(m)
    for watch in range(m.rows[H_WATCHES], m.rows[H_WATCHES_END], W_WIDTH):
        m.rows[watch + W_INSIDE] = 0
    m.rows[STALE] = 1
    see(m)
    taken = False
    for watch in range(m.rows[H_WATCHES], m.rows[H_WATCHES_END], W_WIDTH):
        if m.rows[watch + W_TAKES] and m.rows[watch + W_INSIDE]:
            m.rows[watch + W_INSIDE] = 0
            taken = True
    m.rows[LOOK_AT] = NEVER
    if has_watches(m):
        m.rows[LOOK_AT] = m.rows[H_START] if taken else look_at(m)


@inlined
def _next_happening(m: Machine) -> int:
    """When something happens next, or becomes known."""
    at = m.at[m.rows[HISTORY_END]] if m.rows[HISTORY_END] < m.rows[EVENTS_END] else NEVER
    return min(at, m.known[m.rows[LATE_NEXT]]) if m.rows[LATE_NEXT] < m.rows[LATE_END] else at


@inlined
def _next_wake(m: Machine) -> int:
    wakes = min(m.rows[LOOK_AT], m.rows[STARTS_AT])
    for run in range(m.rows[H_RUNS], m.rows[RUNS_END], RUN_WIDTH):
        wakes = min(wakes, m.rows[run + RUN_WAKE])
    for quiet in range(m.rows[H_QUIETS], m.rows[QUIETS_END], Q_WIDTH):
        wakes = min(wakes, m.rows[quiet + Q_DUE])
    return wakes


@inlined
def _step(m: Machine, at: int) -> None:
    """Everything of one instant: its events in their order, then what is due (law L4)."""
    carry_forward(m, at - 1)
    m.rows[NOW] = at
    m.rows[STALE], m.rows[LOOK_DUE], m.rows[UNSETTLED] = 1, 1, 1
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
    if has_decided or m.rows[DECISIONS] > decided:
        m.rows[STEPPED_AT] = at


@inlined
def _take_in(m: Machine, at: int) -> bool:
    """Let what arrives act, that which comes late first; whether anything did."""
    arrived = False
    while m.rows[LATE_NEXT] < m.rows[LATE_END] and m.known[m.rows[LATE_NEXT]] == at:
        event = m.rows[LATE_NEXT]
        m.rows[LATE_NEXT] = event + 1
        arrived = True
        receive_late(m, event)
        settle(m)
    while m.rows[HISTORY_END] < m.rows[EVENTS_END] and m.at[m.rows[HISTORY_END]] == at:
        arrived = True
        receive_next(m)
        settle(m)
    return arrived


@inlined
def _count(m: Machine, decided: int) -> None:
    """Count what was decided about the contact, and where it stands at the end."""
    for row in range(decided, m.rows[DECISIONS], D_WIDTH):
        kind = m.decided[row + D_KIND]
        m.counts[kind] += 1
        sent = m.rows[m.rows[H_KINDS] + kind * K_WIDTH + K_SENT]
        if sent != NONE:
            day = zones.to_wall(m.rows, m.rows[H_PROJECT_ZONE], m.decided[row + D_AT]) // DAY - m.rows[H_FIRST_DAY]
            m.counts[m.rows[H_DAYS] + sent * m.rows[H_DAYS_EACH] + day] += 1
    for run in range(m.rows[H_RUNS], m.rows[RUNS_END], RUN_WIDTH):
        m.counts[m.rows[H_STILL] + (m.rows[run + RUN_NODE] - m.rows[H_NODES]) // N_WIDTH] += 1
    carry_forward(m, m.rows[H_END])
    m.rows[NOW] = m.rows[H_END]
    for row in range(m.rows[H_SEGMENTS], m.rows[H_SEGMENTS_END]):
        if truth(m, m.rows[row], NONE, NONE) == 1.0:
            m.counts[m.rows[H_MEMBERS] + row - m.rows[H_SEGMENTS]] += 1
