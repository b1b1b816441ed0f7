"""What an event does: `engine.receiving`, `engine.remembering`, `engine.consent` and `engine.address` over arrays."""

from __future__ import annotations

import numpy as np

from journeydsl.machine.altering import alter
from journeydsl.machine.asking import changed, holds
from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.deciding import decide
from journeydsl.machine.entering import observe
from journeydsl.machine.layout import (
    A_FOLLOWED,
    A_SORT,
    A_TOLERATED,
    A_WIDTH,
    ALTERED,
    BOUNCED,
    CH_WIDTH,
    COMPLAINED,
    DROPPED,
    FIRST_EVENT,
    FIRST_WAY,
    FULL,
    GIVEN,
    GOALS_END,
    H_CHANGED,
    H_EVENTS,
    H_GOALS,
    H_IS_LATE,
    H_MADE,
    H_MESSAGE,
    H_PROFILE,
    H_PROFILES,
    H_PROPERTIES,
    H_ROOM,
    H_RUNS,
    H_TOLD,
    H_TOLD_END,
    H_TOPIC,
    H_TOPICS,
    H_TOPICS_END,
    H_UNSUBSCRIBED,
    HARD_BOUNCED,
    HAS_COMPLAINED,
    HAS_HAPPENED,
    HISTORY_END,
    IS_OVERDUE,
    IS_PAUSED,
    IS_RESUMING,
    J_GOAL,
    J_GOAL_EVENT,
    J_GOAL_WHERE,
    J_TOLERATED,
    MADE_END,
    N_A,
    N_B,
    N_C,
    N_STEP,
    NO_ENTRY,
    NONE,
    NOW,
    PLAIN,
    RUN_ARRIVED,
    RUN_BEGINS,
    RUN_ENTRY_MADE,
    RUN_HELD,
    RUN_NODE,
    RUN_NUMBER,
    RUN_UNTIL,
    RUN_VERSION,
    RUN_WIDTH,
    RUNS_END,
    STEPPED_AT,
    U_SLOT,
    U_WIDTH,
    U_WORD,
    WAIT_FOR,
    WITHDRAWN,
    Y_AT,
    Y_PLACE,
    Y_ROW,
    Y_WIDTH,
    Machine,
)  # fmt: skip
from journeydsl.machine.memory import look
from journeydsl.machine.moving import copy, leave_by, make_happen, stop_on, stop_when


@inlined
def receive_next(m: Machine) -> None:
    """Let the next event of the data that comes in its turn act on the contact."""
    event = m.rows[HISTORY_END]
    m.rows[HISTORY_END] = event + 1
    sort = _sort(m, event)
    if sort == ALTERED:
        _alter_profile(m, event)
    elif sort != DROPPED:
        changed(m)
        _act(m, event, m.rows[NOW])


@compiled
def _alter_profile(m: Machine, event: int) -> None:
    """Let the contact's profile change, and end the runs that stop by it."""
    number = m.properties[event * m.rows[H_PROPERTIES] + m.rows[H_PROFILE]]
    alter(m, m.rows[H_PROFILES] + int(number) * CH_WIDTH)
    run = m.rows[H_RUNS]
    while run < m.rows[RUNS_END]:
        if not stop_when(m, run):
            run += RUN_WIDTH


@compiled
def receive_made(m: Machine, event: int) -> None:
    """Let an event that a step has brought about act on the contact."""
    make_happen(m, event)
    _act(m, event, m.rows[NOW])


