"""One contact after the other through the whole period: `engine.step` and the walk from wake to wake, over arrays."""

from __future__ import annotations

from journeydsl.machine import zones
from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.entering import _look, look_at, observe
from journeydsl.machine.evaluating import evaluate
from journeydsl.machine.gate import pass_gate
from journeydsl.machine.layout import (
    CONTACT, D_AT, D_KIND, DECISIONS, DUE, EVENTS_END, FIRST_EVENT, FULL, GOALS, HELD_OUT, HISTORY_END, J_GOAL,
    J_GOAL_EVENT, J_GOAL_WHERE, KEYS, LOOK_AT, N_A, N_B, N_BECAUSE, N_BECAUSE_END, N_C, N_EDGE, N_KIND, N_STEP, NEVER, NONE,
    NOW, RUN_ENTRY, RUN_JOURNEY, RUN_NODE, RUN_NUMBER, RUN_TRIGGER, RUN_UNTIL, RUN_WAKE, RUNS, SEND, SENDS, SENT, STALE,
    WAIT_FOR, ZONE, Data, Tables, Work,
)  # fmt: skip
from journeydsl.machine.moving import arrive, copy, decide, holds, stop_on, stop_when
from journeydsl.model.values import DAY


@compiled
def walk(t: Tables, d: Data, w: Work, first: int, last: int, keep: int) -> int:
    """Walk the contacts from `first` to before `last`, counting what is decided, and with `keep` leaving the decisions
    in `decisions`. Returns the first contact that was not walked, because some table is full."""
    s = w.single
    s[FULL] = 0
    s[DECISIONS] = 0
    for contact in range(first, last):
        decided = s[DECISIONS]
        _begin(t, d, w, contact)
        while True:
            happens = d.at[s[HISTORY_END]] if s[HISTORY_END] < s[EVENTS_END] else NEVER
            wakes = _next_wake(w)
            at = min(happens, wakes)
            if at > d.end or s[FULL]:
                break
            s[NOW] = at
            s[STALE] = 1
            _step(t, d, w, at)
        if s[FULL]:
            s[DECISIONS] = decided
            return contact
        _count(t, d, w, decided)
        if not keep:
            s[DECISIONS] = 0
    return last


@inlined
def _begin(t: Tables, d: Data, w: Work, contact: int) -> None:
    """The contact's state when the run begins: what happened before is history."""
    s = w.single
    s[CONTACT], s[ZONE], s[NOW] = contact, d.zone[contact], d.start
    s[RUNS], s[GOALS], s[SENDS], s[KEYS] = 0, 0, 0, 0
    s[FIRST_EVENT], s[EVENTS_END] = d.offsets[contact], d.offsets[contact + 1]
    while s[EVENTS_END] > s[FIRST_EVENT] and d.at[s[EVENTS_END] - 1] > d.end:
        s[EVENTS_END] -= 1
    history = s[FIRST_EVENT]
    while history < s[EVENTS_END] and d.at[history] < d.start:
        history += 1
    s[HISTORY_END] = history
    for journey in range(len(w.entries)):
        w.entries[journey, 0] = 0
        w.entries[journey, 1] = -NEVER
    for number in range(len(w.changed)):
        w.changed[number] = d.changing[contact, number]
    s[LOOK_AT] = NEVER
    if len(t.watches):
        _begin_watching(t, d, w)


@compiled
def _begin_watching(t: Tables, d: Data, w: Work) -> None:
    """Who is inside now; where existing members are taken, they count as outside until the first step, due at once."""
    for watch in range(len(t.watches)):
        w.inside[watch] = 0
    for row in range(len(t.changes)):
        w.cursor[row] = w.single[FIRST_EVENT]
    w.single[STALE] = 1
    w.single[NOW] = d.start - 1
    _look(t, d, w)
    taken = False
    for watch in range(len(t.watches)):
        if t.watches[watch, 1] and w.inside[watch]:
            w.inside[watch] = 0
            taken = True
    w.single[LOOK_AT] = d.start if taken else look_at(t, d, w)


@inlined
def _next_wake(w: Work) -> int:
    wakes = w.single[LOOK_AT]
    for run in range(w.single[RUNS]):
        wakes = min(wakes, w.runs[run, RUN_WAKE])
    return wakes


@inlined
def _step(t: Tables, d: Data, w: Work, at: int) -> None:
    """Everything of one instant: its events in their order, then what is due (law L4)."""
    s = w.single
    while s[HISTORY_END] < s[EVENTS_END] and d.at[s[HISTORY_END]] == at:
        _receive(t, d, w, s[HISTORY_END])
    _wake(t, d, w, at)
    _settle(t, d, w)
    run = _next_due(w)
    while run != NONE and not s[FULL]:
        _send(t, d, w, run)
        _settle(t, d, w)
        run = _next_due(w)
    if len(t.watches):
        s[LOOK_AT] = look_at(t, d, w)


@inlined
def _settle(t: Tables, d: Data, w: Work) -> None:
    if len(t.watches) and w.single[STALE]:
        observe(t, d, w, NONE)


@inlined
def _receive(t: Tables, d: Data, w: Work, event: int) -> None:
    """Let an event act on the contact: goal before stop (law L16), stop before start."""
    w.single[HISTORY_END] += 1
    w.single[STALE] = 1
    if w.single[GOALS]:
        _reach_goals(t, d, w, event)
    run = 0
    while run < w.single[RUNS]:
        before = w.single[RUNS]
        _stop_or_wake(t, d, w, run, event)
        run += 1 - (before - w.single[RUNS])
    observe(t, d, w, event)


