"""What is due because time has passed: `engine.waking` over arrays (law L4)."""

from __future__ import annotations

from journeydsl.machine.compiled import inlined
from journeydsl.machine.layout import (
    FIRST_WAY,
    FULL,
    H_RUNS,
    HAS_HAPPENED,
    IS_OVERDUE,
    N_STEP,
    NONE,
    NOW,
    RUN_HELD,
    RUN_JOURNEY,
    RUN_KEY,
    RUN_NODE,
    RUN_WAKE,
    RUN_WIDTH,
    RUNS_END,
    SEND,
    UNSETTLED,
    Machine,
)  # fmt: skip
from journeydsl.machine.moving import become_due, look_at_wait, stop_when
from journeydsl.machine.settling import go_on, settle


@inlined
def wake(m: Machine) -> None:
    """End the waits that are over; a send that was held back becomes due again. What one of them does is settled before
    the next has its turn."""
    run = m.rows[H_RUNS]
    while run < m.rows[RUNS_END] and not m.rows[FULL]:
        run = _wake(m, run) if m.rows[run + RUN_WAKE] <= m.rows[NOW] else run + RUN_WIDTH


@inlined
def _wake(m: Machine, run: int) -> int:
    """Wake a run; the one that is looked at next."""
    node, held = m.rows[run + RUN_NODE], m.rows[run + RUN_HELD]
    journey, key = m.rows[run + RUN_JOURNEY], m.rows[run + RUN_KEY]
    m.rows[run + RUN_HELD] = held & IS_OVERDUE
    if m.rows[node + N_STEP] != SEND:
        way, until = look_at_wait(m, run, node)
        if held & HAS_HAPPENED:
            way = FIRST_WAY
        if way == NONE:
            m.rows[run + RUN_WAKE] = until
        else:
            go_on(m, run, way)
    elif not stop_when(m, run):
        become_due(m, run)
        if not m.rows[UNSETTLED]:
            return run + RUN_WIDTH
    settle(m)
    return _after(m, run, journey, key)


@inlined
def _after(m: Machine, run: int, journey: int, key: int) -> int:
    """The first run after that of a journey and a key, which was at `run`; others may have come and gone."""
    if run < m.rows[RUNS_END] and m.rows[run + RUN_JOURNEY] == journey and m.rows[run + RUN_KEY] == key:
        return run + RUN_WIDTH
    run = m.rows[H_RUNS]
    while run < m.rows[RUNS_END] and (
        m.rows[run + RUN_JOURNEY] < journey or (m.rows[run + RUN_JOURNEY] == journey and m.rows[run + RUN_KEY] <= key)
    ):
        run += RUN_WIDTH
    return run
