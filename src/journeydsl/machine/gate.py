"""The gate that every send passes: `engine.gate` over arrays, in the same order."""

from __future__ import annotations

import numpy as np

from journeydsl.machine import zones
from journeydsl.machine.capacity import full_until
from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.evaluating import contact_flag, truth
from journeydsl.machine.layout import (
    BY_BOUNCE,
    BY_COMPLAINT,
    CAP,
    EXPIRED,
    H_CHANGED,
    H_SENDS,
    HARD_BOUNCED,
    HELD,
    HELD_OUT,
    HOLDS,
    INVALID_ADDRESS,
    L_A,
    L_B,
    L_CHANNEL,
    L_CLASS,
    L_HOLDS,
    L_MOMENT,
    L_SORT,
    L_UNTIL,
    L_UP_TO,
    L_WIDTH,
    M_ADDRESS,
    M_ADDRESS_SLOT,
    M_BLOCKED_SLOT,
    M_CAPACITIES,
    M_CAPACITIES_END,
    M_LIMITS,
    M_LIMITS_END,
    M_OBJECTIONS,
    M_OBJECTIONS_END,
    M_REACHED,
    M_TOPIC,
    M_TOPIC_SLOT,
    M_TRANSACTIONAL,
    M_UNSUBSCRIBED,
    M_UNSUBSCRIBED_SLOT,
    MISSING_ADDRESS,
    MOMENT,
    NEVER,
    NONE,
    NOT_SUBSCRIBED,
    NOW,
    OB_ACCOUNT,
    OB_ALIKE,
    OB_CONDITION,
    OB_MOMENT,
    OB_RAISED,
    OB_WIDTH,
    OBJECTED,
    OF_A_LIMIT,
    OVER,
    QUIET,
    RUN_ARRIVED,
    RUN_HELD_OUT,
    SENDS_END,
    SENT,
    T_AT,
    T_CHANNEL,
    T_CLASS,
    T_WIDTH,
    UNSUBSCRIBED,
    ZONE,
    Machine,
)  # fmt: skip
from journeydsl.machine.memory import look
from journeydsl.machine.peers import is_said_of_a_peer
from journeydsl.model.values import DAY, MINUTE

MAXIMUM_HOLD = 3 * DAY


@compiled
def pass_gate(m: Machine, run: int, message: int) -> tuple[int, int]:
    """What becomes of a message that is due now, and until when it is held (or `NEVER`)."""
    refusal = _not_reached(m, message)
    if refusal != NONE:
        return refusal, NEVER
    look(m)
    kind, row = OBJECTED, m.rows[message + M_OBJECTIONS]
    while row < m.rows[message + M_OBJECTIONS_END]:
        if _is_raised(m, row, run):
            return kind, NEVER
        kind += 1
        row += OB_WIDTH
    row = m.rows[message + M_LIMITS]
    while row < m.rows[message + M_LIMITS_END]:
        until = _until(m, row)
        if until != NONE:
            over, held_until = _over(m, run, m.rows[row + L_HOLDS], m.rows[row + L_UP_TO], until)
            return kind + over, held_until
        kind += OF_A_LIMIT
        row += L_WIDTH
    if m.rows[message + M_CAPACITIES] < m.rows[message + M_CAPACITIES_END]:
        order, until = full_until(m, message)
        if order != NONE:
            over, held_until = _over(m, run, HOLDS, NONE, until)
            return kind + order * OF_A_LIMIT + over, held_until
    trapped = m.rows[run + RUN_HELD_OUT] and not m.rows[message + M_TRANSACTIONAL]
    return HELD_OUT if trapped else SENT, NEVER


@inlined
def _not_reached(m: Machine, message: int) -> int:
    """Why the contact cannot be reached, or has not consented; `NONE` where nothing is in the way."""
    if m.rows[message + M_REACHED] != NONE and contact_flag(m, m.rows[message + M_REACHED]) == 1.0:
        return NONE
    address = _known_of(m, m.rows[message + M_ADDRESS], m.rows[message + M_ADDRESS_SLOT])
    if address != 1.0:
        return MISSING_ADDRESS if np.isnan(address) else INVALID_ADDRESS
    if m.rows[message + M_BLOCKED_SLOT] != NONE:
        blocked = m.floats[m.rows[H_CHANGED] + m.rows[message + M_BLOCKED_SLOT]]
        if blocked != 0.0:
            return BY_BOUNCE if blocked == HARD_BOUNCED else BY_COMPLAINT
    if not m.rows[message + M_TRANSACTIONAL]:
        if _known_of(m, m.rows[message + M_UNSUBSCRIBED], m.rows[message + M_UNSUBSCRIBED_SLOT]) == 1.0:
            return UNSUBSCRIBED
        topic, slot = m.rows[message + M_TOPIC], m.rows[message + M_TOPIC_SLOT]
        if (topic != NONE or slot != NONE) and _known_of(m, topic, slot) != 1.0:
            return NOT_SUBSCRIBED
    return NONE


