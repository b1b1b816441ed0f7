"""How a run goes from node to node and how it ends: `engine.advancing`, `engine.waiting` and `engine.stopping` over
arrays."""

from __future__ import annotations

import numpy as np

from journeydsl.machine import zones
from journeydsl.machine.address import move
from journeydsl.machine.altering import alter
from journeydsl.machine.arithmetic import draw
from journeydsl.machine.asking import changed, chosen, holds, why_stopped
from journeydsl.machine.calendar import local_day, moments_of
from journeydsl.machine.changing import next_change
from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.deciding import decide
from journeydsl.machine.evaluating import evaluate
from journeydsl.machine.layout import (
    ACCOUNT,
    ACTING,
    ACTING_END,
    CHOOSE,
    CONTACT,
    DUE,
    EMIT,
    FIRST_DUE,
    FULL,
    H_ACTING,
    H_CHANGED,
    H_MADE,
    H_ROOM,
    H_STOPS_WHEN,
    HISTORY_END,
    I_JOURNEY,
    I_KEY,
    I_NODE,
    I_NUMBER,
    I_WIDTH,
    J_REACHED,
    J_STOP_STALE,
    J_STOPPED,
    J_STOPS,
    J_STOPS_END,
    MADE_END,
    N_A,
    N_B,
    N_C,
    N_D,
    N_E,
    N_EDGE,
    N_KIND,
    N_LEFT,
    N_STALE,
    N_STEP,
    NEVER,
    NO_ENTRY,
    NONE,
    NOW,
    OFFER,
    P_SUBJECT,
    P_WIDTH,
    PASS,
    REPEAT,
    RUN_ARRIVED,
    RUN_JOURNEY,
    RUN_KEY,
    RUN_NODE,
    RUN_NUMBER,
    RUN_OFFER,
    RUN_ROUNDS,
    RUN_VERSION,
    RUN_WAKE,
    RUN_WIDTH,
    RUNS_END,
    SEND,
    SET,
    SPLIT,
    START,
    STOP,
    UNSETTLED,
    UNSUBSCRIBE,
    V_ENDS,
    V_ENDS_END,
    V_NUMBER,
    VISITS,
    WAIT_CONDITION,
    WAIT_DATE,
    WAIT_FOR,
    WAIT_UNTIL,
    WAY_ADDS,
    WAY_AGAIN,
    WAY_KEEPS,
    WAY_TARGET,
    WAY_WIDTH,
    X_CONDITION,
    X_EVENT,
    X_ORDER,
    X_WIDTH,
    Y_AT,
    Y_PLACE,
    Y_ROW,
    Y_WIDTH,
    ZONE,
    Machine,
)  # fmt: skip
from journeydsl.machine.memory import foresee, look, remembers
from journeydsl.machine.offering import pick
from journeydsl.machine.staleness import CHOSEN, STOPPED, report_if_stale
from journeydsl.machine.wholes import as_whole
from journeydsl.model.values import DAY, MINUTE, SECOND

_FIRST_MOMENT, _LAST_MOMENT = -62_135_596_800 * SECOND, 253_402_300_800 * SECOND - 1


@inlined
def copy(m: Machine, run: int, place: int) -> None:
    """Write a run to another place."""
    move(m.rows, run, place, RUN_WIDTH)


@inlined
def remove(m: Machine, run: int) -> None:
    """Forget a run that has ended; those after it move up."""
    last = m.rows[RUNS_END] - RUN_WIDTH
    if run < m.rows[FIRST_DUE]:
        m.rows[FIRST_DUE] -= RUN_WIDTH
    move(m.rows, run + RUN_WIDTH, run, last - run)
    m.rows[RUNS_END] = last


@inlined
def become_due(m: Machine, run: int) -> None:
    """Put a run among those whose send is due now; no such run is before `FIRST_DUE`."""
    m.rows[run + RUN_WAKE] = DUE
    m.rows[FIRST_DUE] = min(m.rows[FIRST_DUE], run)


@compiled
def finish(m: Machine, run: int, stop: int) -> None:
    """End a run by one of the journey's stops, wherever the run is."""
    number, order = m.rows[run + RUN_NUMBER], m.rows[stop + X_ORDER]
    left = m.rows[m.rows[run + RUN_NODE] + N_LEFT]
    if left != NONE:
        decide(m, left + order, number, NONE)
    journey = m.rows[run + RUN_VERSION]
    remove(m, run)
    decide(m, m.rows[journey + J_STOPPED] + order, number, NONE)


@inlined
def stop_when(m: Machine, run: int) -> bool:
    """End a run where a condition that it stops by holds, or may hold; whether it did."""
    return m.rows[H_STOPS_WHEN] == 1 and _stop_when(m, run)


