"""Segments with a past: `engine.memberships`, `conditions.memory` and `conditions.refreshing` over arrays (law L20).

Each remembered segment is a row, after those that it asks for. A membership is carried from one instant at which it can
change to the next, however far that is.
"""

from __future__ import annotations

from journeydsl.machine import zones
from journeydsl.machine.changing import next_change
from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.evaluating import evaluate
from journeydsl.machine.layout import (
    A_REMEMBERED,
    A_SORT,
    A_WIDTH,
    ALTERED,
    DAILY,
    DROPPED,
    FIRST_EVENT,
    G_CHANGED,
    G_CHANGES,
    G_CHANGES_AT,
    G_CHANGES_END,
    G_CONDITION,
    G_FAMILY,
    G_HELD,
    G_HOLD,
    G_INSIDE,
    G_RHYTHM,
    G_SAID,
    G_SINCE,
    G_WAS,
    G_WIDTH,
    H_ANSWERS,
    H_EVENTS,
    H_LIVE,
    H_MADE,
    H_PROJECT_ZONE,
    H_REMEMBERED,
    H_REMEMBERED_END,
    HISTORY_END,
    HOURLY,
    LIVE,
    LOOK_DUE,
    MADE_END,
    NEVER,
    NONE,
    NOW,
    REFRESH_AT,
    REFRESH_DUE,
    SEEN,
    STALE,
    UNSETTLED,
    Y_AT,
    Y_PLACE,
    Y_ROW,
    Y_WIDTH,
    Machine,
    wide,
)  # fmt: skip
from journeydsl.model.values import DAY, HOUR

EVERY, LIVE_ONES, DUE_ONES = map(wide, range(3))


@inlined
def remembers(m: Machine) -> bool:
    """Whether the past of a segment matters."""
    return m.rows[H_REMEMBERED] < m.rows[H_REMEMBERED_END]


@inlined
def look(m: Machine) -> None:
    """Bring live segments up to date after something has happened, before conditions are asked."""
    if m.rows[LOOK_DUE]:
        m.rows[LOOK_DUE] = 0
        if m.rows[H_LIVE]:
            look_at_all(m, LIVE_ONES)


@compiled
def recall(m: Machine) -> None:
    """The memberships just before now as the history shows them; only what the segments ask for is gone through."""
    if not remembers(m):
        return
    now, history_end = m.rows[NOW], m.rows[HISTORY_END]
    first, made_end = m.rows[FIRST_EVENT], m.rows[MADE_END]
    begins_at = _history_begins(m)
    m.rows[HISTORY_END], m.rows[MADE_END], m.rows[NOW] = first, m.rows[H_MADE], begins_at - 1
    for segment in range(m.rows[H_REMEMBERED], m.rows[H_REMEMBERED_END], G_WIDTH):
        said = _says(m, segment)
        m.rows[segment + G_INSIDE], m.rows[segment + G_SAID] = said, said
        m.rows[segment + G_SINCE], m.rows[segment + G_CHANGED] = begins_at, 0
    m.rows[SEEN], m.rows[REFRESH_DUE] = begins_at - 1, 1
    real, made = first, m.rows[H_MADE]
    while real < history_end or made < made_end:
        if made < made_end and m.rows[made + Y_PLACE] <= real:
            event, at = m.rows[made + Y_ROW], m.rows[made + Y_AT]
            made += Y_WIDTH
        else:
            event, at = real, m.at[real]
            real += 1
        if not m.rows[m.rows[H_EVENTS] + m.name[event] * A_WIDTH + A_REMEMBERED]:
            continue
        carry_forward(m, at - 1)
        m.rows[HISTORY_END], m.rows[MADE_END], m.rows[REFRESH_DUE] = real, made, 1
        m.rows[NOW] = max(at, begins_at)
        if m.rows[H_LIVE]:
            look_at_all(m, LIVE_ONES)
    m.rows[HISTORY_END], m.rows[MADE_END], m.rows[NOW], m.rows[REFRESH_DUE] = history_end, made_end, now, 1
    carry_forward(m, now - 1)


@compiled
def _history_begins(m: Machine) -> int:
    """When the first of all that is known of the contact happened, or now."""
    at = m.rows[NOW]
    for event in range(m.rows[FIRST_EVENT], m.rows[HISTORY_END]):
        if m.rows[m.rows[H_EVENTS] + m.name[event] * A_WIDTH + A_SORT] not in (ALTERED, DROPPED):
            at = m.at[event]
            break
    if m.rows[H_MADE] < m.rows[MADE_END]:
        at = min(at, m.rows[m.rows[H_MADE] + Y_AT])
    return at if at == m.rows[NOW] else max(at, 0)


@inlined
def carry_forward(m: Machine, until: int) -> None:
    """The memberships at `until`, nothing but time having changed since they were last looked at."""
    if remembers(m):
        _carry_forward(m, until)


@compiled
def _carry_forward(m: Machine, until: int) -> None:
    now = m.rows[NOW]
    while True:
        if m.rows[REFRESH_DUE]:
            m.rows[NOW] = m.rows[SEEN]
            m.rows[REFRESH_AT], m.rows[REFRESH_DUE] = foresee(m), 0
        if m.rows[REFRESH_AT] > until:
            break
        m.rows[NOW] = m.rows[REFRESH_AT]
        refresh(m)
    m.rows[SEEN] = max(m.rows[SEEN], until)
    m.rows[NOW] = now


