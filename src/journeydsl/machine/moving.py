"""How a run goes from node to node and how it ends: `engine.advancing` and `engine.stopping` over arrays."""

from __future__ import annotations

import numpy as np

from journeydsl.machine import zones
from journeydsl.machine.arithmetic import draw
from journeydsl.machine.compiled import compiled
from journeydsl.machine.evaluating import evaluate
from journeydsl.machine.layout import (
    CHOOSE,
    CONTACT,
    D_AT,
    D_CONTACT,
    D_KEY,
    D_KIND,
    D_NUMBER,
    D_WIDTH,
    DECISIONS,
    DUE,
    FULL,
    H_CHANGED,
    H_DECIDED,
    J_REACHED,
    J_STOPPED,
    J_STOPS,
    J_STOPS_END,
    J_STOPS_WHEN,
    J_STOPS_WHEN_END,
    N_A,
    N_B,
    N_C,
    N_EDGE,
    N_KIND,
    N_LEFT,
    N_STEP,
    NONE,
    NOW,
    P_SUBJECT,
    P_WIDTH,
    RUN_ARRIVED,
    RUN_ENTRY,
    RUN_JOURNEY,
    RUN_NODE,
    RUN_NUMBER,
    RUN_TRIGGER,
    RUN_WAKE,
    RUN_WIDTH,
    RUNS_END,
    SEND,
    SET,
    SPLIT,
    STALE,
    STOP,
    V_ENDS,
    V_ENDS_END,
    V_NUMBER,
    VISITS,
    WAIT,
    WAIT_FOR,
    X_CONDITION,
    X_EVENT,
    X_ORDER,
    X_WIDTH,
    ZONE,
    Machine,
)  # fmt: skip


@compiled
def decide(m: Machine, kind: int, number: int, key: int) -> None:
    """Record a decision of a kind about the contact's `number`-th run of a journey."""
    row = m.rows[DECISIONS]
    if row == m.rows[H_DECIDED]:
        m.rows[FULL] = 1
        return
    m.rows[DECISIONS] = row + D_WIDTH
    m.decided[row + D_KIND] = kind
    m.decided[row + D_CONTACT] = m.rows[CONTACT]
    m.decided[row + D_NUMBER] = number
    m.decided[row + D_AT] = m.rows[NOW]
    m.decided[row + D_KEY] = key


@compiled
def holds(m: Machine, condition: int, run: int, event: int) -> bool:
    """Whether a condition (`NONE` always does) is true from inside a run."""
    if condition == NONE:
        return True
    return evaluate(m, condition, m.rows[run + RUN_TRIGGER], m.rows[run + RUN_ENTRY], event) == 1.0


@compiled
def copy(m: Machine, run: int, place: int) -> None:
    """Write a run to another place."""
    for column in range(RUN_WIDTH):
        m.rows[place + column] = m.rows[run + column]


@compiled
def remove(m: Machine, run: int) -> None:
    """Forget a run that has ended; those after it move up."""
    last = m.rows[RUNS_END] - RUN_WIDTH
    for place in range(run, last, RUN_WIDTH):
        copy(m, place + RUN_WIDTH, place)
    m.rows[RUNS_END] = last


@compiled
def finish(m: Machine, run: int, stop: int) -> None:
    """End a run by the journey's stop of this order, wherever the run is."""
    number = m.rows[run + RUN_NUMBER]
    left = m.rows[m.rows[run + RUN_NODE] + N_LEFT]
    if left != NONE:
        decide(m, left + stop, number, NONE)
    journey = m.rows[run + RUN_JOURNEY]
    remove(m, run)
    decide(m, m.rows[journey + J_STOPPED] + stop, number, NONE)


@compiled
def why_stopped(m: Machine, run: int) -> int:
    """The first stop whose condition is anything but false now, or `NONE`."""
    journey = m.rows[run + RUN_JOURNEY]
    for row in range(m.rows[journey + J_STOPS_WHEN], m.rows[journey + J_STOPS_WHEN_END], X_WIDTH):
        condition = m.rows[row + X_CONDITION]
        if evaluate(m, condition, m.rows[run + RUN_TRIGGER], m.rows[run + RUN_ENTRY], NONE) != 0.0:
            return m.rows[row + X_ORDER]
    return NONE


