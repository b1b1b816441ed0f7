"""The sends of one instant, in the order of arbitration: `engine.sending` over arrays (law L24.6)."""

from __future__ import annotations

from journeydsl.machine.capacity import take
from journeydsl.machine.compiled import inlined
from journeydsl.machine.deciding import day_of_sending, decide
from journeydsl.machine.evaluating import truth
from journeydsl.machine.gate import pass_gate
from journeydsl.machine.layout import (
    B_REASON,
    B_WAY,
    B_WIDTH,
    DUE,
    FIRST_DUE,
    FULL,
    H_KINDS,
    H_ROOM,
    H_SENDS,
    HELD_OUT,
    IS_OVERDUE,
    K_REASON,
    K_WIDTH,
    M_CHANNEL,
    M_EVENT,
    M_TRANSACTIONAL,
    M_USES,
    M_USES_END,
    MOMENT,
    N_A,
    N_BECAUSE,
    N_BECAUSE_END,
    N_C,
    N_D,
    N_EDGE,
    N_KIND,
    N_ORDER,
    N_STALE,
    NEVER,
    NO_ENTRY,
    NONE,
    NOW,
    RUN_HELD,
    RUN_JOURNEY,
    RUN_NODE,
    RUN_NUMBER,
    RUN_OFFER,
    RUN_WAKE,
    RUN_WIDTH,
    RUNS_END,
    SENDS_END,
    SENT,
    T_AT,
    T_CHANNEL,
    T_CLASS,
    T_WIDTH,
    USE_CONDITION,
    USE_KIND,
    USE_OFFERS,
    USE_WIDTH,
    WAY_WIDTH,
    Machine,
)  # fmt: skip
from journeydsl.machine.moving import follow, make_happen, stop_when
from journeydsl.machine.staleness import SENT_OR_NOT, report_if_stale


@inlined
def next_due(m: Machine) -> int:
    """The run whose send is due now and goes first: higher priority, then journey name, then the earlier step."""
    run, end = m.rows[FIRST_DUE], m.rows[RUNS_END]
    while run < end and m.rows[run + RUN_WAKE] != DUE:
        run += RUN_WIDTH
    if run >= end:
        m.rows[FIRST_DUE] = NEVER
        return NONE
    due, m.rows[FIRST_DUE] = run, run
    run += RUN_WIDTH
    while run < end and m.rows[run + RUN_JOURNEY] == m.rows[due + RUN_JOURNEY]:
        is_due, order = m.rows[run + RUN_WAKE] == DUE, m.rows[m.rows[run + RUN_NODE] + N_ORDER]
        if is_due and order < m.rows[m.rows[due + RUN_NODE] + N_ORDER]:
            due = run
        run += RUN_WIDTH
    return due


@inlined
def send(m: Machine, run: int) -> None:
    """Take a due send through the gate and the contact on, or hold it back."""
    if stop_when(m, run):
        return
    node = m.rows[run + RUN_NODE]
    message = m.rows[node + N_A]
    if m.rows[run + RUN_HELD] & IS_OVERDUE:
        outcome, until = m.rows[node + N_D], NEVER
    else:
        report_if_stale(m, m.rows[node + N_STALE], SENT_OR_NOT, node, run, NONE, m.rows[run + RUN_NUMBER])
        outcome, until = pass_gate(m, run, message)
    kind, way = m.rows[node + N_KIND] + outcome, 0
    if until != NEVER:
        decide(m, kind, m.rows[run + RUN_NUMBER], NONE)
        m.rows[run + RUN_WAKE] = until
        return
    if outcome == SENT:
        for row in range(m.rows[message + M_USES], m.rows[message + M_USES_END], USE_WIDTH):
            if truth(m, m.rows[row + USE_CONDITION], run, NONE) == 1.0:
                item = m.rows[run + RUN_OFFER] if m.rows[row + USE_OFFERS] else 0
                decide(m, m.rows[row + USE_KIND] + item, NO_ENTRY, NONE)
        reserve(m, message, m.rows[NOW])
        take(m, message)
        if m.rows[message + M_EVENT] != NONE:
            make_happen(m, m.rows[message + M_EVENT])
    if decide(m, kind, m.rows[run + RUN_NUMBER], NONE) and outcome == SENT:
        m.counts[day_of_sending(m, kind, m.rows[NOW])] += 1
    if outcome not in (SENT, HELD_OUT):
        way = m.rows[node + N_C] - 1
        for row in range(m.rows[node + N_BECAUSE], m.rows[node + N_BECAUSE_END], B_WIDTH):
            if m.rows[row + B_REASON] == m.rows[m.rows[H_KINDS] + kind * K_WIDTH + K_REASON]:
                way = m.rows[row + B_WAY]
                break
    follow(m, run, m.rows[node + N_EDGE] + way * WAY_WIDTH)


@inlined
def reserve(m: Machine, message: int, at: int) -> None:
    """Count a send against the limits, from this instant on (law L26)."""
    if m.rows[SENDS_END] == m.rows[H_SENDS] + m.rows[H_ROOM] * T_WIDTH:
        m.rows[FULL] = 1
        return
    sent = m.rows[SENDS_END]
    m.rows[sent + T_AT] = at
    m.rows[sent + T_CLASS] = m.rows[message + M_TRANSACTIONAL]
    m.rows[sent + T_CHANNEL] = m.rows[message + M_CHANNEL]
    m.rows[SENDS_END] += T_WIDTH
    m.rows[MOMENT] += 1