@inlined
def _reach_goals(t: Tables, d: Data, w: Work, event: int) -> None:
    kept = 0
    for goal in range(w.single[GOALS]):
        if w.single[NOW] > w.goals[goal, RUN_UNTIL]:
            continue
        journey = w.goals[goal, RUN_JOURNEY]
        where = t.journeys[journey, J_GOAL_WHERE]
        if t.journeys[journey, J_GOAL_EVENT] == d.name[event] and (
            where == NONE
            or evaluate(t, d, w, where, w.goals[goal, RUN_TRIGGER], w.goals[goal, RUN_ENTRY], event) == 1.0
        ):
            decide(w, t.journeys[journey, J_GOAL], w.goals[goal, RUN_NUMBER], NONE)
        else:
            if kept != goal:
                copy(w.goals, goal, w.goals, kept)
            kept += 1
    w.single[GOALS] = kept


@inlined
def _stop_or_wake(t: Tables, d: Data, w: Work, run: int, event: int) -> None:
    if stop_on(t, d, w, run, event) or stop_when(t, d, w, run):
        return
    node = w.runs[run, RUN_NODE]
    if (
        t.nodes[node, N_STEP] == WAIT_FOR
        and t.nodes[node, N_B] == d.name[event]
        and holds(t, d, w, t.nodes[node, N_C], run, event)
    ):
        decide(w, t.nodes[node, N_KIND], w.runs[run, RUN_NUMBER], NONE)
        arrive(t, d, w, run, t.edges[t.nodes[node, N_EDGE]])


@inlined
def _wake(t: Tables, d: Data, w: Work, at: int) -> None:
    """End the waits that are over; a send that was held back becomes due again."""
    run = 0
    while run < w.single[RUNS]:
        before = w.single[RUNS]
        if w.runs[run, RUN_WAKE] != DUE and w.runs[run, RUN_WAKE] <= at and not stop_when(t, d, w, run):
            node = w.runs[run, RUN_NODE]
            if t.nodes[node, N_STEP] == SEND:
                w.runs[run, RUN_WAKE] = DUE
            else:
                way = 1 if t.nodes[node, N_STEP] == WAIT_FOR else 0
                decide(w, t.nodes[node, N_KIND] + way, w.runs[run, RUN_NUMBER], NONE)
                arrive(t, d, w, run, t.edges[t.nodes[node, N_EDGE] + way])
        run += 1 - (before - w.single[RUNS])


@inlined
def _next_due(w: Work) -> int:
    """The run whose send is due now and goes first: higher priority, then journey name, then the earlier step."""
    due = NONE
    for run in range(w.single[RUNS]):
        if w.runs[run, RUN_WAKE] != DUE:
            continue
        if due == NONE:
            due = run
        elif w.runs[run, RUN_JOURNEY] != w.runs[due, RUN_JOURNEY]:
            break
        elif w.runs[run, RUN_NODE] < w.runs[due, RUN_NODE]:
            due = run
    return due


@inlined
def _send(t: Tables, d: Data, w: Work, run: int) -> None:
    """Take a due send through the gate and the contact on, or hold it back."""
    if stop_when(t, d, w, run):
        return
    node = w.runs[run, RUN_NODE]
    message = t.nodes[node, N_A]
    outcome, until = pass_gate(t, d, w, run, message)
    kind = t.nodes[node, N_KIND] + outcome
    decide(w, kind, w.runs[run, RUN_NUMBER], NONE)
    if until != NEVER:
        w.runs[run, RUN_WAKE] = until
        return
    way = 0
    if outcome == SENT:
        _reserve(w, message)
    elif outcome != HELD_OUT:
        way = t.nodes[node, N_C] - 1
        for row in range(t.nodes[node, N_BECAUSE], t.nodes[node, N_BECAUSE_END]):
            if t.because[row, 0] == t.kind_reason[kind]:
                way = t.because[row, 1]
                break
    arrive(t, d, w, run, t.edges[t.nodes[node, N_EDGE] + way])


@inlined
def _reserve(w: Work, message: int) -> None:
    if w.single[SENDS] == len(w.sends):
        w.single[FULL] = 1
        return
    w.sends[w.single[SENDS], 0] = w.single[NOW]
    w.sends[w.single[SENDS], 1] = message
    w.single[SENDS] += 1


@inlined
def _count(t: Tables, d: Data, w: Work, decided: int) -> None:
    """Count what was decided about the contact, and where it stands at the end."""
    for row in range(decided, w.single[DECISIONS]):
        kind = w.decisions[row, D_KIND]
        w.counts[kind] += 1
        sent = t.kind_sent[kind]
        if sent != NONE:
            day = zones.to_wall(d.zones, 0, w.decisions[row, D_AT]) // DAY
            w.days[sent, day - zones.to_wall(d.zones, 0, d.start) // DAY] += 1
    for run in range(w.single[RUNS]):
        w.still[w.runs[run, RUN_NODE]] += 1
    w.single[NOW] = d.end
    for segment in range(len(t.segments)):
        if evaluate(t, d, w, t.segments[segment], NONE, w.single[FIRST_EVENT], NONE) == 1.0:
            w.members[segment] += 1
