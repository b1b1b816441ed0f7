"""One contact after the other through the whole period: `engine.step` and the walk from wake to wake, over arrays."""

from __future__ import annotations

from journeydsl.machine import zones
from journeydsl.machine.compiled import bare, compiled
from journeydsl.machine.entering import has_watches, look_at, observe, see
from journeydsl.machine.evaluating import evaluate
from journeydsl.machine.gate import pass_gate
from journeydsl.machine.layout import (
    B_REASON,
    B_WAY,
    B_WIDTH,
    C_CURSOR,
    C_WIDTH,
    CONTACT,
    D_AT,
    D_KIND,
    D_WIDTH,
    DECISIONS,
    DUE,
    EVENTS_END,
    FIRST_EVENT,
    FULL,
    GOALS_END,
    H_ATTRIBUTES,
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
    HELD_OUT,
    HISTORY_END,
    J_COUNT,
    J_GOAL,
    J_GOAL_EVENT,
    J_GOAL_WHERE,
    J_LAST,
    J_WIDTH,
    K_REASON,
    K_SENT,
    K_WIDTH,
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
    N_WIDTH,
    NEVER,
    NONE,
    NOW,
    P_EVENTS,
    P_WIDTH,
    P_ZONE,
    RUN_ENTRY,
    RUN_JOURNEY,
    RUN_NODE,
    RUN_NUMBER,
    RUN_TRIGGER,
    RUN_UNTIL,
    RUN_WAKE,
    RUN_WIDTH,
    RUNS_END,
    SEND,
    SENDS_END,
    SENT,
    STALE,
    T_AT,
    T_CHANNEL,
    T_CLASS,
    T_WIDTH,
    W_INSIDE,
    W_TAKES,
    W_WIDTH,
    WAIT_FOR,
    ZONE,
    Machine,
)  # fmt: skip
from journeydsl.machine.moving import arrive, copy, decide, holds, stop_on, stop_when
from journeydsl.model.values import DAY


@compiled
def walk(m: Machine, first: int, last: int, keep: int) -> int:
    """Walk the contacts from `first` to before `last`, counting what is decided, and with `keep` leaving the decisions
    in `decided`. All arrays are of one dimension. Returns the first contact that was not walked, because some table is
    full."""
    return _walk(
        Machine(
            bare(m.rows),
            bare(m.floats),
            bare(m.decided),
            bare(m.counts),
            bare(m.contacts),
            bare(m.contact_flags),
            bare(m.attributes),
            bare(m.at),
            bare(m.name),
            bare(m.flags),
            bare(m.properties),
            bare(m.texts),
        ),
        first,
        last,
        keep,
    )


@compiled
def _walk(m: Machine, first: int, last: int, keep: int) -> int:
    m.rows[FULL] = 0
    m.rows[DECISIONS] = 0
    for contact in range(first, last):
        decided = m.rows[DECISIONS]
        _begin(m, contact)
        while True:
            happens = m.at[m.rows[HISTORY_END]] if m.rows[HISTORY_END] < m.rows[EVENTS_END] else NEVER
            wakes = _next_wake(m)
            at = min(happens, wakes)
            if at > m.rows[H_END] or m.rows[FULL]:
                break
            m.rows[NOW] = at
            m.rows[STALE] = 1
            _step(m, at)
        if m.rows[FULL]:
            m.rows[DECISIONS] = decided
            return contact
        _count(m, decided)
        if not keep:
            m.rows[DECISIONS] = 0
    return last


@compiled
def _begin(m: Machine, contact: int) -> None:
    """The contact's state when the run begins: what happened before is history."""
    m.rows[CONTACT], m.rows[NOW] = contact, m.rows[H_START]
    m.rows[ZONE] = m.contacts[contact * P_WIDTH + P_ZONE]
    m.rows[RUNS_END], m.rows[GOALS_END] = m.rows[H_RUNS], m.rows[H_GOALS]
    m.rows[SENDS_END], m.rows[KEYS_END] = m.rows[H_SENDS], m.rows[H_KEYS]
    m.rows[FIRST_EVENT], m.rows[EVENTS_END] = (
        m.contacts[contact * P_WIDTH + P_EVENTS],
        m.contacts[(contact + 1) * P_WIDTH + P_EVENTS],
    )
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
    m.rows[LOOK_AT] = NEVER
    if has_watches(m):
        _begin_watching(m)


