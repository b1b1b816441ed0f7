"""Who enters a journey, and who has entered a segment: `engine.entering` and `engine.watching` over arrays."""

from __future__ import annotations

import numpy as np

from journeydsl.machine import zones
from journeydsl.machine.calendar import moments_of
from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.evaluating import evaluate
from journeydsl.machine.layout import (
    AFTER, C_A, C_B, C_C, C_SORT, CONTACT, DUE, FIRST_EVENT, FULL, GOALS, HISTORY_END, J_AFTER, J_AGAIN, J_CLOSES,
    J_ENTERED, J_GOAL_EVENT, J_GOAL_WITHIN, J_HOLDOUT, J_KEY, J_NODE, J_ONLY_IF, J_PAUSED, J_REFUSED, J_SHARED_HOLDOUT, J_STOPPED, J_TRIGGERED, KEYS,
    LEAVES, NEVER, NEW_DAY, NONE, NOW, ONCE, R_ACTIVE, R_CLOSED, R_ENTERED, R_KEY, R_ONLY_IF, R_PAUSED, R_SOON, R_WHERE, RUN_ENTERED,
    RUN_ENTRY, RUN_HELD_OUT, RUN_JOURNEY, RUN_KEY, RUN_NUMBER, RUN_TRIGGER, RUN_UNTIL, RUN_WAKE, RUNS, S_JOURNEY, S_WATCH,
    S_WHERE, STALE, ZONE, Data, Tables, Work,
)  # fmt: skip
from journeydsl.machine.moving import arrive, copy, decide, drawn, holds, why_stopped


@compiled
def trigger(t: Tables, d: Data, w: Work, start: int, event: int) -> None:
    """Decide about one trigger of a journey: the first rule that refuses names the reason."""
    journey = t.starts[start, S_JOURNEY]
    decide(w, t.journeys[journey, J_TRIGGERED], 0, NONE)
    run = w.single[RUNS]
    if run + 1 >= len(w.runs):
        w.single[FULL] = 1
        return
    number = w.entries[journey, 0] + 1
    w.runs[run, RUN_JOURNEY] = journey
    w.runs[run, RUN_NUMBER] = number
    w.runs[run, RUN_ENTERED] = w.single[NOW]
    w.runs[run, RUN_TRIGGER] = event
    w.runs[run, RUN_ENTRY] = w.single[HISTORY_END]
    w.runs[run, RUN_HELD_OUT] = _is_held_out(t, d, w, t.journeys[journey, J_HOLDOUT]) or _is_held_out(
        t, d, w, t.journeys[journey, J_SHARED_HOLDOUT]
    )
    refusal = _refusal(t, d, w, start, run, event)
    if refusal != NONE:
        decide(w, t.journeys[journey, J_REFUSED] + refusal, 0, NONE)
    else:
        _enter(t, d, w, journey, run)


@inlined
def _is_held_out(t: Tables, d: Data, w: Work, holdout: int) -> bool:
    return holdout != NONE and drawn(t, d, w, holdout) == 0


@inlined
def _refusal(t: Tables, d: Data, w: Work, start: int, run: int, event: int) -> int:
    journey, now = t.starts[start, S_JOURNEY], w.single[NOW]
    if now >= t.journeys[journey, J_CLOSES]:
        return R_CLOSED
    if t.journeys[journey, J_PAUSED]:
        return R_PAUSED
    if not holds(t, d, w, t.starts[start, S_WHERE], run, event):
        return R_WHERE
    key = NONE
    if t.journeys[journey, J_KEY] != NONE:
        value = d.properties[event, t.journeys[journey, J_KEY]] if event != NONE else np.nan
        if np.isnan(value):
            return R_KEY
        key = int(value)
    w.runs[run, RUN_KEY] = key
    refusal = _too_early(t, w, journey, key, now)
    if refusal != NONE:
        return refusal
    return NONE if holds(t, d, w, t.journeys[journey, J_ONLY_IF], run, NONE) else R_ONLY_IF


@inlined
def _too_early(t: Tables, w: Work, journey: int, key: int, now: int) -> int:
    """Whether re-entry refuses (law L7)."""
    for run in range(w.single[RUNS]):
        if w.runs[run, RUN_JOURNEY] == journey and w.runs[run, RUN_KEY] == key:
            return R_ACTIVE
    last = _last_entry(w, journey, key)
    if last == -NEVER:
        return NONE
    again = t.journeys[journey, J_AGAIN]
    if again == ONCE:
        return R_ENTERED
    least = max(t.journeys[journey, J_AFTER], 1) if again == AFTER else 1
    return R_SOON if now < last + least else NONE


@inlined
def _last_entry(w: Work, journey: int, key: int) -> int:
    if key == NONE:
        return w.entries[journey, 1]
    for row in range(w.single[KEYS]):
        if w.keys[row, 0] == journey and w.keys[row, 1] == key:
            return w.keys[row, 2]
    return -NEVER


