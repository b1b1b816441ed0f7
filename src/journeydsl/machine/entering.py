"""Who enters a journey, and who has entered a segment: `engine.entering`, `engine.starting` and `engine.watching` over
arrays."""

from __future__ import annotations

from journeydsl.machine.address import move
from journeydsl.machine.asking import holds, key_of, refusal_of, why_stopped
from journeydsl.machine.changing import next_change
from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.deciding import decide
from journeydsl.machine.evaluating import evaluate
from journeydsl.machine.layout import (
    A_STARTS,
    A_STARTS_END,
    A_WIDTH,
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
    H_MADE,
    H_QUIETS,
    H_ROOM,
    H_RUNS,
    H_STARTS,
    H_STARTS_END,
    H_TELLS_TRIGGERS,
    H_TIMED,
    H_TIMED_END,
    H_WATCHES,
    H_WATCHES_END,
    HISTORY_END,
    J_COUNT,
    J_ENTERED,
    J_GOAL_EVENT,
    J_GOAL_WITHIN,
    J_HOLDOUT,
    J_KEY,
    J_LAST,
    J_NODE,
    J_REFUSED,
    J_SHARED_HOLDOUT,
    J_STALE,
    J_STOPPED,
    J_TRIGGERED,
    KEYS_END,
    MADE_END,
    NO_ENTRY,
    NONE,
    NOW,
    ON_EVENT,
    Q_AT,
    Q_DUE,
    Q_EVENT,
    Q_KEY,
    Q_START,
    Q_WIDTH,
    QUIETS_END,
    REFRESH_AT,
    REFRESH_DUE,
    RUN_ASKED,
    RUN_BEGINS,
    RUN_ENTRY,
    RUN_ENTRY_MADE,
    RUN_HELD,
    RUN_HELD_OUT,
    RUN_JOURNEY,
    RUN_KEY,
    RUN_NODE,
    RUN_NUMBER,
    RUN_OFFER,
    RUN_TRIGGER,
    RUN_UNTIL,
    RUN_VERSION,
    RUN_WIDTH,
    RUNS_END,
    S_EVENT,
    S_IF,
    S_JOURNEY,
    S_QUIET,
    S_SEGMENT,
    S_SORT,
    S_STALE,
    S_WATCH,
    S_WHERE,
    S_WIDTH,
    STALE,
    W_CONDITION,
    W_INSIDE,
    W_SEEN,
    W_WIDTH,
    X_ORDER,
    Y_AT,
    Y_WIDTH,
    Machine,
)  # fmt: skip
from journeydsl.machine.memory import foresee, look, remembers
from journeydsl.machine.moving import copy, drawn, follow
from journeydsl.machine.scheduling import next_occurrence
from journeydsl.machine.staleness import MEANT, TRIGGERED, report_if_stale


@inlined
def happened(m: Machine, start: int, event: int, at: int) -> None:
    """Let an event that a start names trigger its journey, now or after a quiet time (law L10)."""
    journey, where = m.rows[start + S_JOURNEY], m.rows[start + S_WHERE]
    if m.rows[start + S_IF] != NONE and not holds(m, m.rows[start + S_IF], NONE, event):
        return
    if m.rows[start + S_QUIET] == NONE or not _start_clock(m, start, event, at):
        trigger(m, journey, where, event, at)


@compiled
def _start_clock(m: Machine, start: int, event: int, at: int) -> bool:
    """Start a clock, or start it again, where an event is one that does; whether it is."""
    journey = m.rows[start + S_JOURNEY]
    key = key_of(m, journey, event)
    if key == NONE and m.rows[journey + J_KEY] != NONE:
        return False
    look(m)
    if not holds(m, m.rows[start + S_WHERE], NONE, event):
        return False
    _wind(m, start, key, event, at)
    return True


@inlined
def _wind(m: Machine, start: int, key: int, event: int, at: int) -> None:
    """Let a clock run from now on; an event that came late, after one that followed it, leaves it as it is."""
    row = m.rows[H_QUIETS]
    while row < m.rows[QUIETS_END] and (m.rows[row + Q_START] != start or m.rows[row + Q_KEY] != key):
        row += Q_WIDTH
    if row == m.rows[QUIETS_END]:
        if row == m.rows[H_QUIETS] + m.rows[H_ROOM] * Q_WIDTH:
            m.rows[FULL] = 1
            return
        m.rows[QUIETS_END] = row + Q_WIDTH
    elif m.rows[row + Q_AT] > at:
        return
    m.rows[row + Q_START], m.rows[row + Q_KEY], m.rows[row + Q_EVENT] = start, key, event
    m.rows[row + Q_AT], m.rows[row + Q_DUE] = at, at + m.rows[start + S_QUIET]