@compiled
def _begin_watching(m: Machine) -> None:
    """Who is inside now; where existing members are taken, they count as outside until the first step, due at once."""
    for watch in range(m.rows[H_WATCHES], m.rows[H_WATCHES_END], W_WIDTH):
        m.rows[watch + W_INSIDE] = 0
    for row in range(m.rows[H_CHANGES], m.rows[H_CHANGES_END], C_WIDTH):
        m.rows[row + C_CURSOR] = m.rows[FIRST_EVENT]
    m.rows[STALE] = 1
    m.rows[NOW] = m.rows[H_START] - 1
    see(m)
    taken = False
    for watch in range(m.rows[H_WATCHES], m.rows[H_WATCHES_END], W_WIDTH):
        if m.rows[watch + W_TAKES] and m.rows[watch + W_INSIDE]:
            m.rows[watch + W_INSIDE] = 0
            taken = True
    m.rows[LOOK_AT] = m.rows[H_START] if taken else look_at(m)


@compiled
def _next_wake(m: Machine) -> int:
    wakes = m.rows[LOOK_AT]
    for run in range(m.rows[H_RUNS], m.rows[RUNS_END], RUN_WIDTH):
        wakes = min(wakes, m.rows[run + RUN_WAKE])
    return wakes


@compiled
def _step(m: Machine, at: int) -> None:
    """Everything of one instant: its events in their order, then what is due (law L4)."""
    while m.rows[HISTORY_END] < m.rows[EVENTS_END] and m.at[m.rows[HISTORY_END]] == at:
        _receive(m, m.rows[HISTORY_END])
    _settle(m)
    _wake(m, at)
    _settle(m)
    run = _next_due(m)
    while run != NONE and not m.rows[FULL]:
        _send(m, run)
        _settle(m)
        run = _next_due(m)
    if has_watches(m):
        m.rows[LOOK_AT] = look_at(m)


@compiled
def _settle(m: Machine) -> None:
    if has_watches(m) and m.rows[STALE]:
        observe(m, NONE)


@compiled
def _receive(m: Machine, event: int) -> None:
    """Let an event act on the contact: goal before stop (law L16), stop before start."""
    m.rows[HISTORY_END] += 1
    m.rows[STALE] = 1
    if m.rows[GOALS_END] > m.rows[H_GOALS]:
        _reach_goals(m, event)
    run = m.rows[H_RUNS]
    while run < m.rows[RUNS_END]:
        before = m.rows[RUNS_END]
        _stop_or_wake(m, run, event)
        run += RUN_WIDTH - (before - m.rows[RUNS_END])
    observe(m, event)


@compiled
def _reach_goals(m: Machine, event: int) -> None:
    kept = m.rows[H_GOALS]
    for goal in range(kept, m.rows[GOALS_END], RUN_WIDTH):
        if m.rows[NOW] > m.rows[goal + RUN_UNTIL]:
            continue
        journey = m.rows[goal + RUN_JOURNEY]
        where = m.rows[journey + J_GOAL_WHERE]
        if m.rows[journey + J_GOAL_EVENT] == m.name[event] and (
            where == NONE or evaluate(m, where, m.rows[goal + RUN_TRIGGER], m.rows[goal + RUN_ENTRY], event) == 1.0
        ):
            decide(m, m.rows[journey + J_GOAL], m.rows[goal + RUN_NUMBER], NONE)
        else:
            if kept != goal:
                copy(m, goal, kept)
            kept += RUN_WIDTH
    m.rows[GOALS_END] = kept


