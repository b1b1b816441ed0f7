"""What happens to a contact when a new version of the program is published: `engine.adopting` over arrays (laws L31 and
L32).

Each version has rows of its own, which know what they were in the version before, or what they become in the next, and
its part of the head, which says where they are. The rows of all are in each copy of the table, with the same numbers;
what is remembered of the contact is in the copy of the version that it goes by.
"""

from __future__ import annotations

from journeydsl.machine.arithmetic import draw, share
from journeydsl.machine.asking import changed
from journeydsl.machine.compiled import compiled
from journeydsl.machine.deciding import decide
from journeydsl.machine.evaluating import evaluate
from journeydsl.machine.layout import (
    ARRIVAL,
    CONTACT,
    E_JOURNEY,
    E_WIDTH,
    ENDS,
    FAR,
    FIRST_EVENT,
    G_BEFORE,
    G_INSIDE,
    G_KEPT,
    G_PAST,
    G_WIDTH,
    GOALS_END,
    H_CURSORS,
    H_CURSORS_END,
    H_GOALS,
    H_JOURNEYS,
    H_JOURNEYS_END,
    H_KEYS,
    H_NEXT,
    H_QUIETS,
    H_REMEMBERED,
    H_REMEMBERED_END,
    H_RUNS,
    H_TABLES,
    H_WATCHES,
    H_WATCHES_END,
    HAS_HAPPENED,
    IS_LOST,
    IS_OVERDUE,
    IS_PAUSED,
    IS_RESUMING,
    J_BEFORE,
    J_COUNT,
    J_LAST,
    J_NEXT,
    J_STAYS,
    J_WIDTH,
    KEYS_END,
    LOOK_AT,
    LOOK_DUE,
    MOVES_ON,
    MV_DRAWN,
    MV_ENDED,
    MV_GONE,
    MV_JOURNEY,
    MV_KEEPS_ARRIVAL,
    MV_KEEPS_NEWS,
    MV_KEEPS_WAKE,
    MV_LEFT,
    MV_MOVED,
    MV_NODE,
    MV_OVERDUE,
    MV_PAUSED,
    MV_REACHED,
    MV_ROUNDS,
    MV_ROUNDS_END,
    MV_SORT,
    MV_VERSION,
    MV_WIDTH,
    MV_WITHIN,
    N_STEP,
    N_WIDTH,
    NEVER,
    NO_ENTRY,
    NONE,
    NOW,
    P_SUBJECT,
    P_WIDTH,
    PB_AT,
    PB_FIRST,
    PB_MOVES,
    PB_NAMES,
    PB_NAMES_END,
    Q_AT,
    Q_DUE,
    Q_KEY,
    Q_START,
    Q_WIDTH,
    QUIETS_END,
    REFRESH_DUE,
    RESCHEDULE,
    RO_BECOMES,
    RO_MOST,
    RO_TIMES,
    RO_UNIT,
    RO_WIDTH,
    RUN_ARRIVED,
    RUN_HELD,
    RUN_JOURNEY,
    RUN_KEY,
    RUN_NODE,
    RUN_NUMBER,
    RUN_ROUNDS,
    RUN_VERSION,
    RUN_WAKE,
    RUN_WIDTH,
    RUNS_END,
    S_NEXT,
    S_QUIET,
    SEND,
    SEND_ALL,
    SKIP,
    STARTS_AT,
    STATE_END,
    STATE_FIRST,
    TABLES,
    V_NUMBER,
    W_BEFORE,
    W_CONDITION,
    W_INSIDE,
    W_IS_NEW,
    W_TAKES,
    W_WIDTH,
    WAIT_FOR,
    Machine,
)  # fmt: skip
from journeydsl.machine.memory import carry_forward, look, recall, remembers
from journeydsl.machine.moving import copy, look_at_wait, remove


