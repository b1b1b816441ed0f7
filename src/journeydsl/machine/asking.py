"""What conditions say of a run, without anything following from it: whether it stops, and which way it goes."""

from __future__ import annotations

import numpy as np

from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.evaluating import truth
from journeydsl.machine.layout import (
    AFTER,
    E_JOURNEY,
    E_KEY,
    E_LAST,
    E_WIDTH,
    H_ANSWERS,
    H_KEYS,
    H_PROPERTIES,
    H_RUNS,
    J_AFTER,
    J_AGAIN,
    J_CLOSES,
    J_KEY,
    J_LAST,
    J_ONLY_IF,
    J_PAUSED,
    J_STOPS_WHEN,
    J_STOPS_WHEN_END,
    KEYS_END,
    LOOK_DUE,
    MOMENT,
    N_A,
    N_B,
    NEVER,
    NONE,
    NOW,
    ONCE,
    R_ACTIVE,
    R_CLOSED,
    R_ENTERED,
    R_KEY,
    R_ONLY_IF,
    R_PAUSED,
    R_SOON,
    R_WHERE,
    REFRESH_DUE,
    RUN_JOURNEY,
    RUN_KEY,
    RUN_VERSION,
    RUN_WIDTH,
    RUNS_END,
    STALE,
    UNSETTLED,
    X_CONDITION,
    X_WIDTH,
    Machine,
)  # fmt: skip
from journeydsl.machine.memory import look


@inlined
def changed(m: Machine) -> None:
    """Note that something about the contact is not what it was: what hangs on that is looked at anew."""
    m.rows[STALE] = 1
    m.rows[LOOK_DUE] = 1
    m.rows[UNSETTLED] |= m.rows[H_ANSWERS]
    m.rows[REFRESH_DUE] = 1
    m.rows[MOMENT] += 1


@inlined
def holds(m: Machine, condition: int, run: int, event: int) -> bool:
    """Whether a condition (`NONE` always does) is true from inside a run."""
    return condition == NONE or truth(m, condition, run, event) == 1.0


@compiled
def why_stopped(m: Machine, run: int) -> int:
    """The first of the journey's stops whose condition is anything but false now, or `NONE`."""
    journey = m.rows[run + RUN_VERSION]
    if m.rows[journey + J_STOPS_WHEN] == m.rows[journey + J_STOPS_WHEN_END]:
        return NONE
    look(m)
    for row in range(m.rows[journey + J_STOPS_WHEN], m.rows[journey + J_STOPS_WHEN_END], X_WIDTH):
        if truth(m, m.rows[row + X_CONDITION], run, NONE) != 0.0:
            return row
    return NONE


@compiled
def chosen(m: Machine, run: int, node: int) -> int:
    """The first arm whose condition is true, or the one after the last."""
    look(m)
    arms = m.rows[node + N_B]
    for arm in range(arms):
        if holds(m, m.rows[m.rows[node + N_A] + arm], run, NONE):
            return arm
    return arms


@inlined
def refusal_of(m: Machine, where: int, run: int, event: int) -> int:
    """The first rule that refuses the entry of a run by an event (or `NONE`) that has to meet `where`, or `NONE`."""
    journey, now = m.rows[run + RUN_JOURNEY], m.rows[NOW]
    if now >= m.rows[journey + J_CLOSES]:
        return R_CLOSED
    if m.rows[journey + J_PAUSED]:
        return R_PAUSED
    look(m)
    if event != NONE and not holds(m, where, run, event):
        return R_WHERE
    key = m.rows[run + RUN_KEY]
    if m.rows[journey + J_KEY] != NONE and key == NONE:
        return R_KEY
    refusal = _too_early(m, journey, key, now)
    if refusal != NONE:
        return refusal
    return NONE if holds(m, m.rows[journey + J_ONLY_IF], run, NONE) else R_ONLY_IF


@inlined
def key_of(m: Machine, journey: int, event: int) -> int:
    """What tells the run apart from others of the journey; `NONE` without a key, and where the event does not say."""
    if m.rows[journey + J_KEY] == NONE or event == NONE:
        return NONE
    value = m.properties[event * m.rows[H_PROPERTIES] + m.rows[journey + J_KEY]]
    return NONE if np.isnan(value) else int(value)


@inlined
def _too_early(m: Machine, journey: int, key: int, now: int) -> int:
    """Whether re-entry refuses (law L7)."""
    last = _last_entry(m, journey, key)
    if last == -NEVER:
        return NONE
    run = m.rows[RUNS_END] - RUN_WIDTH
    while run >= m.rows[H_RUNS] and m.rows[run + RUN_JOURNEY] >= journey:
        if m.rows[run + RUN_JOURNEY] == journey and (key == NONE or m.rows[run + RUN_KEY] == key):
            return R_ACTIVE
        run -= RUN_WIDTH
    again = m.rows[journey + J_AGAIN]
    if again == ONCE:
        return R_ENTERED
    least = max(m.rows[journey + J_AFTER], 1) if again == AFTER else 1
    return R_SOON if now < last + least else NONE


@inlined
def _last_entry(m: Machine, journey: int, key: int) -> int:
    if key == NONE:
        return m.rows[journey + J_LAST]
    for row in range(m.rows[H_KEYS], m.rows[KEYS_END], E_WIDTH):
        if m.rows[row + E_JOURNEY] == journey and m.rows[row + E_KEY] == key:
            return m.rows[row + E_LAST]
    return -NEVER