@compiled
def start_due(m: Machine) -> None:
    """Trigger what has been quiet long enough and what starts by the calendar now, journeys in their order."""
    for place in range(m.rows[H_TIMED], m.rows[H_TIMED_END]):
        start = m.rows[place]
        if m.rows[start + S_SORT] != ON_EVENT:
            _start_if_it_comes_round(m, start)
            continue
        quiet = _next_quiet(m, start)
        while quiet != NONE:
            m.rows[quiet + Q_START] = NONE
            trigger(m, m.rows[start + S_JOURNEY], NONE, m.rows[quiet + Q_EVENT], m.rows[quiet + Q_DUE])
            quiet = _next_quiet(m, start)
    kept = m.rows[H_QUIETS]
    for row in range(kept, m.rows[QUIETS_END], Q_WIDTH):
        if m.rows[row + Q_START] != NONE:
            for number in range(Q_WIDTH):
                m.rows[kept + number] = m.rows[row + number]
            kept += Q_WIDTH
    m.rows[QUIETS_END] = kept


@compiled
def _next_quiet(m: Machine, start: int) -> int:
    """Of the clocks of a start that have run down the one with the first key; `NONE` where there is none."""
    found = NONE
    for row in range(m.rows[H_QUIETS], m.rows[QUIETS_END], Q_WIDTH):
        is_over = m.rows[row + Q_START] == start and m.rows[row + Q_DUE] <= m.rows[NOW]
        if is_over and (found == NONE or m.rows[row + Q_KEY] < m.rows[found + Q_KEY]):
            found = row
    return found


@compiled
def _start_if_it_comes_round(m: Machine, start: int) -> None:
    """Start by the calendar; whoever is not in the start's segment is not triggered at all."""
    if next_occurrence(m, start, m.rows[NOW] - 1) != m.rows[NOW]:
        return
    if m.rows[start + S_SEGMENT] != NONE:
        report_if_stale(m, m.rows[start + S_STALE], MEANT, start, NONE, NONE, NO_ENTRY)
        look(m)
        if evaluate(m, m.rows[start + S_SEGMENT], NONE, NONE) != 1.0:
            return
    trigger(m, m.rows[start + S_JOURNEY], NONE, NONE, m.rows[NOW])


@compiled
def trigger(m: Machine, journey: int, where: int, event: int, at: int) -> None:
    """Decide about one trigger of a journey, whose event (or `NONE`) has to meet `where`: the first rule that refuses
    names the reason. `at` is when it should have come, where that became known late."""
    decide(m, m.rows[journey + J_TRIGGERED], NO_ENTRY, NONE)
    run = m.rows[RUNS_END]
    if run + RUN_WIDTH >= m.rows[H_RUNS] + m.rows[H_ROOM] * RUN_WIDTH:
        m.rows[FULL] = 1
        return
    m.rows[run + RUN_JOURNEY], m.rows[run + RUN_KEY] = journey, key_of(m, journey, event)
    m.rows[run + RUN_NUMBER] = m.rows[journey + J_COUNT] + 1
    m.rows[run + RUN_ASKED], m.rows[run + RUN_TRIGGER] = NONE, event
    m.rows[run + RUN_NODE], m.rows[run + RUN_OFFER] = NONE, NONE
    m.rows[run + RUN_VERSION], m.rows[run + RUN_HELD] = journey, 0
    _begin_at(m, run, min(at, m.rows[NOW]))
    report_if_stale(m, m.rows[journey + J_STALE], TRIGGERED, where, run, event, NO_ENTRY)
    refusal = refusal_of(m, where, run, event)
    if refusal != NONE:
        decide(m, m.rows[journey + J_REFUSED] + refusal, NO_ENTRY, NONE)
    else:
        _enter(m, journey, run)


@inlined
def _begin_at(m: Machine, run: int, at: int) -> None:
    """The run begins after everything that happened up to and including `at`."""
    m.rows[run + RUN_BEGINS] = at
    real, made = m.rows[HISTORY_END], m.rows[MADE_END]
    if at < m.rows[NOW]:
        while real > m.rows[FIRST_EVENT] and m.at[real - 1] > at:
            real -= 1
        while made > m.rows[H_MADE] and m.rows[made - Y_WIDTH + Y_AT] > at:
            made -= Y_WIDTH
    m.rows[run + RUN_ENTRY], m.rows[run + RUN_ENTRY_MADE] = real, made - m.rows[H_MADE]


@inlined
def _is_held_out(m: Machine, holdout: int) -> bool:
    return holdout != NONE and drawn(m, holdout, NONE) == 0


@inlined
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


