"""What follows at once from what has just been done, until nothing follows any more: `engine.settling` over arrays."""

from __future__ import annotations

from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.entering import observe, trigger
from journeydsl.machine.layout import (
    ACTING_END,
    EMIT,
    FULL,
    H_ACTING,
    H_RECONSIDERS,
    H_RUNS,
    I_JOURNEY,
    I_KEY,
    I_NODE,
    I_NUMBER,
    I_WIDTH,
    IS_PAUSED,
    IS_RESUMING,
    N_A,
    N_EDGE,
    N_STEP,
    NONE,
    NOW,
    RUN_HELD,
    RUN_JOURNEY,
    RUN_KEY,
    RUN_NODE,
    RUN_NUMBER,
    RUN_WAKE,
    RUN_WIDTH,
    RUNS_END,
    UNSETTLED,
    WAIT_CONDITION,
    WAIT_DATE,
    Machine,
)  # fmt: skip
from journeydsl.machine.moving import follow, leave_by, look_at_wait, stop_when
from journeydsl.machine.receiving import receive_made


@inlined
def settle(m: Machine) -> None:
    """Let everybody answer to what was just done: whoever has entered a segment by it, whoever waits for what it has
    brought about, and those who are acted upon by a run, which then goes on."""
    if m.rows[UNSETTLED]:
        _settle(m)


@compiled
def _settle(m: Machine) -> None:
    observe(m, NONE, NONE)
    while not m.rows[FULL] and (_answer(m) or _reconsider_all(m)):
        observe(m, NONE, NONE)
    m.rows[UNSETTLED] = 0


@inlined
def go_on(m: Machine, run: int, way: int) -> None:
    """End a wait, unless the journey stops for the contact now."""
    if not stop_when(m, run):
        leave_by(m, run, way)


@compiled
def _answer(m: Machine) -> bool:
    """Answer to the run that has been acting for the longest time, and let it go on; whether there was one."""
    first = m.rows[H_ACTING]
    if m.rows[ACTING_END] == first:
        return False
    journey, key = m.rows[first + I_JOURNEY], m.rows[first + I_KEY]
    number, node = m.rows[first + I_NUMBER], m.rows[first + I_NODE]
    m.rows[ACTING_END] -= I_WIDTH
    for place in range(first, m.rows[ACTING_END]):
        m.rows[place] = m.rows[place + I_WIDTH]
    if m.rows[node + N_STEP] == EMIT:
        receive_made(m, m.rows[node + N_A])
    elif m.rows[node + N_A] != NONE:
        trigger(m, m.rows[node + N_A], NONE, NONE, m.rows[NOW])
    for run in range(m.rows[H_RUNS], m.rows[RUNS_END], RUN_WIDTH):
        is_run = m.rows[run + RUN_JOURNEY] == journey and m.rows[run + RUN_KEY] == key
        if is_run and m.rows[run + RUN_NUMBER] == number and m.rows[run + RUN_NODE] == node:
            follow(m, run, m.rows[node + N_EDGE])
            break
    return True


@compiled
def _reconsider_all(m: Machine) -> bool:
    """Look again at the waits that what was just done may have ended, or moved; whether one ended."""
    if not m.rows[H_RECONSIDERS]:
        return False
    for run in range(m.rows[H_RUNS], m.rows[RUNS_END], RUN_WIDTH):
        step = m.rows[m.rows[run + RUN_NODE] + N_STEP]
        if step in (WAIT_DATE, WAIT_CONDITION) and _reconsider(m, run, step):
            return True
    return False


@compiled
def _reconsider(m: Machine, run: int, step: int) -> bool:
    """Look again at a wait. One that is over because its time has come is left to its turn among what is due now."""
    if m.rows[run + RUN_HELD] & (IS_PAUSED | IS_RESUMING):
        return False
    way, until = look_at_wait(m, run, m.rows[run + RUN_NODE])
    if way == NONE:
        m.rows[run + RUN_WAKE] = until
        return False
    has_happened = step == WAIT_CONDITION and way == 0
    if m.rows[run + RUN_WAKE] <= m.rows[NOW] and not has_happened:
        return False
    go_on(m, run, way)
    return True