@compiled
def take_over(m: Machine, old: Machine) -> None:
    """Put everything of a contact where the version that is published next has it, and its runs where it wants them. A
    step at that instant, which is due then, does the rest."""
    publication = old.rows[H_NEXT]
    at = old.rows[publication + PB_AT]
    carry_forward(old, at - 1)
    _copy_state(m, old)
    m.rows[NOW] = at
    changed(m)
    _count_entries(m, old)
    _keep_goals_and_clocks(m)
    _look_from_the_first(m)
    _remember(m, old)
    _watch(m, old)
    _look_from_the_first(m)
    for place in range(m.rows[publication + PB_NAMES], m.rows[publication + PB_NAMES_END]):
        _take_over_journey(m, publication, m.rows[place])
    _sort(m)
    _look_from_the_first(m)
    m.rows[LOOK_AT], m.rows[STARTS_AT], m.rows[RESCHEDULE] = NEVER, m.rows[NOW], 1


@compiled
def _copy_state(m: Machine, old: Machine) -> None:
    """Take what is remembered of the contact from another copy of the table."""
    for place in range(STATE_FIRST, STATE_END):
        m.rows[place] = old.rows[place]
    for table in range(TABLES):
        for place in range(old.rows[H_TABLES + table], old.rows[ENDS + table]):
            m.rows[place] = old.rows[place]


@compiled
def caught_up(m: Machine) -> None:
    """What runs come to from now on is not overdue."""
    for run in range(m.rows[H_RUNS], m.rows[RUNS_END], RUN_WIDTH):
        m.rows[run + RUN_HELD] &= ~IS_OVERDUE


@compiled
def _look_from_the_first(m: Machine) -> None:
    """Let whoever looks for the oldest event within some time begin with the first."""
    for place in range(m.rows[H_CURSORS], m.rows[H_CURSORS_END]):
        m.rows[m.rows[place]] = m.rows[FIRST_EVENT]


@compiled
def _count_entries(m: Machine, old: Machine) -> None:
    """How often the contact has entered each journey, and when last."""
    for journey in range(m.rows[H_JOURNEYS], m.rows[H_JOURNEYS_END], J_WIDTH):
        before = m.rows[journey + J_BEFORE]
        m.rows[journey + J_COUNT] = 0 if before == NONE else old.rows[before + J_COUNT]
        m.rows[journey + J_LAST] = -NEVER if before == NONE else old.rows[before + J_LAST]
    for row in range(m.rows[H_KEYS], m.rows[KEYS_END], E_WIDTH):
        m.rows[row + E_JOURNEY] = m.rows[m.rows[row + E_JOURNEY] + J_NEXT]


@compiled
def _keep_goals_and_clocks(m: Machine) -> None:
    """Goals that can still be reached, and quiet times that still run where there is a start for them, with its
    length; where two become one, the event that came last counts."""
    kept = m.rows[H_GOALS]
    for goal in range(kept, m.rows[GOALS_END], RUN_WIDTH):
        version = m.rows[m.rows[goal + RUN_VERSION] + J_STAYS]
        if version != NONE:
            copy(m, goal, kept)
            m.rows[kept + RUN_VERSION] = version
            kept += RUN_WIDTH
    m.rows[GOALS_END] = kept
    left = m.rows[H_QUIETS]
    for quiet in range(left, m.rows[QUIETS_END], Q_WIDTH):
        start = m.rows[m.rows[quiet + Q_START] + S_NEXT]
        if start == NONE:
            continue
        place = _clock(m, left, start, m.rows[quiet + Q_KEY])
        if place == left or m.rows[quiet + Q_AT] > m.rows[place + Q_AT]:
            for number in range(Q_WIDTH):
                m.rows[place + number] = m.rows[quiet + number]
            m.rows[place + Q_START], m.rows[place + Q_DUE] = start, m.rows[place + Q_AT] + m.rows[start + S_QUIET]
        left = max(left, place + Q_WIDTH)
    m.rows[QUIETS_END] = left


