"""Who enters a journey, and who has entered a segment: `engine.entering` and `engine.watching` over arrays."""

from __future__ import annotations

import numpy as np

from journeydsl.machine import zones
from journeydsl.machine.calendar import moments_of
from journeydsl.machine.compiled import compiled
from journeydsl.machine.evaluating import evaluate
from journeydsl.machine.layout import (
    A_STARTS,
    A_STARTS_END,
    A_WIDTH,
    AFTER,
    C_A,
    C_B,
    C_C,
    C_CURSOR,
    C_SORT,
    C_WIDTH,
    E_JOURNEY,
    E_KEY,
    E_LAST,
    E_WIDTH,
    FIRST_EVENT,
    FULL,
    GOALS_END,
    H_CHANGES,
    H_CHANGES_END,
    H_EVENTS,
    H_GOALS,
    H_KEYS,
    H_PROPERTIES,
    H_ROOM,
    H_RUNS,
    H_STARTS,
    H_STARTS_END,
    H_WATCHES,
    H_WATCHES_END,
    HISTORY_END,
    J_AFTER,
    J_AGAIN,
    J_CLOSES,
    J_COUNT,
    J_ENTERED,
    J_GOAL_EVENT,
    J_GOAL_WITHIN,
    J_HOLDOUT,
    J_KEY,
    J_LAST,
    J_NODE,
    J_ONLY_IF,
    J_PAUSED,
    J_REFUSED,
    J_SHARED_HOLDOUT,
    J_STOPPED,
    J_TRIGGERED,
    KEYS_END,
    LEAVES,
    NEVER,
    NEW_DAY,
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
    RUN_ENTERED,
    RUN_ENTRY,
    RUN_HELD_OUT,
    RUN_JOURNEY,
    RUN_KEY,
    RUN_NUMBER,
    RUN_TRIGGER,
    RUN_UNTIL,
    RUN_WIDTH,
    RUNS_END,
    S_EVENT,
    S_JOURNEY,
    S_WATCH,
    S_WHERE,
    S_WIDTH,
    STALE,
    W_CONDITION,
    W_INSIDE,
    W_SEEN,
    W_WIDTH,
    ZONE,
    Machine,
)  # fmt: skip
from journeydsl.machine.moving import arrive, copy, decide, drawn, holds, why_stopped


@compiled
def trigger(m: Machine, start: int, event: int) -> None:
    """Decide about one trigger of a journey: the first rule that refuses names the reason."""
    journey = m.rows[start + S_JOURNEY]
    decide(m, m.rows[journey + J_TRIGGERED], 0, NONE)
    run = m.rows[RUNS_END]
    if run + RUN_WIDTH >= m.rows[H_RUNS] + m.rows[H_ROOM] * RUN_WIDTH:
        m.rows[FULL] = 1
        return
    number = m.rows[journey + J_COUNT] + 1
    m.rows[run + RUN_JOURNEY] = journey
    m.rows[run + RUN_NUMBER] = number
    m.rows[run + RUN_ENTERED] = m.rows[NOW]
    m.rows[run + RUN_TRIGGER] = event
    m.rows[run + RUN_ENTRY] = m.rows[HISTORY_END]
    held_out = _is_held_out(m, m.rows[journey + J_HOLDOUT]) or _is_held_out(m, m.rows[journey + J_SHARED_HOLDOUT])
    m.rows[run + RUN_HELD_OUT] = held_out
    refusal = _refusal(m, start, run, event)
    if refusal != NONE:
        decide(m, m.rows[journey + J_REFUSED] + refusal, 0, NONE)
    else:
        _enter(m, journey, run)


@compiled
def _is_held_out(m: Machine, holdout: int) -> bool:
    return holdout != NONE and drawn(m, holdout) == 0