@inlined
def _note_entry(w: Work, journey: int, key: int, now: int) -> None:
    w.entries[journey, 0] += 1
    w.entries[journey, 1] = now
    if key == NONE:
        return
    row = 0
    while row < w.single[KEYS] and not (w.keys[row, 0] == journey and w.keys[row, 1] == key):
        row += 1
    if row == len(w.keys):
        w.single[FULL] = 1
        return
    w.single[KEYS] = max(w.single[KEYS], row + 1)
    w.keys[row, 0] = journey
    w.keys[row, 1] = key
    w.keys[row, 2] = now


@inlined
def _enter(t: Tables, d: Data, w: Work, journey: int, run: int) -> None:
    number, key, now = w.runs[run, RUN_NUMBER], w.runs[run, RUN_KEY], w.single[NOW]
    _note_entry(w, journey, key, now)
    if t.journeys[journey, J_GOAL_EVENT] != NONE:
        if w.single[GOALS] == len(w.goals):
            w.single[FULL] = 1
            return
        copy(w.runs, run, w.goals, w.single[GOALS])
        w.goals[w.single[GOALS], RUN_UNTIL] = now + t.journeys[journey, J_GOAL_WITHIN]
        w.single[GOALS] += 1
    decide(w, t.journeys[journey, J_ENTERED] + (0 if number == 1 else 1), number, key)
    stop = why_stopped(t, d, w, run)
    if stop != NONE:
        decide(w, t.journeys[journey, J_STOPPED] + stop, number, NONE)
    else:
        arrive(t, d, w, _insert(w, run), t.journeys[journey, J_NODE])


@inlined
def _insert(w: Work, run: int) -> int:
    """Keep the last run where its journey and key belong; its new place."""
    place = run
    w.single[RUNS] = run + 1
    journey, key = w.runs[run, RUN_JOURNEY], w.runs[run, RUN_KEY]
    while place > 0 and (
        w.runs[place - 1, RUN_JOURNEY] > journey
        or (w.runs[place - 1, RUN_JOURNEY] == journey and w.runs[place - 1, RUN_KEY] > key)
    ):
        for column in range(w.runs.shape[1]):
            moved = w.runs[place, column]
            w.runs[place, column] = w.runs[place - 1, column]
            w.runs[place - 1, column] = moved
        place -= 1
    return place


@inlined
def observe(t: Tables, d: Data, w: Work, event: int) -> None:
    """Notice who has entered or left a watched segment, and start what starts on that or on the event (or `NONE`)."""
    while True:
        entered = len(t.watches) > 0 and _look(t, d, w)
        if entered:
            _start_all(t, d, w, event)
        elif event != NONE:
            name = d.name[event]
            for place in range(t.starts_of.shape[1]):
                start = t.starts_of[name, place]
                if start == NONE:
                    break
                trigger(t, d, w, start, event)
        if not entered:
            # entering may have changed the profile; without that there is nothing new to see
            if not w.single[STALE] or len(t.watches) == 0:
                return
        event = NONE


@compiled
def _start_all(t: Tables, d: Data, w: Work, event: int) -> None:
    """Start in the order of the journeys what starts on an event or on a segment that was entered just now."""
    seen = w.seen
    for start in range(len(t.starts)):
        watch = t.starts[start, S_WATCH]
        if watch == NONE:
            if event != NONE and t.starts[start, 1] == d.name[event]:
                trigger(t, d, w, start, event)
        elif seen[watch]:
            trigger(t, d, w, start, NONE)


@compiled
def _look(t: Tables, d: Data, w: Work) -> bool:
    """See who is inside the watched segments now; whether any was entered, which `seen` then says of each."""
    if not w.single[STALE]:
        return False
    w.single[STALE] = 0
    entered = False
    for watch in range(len(t.watches)):
        inside = evaluate(t, d, w, t.watches[watch, 0], NONE, w.single[FIRST_EVENT], NONE) == 1.0
        w.seen[watch] = inside and not w.inside[watch]
        w.inside[watch] = inside
        entered = entered or w.seen[watch] == 1
    return entered


@compiled
def look_at(t: Tables, d: Data, w: Work) -> int:
    """When time alone may change who is in a watched segment."""
    next_look = NEVER
    for row in range(len(t.changes)):
        next_look = min(next_look, _next_change(t, d, w, row))
    return next_look


@inlined
def _next_change(t: Tables, d: Data, w: Work, row: int) -> int:
    now, zone, sort = w.single[NOW], w.single[ZONE], t.changes[row, C_SORT]
    if sort == LEAVES:
        name, duration, place = t.changes[row, C_A], t.changes[row, C_B], w.cursor[row]
        while place < w.single[HISTORY_END] and (d.name[place] != name or d.at[place] <= now - duration):
            place += 1
        w.cursor[row] = place
        return d.at[place] + duration if place < w.single[HISTORY_END] else NEVER
    if sort == NEW_DAY:
        return zones.until_time_of_day(d.zones, zone, now + 1, 0, 0, NONE)
    value = evaluate(t, d, w, t.changes[row, C_A], NONE, w.single[FIRST_EVENT], NONE)
    if np.isnan(value):
        return NEVER
    first, last = moments_of(d.zones, zone, int(value), t.changes[row, C_C])
    comes, goes = first - t.changes[row, C_B], last + 1
    if comes > now:
        return comes
    return goes if goes > now else NEVER