@compiled
def _stop_when(m: Machine, run: int) -> bool:
    stop = why_stopped(m, run)
    if stop != NONE:
        kind = m.rows[m.rows[run + RUN_VERSION] + J_STOP_STALE]
        report_if_stale(m, kind, STOPPED, NONE, run, NONE, m.rows[run + RUN_NUMBER])
        finish(m, run, stop)
    return stop != NONE


@compiled
def stop_on(m: Machine, run: int, event: int) -> bool:
    """End a run where an event is one that it stops on; whether it did."""
    journey = m.rows[run + RUN_VERSION]
    for row in range(m.rows[journey + J_STOPS], m.rows[journey + J_STOPS_END], X_WIDTH):
        if m.rows[row + X_EVENT] == m.name[event]:
            look(m)
            if holds(m, m.rows[row + X_CONDITION], run, event):
                finish(m, run, row)
                return True
    return False


@inlined
def leave_by(m: Machine, run: int, way: int) -> None:
    """Record that a run leaves its node by its way of this order, and walk on."""
    node = m.rows[run + RUN_NODE]
    decide(m, m.rows[node + N_KIND] + way, m.rows[run + RUN_NUMBER], NONE)
    follow(m, run, m.rows[node + N_EDGE] + way * WAY_WIDTH)


@compiled
def follow(m: Machine, run: int, way: int) -> None:
    """Walk on until the contact has to wait, a send is due, others answer to what it does, or the journey ends."""
    number = m.rows[run + RUN_NUMBER]
    while way != NONE:
        node, again = m.rows[way + WAY_TARGET], m.rows[way + WAY_AGAIN]
        _move(m, run, way)
        way = NONE
        step = m.rows[node + N_STEP]
        if step == SEND:
            become_due(m, run)
            decide(m, m.rows[m.rows[run + RUN_JOURNEY] + J_REACHED], NO_ENTRY, NONE)
        elif step == STOP:
            remove(m, run)
            decide(m, m.rows[node + N_KIND], number, NONE)
        elif step == REPEAT:
            time = m.rows[run + RUN_ROUNDS] // m.rows[node + N_B]
            is_done = time > m.rows[node + N_A]
            decide(m, m.rows[node + N_KIND] + (0 if is_done else time), number, NONE)
            way = m.rows[node + N_EDGE] + (1 if is_done else again) * WAY_WIDTH
        elif step == OFFER:
            item = pick(m, node)
            m.rows[run + RUN_OFFER] = NONE if item == NONE else m.rows[node + N_E] + item
            decide(m, m.rows[node + N_KIND] + 1 + item, number, NONE)
            way = m.rows[node + N_EDGE] + (1 if item == NONE else 0) * WAY_WIDTH
        elif step in (EMIT, START):
            decide(m, m.rows[node + N_KIND], number, NONE)
            _act(m, run)
        else:
            out = _way(m, run, node, step)
            if out != NONE:
                decide(m, m.rows[node + N_KIND] + out, number, NONE)
                way = m.rows[node + N_EDGE] + out * WAY_WIDTH


@inlined
def _move(m: Machine, run: int, way: int) -> None:
    """The run arrives by a way: times of a `repeat` are counted there, and forgotten by whoever leaves it."""
    m.rows[VISITS] += 1
    if m.rows[way + WAY_KEEPS] != NONE:
        m.rows[run + RUN_ROUNDS] = m.rows[run + RUN_ROUNDS] % m.rows[way + WAY_KEEPS] + m.rows[way + WAY_ADDS]
    m.rows[run + RUN_NODE], m.rows[run + RUN_ARRIVED] = m.rows[way + WAY_TARGET], m.rows[NOW]


@inlined
def _act(m: Machine, run: int) -> None:
    """Stay until others have answered to what the step does."""
    m.rows[run + RUN_WAKE] = ACTING
    row = m.rows[ACTING_END]
    if row == m.rows[H_ACTING] + m.rows[H_ROOM] * I_WIDTH:
        m.rows[FULL] = 1
        return
    m.rows[row + I_JOURNEY], m.rows[row + I_KEY] = m.rows[run + RUN_JOURNEY], m.rows[run + RUN_KEY]
    m.rows[row + I_NUMBER], m.rows[row + I_NODE] = m.rows[run + RUN_NUMBER], m.rows[run + RUN_NODE]
    m.rows[ACTING_END] = row + I_WIDTH
    m.rows[UNSETTLED] = 1