@compiled
def _clock(m: Machine, end: int, start: int, key: int) -> int:
    """The place of the clock of a start and a key among those before `end`, which is its place where there is none."""
    for quiet in range(m.rows[H_QUIETS], end, Q_WIDTH):
        if m.rows[quiet + Q_START] == start and m.rows[quiet + Q_KEY] == key:
            return quiet
    return end


@compiled
def _remember(m: Machine, old: Machine) -> None:
    """What is remembered of segments whose past mattered before, and what the history shows of the others."""
    if not remembers(m):
        return
    recall(m)
    for segment in range(m.rows[H_REMEMBERED], m.rows[H_REMEMBERED_END], G_WIDTH):
        before = m.rows[segment + G_BEFORE]
        if before != NONE:
            for number in range(G_PAST):
                m.rows[segment + G_INSIDE + number] = old.rows[before + G_INSIDE + number]
    m.rows[REFRESH_DUE], m.rows[LOOK_DUE] = 1, 1


@compiled
def _watch(m: Machine, old: Machine) -> None:
    """Who is already in a segment that a new start watches has not entered it, unless the start takes existing members,
    too. Nothing is remembered of this look."""
    is_new = False
    for watch in range(m.rows[H_WATCHES], m.rows[H_WATCHES_END], W_WIDTH):
        before = m.rows[watch + W_BEFORE]
        m.rows[watch + W_INSIDE] = 0 if before == NONE else old.rows[before + W_INSIDE]
        is_new |= m.rows[watch + W_IS_NEW] == 1
    if not is_new:
        return
    _copy_past(m, G_INSIDE, G_KEPT)
    look(m)
    for watch in range(m.rows[H_WATCHES], m.rows[H_WATCHES_END], W_WIDTH):
        is_asked = m.rows[watch + W_IS_NEW] and not m.rows[watch + W_TAKES]
        if is_asked and evaluate(m, m.rows[watch + W_CONDITION], NONE, NONE) == 1.0:
            m.rows[watch + W_INSIDE] = 1
    _copy_past(m, G_KEPT, G_INSIDE)
    changed(m)


@compiled
def _copy_past(m: Machine, source: int, target: int) -> None:
    for segment in range(m.rows[H_REMEMBERED], m.rows[H_REMEMBERED_END], G_WIDTH):
        for number in range(G_PAST):
            m.rows[segment + target + number] = m.rows[segment + source + number]


@compiled
def _take_over_journey(m: Machine, publication: int, journey: int) -> None:
    """Put the runs of a journey of the version before where the new one has them."""
    run = m.rows[H_RUNS]
    while run < m.rows[RUNS_END]:
        place = (m.rows[run + RUN_NODE] - m.rows[publication + PB_FIRST]) // N_WIDTH
        if m.rows[run + RUN_JOURNEY] != journey or _stays(m, run, m.rows[publication + PB_MOVES] + place * MV_WIDTH):
            run += RUN_WIDTH


@compiled
def _stays(m: Machine, run: int, move: int) -> bool:
    """Put a run where the new version has it; whether it is still there."""
    number, sort = m.rows[run + RUN_NUMBER], m.rows[move + MV_SORT]
    if sort != MOVES_ON and m.rows[move + MV_ENDED] != NONE:
        if sort != IS_LOST and m.rows[move + MV_LEFT] != NONE:
            decide(m, m.rows[move + MV_LEFT], number, NONE)
        remove(m, run)
        decide(m, m.rows[move + MV_ENDED], number, NONE)
        return False
    was_paused = m.rows[run + RUN_HELD] & IS_PAUSED
    if was_paused:
        m.rows[run + RUN_HELD] -= IS_PAUSED
        m.rows[run + RUN_WAKE] -= FAR
    if sort == MOVES_ON:
        _move(m, run, move)
    m.rows[run + RUN_NODE] = m.rows[move + MV_NODE]
    m.rows[run + RUN_JOURNEY], m.rows[run + RUN_VERSION] = m.rows[move + MV_JOURNEY], m.rows[move + MV_VERSION]
    if m.rows[move + MV_PAUSED]:
        m.rows[run + RUN_HELD] |= IS_PAUSED
        m.rows[run + RUN_WAKE] += FAR
    elif was_paused:
        _resume(m, run, move)
    return True