@compiled
def _stop_or_wake(m: Machine, run: int, event: int) -> None:
    if stop_on(m, run, event) or stop_when(m, run):
        return
    node = m.rows[run + RUN_NODE]
    if (
        m.rows[node + N_STEP] == WAIT_FOR
        and m.rows[node + N_B] == m.name[event]
        and holds(m, m.rows[node + N_C], run, event)
    ):
        decide(m, m.rows[node + N_KIND], m.rows[run + RUN_NUMBER], NONE)
        arrive(m, run, m.rows[m.rows[node + N_EDGE]])


@compiled
def _wake(m: Machine, at: int) -> None:
    """End the waits that are over; a send that was held back becomes due again."""
    run = m.rows[H_RUNS]
    while run < m.rows[RUNS_END]:
        before = m.rows[RUNS_END]
        if m.rows[run + RUN_WAKE] != DUE and m.rows[run + RUN_WAKE] <= at and not stop_when(m, run):
            node = m.rows[run + RUN_NODE]
            if m.rows[node + N_STEP] == SEND:
                m.rows[run + RUN_WAKE] = DUE
            else:
                way = 1 if m.rows[node + N_STEP] == WAIT_FOR else 0
                decide(m, m.rows[node + N_KIND] + way, m.rows[run + RUN_NUMBER], NONE)
                arrive(m, run, m.rows[m.rows[node + N_EDGE] + way])
        run += RUN_WIDTH - (before - m.rows[RUNS_END])


@compiled
def _next_due(m: Machine) -> int:
    """The run whose send is due now and goes first: higher priority, then journey name, then the earlier step."""
    due = NONE
    for run in range(m.rows[H_RUNS], m.rows[RUNS_END], RUN_WIDTH):
        if m.rows[run + RUN_WAKE] != DUE:
            continue
        if due == NONE:
            due = run
        elif m.rows[run + RUN_JOURNEY] != m.rows[due + RUN_JOURNEY]:
            break
        elif m.rows[run + RUN_NODE] < m.rows[due + RUN_NODE]:
            due = run
    return due


@compiled
def _send(m: Machine, run: int) -> None:
    """Take a due send through the gate and the contact on, or hold it back."""
    if stop_when(m, run):
        return
    node = m.rows[run + RUN_NODE]
    message = m.rows[node + N_A]
    outcome, until = pass_gate(m, run, message)
    kind = m.rows[node + N_KIND] + outcome
    decide(m, kind, m.rows[run + RUN_NUMBER], NONE)
    if until != NEVER:
        m.rows[run + RUN_WAKE] = until
        return
    way = 0
    if outcome == SENT:
        _reserve(m, message)
    elif outcome != HELD_OUT:
        way = m.rows[node + N_C] - 1
        for row in range(m.rows[node + N_BECAUSE], m.rows[node + N_BECAUSE_END], B_WIDTH):
            if m.rows[row + B_REASON] == m.rows[m.rows[H_KINDS] + kind * K_WIDTH + K_REASON]:
                way = m.rows[row + B_WAY]
                break
    arrive(m, run, m.rows[m.rows[node + N_EDGE] + way])


@compiled
def _reserve(m: Machine, message: int) -> None:
    if m.rows[SENDS_END] == m.rows[H_SENDS] + m.rows[H_ROOM] * T_WIDTH:
        m.rows[FULL] = 1
        return
    sent = m.rows[SENDS_END]
    m.rows[sent + T_AT] = m.rows[NOW]
    m.rows[sent + T_CLASS] = m.rows[message + M_TRANSACTIONAL]
    m.rows[sent + T_CHANNEL] = m.rows[message + M_CHANNEL]
    m.rows[SENDS_END] += T_WIDTH


@compiled
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
    m.rows[NOW] = m.rows[H_END]
    for row in range(m.rows[H_SEGMENTS], m.rows[H_SEGMENTS_END]):
        if evaluate(m, m.rows[row], NONE, m.rows[FIRST_EVENT], NONE) == 1.0:
            m.counts[m.rows[H_MEMBERS] + row - m.rows[H_SEGMENTS]] += 1