@inlined
def _way(m: Machine, run: int, node: int, step: int) -> int:
    """The way out of a node that is left at once, or `NONE` where the contact waits."""
    if step == CHOOSE:
        report_if_stale(m, m.rows[node + N_STALE], CHOSEN, node, run, NONE, m.rows[run + RUN_NUMBER])
        return chosen(m, run, node)
    if step == SPLIT:
        return drawn(m, m.rows[node + N_A], m.rows[node + N_B])
    if step == SET:
        alter(m, m.rows[node + N_A])
        return 0
    if step == UNSUBSCRIBE:
        m.floats[m.rows[H_CHANGED] + m.rows[node + N_A]] = 0.0
        make_happen(m, m.rows[node + N_B])
        return 0
    if step == PASS:
        return 0
    way, until = look_at_wait(m, run, node)
    m.rows[run + RUN_WAKE] = until
    return way


@compiled
def make_happen(m: Machine, event: int) -> None:
    """Let an event of the program's own happen now: it becomes part of the history."""
    made = m.rows[MADE_END]
    if made == m.rows[H_MADE] + m.rows[H_ROOM] * Y_WIDTH:
        m.rows[FULL] = 1
        return
    m.rows[made + Y_ROW], m.rows[made + Y_AT], m.rows[made + Y_PLACE] = event, m.rows[NOW], m.rows[HISTORY_END]
    m.rows[MADE_END] = made + Y_WIDTH
    changed(m)


@inlined
def look_at_wait(m: Machine, run: int, node: int) -> tuple[int, int]:
    """The way on where a wait is over now; else `NONE`, and when to look again if nothing happens before."""
    step = m.rows[node + N_STEP]
    if step == WAIT_CONDITION:
        return _until_condition(m, run, node)
    if step == WAIT_DATE:
        due = _date(m, run, node)
        if due == NEVER:
            return 1, NEVER
        over = 0
    else:
        due = _due(m, run, node, step)
        over = 1 if step == WAIT_FOR else 0
    return over if due <= m.rows[NOW] else NONE, due


@inlined
def _due(m: Machine, run: int, node: int, step: int) -> int:
    """When a wait is over."""
    since = m.rows[run + RUN_ARRIVED]
    if step == WAIT_UNTIL:
        return zones.to_instant(m.rows, m.rows[ZONE], m.rows[node + N_A])
    if step == WAIT_FOR or m.rows[node + N_B] == NONE:
        return since + m.rows[node + N_A]
    return zones.until_time_of_day(
        m.rows, m.rows[ZONE], since, m.rows[node + N_A], m.rows[node + N_B], m.rows[node + N_C]
    )


@compiled
def _date(m: Machine, run: int, node: int) -> int:
    """The instant that a contact's date means; `NEVER` where there is none, or none in the years 1 to 9999."""
    look(m)
    date = evaluate(m, m.rows[node + N_A], run, NONE)
    if np.isnan(date):
        return NEVER
    value = as_whole(date)
    zone, distance, minutes, is_date = m.rows[ZONE], m.rows[node + N_B], m.rows[node + N_C], m.rows[node + N_D]
    if minutes == NONE:
        first, _ = moments_of(m.rows, zone, value, is_date)
        return first + distance
    wall = local_day(m.rows, zone, value, is_date) * DAY + distance + minutes * MINUTE
    at = zones.to_instant(m.rows, zone, wall)
    is_in_calendar = _FIRST_MOMENT <= wall <= _LAST_MOMENT and _FIRST_MOMENT <= at <= _LAST_MOMENT
    return at if is_in_calendar else NEVER


@compiled
def _until_condition(m: Machine, run: int, node: int) -> tuple[int, int]:
    """A condition is asked before the deadline, which is the last instant at which it counts."""
    look(m)
    if evaluate(m, m.rows[node + N_A], run, NONE) == 1.0:
        return 0, NEVER
    deadline = m.rows[run + RUN_ARRIVED] + m.rows[node + N_B]
    if deadline <= m.rows[NOW]:
        return 1, NEVER
    if remembers(m):
        foresee(m)
    return NONE, min(deadline, next_change(m, m.rows[node + N_C], m.rows[node + N_D], run))


@inlined
def drawn(m: Machine, experiment: int, by_account: int) -> int:
    """The variant of an experiment that the contact, or its account, is in."""
    subject = m.contacts[m.rows[CONTACT] * P_WIDTH + P_SUBJECT]
    if by_account != NONE:
        subject = m.rows[ACCOUNT]
    number = draw(subject, m.rows[experiment + V_NUMBER])
    variant = 0
    for end in range(m.rows[experiment + V_ENDS], m.rows[experiment + V_ENDS_END]):
        variant += 1 if np.uint64(m.rows[end]) <= number else 0
    return variant