@compiled
def _move(m: Machine, run: int, move: int) -> None:
    """Let the run be at the step that its step has become. A wait is looked at now, by when the contact came to it; at
    a step of another sort the contact arrives now."""
    number = m.rows[run + RUN_NUMBER]
    decide(m, m.rows[move + MV_MOVED], number, NONE)
    if m.rows[move + MV_GONE] != NONE:
        decide(m, m.rows[move + MV_GONE], number, NONE)
    if m.rows[move + MV_REACHED] != NONE:
        decide(m, m.rows[move + MV_REACHED], NO_ENTRY, NONE)
    rounds = 0
    for row in range(m.rows[move + MV_ROUNDS], m.rows[move + MV_ROUNDS_END], RO_WIDTH):
        times = m.rows[run + RUN_ROUNDS] // m.rows[row + RO_UNIT] % m.rows[row + RO_TIMES]
        rounds += min(times, m.rows[row + RO_MOST]) * m.rows[row + RO_BECOMES]
    m.rows[run + RUN_ROUNDS] = rounds
    if not m.rows[move + MV_KEEPS_ARRIVAL]:
        m.rows[run + RUN_ARRIVED] = m.rows[NOW]
    if not (m.rows[move + MV_KEEPS_WAKE] or m.rows[run + RUN_HELD] & IS_RESUMING):
        m.rows[run + RUN_WAKE] = m.rows[NOW]
    if not m.rows[move + MV_KEEPS_NEWS]:
        m.rows[run + RUN_HELD] &= ~HAS_HAPPENED


@compiled
def _resume(m: Machine, run: int, move: int) -> None:
    """Let a run go on with what fell due while it was held, as the journey says; it goes on waiting where nothing
    did."""
    until, step = m.rows[run + RUN_WAKE], m.rows[m.rows[run + RUN_NODE] + N_STEP]
    if step not in (SEND, ARRIVAL):
        way, until = look_at_wait(m, run, m.rows[run + RUN_NODE])
        if way != NONE or (step == WAIT_FOR and m.rows[run + RUN_HELD] & HAS_HAPPENED):
            until = NONE
    if until > m.rows[NOW]:
        m.rows[run + RUN_WAKE] = until
        return
    m.rows[run + RUN_WAKE] = m.rows[NOW]
    m.rows[run + RUN_HELD] |= IS_RESUMING
    if m.rows[move + MV_OVERDUE] == SKIP:
        m.rows[run + RUN_HELD] |= IS_OVERDUE
    elif m.rows[move + MV_OVERDUE] != SEND_ALL:
        subject = m.contacts[m.rows[CONTACT] * P_WIDTH + P_SUBJECT]
        number = draw(subject, m.rows[m.rows[move + MV_DRAWN] + V_NUMBER])
        m.rows[run + RUN_WAKE] += share(number, m.rows[move + MV_WITHIN])


@compiled
def _sort(m: Machine) -> None:
    """Put the runs in the order of the journeys of the new version, and of their keys."""
    first, end = m.rows[H_RUNS], m.rows[RUNS_END]
    for each in range(first + RUN_WIDTH, end, RUN_WIDTH):
        place = each
        while place > first and _is_before(m, place, place - RUN_WIDTH):
            for column in range(RUN_WIDTH):
                one, other = place + column, place - RUN_WIDTH + column
                m.rows[one], m.rows[other] = m.rows[other], m.rows[one]
            place -= RUN_WIDTH


@compiled
def _is_before(m: Machine, one: int, other: int) -> bool:
    if m.rows[one + RUN_JOURNEY] != m.rows[other + RUN_JOURNEY]:
        return m.rows[one + RUN_JOURNEY] < m.rows[other + RUN_JOURNEY]
    return m.rows[one + RUN_KEY] < m.rows[other + RUN_KEY]