@compiled
def stop_when(m: Machine, run: int) -> bool:
    """End a run where a condition that it stops by holds, or may hold; whether it did."""
    stop = why_stopped(m, run)
    if stop != NONE:
        finish(m, run, stop)
    return stop != NONE


@compiled
def stop_on(m: Machine, run: int, event: int) -> bool:
    """End a run where an event is one that it stops on; whether it did."""
    journey = m.rows[run + RUN_JOURNEY]
    for row in range(m.rows[journey + J_STOPS], m.rows[journey + J_STOPS_END], X_WIDTH):
        if m.rows[row + X_EVENT] == m.name[event] and holds(m, m.rows[row + X_CONDITION], run, event):
            finish(m, run, m.rows[row + X_ORDER])
            return True
    return False


@compiled
def arrive(m: Machine, run: int, target: int) -> None:
    """Walk on until the contact has to wait, a send is due, or the journey ends."""
    now, number = m.rows[NOW], m.rows[run + RUN_NUMBER]
    while target != NONE:
        node = target
        m.rows[VISITS] += 1
        m.rows[run + RUN_NODE] = node
        m.rows[run + RUN_ARRIVED] = now
        step = m.rows[node + N_STEP]
        way, target = 0, NONE
        if step == SEND:
            m.rows[run + RUN_WAKE] = DUE
            decide(m, m.rows[m.rows[run + RUN_JOURNEY] + J_REACHED], 0, NONE)
        elif step == STOP:
            remove(m, run)
            decide(m, m.rows[node + N_KIND], number, NONE)
        else:
            way = _way(m, run, node, step)
            if way == NONE:
                continue
            decide(m, m.rows[node + N_KIND] + way, number, NONE)
            target = m.rows[m.rows[node + N_EDGE] + way]


@compiled
def _way(m: Machine, run: int, node: int, step: int) -> int:
    """The way out of a node that is left at once, or `NONE` where the contact waits."""
    if step == CHOOSE:
        return _chosen(m, run, node)
    if step == SPLIT:
        return drawn(m, m.rows[node + N_A])
    if step == WAIT_FOR:
        m.rows[run + RUN_WAKE] = m.rows[NOW] + m.rows[node + N_A]
        return NONE
    if step == SET:
        if m.rows[node + N_A] != NONE:
            m.floats[m.rows[H_CHANGED] + m.rows[node + N_A]] = m.floats[m.rows[node + N_B]]
        m.rows[STALE] = 1
        return 0
    due = _due(m, node, step)
    m.rows[run + RUN_WAKE] = due
    return 0 if due <= m.rows[NOW] else NONE


@compiled
def _due(m: Machine, node: int, step: int) -> int:
    """When a wait is over."""
    if step != WAIT:
        return zones.to_instant(m.rows, m.rows[ZONE], m.rows[node + N_A])
    if m.rows[node + N_B] == NONE:
        return m.rows[NOW] + m.rows[node + N_A]
    return zones.until_time_of_day(
        m.rows, m.rows[ZONE], m.rows[NOW], m.rows[node + N_A], m.rows[node + N_B], m.rows[node + N_C]
    )


@compiled
def _chosen(m: Machine, run: int, node: int) -> int:
    """The first arm whose condition is true, or the one after the last."""
    arms = m.rows[node + N_B]
    for arm in range(arms):
        if holds(m, m.rows[m.rows[node + N_A] + arm], run, NONE):
            return arm
    return arms


@compiled
def drawn(m: Machine, experiment: int) -> int:
    """The variant of an experiment that the contact is in."""
    number = draw(m.contacts[m.rows[CONTACT] * P_WIDTH + P_SUBJECT], m.rows[experiment + V_NUMBER])
    variant = 0
    for end in range(m.rows[experiment + V_ENDS], m.rows[experiment + V_ENDS_END]):
        variant += 1 if np.uint64(m.rows[end]) <= number else 0
    return variant
