"""One contact after the other through the whole period: `engine.step` and the walk from wake to wake, over arrays."""

from __future__ import annotations

from journeydsl.machine import zones
from journeydsl.machine.compiled import compiled
from journeydsl.machine.entering import has_watches, look_at, observe, see
from journeydsl.machine.evaluating import evaluate
from journeydsl.machine.gate import pass_gate
from journeydsl.machine.layout import (
    C_CURSOR,
    CONTACT,
    D_AT,
    D_KIND,
    DECISIONS,
    DUE,
    EVENTS_END,
    FIRST_EVENT,
    FULL,
    GOALS_END,
    H_CHANGED,
    H_CHANGED_END,
    H_CHANGES,
    H_CHANGES_END,
    H_DAYS,
    H_DAYS_EACH,
    H_END,
    H_FIRST_DAY,
    H_GOALS,
    H_JOURNEYS,
    H_JOURNEYS_END,
    H_KEYS,
    H_KINDS,
    H_MEMBERS,
    H_NODES,
    H_PROJECT_ZONE,
    H_ROOM,
    H_RUNS,
    H_SEGMENTS,
    H_SEGMENTS_END,
    H_SENDS,
    H_START,
    H_STILL,
    H_WATCHES,
    H_WATCHES_END,
    H_ZONES,
    HEAD,
    HELD_OUT,
    HISTORY_END,
    J_COUNT,
    J_GOAL,
    J_GOAL_EVENT,
    J_GOAL_WHERE,
    J_LAST,
    K_REASON,
    K_SENT,
    KEYS_END,
    LOOK_AT,
    M_CHANNEL,
    M_TRANSACTIONAL,
    N_A,
    N_B,
    N_BECAUSE,
    N_BECAUSE_END,
    N_C,
    N_EDGE,
    N_KIND,
    N_STEP,
    NEVER,
    NONE,
    NOW,
    P_EVENTS,
    P_ZONE,
    RUN_ENTRY,
    RUN_JOURNEY,
    RUN_NODE,
    RUN_NUMBER,
    RUN_TRIGGER,
    RUN_UNTIL,
    RUN_WAKE,
    RUNS_END,
    SEND,
    SENDS_END,
    SENT,
    STALE,
    STATE,
    T_AT,
    T_CHANNEL,
    T_CLASS,
    W_INSIDE,
    W_TAKES,
    WAIT_FOR,
    ZONE,
    Machine,
)  # fmt: skip
from journeydsl.machine.moving import arrive, copy, decide, holds, stop_on, stop_when
from journeydsl.model.values import DAY


@compiled
def walk(m: Machine, first: int, last: int, keep: int) -> int:
    """Walk the contacts from `first` to before `last`, counting what is decided, and with `keep` leaving the decisions
    in `decisions`. Returns the first contact that was not walked, because some table is full."""
    s = m.rows[STATE]
    s[FULL] = 0
    s[DECISIONS] = 0
    for contact in range(first, last):
        decided = s[DECISIONS]
        _begin(m, contact)
        while True:
            happens = m.at[s[HISTORY_END]] if s[HISTORY_END] < s[EVENTS_END] else NEVER
            wakes = _next_wake(m)
            at = min(happens, wakes)
            if at > m.rows[HEAD, H_END] or s[FULL]:
                break
            s[NOW] = at
            s[STALE] = 1
            _step(m, at)
        if s[FULL]:
            s[DECISIONS] = decided
            return contact
        _count(m, decided)
        if not keep:
            s[DECISIONS] = 0
    return last


@compiled
def _begin(m: Machine, contact: int) -> None:
    """The contact's state when the run begins: what happened before is history."""
    s = m.rows[STATE]
    s[CONTACT], s[NOW] = contact, m.rows[HEAD, H_START]
    s[ZONE] = m.rows[HEAD, H_ZONES] + m.contacts[contact, P_ZONE]
    s[RUNS_END], s[GOALS_END] = m.rows[HEAD, H_RUNS], m.rows[HEAD, H_GOALS]
    s[SENDS_END], s[KEYS_END] = m.rows[HEAD, H_SENDS], m.rows[HEAD, H_KEYS]
    s[FIRST_EVENT], s[EVENTS_END] = m.contacts[contact, P_EVENTS], m.contacts[contact + 1, P_EVENTS]
    while s[EVENTS_END] > s[FIRST_EVENT] and m.at[s[EVENTS_END] - 1] > m.rows[HEAD, H_END]:
        s[EVENTS_END] -= 1
    history = s[FIRST_EVENT]
    while history < s[EVENTS_END] and m.at[history] < m.rows[HEAD, H_START]:
        history += 1
    s[HISTORY_END] = history
    for journey in range(m.rows[HEAD, H_JOURNEYS], m.rows[HEAD, H_JOURNEYS_END]):
        m.rows[journey, J_COUNT] = 0
        m.rows[journey, J_LAST] = -NEVER
    for number in range(m.rows[HEAD, H_CHANGED_END] - m.rows[HEAD, H_CHANGED]):
        m.floats[m.rows[HEAD, H_CHANGED] + number] = m.attributes[contact, number]
    s[LOOK_AT] = NEVER
    if has_watches(m):
        _begin_watching(m)