@compiled
def refresh(m: Machine) -> None:
    """What time does to the memberships now: it refreshes segments, and ends holds. An instant refreshes once."""
    if m.rows[REFRESH_DUE] or m.rows[REFRESH_AT] <= m.rows[NOW]:
        look_at_all(m, DUE_ONES)
        m.rows[REFRESH_DUE] = 1
    m.rows[SEEN] = m.rows[NOW]


@compiled
def foresee(m: Machine) -> int:
    """When the first membership can change next, for all that is known now; each keeps when it can."""
    first, unseen = NEVER, m.rows[SEEN] + 1
    for segment in range(m.rows[H_REMEMBERED], m.rows[H_REMEMBERED_END], G_WIDTH):
        if _says(m, segment) != m.rows[segment + G_SAID]:
            change = unseen
        else:
            change = next_change(m, m.rows[segment + G_CHANGES], m.rows[segment + G_CHANGES_END], NONE)
        if change != NEVER:
            change = refresh_from(m, m.rows[segment + G_RHYTHM], max(change, unseen))
        held = held_until(m, segment)
        m.rows[segment + G_CHANGES_AT] = change if held == NONE else min(change, held)
        first = min(first, m.rows[segment + G_CHANGES_AT])
    return first


@compiled
def look_at_all(m: Machine, which: int) -> None:
    """Look at segments now: at `EVERY` one, at the `LIVE_ONES`, or at all while only the `DUE_ONES` are asked anew.
    Holds count from before the look, so that a contact can change its place in a family."""
    for segment in range(m.rows[H_REMEMBERED], m.rows[H_REMEMBERED_END], G_WIDTH):
        m.rows[segment + G_HELD] = held_until(m, segment)
    for segment in range(m.rows[H_REMEMBERED], m.rows[H_REMEMBERED_END], G_WIDTH):
        rhythm = m.rows[segment + G_RHYTHM]
        if rhythm != LIVE and which == LIVE_ONES:
            continue
        if rhythm == LIVE or which == EVERY or _is_due(m, rhythm):
            m.rows[segment + G_SAID] = _says(m, segment)
        if m.rows[segment + G_INSIDE] != m.rows[segment + G_SAID] and m.rows[segment + G_HELD] == NONE:
            m.rows[segment + G_INSIDE] = m.rows[segment + G_SAID]
            m.rows[segment + G_SINCE], m.rows[segment + G_CHANGED] = m.rows[NOW], 1
            m.rows[STALE], m.rows[REFRESH_DUE] = 1, 1
            m.rows[UNSETTLED] |= m.rows[H_ANSWERS]


@compiled
def _is_due(m: Machine, rhythm: int) -> bool:
    return m.rows[SEEN] < m.rows[NOW] and refresh_from(m, rhythm, m.rows[NOW]) == m.rows[NOW]


@compiled
def _says(m: Machine, segment: int) -> int:
    """What the condition of a segment says now; a member of a family asks what the members before it say."""
    family = m.rows[segment + G_FAMILY]
    if family == NONE:
        return 1 if evaluate(m, m.rows[segment + G_CONDITION], NONE, NONE) == 1.0 else 0
    for other in range(m.rows[H_REMEMBERED], m.rows[H_REMEMBERED_END], G_WIDTH):
        if other != segment and m.rows[other + G_FAMILY] == family:
            m.rows[other + G_WAS] = m.rows[other + G_INSIDE]
            m.rows[other + G_INSIDE] = m.rows[other + G_SAID]
    says = 1 if evaluate(m, m.rows[segment + G_CONDITION], NONE, NONE) == 1.0 else 0
    for other in range(m.rows[H_REMEMBERED], m.rows[H_REMEMBERED_END], G_WIDTH):
        if other != segment and m.rows[other + G_FAMILY] == family:
            m.rows[other + G_INSIDE] = m.rows[other + G_WAS]
    return says


@compiled
def held_until(m: Machine, segment: int) -> int:
    """When a hold that is on now ends, or `NONE`. Of a family, the hold is on the contact's place in it."""
    family, ends_at = m.rows[segment + G_FAMILY], -NEVER
    for other in range(m.rows[H_REMEMBERED], m.rows[H_REMEMBERED_END], G_WIDTH):
        is_kin = other == segment or (family != NONE and m.rows[other + G_FAMILY] == family)
        if is_kin and m.rows[other + G_CHANGED]:
            ends_at = max(ends_at, m.rows[other + G_SINCE] + m.rows[segment + G_HOLD])
    return ends_at if ends_at > m.rows[NOW] else NONE


@compiled
def refresh_from(m: Machine, rhythm: int, at: int) -> int:
    """The first refresh at or after `at`, by the clock of the project."""
    if rhythm == LIVE:
        return at
    zone, found = m.rows[H_PROJECT_ZONE], NEVER
    wall = zones.to_wall(m.rows, zone, at)
    midnight = wall - wall % DAY
    for ahead in range(-2, 3):
        if rhythm == HOURLY:
            full = wall - wall % HOUR + ahead * HOUR
            first, later = zones.to_instant(m.rows, zone, full), zones.to_later_instant(m.rows, zone, full)
        else:
            days = ahead if rhythm == DAILY else 7 * ahead - zones.weekday_of(wall)
            first = later = zones.to_instant(m.rows, zone, midnight + days * DAY)
        if first >= at:
            found = min(found, first)
        if later >= at:
            found = min(found, later)
    return found