@compiled
def receive_late(m: Machine, event: int) -> None:
    """Put an event that becomes known now in its place in the history, after those of its instant, and let it act."""
    if _sort(m, event) == DROPPED:
        return
    at, made = m.at[event], m.rows[MADE_END]
    if made == m.rows[H_MADE] + m.rows[H_ROOM] * Y_WIDTH:
        m.rows[FULL] = 1
        return
    m.rows[MADE_END] = made + Y_WIDTH
    while made > m.rows[H_MADE] and m.rows[made - Y_WIDTH + Y_AT] > at:
        for number in range(Y_WIDTH):
            m.rows[made + number] = m.rows[made - Y_WIDTH + number]
        made -= Y_WIDTH
    place = m.rows[HISTORY_END]
    while place > m.rows[FIRST_EVENT] and m.at[place - 1] > at:
        place -= 1
    m.rows[made + Y_ROW], m.rows[made + Y_AT], m.rows[made + Y_PLACE] = event, at, place
    _tell(m, m.rows[H_RUNS], m.rows[RUNS_END], at)
    _tell(m, m.rows[H_GOALS], m.rows[GOALS_END], at)
    if at < m.rows[STEPPED_AT] or not _is_in_time(m, event, at):
        decide(m, m.rows[H_IS_LATE], NO_ENTRY, NONE)
    changed(m)
    _act(m, event, at)


@compiled
def tell_of_messages(m: Machine, event: int) -> None:
    """What an event says about messages to the contact: a bounce, or a complaint, which outweighs it."""
    sort = _sort(m, event)
    if sort not in (BOUNCED, COMPLAINED):
        return
    slot = _slot(m, event, m.rows[H_MESSAGE], m.rows[H_TOLD], m.rows[H_TOLD_END])
    if slot != NONE and m.floats[m.rows[H_CHANGED] + slot] != HAS_COMPLAINED:
        m.floats[m.rows[H_CHANGED] + slot] = HARD_BOUNCED if sort == BOUNCED else HAS_COMPLAINED


@inlined
def _sort(m: Machine, event: int) -> int:
    return m.rows[m.rows[H_EVENTS] + m.name[event] * A_WIDTH + A_SORT]


@compiled
def _slot(m: Machine, event: int, column: int, first: int, end: int) -> int:
    """The number that changes with the word that an event has in a column; `NONE` for none."""
    word = m.properties[event * m.rows[H_PROPERTIES] + column]
    for row in range(first, end, U_WIDTH):
        if word == float(m.rows[row + U_WORD]):
            return m.rows[row + U_SLOT]
    return NONE


@inlined
def _is_in_time(m: Machine, event: int, at: int) -> bool:
    """Whether an event has become known as early as it should."""
    return m.rows[NOW] - at <= m.rows[m.rows[H_EVENTS] + m.name[event] * A_WIDTH + A_TOLERATED]


@compiled
def _tell(m: Machine, first: int, end: int, at: int) -> None:
    """Let runs, or goals, that had not begun at `at` know that one thing more happened before."""
    for run in range(first, end, RUN_WIDTH):
        if at < m.rows[run + RUN_BEGINS]:
            m.rows[run + RUN_ENTRY_MADE] += Y_WIDTH


@compiled
def _act(m: Machine, event: int, at: int) -> None:
    """Let an event act that is in the history: goal before stop (law L16), stop before start."""
    if _sort(m, event) != PLAIN:
        tell_of_messages(m, event)
        _follow_consent(m, event, at)
    in_time = at == m.rows[NOW] or _is_in_time(m, event, at)
    if m.rows[GOALS_END] > m.rows[H_GOALS]:
        _reach_goals(m, event, at, in_time)
    if m.rows[m.rows[H_EVENTS] + m.name[event] * A_WIDTH + A_FOLLOWED]:
        _stop_or_wake_all(m, event, at, in_time)
    observe(m, event if in_time else NONE, at)


@compiled
def _follow_consent(m: Machine, event: int, at: int) -> None:
    """Let an event change what the contact consents to, unless a later word about the same topic is known already."""
    sort = _sort(m, event)
    if sort not in (GIVEN, WITHDRAWN) or (at < m.rows[NOW] and _is_taken_back(m, event, at)):
        return
    topic = m.properties[event * m.rows[H_PROPERTIES] + m.rows[H_TOPIC]]
    if np.isnan(topic):
        m.floats[m.rows[H_CHANGED] + m.rows[H_UNSUBSCRIBED]] = 1.0 if sort == WITHDRAWN else 0.0
        return
    slot = _slot(m, event, m.rows[H_TOPIC], m.rows[H_TOPICS], m.rows[H_TOPICS_END])
    if slot != NONE:
        m.floats[m.rows[H_CHANGED] + slot] = 1.0 if sort == GIVEN else 0.0


