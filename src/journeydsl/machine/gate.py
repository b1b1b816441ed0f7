"""The gate that every send passes: `engine.gate` over arrays, in the same order."""

from __future__ import annotations

import numpy as np

from journeydsl.machine import zones
from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.evaluating import evaluate, flag
from journeydsl.machine.layout import (
    CAP, CONTACT, EXPIRED, HELD, HELD_OUT, INVALID_ADDRESS, L_A, L_B, L_C, L_HOLDS, L_SORT, L_UP_TO, M_ADDRESS, M_LIMITS,
    M_LIMITS_END, M_OBJECTIONS, M_OBJECTIONS_END, M_TOPIC, M_TRANSACTIONAL, MISSING_ADDRESS, NEVER, NONE, NOT_SUBSCRIBED,
    NOW, OBJECTED, OF_A_LIMIT, OVER, QUIET, RUN_ARRIVED, RUN_ENTRY, RUN_HELD_OUT, RUN_TRIGGER, SENDS, SENT, UNSUBSCRIBED,
    ZONE, Data, Tables, Work,
)  # fmt: skip
from journeydsl.model.values import DAY, MINUTE

MAXIMUM_HOLD = 3 * DAY


@compiled
def pass_gate(t: Tables, d: Data, w: Work, run: int, message: int) -> tuple[int, int]:
    """What becomes of a message that is due now, and until when it is held (or `NEVER`)."""
    contact = w.single[CONTACT]
    address = flag(d.contact_flags, contact, t.messages[message, M_ADDRESS])
    if address != 1.0:
        return MISSING_ADDRESS if np.isnan(address) else INVALID_ADDRESS, NEVER
    if not t.messages[message, M_TRANSACTIONAL]:
        if d.unsubscribed[contact]:
            return UNSUBSCRIBED, NEVER
        topic = t.messages[message, M_TOPIC]
        if topic != NONE and flag(d.contact_flags, contact, topic) != 1.0:
            return NOT_SUBSCRIBED, NEVER
    first = t.messages[message, M_OBJECTIONS]
    for row in range(first, t.messages[message, M_OBJECTIONS_END]):
        if evaluate(t, d, w, t.objections[row], w.runs[run, RUN_TRIGGER], w.runs[run, RUN_ENTRY], NONE) != 0.0:
            return OBJECTED + row - first, NEVER
    kind = OBJECTED + t.messages[message, M_OBJECTIONS_END] - first
    for row in range(t.messages[message, M_LIMITS], t.messages[message, M_LIMITS_END]):
        until = _free_at(t, w, row) if t.limits[row, L_SORT] == CAP else _quiet_until(t, d, w, row)
        if until != NONE:
            over, held_until = _over(t, w, run, row, until)
            return kind + over, held_until
        kind += OF_A_LIMIT
    trapped = w.runs[run, RUN_HELD_OUT] and not t.messages[message, M_TRANSACTIONAL]
    return HELD_OUT if trapped else SENT, NEVER


@inlined
def _over(t: Tables, w: Work, run: int, limit: int, until: int) -> tuple[int, int]:
    """Drop or hold; a hold ends at the limit's own deadline or at the maximum hold, whichever is first."""
    if not t.limits[limit, L_HOLDS]:
        return OVER, NEVER
    up_to = t.limits[limit, L_UP_TO]
    longest = MAXIMUM_HOLD if up_to == NONE else min(up_to, MAXIMUM_HOLD)
    deadline = w.runs[run, RUN_ARRIVED] + longest
    if w.single[NOW] < deadline:
        return HELD, min(until, deadline)
    return OVER if longest == up_to else EXPIRED, NEVER


@inlined
def _free_at(t: Tables, w: Work, cap: int) -> int:
    """When the rolling window has room again, or `NONE` where it has."""
    number, window = t.limits[cap, L_A], t.limits[cap, L_B]
    found = 0
    for place in range(w.single[SENDS] - 1, -1, -1):
        at = w.sends[place, 0]
        if at <= w.single[NOW] - window:
            break
        if t.counted[t.limits[cap, L_C], w.sends[place, 1]]:
            found += 1
            if found == number:
                return at + window
    return NONE


@inlined
def _quiet_until(t: Tables, d: Data, w: Work, limit: int) -> int:
    """The end of the quiet window that the contact's clock is in, or `NONE`."""
    now, zone = w.single[NOW], w.single[ZONE]
    wall = zones.to_wall(d.zones, zone, now)
    midnight = wall - wall % DAY
    start, end = t.limits[limit, L_A], t.limits[limit, L_B]
    if t.limits[limit, L_SORT] != QUIET:
        return zones.to_instant(d.zones, zone, midnight + DAY) if zones.weekday_of(wall) == start else NONE
    minute = (wall - midnight) // MINUTE
    wraps = start > end
    in_evening = minute >= start and (wraps or minute < end)
    if not in_evening and not (wraps and minute < end):
        return NONE
    ends = midnight + end * MINUTE + (DAY if wraps and in_evening else 0)
    ends_at = zones.to_instant(d.zones, zone, ends)
    return ends_at if ends_at > now else zones.to_later_instant(d.zones, zone, ends)
