"""A contact when the run begins: `engine.begin` over arrays."""

from __future__ import annotations

from journeydsl.machine.asking import changed
from journeydsl.machine.compiled import compiled
from journeydsl.machine.entering import has_watches, look_at, see
from journeydsl.machine.layout import (
    A_SORT,
    A_WIDTH,
    ACCOUNT,
    ACTING_END,
    BELONGS,
    CONTACT,
    EVENTS_END,
    FIRST_EVENT,
    GOALS_END,
    H_ACTING,
    H_ATTRIBUTES,
    H_CHANGED,
    H_CHANGED_END,
    H_CURSORS,
    H_CURSORS_END,
    H_END,
    H_EVENTS,
    H_GOALS,
    H_JOURNEYS,
    H_JOURNEYS_END,
    H_KEYS,
    H_MADE,
    H_MESSAGE,
    H_PROPERTIES,
    H_QUIETS,
    H_RUNS,
    H_SENDS,
    H_START,
    H_TELLS,
    H_TOLD,
    H_TOLD_END,
    H_WATCHES,
    H_WATCHES_END,
    HISTORY_END,
    J_COUNT,
    J_LAST,
    J_WIDTH,
    KEYS_END,
    LATE_END,
    LATE_NEXT,
    LOOK_AT,
    MADE_END,
    NEVER,
    NOW,
    P_ACCOUNT,
    P_BELONGS,
    P_EVENTS,
    P_LATE,
    P_WIDTH,
    P_ZONE,
    QUIETS_END,
    RESCHEDULE,
    RUNS_END,
    SENDS_END,
    STALE,
    STARTS_AT,
    STEPPED_AT,
    TOLD_OF,
    U_MESSAGE,
    U_WIDTH,
    U_WORD,
    UNSETTLED,
    W_INSIDE,
    W_TAKES,
    W_WIDTH,
    ZONE,
    Machine,
)  # fmt: skip
from journeydsl.machine.memory import look, recall
from journeydsl.machine.receiving import tell_of_messages
from journeydsl.machine.scheduling import starts_at
from journeydsl.machine.sending import reserve


@compiled
def begin(m: Machine, contact: int) -> None:
    """The contact's state when the run begins: what happened before is history."""
    person = contact * P_WIDTH
    m.rows[CONTACT], m.rows[NOW], m.rows[STEPPED_AT] = contact, m.rows[H_START], -NEVER
    m.rows[ZONE], m.rows[ACCOUNT] = m.contacts[person + P_ZONE], m.contacts[person + P_ACCOUNT]
    m.rows[BELONGS] = m.contacts[person + P_BELONGS]
    m.rows[RUNS_END], m.rows[GOALS_END] = m.rows[H_RUNS], m.rows[H_GOALS]
    m.rows[SENDS_END], m.rows[KEYS_END] = m.rows[H_SENDS], m.rows[H_KEYS]
    m.rows[MADE_END], m.rows[QUIETS_END], m.rows[ACTING_END] = m.rows[H_MADE], m.rows[H_QUIETS], m.rows[H_ACTING]
    m.rows[FIRST_EVENT], m.rows[EVENTS_END] = m.contacts[person + P_EVENTS], m.contacts[person + P_LATE]
    m.rows[LATE_NEXT], m.rows[LATE_END] = m.contacts[person + P_LATE], m.contacts[person + P_WIDTH + P_EVENTS]
    while m.rows[EVENTS_END] > m.rows[FIRST_EVENT] and m.at[m.rows[EVENTS_END] - 1] > m.rows[H_END]:
        m.rows[EVENTS_END] -= 1
    history = m.rows[FIRST_EVENT]
    while history < m.rows[EVENTS_END] and m.at[history] < m.rows[H_START]:
        history += 1
    m.rows[HISTORY_END] = history
    for journey in range(m.rows[H_JOURNEYS], m.rows[H_JOURNEYS_END], J_WIDTH):
        m.rows[journey + J_COUNT] = 0
        m.rows[journey + J_LAST] = -NEVER
    for number in range(m.rows[H_CHANGED_END] - m.rows[H_CHANGED]):
        m.floats[m.rows[H_CHANGED] + number] = m.attributes[contact * m.rows[H_ATTRIBUTES] + number]
    m.rows[UNSETTLED] = 0
    changed(m)
    if m.rows[H_TELLS]:
        for event in range(m.rows[FIRST_EVENT], history):
            tell_of_messages(m, event)
            _count_sent(m, event)
    for place in range(m.rows[H_CURSORS], m.rows[H_CURSORS_END]):
        m.rows[m.rows[place]] = m.rows[FIRST_EVENT]
    recall(m)
    m.rows[NOW] = m.rows[H_START] - 1
    _begin_watching(m)
    m.rows[STARTS_AT] = starts_at(m, m.rows[NOW])
    m.rows[RESCHEDULE] = 0


@compiled
def _count_sent(m: Machine, event: int) -> None:
    """Count a message that was sent before the run against the limits; those that nobody knows count for none."""
    if m.rows[m.rows[H_EVENTS] + m.name[event] * A_WIDTH + A_SORT] != TOLD_OF:
        return
    word = m.properties[event * m.rows[H_PROPERTIES] + m.rows[H_MESSAGE]]
    for row in range(m.rows[H_TOLD], m.rows[H_TOLD_END], U_WIDTH):
        if word == float(m.rows[row + U_WORD]):
            reserve(m, m.rows[row + U_MESSAGE], m.at[event])


@compiled
def _begin_watching(m: Machine) -> None:
    """Who is inside now; where existing members are taken, they count as outside until the first step, due at once."""
    look(m)
    for watch in range(m.rows[H_WATCHES], m.rows[H_WATCHES_END], W_WIDTH):
        m.rows[watch + W_INSIDE] = 0
    m.rows[STALE] = 1
    see(m)
    taken = False
    for watch in range(m.rows[H_WATCHES], m.rows[H_WATCHES_END], W_WIDTH):
        if m.rows[watch + W_TAKES] and m.rows[watch + W_INSIDE]:
            m.rows[watch + W_INSIDE] = 0
            taken = True
    m.rows[LOOK_AT] = NEVER
    if has_watches(m):
        m.rows[LOOK_AT] = m.rows[H_START] if taken else look_at(m)