@compiled
def _refusal(m: Machine, start: int, run: int, event: int) -> int:
    journey, now = m.rows[start + S_JOURNEY], m.rows[NOW]
    if now >= m.rows[journey + J_CLOSES]:
        return R_CLOSED
    if m.rows[journey + J_PAUSED]:
        return R_PAUSED
    if not holds(m, m.rows[start + S_WHERE], run, event):
        return R_WHERE
    key = NONE
    if m.rows[journey + J_KEY] != NONE:
        value = m.properties[event * m.rows[H_PROPERTIES] + m.rows[journey + J_KEY]] if event != NONE else np.nan
        if np.isnan(value):
            return R_KEY
        key = int(value)
    m.rows[run + RUN_KEY] = key
    refusal = _too_early(m, journey, key, now)
    if refusal != NONE:
        return refusal
    return NONE if holds(m, m.rows[journey + J_ONLY_IF], run, NONE) else R_ONLY_IF


@compiled
def _too_early(m: Machine, journey: int, key: int, now: int) -> int:
    """Whether re-entry refuses (law L7)."""
    for run in range(m.rows[H_RUNS], m.rows[RUNS_END], RUN_WIDTH):
        if m.rows[run + RUN_JOURNEY] == journey and m.rows[run + RUN_KEY] == key:
            return R_ACTIVE
    last = _last_entry(m, journey, key)
    if last == -NEVER:
        return NONE
    again = m.rows[journey + J_AGAIN]
    if again == ONCE:
        return R_ENTERED
    least = max(m.rows[journey + J_AFTER], 1) if again == AFTER else 1
    return R_SOON if now < last + least else NONE


@compiled
def _last_entry(m: Machine, journey: int, key: int) -> int:
    if key == NONE:
        return m.rows[journey + J_LAST]
    for row in range(m.rows[H_KEYS], m.rows[KEYS_END], E_WIDTH):
        if m.rows[row + E_JOURNEY] == journey and m.rows[row + E_KEY] == key:
            return m.rows[row + E_LAST]
    return -NEVER


@compiled
def _note_entry(m: Machine, journey: int, key: int, now: int) -> None:
    m.rows[journey + J_COUNT] += 1
    m.rows[journey + J_LAST] = now
    if key == NONE:
        return
    row = m.rows[H_KEYS]
    while row < m.rows[KEYS_END] and not (m.rows[row + E_JOURNEY] == journey and m.rows[row + E_KEY] == key):
        row += E_WIDTH
    if row == m.rows[H_KEYS] + m.rows[H_ROOM] * E_WIDTH:
        m.rows[FULL] = 1
        return
    m.rows[KEYS_END] = max(m.rows[KEYS_END], row + E_WIDTH)
    m.rows[row + E_JOURNEY] = journey
    m.rows[row + E_KEY] = key
    m.rows[row + E_LAST] = now


@compiled
def _enter(m: Machine, journey: int, run: int) -> None:
    number, key, now = m.rows[run + RUN_NUMBER], m.rows[run + RUN_KEY], m.rows[NOW]
    _note_entry(m, journey, key, now)
    if m.rows[journey + J_GOAL_EVENT] != NONE:
        if m.rows[GOALS_END] == m.rows[H_GOALS] + m.rows[H_ROOM] * RUN_WIDTH:
            m.rows[FULL] = 1
            return
        copy(m, run, m.rows[GOALS_END])
        m.rows[m.rows[GOALS_END] + RUN_UNTIL] = now + m.rows[journey + J_GOAL_WITHIN]
        m.rows[GOALS_END] += RUN_WIDTH
    decide(m, m.rows[journey + J_ENTERED] + (0 if number == 1 else 1), number, key)
    stop = why_stopped(m, run)
    if stop != NONE:
        decide(m, m.rows[journey + J_STOPPED] + stop, number, NONE)
    else:
        arrive(m, _insert(m, run), m.rows[journey + J_NODE])