@compiled
def _is_taken_back(m: Machine, event: int, at: int) -> bool:
    """Whether something was said later than `at` about the topic of an event that became known late."""
    for place in range(m.rows[HISTORY_END] - 1, m.rows[FIRST_EVENT] - 1, -1):
        if m.at[place] <= at:
            break
        if _is_about(m, place, event):
            return True
    for made in range(m.rows[MADE_END] - Y_WIDTH, m.rows[H_MADE] - 1, -Y_WIDTH):
        if m.rows[made + Y_AT] <= at:
            break
        if _is_about(m, m.rows[made + Y_ROW], event):
            return True
    return False


@compiled
def _is_about(m: Machine, word: int, event: int) -> bool:
    """Whether an event is a word about the same topic as another, or both are about all."""
    if _sort(m, word) not in (GIVEN, WITHDRAWN):
        return False
    column = m.rows[H_TOPIC]
    one = m.properties[word * m.rows[H_PROPERTIES] + column]
    other = m.properties[event * m.rows[H_PROPERTIES] + column]
    return one == other or (np.isnan(one) and np.isnan(other))


@compiled
def _reach_goals(m: Machine, event: int, at: int, in_time: bool) -> None:
    """Count an event for the goals whose window it falls in; a window stays open for what comes late, but in time."""
    kept = m.rows[H_GOALS]
    for goal in range(kept, m.rows[GOALS_END], RUN_WIDTH):
        journey, until = m.rows[goal + RUN_VERSION], m.rows[goal + RUN_UNTIL]
        if m.rows[NOW] > until + m.rows[journey + J_TOLERATED]:
            continue
        is_within = in_time and at <= until and at >= m.rows[goal + RUN_BEGINS]
        if is_within and m.rows[journey + J_GOAL_EVENT] == m.name[event]:
            look(m)
            if holds(m, m.rows[journey + J_GOAL_WHERE], goal, event):
                decide(m, m.rows[journey + J_GOAL], m.rows[goal + RUN_NUMBER], NONE)
                continue
        if kept != goal:
            copy(m, goal, kept)
        kept += RUN_WIDTH
    m.rows[GOALS_END] = kept


@compiled
def _stop_or_wake_all(m: Machine, event: int, at: int, in_time: bool) -> None:
    run = m.rows[H_RUNS]
    while run < m.rows[RUNS_END]:
        before = m.rows[RUNS_END]
        _stop_or_wake(m, run, event, at, in_time)
        run += RUN_WIDTH - (before - m.rows[RUNS_END])


@inlined
def _stop_or_wake(m: Machine, run: int, event: int, at: int, in_time: bool) -> None:
    if (at >= m.rows[run + RUN_BEGINS] and stop_on(m, run, event)) or stop_when(m, run):
        return
    if not in_time or (at < m.rows[NOW] and at <= m.rows[run + RUN_ARRIVED]):
        return
    node = m.rows[run + RUN_NODE]
    if m.rows[node + N_STEP] != WAIT_FOR or m.rows[node + N_B] != m.name[event]:
        return
    look(m)
    if holds(m, m.rows[node + N_C], run, event):
        if not m.rows[run + RUN_HELD] & (IS_PAUSED | IS_RESUMING):
            m.rows[run + RUN_HELD] &= IS_OVERDUE
            leave_by(m, run, FIRST_WAY)
        elif at <= m.rows[run + RUN_ARRIVED] + m.rows[node + N_A]:
            m.rows[run + RUN_HELD] |= HAS_HAPPENED