@inlined
def _enter(m: Machine, journey: int, run: int) -> None:
    number, key, now = m.rows[run + RUN_NUMBER], m.rows[run + RUN_KEY], m.rows[NOW]
    _note_entry(m, journey, key, now)
    held_out = _is_held_out(m, m.rows[journey + J_HOLDOUT]) or _is_held_out(m, m.rows[journey + J_SHARED_HOLDOUT])
    m.rows[run + RUN_HELD_OUT] = held_out
    if m.rows[journey + J_GOAL_EVENT] != NONE:
        if m.rows[GOALS_END] == m.rows[H_GOALS] + m.rows[H_ROOM] * RUN_WIDTH:
            m.rows[FULL] = 1
            return
        copy(m, run, m.rows[GOALS_END])
        m.rows[m.rows[GOALS_END] + RUN_UNTIL] = now + m.rows[journey + J_GOAL_WITHIN]
        m.rows[GOALS_END] += RUN_WIDTH
    decide(m, m.rows[journey + J_ENTERED] + (0 if number == 1 else 1), number, key)
    if m.rows[H_TELLS_TRIGGERS]:
        decide(m, m.rows[journey + J_ENTERED] + 2, number, m.rows[run + RUN_TRIGGER])
    stop = why_stopped(m, run)
    if stop != NONE:
        decide(m, m.rows[journey + J_STOPPED] + m.rows[stop + X_ORDER], number, NONE)
    else:
        follow(m, _insert(m, run), m.rows[journey + J_NODE])


@inlined
def _insert(m: Machine, run: int) -> int:
    """Keep the last run where its journey and key belong; its new place."""
    place = run
    m.rows[RUNS_END] = run + RUN_WIDTH
    journey, key = m.rows[run + RUN_JOURNEY], m.rows[run + RUN_KEY]
    while place > m.rows[H_RUNS] and (
        m.rows[place - RUN_WIDTH + RUN_JOURNEY] > journey
        or (m.rows[place - RUN_WIDTH + RUN_JOURNEY] == journey and m.rows[place - RUN_WIDTH + RUN_KEY] > key)
    ):
        place -= RUN_WIDTH
    if place < run:
        move(m.rows, place, place + RUN_WIDTH, run - place + RUN_WIDTH)
        copy(m, run + RUN_WIDTH, place)
    return place


@inlined
def has_watches(m: Machine) -> bool:
    """Whether a journey starts on entering a segment."""
    return m.rows[H_WATCHES] < m.rows[H_WATCHES_END]


@compiled
def observe(m: Machine, event: int, at: int) -> None:
    """Notice who has entered or left a watched segment, and start what starts on that or on the event (or `NONE`) that
    happened at `at`. A start may change the profile, and with it who is in a segment: look again until nothing does."""
    while True:
        look(m)
        entered = has_watches(m) and see(m)
        if entered:
            _start_all(m, event, at)
        elif event == NONE:
            return
        else:
            row = m.rows[H_EVENTS] + m.name[event] * A_WIDTH
            for place in range(m.rows[row + A_STARTS], m.rows[row + A_STARTS_END]):
                happened(m, m.rows[place], event, at)
        event = NONE


@compiled
def _start_all(m: Machine, event: int, at: int) -> None:
    """Start in the order of the journeys what starts on an event or on a segment that was entered just now."""
    for start in range(m.rows[H_STARTS], m.rows[H_STARTS_END], S_WIDTH):
        watch = m.rows[start + S_WATCH]
        if watch != NONE:
            if m.rows[watch + W_SEEN]:
                trigger(m, m.rows[start + S_JOURNEY], NONE, NONE, m.rows[NOW])
        elif event != NONE and m.rows[start + S_EVENT] == m.name[event]:
            happened(m, start, event, at)


@compiled
def see(m: Machine) -> bool:
    """See who is inside the watched segments now; whether any was entered, which `seen` then says of each."""
    if not m.rows[STALE]:
        return False
    m.rows[STALE] = 0
    entered = False
    for watch in range(m.rows[H_WATCHES], m.rows[H_WATCHES_END], W_WIDTH):
        inside = evaluate(m, m.rows[watch + W_CONDITION], NONE, NONE) == 1.0
        m.rows[watch + W_SEEN] = inside and not m.rows[watch + W_INSIDE]
        m.rows[watch + W_INSIDE] = inside
        entered = entered or m.rows[watch + W_SEEN] == 1
    return entered


@compiled
def look_at(m: Machine) -> int:
    """When time alone may change who is in a watched segment."""
    look(m)
    if remembers(m):
        m.rows[REFRESH_AT] = foresee(m)
        m.rows[REFRESH_DUE] = 0
    return next_change(m, m.rows[H_CHANGES], m.rows[H_CHANGES_END], NONE)