@compiled
def _insert(m: Machine, run: int) -> int:
    """Keep the last run where its journey and key belong; its new place."""
    place = run
    m.rows[RUNS_END] = run + RUN_WIDTH
    journey, key = m.rows[run + RUN_JOURNEY], m.rows[run + RUN_KEY]
    while place > m.rows[H_RUNS] and (
        m.rows[place - RUN_WIDTH + RUN_JOURNEY] > journey
        or (m.rows[place - RUN_WIDTH + RUN_JOURNEY] == journey and m.rows[place - RUN_WIDTH + RUN_KEY] > key)
    ):
        for column in range(RUN_WIDTH):
            moved = m.rows[place + column]
            m.rows[place + column] = m.rows[place - RUN_WIDTH + column]
            m.rows[place - RUN_WIDTH + column] = moved
        place -= RUN_WIDTH
    return place


@compiled
def has_watches(m: Machine) -> bool:
    """Whether a journey starts on entering a segment."""
    return m.rows[H_WATCHES] < m.rows[H_WATCHES_END]


@compiled
def observe(m: Machine, event: int) -> None:
    """Notice who has entered or left a watched segment, and start what starts on that or on the event (or `NONE`)."""
    while True:
        entered = has_watches(m) and see(m)
        if entered:
            _start_all(m, event)
        elif event != NONE:
            row = m.rows[H_EVENTS] + m.name[event] * A_WIDTH
            for place in range(m.rows[row + A_STARTS], m.rows[row + A_STARTS_END]):
                trigger(m, m.rows[place], event)
        # entering may have changed the profile; without that there is nothing new to see
        if not entered and not (m.rows[STALE] and has_watches(m)):
            return
        event = NONE


@compiled
def _start_all(m: Machine, event: int) -> None:
    """Start in the order of the journeys what starts on an event or on a segment that was entered just now."""
    for start in range(m.rows[H_STARTS], m.rows[H_STARTS_END], S_WIDTH):
        watch = m.rows[start + S_WATCH]
        if watch == NONE:
            if event != NONE and m.rows[start + S_EVENT] == m.name[event]:
                trigger(m, start, event)
        elif m.rows[watch + W_SEEN]:
            trigger(m, start, NONE)


@compiled
def see(m: Machine) -> bool:
    """See who is inside the watched segments now; whether any was entered, which `seen` then says of each."""
    if not m.rows[STALE]:
        return False
    m.rows[STALE] = 0
    entered = False
    for watch in range(m.rows[H_WATCHES], m.rows[H_WATCHES_END], W_WIDTH):
        inside = evaluate(m, m.rows[watch + W_CONDITION], NONE, m.rows[FIRST_EVENT], NONE) == 1.0
        m.rows[watch + W_SEEN] = inside and not m.rows[watch + W_INSIDE]
        m.rows[watch + W_INSIDE] = inside
        entered = entered or m.rows[watch + W_SEEN] == 1
    return entered


@compiled
def look_at(m: Machine) -> int:
    """When time alone may change who is in a watched segment."""
    next_look = NEVER
    for row in range(m.rows[H_CHANGES], m.rows[H_CHANGES_END], C_WIDTH):
        next_look = min(next_look, _next_change(m, row))
    return next_look


@compiled
def _next_change(m: Machine, row: int) -> int:
    now, zone, sort = m.rows[NOW], m.rows[ZONE], m.rows[row + C_SORT]
    if sort == LEAVES:
        name, duration, place = m.rows[row + C_A], m.rows[row + C_B], m.rows[row + C_CURSOR]
        while place < m.rows[HISTORY_END] and (m.name[place] != name or m.at[place] <= now - duration):
            place += 1
        m.rows[row + C_CURSOR] = place
        return m.at[place] + duration if place < m.rows[HISTORY_END] else NEVER
    if sort == NEW_DAY:
        return zones.until_time_of_day(m.rows, zone, now + 1, 0, 0, NONE)
    value = evaluate(m, m.rows[row + C_A], NONE, m.rows[FIRST_EVENT], NONE)
    if np.isnan(value):
        return NEVER
    first, last = moments_of(m.rows, zone, int(value), m.rows[row + C_C])
    comes, goes = first - m.rows[row + C_B], last + 1
    if comes > now:
        return comes
    return goes if goes > now else NEVER