@inlined
def _is_raised(m: Machine, objection: int, run: int) -> bool:
    """Whether an objection is anything but false; what is the same for all runs is asked once a moment."""
    if m.rows[objection + OB_MOMENT] == m.rows[MOMENT]:
        return bool(m.rows[objection + OB_RAISED])
    condition = m.rows[objection + OB_CONDITION]
    raised = truth(m, condition, run, NONE) != 0.0
    if not raised and m.rows[objection + OB_ACCOUNT]:
        raised = is_said_of_a_peer(m, condition)
    if m.rows[objection + OB_ALIKE]:
        m.rows[objection + OB_RAISED], m.rows[objection + OB_MOMENT] = raised, m.rows[MOMENT]
    return raised


@inlined
def _until(m: Machine, limit: int) -> int:
    """Until when a limit is in the way, or `NONE`: found once a moment, for all runs."""
    if m.rows[limit + L_MOMENT] != m.rows[MOMENT]:
        m.rows[limit + L_MOMENT] = m.rows[MOMENT]
        m.rows[limit + L_UNTIL] = _free_at(m, limit) if m.rows[limit + L_SORT] == CAP else _quiet_until(m, limit)
    return m.rows[limit + L_UNTIL]


@inlined
def _known_of(m: Machine, number: int, slot: int) -> float:
    """What is known of the contact: as found before the run, or, where there is a slot for it, as it has become."""
    return contact_flag(m, number) if slot == NONE else m.floats[m.rows[H_CHANGED] + slot]


@inlined
def _over(m: Machine, run: int, holds: int, up_to: int, until: int) -> tuple[int, int]:
    """Drop or hold; a hold ends at the limit's own deadline or at the maximum hold, whichever is first."""
    if not holds:
        return OVER, NEVER
    longest = MAXIMUM_HOLD if up_to == NONE else min(up_to, MAXIMUM_HOLD)
    deadline = m.rows[run + RUN_ARRIVED] + longest
    if m.rows[NOW] < deadline:
        return HELD, min(until, deadline)
    return OVER if longest == up_to else EXPIRED, NEVER


@inlined
def _is_counted(m: Machine, cap: int, sent: int) -> bool:
    of_class = m.rows[cap + L_CLASS] in (NONE, m.rows[sent + T_CLASS])
    return of_class and m.rows[cap + L_CHANNEL] in (NONE, m.rows[sent + T_CHANNEL])


@inlined
def _free_at(m: Machine, cap: int) -> int:
    """When the rolling window has room again, or `NONE` where it has."""
    number, window = m.rows[cap + L_A], m.rows[cap + L_B]
    found, sent = 0, m.rows[SENDS_END] - T_WIDTH
    while sent >= m.rows[H_SENDS] and m.rows[sent + T_AT] > m.rows[NOW] - window:
        if _is_counted(m, cap, sent):
            found += 1
            if found == number:
                return m.rows[sent + T_AT] + window
        sent -= T_WIDTH
    return NONE


@inlined
def _quiet_until(m: Machine, limit: int) -> int:
    """The end of the quiet window that the contact's clock is in, or `NONE`."""
    now, zone = m.rows[NOW], m.rows[ZONE]
    wall = zones.to_wall(m.rows, zone, now)
    midnight = wall - wall % DAY
    start, end = m.rows[limit + L_A], m.rows[limit + L_B]
    if m.rows[limit + L_SORT] != QUIET:
        return zones.to_instant(m.rows, zone, midnight + DAY) if zones.weekday_of(wall) == start else NONE
    minute = (wall - midnight) // MINUTE
    wraps = start > end
    in_evening = minute >= start and (wraps or minute < end)
    if not in_evening and not (wraps and minute < end):
        return NONE
    ends = midnight + end * MINUTE + (DAY if wraps and in_evening else 0)
    ends_at = zones.to_instant(m.rows, zone, ends)
    return ends_at if ends_at > now else zones.to_later_instant(m.rows, zone, ends)
