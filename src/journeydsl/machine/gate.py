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
    CK_ADDRESS,
    CK_ADDRESS_SLOT,
    CK_BLOCKED_SLOT,
    CK_KIND,
    CK_LIMIT,
    CK_LIMITS,
    CK_LIMITS_END,
    CK_MOMENT,
    CK_OBJECTIONS,
    CK_OBJECTIONS_END,
    CK_REACHED,
    CK_TOPIC,
    CK_TOPIC_SLOT,
    CK_TRANSACTIONAL,
    CK_UNSUBSCRIBED,
    CK_UNSUBSCRIBED_SLOT,
    CK_UNTIL,
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
    L_ORDER,
    L_SORT,
    L_UP_TO,
    L_WIDTH,
    M_CAPACITIES,
    M_CAPACITIES_END,
    M_CHECKS,
    M_FULL,
    M_LIMITED,
    M_OBJECTIONS,
    M_OBJECTIONS_END,
    M_TRANSACTIONAL,
    MISSING_ADDRESS,
    MOMENT,
    NEVER,
    NONE,
    NOT_SUBSCRIBED,
    NOW,
    OB_ACCOUNT,
    OB_CONDITION,
    OB_KIND,
    OB_STAYS,
    OB_WIDTH,
    OF_A_LIMIT,
    OVER,
    QUIET,
    RUN_ARRIVED,
    RUN_ASKED,
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


@inlined
def pass_gate(m: Machine, run: int, message: int) -> tuple[int, int]:
    """What becomes of a message that is due now, and until when it is held (or `NEVER`)."""
    checks = m.rows[message + M_CHECKS]
    if m.rows[checks + CK_MOMENT] != m.rows[MOMENT]:
        _check(m, checks)
    kind, limit = m.rows[checks + CK_KIND], m.rows[checks + CK_LIMIT]
    row = m.rows[message + M_OBJECTIONS]
    while row < m.rows[message + M_OBJECTIONS_END] and m.rows[row + OB_KIND] < kind:
        is_known = m.rows[row + OB_STAYS] and m.rows[run + RUN_ASKED] == message
        if not is_known and _is_raised(m, row, run):
            return m.rows[row + OB_KIND], NEVER
        row += OB_WIDTH
    if kind != NEVER:
        return kind, NEVER
    m.rows[run + RUN_ASKED] = message
    if limit != NONE:
        kind = m.rows[message + M_LIMITED] + m.rows[limit + L_ORDER]
        over, until = _over(m, run, m.rows[limit + L_HOLDS], m.rows[limit + L_UP_TO], m.rows[checks + CK_UNTIL])
        return kind + over, until
    if m.rows[message + M_CAPACITIES] < m.rows[message + M_CAPACITIES_END]:
        order, until = full_until(m, message)
        if order != NONE:
            over, until = _over(m, run, HOLDS, NONE, until)
            return m.rows[message + M_FULL] + order * OF_A_LIMIT + over, until
    trapped = m.rows[run + RUN_HELD_OUT] and not m.rows[message + M_TRANSACTIONAL]
    return HELD_OUT if trapped else SENT, NEVER


@compiled
def _check(m: Machine, checks: int) -> None:
    """Find what is in the way of all runs alike, once a moment."""
    m.rows[checks + CK_MOMENT] = m.rows[MOMENT]
    m.rows[checks + CK_KIND], m.rows[checks + CK_LIMIT] = _refusal(m, checks), NONE
    if m.rows[checks + CK_KIND] != NEVER:
        return
    for limit in range(m.rows[checks + CK_LIMITS], m.rows[checks + CK_LIMITS_END], L_WIDTH):
        until = _free_at(m, limit) if m.rows[limit + L_SORT] == CAP else _quiet_until(m, limit)
        if until != NONE:
            m.rows[checks + CK_LIMIT], m.rows[checks + CK_UNTIL] = limit, until
            return


@inlined
def _refusal(m: Machine, checks: int) -> int:
    """Why a message is not sent, by its kind, whatever limits say; `NEVER` where nothing is in the way."""
    refusal = _not_reached(m, checks)
    if refusal != NONE:
        return refusal
    look(m)
    for row in range(m.rows[checks + CK_OBJECTIONS], m.rows[checks + CK_OBJECTIONS_END], OB_WIDTH):
        if truth(m, m.rows[row + OB_CONDITION], NONE, NONE) != 0.0:
            return m.rows[row + OB_KIND]
    return NEVER


@inlined
def _not_reached(m: Machine, checks: int) -> int:
    """Why the contact cannot be reached, or has not consented; `NONE` where nothing is in the way."""
    if m.rows[checks + CK_REACHED] != NONE and contact_flag(m, m.rows[checks + CK_REACHED]) == 1.0:
        return NONE
    address = _known_of(m, m.rows[checks + CK_ADDRESS], m.rows[checks + CK_ADDRESS_SLOT])
    if address != 1.0:
        return MISSING_ADDRESS if np.isnan(address) else INVALID_ADDRESS
    if m.rows[checks + CK_BLOCKED_SLOT] != NONE:
        blocked = m.floats[m.rows[H_CHANGED] + m.rows[checks + CK_BLOCKED_SLOT]]
        if blocked != 0.0:
            return BY_BOUNCE if blocked == HARD_BOUNCED else BY_COMPLAINT
    if not m.rows[checks + CK_TRANSACTIONAL]:
        if _known_of(m, m.rows[checks + CK_UNSUBSCRIBED], m.rows[checks + CK_UNSUBSCRIBED_SLOT]) == 1.0:
            return UNSUBSCRIBED
        topic, slot = m.rows[checks + CK_TOPIC], m.rows[checks + CK_TOPIC_SLOT]
        if (topic != NONE or slot != NONE) and _known_of(m, topic, slot) != 1.0:
            return NOT_SUBSCRIBED
    return NONE


@inlined
def _is_raised(m: Machine, objection: int, run: int) -> bool:
    """Whether an objection that hangs on the run, or on others of the account, is anything but false."""
    look(m)
    condition = m.rows[objection + OB_CONDITION]
    raised = truth(m, condition, run, NONE) != 0.0
    return raised or (m.rows[objection + OB_ACCOUNT] == 1 and is_said_of_a_peer(m, condition))


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