@compiled
def _begin_watching(m: Machine) -> None:
    """Who is inside now; where existing members are taken, they count as outside until the first step, due at once."""
    for watch in range(m.rows[HEAD, H_WATCHES], m.rows[HEAD, H_WATCHES_END]):
        m.rows[watch, W_INSIDE] = 0
    for row in range(m.rows[HEAD, H_CHANGES], m.rows[HEAD, H_CHANGES_END]):
        m.rows[row, C_CURSOR] = m.rows[STATE, FIRST_EVENT]
    m.rows[STATE, STALE] = 1
    m.rows[STATE, NOW] = m.rows[HEAD, H_START] - 1
    see(m)
    taken = False
    for watch in range(m.rows[HEAD, H_WATCHES], m.rows[HEAD, H_WATCHES_END]):
        if m.rows[watch, W_TAKES] and m.rows[watch, W_INSIDE]:
            m.rows[watch, W_INSIDE] = 0
            taken = True
    m.rows[STATE, LOOK_AT] = m.rows[HEAD, H_START] if taken else look_at(m)


@compiled
def _next_wake(m: Machine) -> int:
    wakes = m.rows[STATE, LOOK_AT]
    for run in range(m.rows[HEAD, H_RUNS], m.rows[STATE, RUNS_END]):
        wakes = min(wakes, m.rows[run, RUN_WAKE])
    return wakes


@compiled
def _step(m: Machine, at: int) -> None:
    """Everything of one instant: its events in their order, then what is due (law L4)."""
    s = m.rows[STATE]
    while s[HISTORY_END] < s[EVENTS_END] and m.at[s[HISTORY_END]] == at:
        _receive(m, s[HISTORY_END])
    _settle(m)
    _wake(m, at)
    _settle(m)
    run = _next_due(m)
    while run != NONE and not s[FULL]:
        _send(m, run)
        _settle(m)
        run = _next_due(m)
    if has_watches(m):
        s[LOOK_AT] = look_at(m)


@compiled
def _settle(m: Machine) -> None:
    if has_watches(m) and m.rows[STATE, STALE]:
        observe(m, NONE)


@compiled
def _receive(m: Machine, event: int) -> None:
    """Let an event act on the contact: goal before stop (law L16), stop before start."""
    m.rows[STATE, HISTORY_END] += 1
    m.rows[STATE, STALE] = 1
    if m.rows[STATE, GOALS_END] > m.rows[HEAD, H_GOALS]:
        _reach_goals(m, event)
    run = m.rows[HEAD, H_RUNS]
    while run < m.rows[STATE, RUNS_END]:
        before = m.rows[STATE, RUNS_END]
        _stop_or_wake(m, run, event)
        run += 1 - (before - m.rows[STATE, RUNS_END])
    observe(m, event)


@compiled
def _reach_goals(m: Machine, event: int) -> None:
    kept = m.rows[HEAD, H_GOALS]
    for goal in range(kept, m.rows[STATE, GOALS_END]):
        if m.rows[STATE, NOW] > m.rows[goal, RUN_UNTIL]:
            continue
        journey = m.rows[goal, RUN_JOURNEY]
        where = m.rows[journey, J_GOAL_WHERE]
        if m.rows[journey, J_GOAL_EVENT] == m.name[event] and (
            where == NONE or evaluate(m, where, m.rows[goal, RUN_TRIGGER], m.rows[goal, RUN_ENTRY], event) == 1.0
        ):
            decide(m, m.rows[journey, J_GOAL], m.rows[goal, RUN_NUMBER], NONE)
        else:
            if kept != goal:
                copy(m, goal, kept)
            kept += 1
    m.rows[STATE, GOALS_END] = kept


@compiled
def _stop_or_wake(m: Machine, run: int, event: int) -> None:
    if stop_on(m, run, event) or stop_when(m, run):
        return
    node = m.rows[run, RUN_NODE]
    if (
        m.rows[node, N_STEP] == WAIT_FOR
        and m.rows[node, N_B] == m.name[event]
        and holds(m, m.rows[node, N_C], run, event)
    ):
        decide(m, m.rows[node, N_KIND], m.rows[run, RUN_NUMBER], NONE)
        arrive(m, run, m.rows[m.rows[node, N_EDGE], 0])


@compiled
def _wake(m: Machine, at: int) -> None:
    """End the waits that are over; a send that was held back becomes due again."""
    run = m.rows[HEAD, H_RUNS]
    while run < m.rows[STATE, RUNS_END]:
        before = m.rows[STATE, RUNS_END]
        if m.rows[run, RUN_WAKE] != DUE and m.rows[run, RUN_WAKE] <= at and not stop_when(m, run):
            node = m.rows[run, RUN_NODE]
            if m.rows[node, N_STEP] == SEND:
                m.rows[run, RUN_WAKE] = DUE
            else:
                way = 1 if m.rows[node, N_STEP] == WAIT_FOR else 0
                decide(m, m.rows[node, N_KIND] + way, m.rows[run, RUN_NUMBER], NONE)
                arrive(m, run, m.rows[m.rows[node, N_EDGE] + way, 0])
        run += 1 - (before - m.rows[STATE, RUNS_END])


@compiled
def _next_due(m: Machine) -> int:
    """The run whose send is due now and goes first: higher priority, then journey name, then the earlier step."""
    due = NONE
    for run in range(m.rows[HEAD, H_RUNS], m.rows[STATE, RUNS_END]):
        if m.rows[run, RUN_WAKE] != DUE:
            continue
        if due == NONE:
            due = run
        elif m.rows[run, RUN_JOURNEY] != m.rows[due, RUN_JOURNEY]:
            break
        elif m.rows[run, RUN_NODE] < m.rows[due, RUN_NODE]:
            due = run
    return due


@compiled
def _send(m: Machine, run: int) -> None:
    """Take a due send through the gate and the contact on, or hold it back."""
    if stop_when(m, run):
        return
    node = m.rows[run, RUN_NODE]
    message = m.rows[node, N_A]
    outcome, until = pass_gate(m, run, message)
    kind = m.rows[node, N_KIND] + outcome
    decide(m, kind, m.rows[run, RUN_NUMBER], NONE)
    if until != NEVER:
        m.rows[run, RUN_WAKE] = until
        return
    way = 0
    if outcome == SENT:
        _reserve(m, message)
    elif outcome != HELD_OUT:
        way = m.rows[node, N_C] - 1
        for row in range(m.rows[node, N_BECAUSE], m.rows[node, N_BECAUSE_END]):
            if m.rows[row, 0] == m.rows[m.rows[HEAD, H_KINDS] + kind, K_REASON]:
                way = m.rows[row, 1]
                break
    arrive(m, run, m.rows[m.rows[node, N_EDGE] + way, 0])


@compiled
def _reserve(m: Machine, message: int) -> None:
    if m.rows[STATE, SENDS_END] == m.rows[HEAD, H_SENDS] + m.rows[HEAD, H_ROOM]:
        m.rows[STATE, FULL] = 1
        return
    sent = m.rows[STATE, SENDS_END]
    m.rows[sent, T_AT] = m.rows[STATE, NOW]
    m.rows[sent, T_CLASS] = m.rows[message, M_TRANSACTIONAL]
    m.rows[sent, T_CHANNEL] = m.rows[message, M_CHANNEL]
    m.rows[STATE, SENDS_END] += 1


@compiled
def _count(m: Machine, decided: int) -> None:
    """Count what was decided about the contact, and where it stands at the end."""
    head = m.rows[HEAD]
    for row in range(decided, m.rows[STATE, DECISIONS]):
        kind = m.decided[row, D_KIND]
        m.counts[kind] += 1
        sent = m.rows[head[H_KINDS] + kind, K_SENT]
        if sent != NONE:
            day = zones.to_wall(m.rows, head[H_PROJECT_ZONE], m.decided[row, D_AT]) // DAY - head[H_FIRST_DAY]
            m.counts[head[H_DAYS] + sent * head[H_DAYS_EACH] + day] += 1
    for run in range(head[H_RUNS], m.rows[STATE, RUNS_END]):
        m.counts[head[H_STILL] + m.rows[run, RUN_NODE] - head[H_NODES]] += 1
    m.rows[STATE, NOW] = head[H_END]
    for row in range(head[H_SEGMENTS], head[H_SEGMENTS_END]):
        if evaluate(m, m.rows[row, 0], NONE, m.rows[STATE, FIRST_EVENT], NONE) == 1.0:
            m.counts[head[H_MEMBERS] + row - head[H_SEGMENTS]] += 1
