"""The limit of what the array machine could reach: the cart journey written out by hand as one compiled loop.

It decides the same as the machine and counts the same of it, which `assert_same` sees to. Where it is better off, it is
for knowing this one journey and these 90 days: each contact has one entry at a time, a zone changes its clocks once at
most, nothing comes late, no decision is ever kept, and who is held out or in which half of the test is found before, as
all else that stands still.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from benchmarks.made import END, START
from journeydsl.engine import Rules
from journeydsl.engine.address import is_reachable
from journeydsl.machine import Bound, Columns, Counted, Texts, zones
from journeydsl.machine.kinds import Kind
from journeydsl.model.decisions import Outcome
from journeydsl.model.reasons import NotSent, Refusal
from journeydsl.model.values import DAY
from journeydsl.model.values import Kind as ValueKind

Ints = NDArray[np.int64]
Bits = NDArray[np.uint8]

WAIT_AN_HOUR, FIRST, WAIT_23_HOURS, CHOOSE, SECOND, WAIT_A_DAY, SPLIT, THIRD, DONE, WHOLE = range(10)
STEPS = (
    "wait_1_hour", "cart_reminder", "wait_23_hours", "choose", "cart_questions", "wait_1_day_until_1000",
    "cart_incentive", "cart_free_shipping", "completed", "",
)  # fmt: skip
# what is counted of the whole journey, of waits, of choices, and of sends, of which some say why they did not happen
TRIGGERED, ENTERED, ENTERED_AGAIN, WHERE, ACTIVE, SOON, GOAL, CONVERTED, REACHED = range(9)
WAITED, INTERRUPTED = range(2)
ONE, OTHER = range(2)
(
    SENT, HELD_OUT, INVALID, UNSUBSCRIBED, NOT_SUBSCRIBED, BOUGHT, NO_LINK, FOUR, HELD_16, OVER_16, HELD_QUIET, STOPPED,
) = range(12)  # fmt: skip
COUNTED = 16
LAPSED, REPEAT_BUYERS = range(2)


@njit(cache=False)
def by_hand(  # noqa: C901 all of it in one place, as somebody in a hurry would write it
    offsets: Ints,
    at: Ints,
    names: NDArray[np.int16],
    big: Bits,
    worth: Bits,
    link: Bits,
    barred: Bits,
    held: Bits,
    free: Bits,
    zone: Ints,
    changes: Ints,
    before: Ints,
    after: Ints,
    first_day: int,
    end: int,
    counts: Ints,
    days: Ints,
    still: Ints,
    members: Ints,
) -> int:
    day, hour, never = 86_400_000_000, 3_600_000_000, 1 << 62
    visits = 0
    sends = np.empty(256, np.int64)
    for contact in range(len(offsets) - 1):
        node, wake, arrived, trigger, entered, goal, last_order, sent = -1, never, 0, 0, -never, -never, -never, 0
        change, early, late = changes[zone[contact]], before[zone[contact]], after[zone[contact]]
        entries = orders = 0
        place, last = offsets[contact], offsets[contact + 1]
        while True:
            happens = at[place] if place < last else never
            now = min(happens, wake)
            if now > end:
                break
            if happens == now:
                name = names[place]
                if name == 1:
                    last_order = now
                    orders += 1
                    if now <= goal:
                        counts[WHOLE, GOAL] += 1
                        goal = -never
                    if node >= 0:
                        is_send = node in (FIRST, SECOND, THIRD)
                        counts[node, STOPPED if is_send else INTERRUPTED] += 1
                        counts[WHOLE, CONVERTED] += 1
                        node, wake = -1, never
                elif name == 0:
                    counts[WHOLE, TRIGGERED] += 1
                    if not worth[place]:
                        counts[WHOLE, WHERE] += 1
                    elif node >= 0:
                        counts[WHOLE, ACTIVE] += 1
                    elif now < entered + 7 * day:
                        counts[WHOLE, SOON] += 1
                    else:
                        counts[WHOLE, ENTERED_AGAIN if entries else ENTERED] += 1
                        entered, goal, trigger, node, arrived, wake = now, now + 7 * day, place, 0, now, now + hour
                        entries += 1
                        visits += 1
                place += 1
                continue
            offset = early if now < change else late
            if node in (WAIT_AN_HOUR, WAIT_23_HOURS, WAIT_A_DAY):
                counts[node, WAITED] += 1
                node += 1
                arrived = now
                visits += 1
                if node == FIRST:
                    counts[WHOLE, REACHED] += 1
            if node == CHOOSE:
                visits += 1
                if big[trigger] or orders >= 2:
                    counts[CHOOSE, ONE] += 1
                    counts[WHOLE, REACHED] += 1
                    node = SECOND
                else:
                    counts[CHOOSE, OTHER] += 1
                    node = WAIT_A_DAY
            elif node == SPLIT:
                visits += 1
                if free[contact]:
                    counts[SPLIT, ONE] += 1
                    counts[WHOLE, REACHED] += 1
                    node = THIRD
                else:
                    counts[SPLIT, OTHER] += 1
                    node = DONE
            if node in (FIRST, SECOND, THIRD):
                wall = now + offset
                of_day = wall % day
                if barred[contact]:
                    counts[node, barred[contact]] += 1
                elif now - last_order < day:
                    counts[node, BOUGHT] += 1
                elif node != SECOND and not link[trigger]:
                    counts[node, NO_LINK] += 1
                else:
                    in_week, first = 0, sent
                    while first > 0 and sends[first - 1] > now - 7 * day:
                        first -= 1
                        in_week += 1
                    if in_week >= 4:
                        counts[node, FOUR] += 1
                    elif sent > 0 and sends[sent - 1] > now - 16 * hour:
                        if now < arrived + 2 * day:
                            wake = min(sends[sent - 1] + 16 * hour, arrived + 2 * day)
                            counts[node, HELD_16] += 1
                            continue
                        counts[node, OVER_16] += 1
                    elif of_day >= 21 * hour or of_day < 8 * hour:
                        opens = wall - of_day + 8 * hour
                        opens += day if of_day >= 21 * hour else 0
                        wake = opens - (early if opens - early < change else late)
                        counts[node, HELD_QUIET] += 1
                        continue
                    elif held[contact]:
                        counts[node, HELD_OUT] += 1
                    else:
                        sends[sent] = now
                        sent += 1
                        counts[node, SENT] += 1
                        days[node, (now + (before[0] if now < changes[0] else after[0])) // day - first_day] += 1
                node += 1
                visits += 1
                arrived = now
                if node == WAIT_23_HOURS:
                    wake = now + 23 * hour
            if node == WAIT_A_DAY:
                earliest = now + offset + day
                wall = earliest - earliest % day + 10 * hour
                if wall < earliest:
                    wall += day
                wake = wall - (early if wall - early < change else late)
            elif node == DONE:
                counts[DONE, 0] += 1
                node, wake = -1, never
        if node >= 0:
            still[node] += 1
        members[REPEAT_BUYERS] += orders >= 2
        members[LAPSED] += orders > 0 and last_order <= end - 30 * day
    return visits


class HandWritten:
    """The hand-written loop over the same data, with all that is static found before, as the machine does."""

    def __init__(self, columns: Columns, rules: Rules) -> None:
        project = rules.program.project
        rows, places = zones.table([project.timezone, *columns.zone_names], START, END, START)
        changes = places[rows[places + 2] <= END]
        assert (rows[changes + 4] > END).all(), "a zone changes its clocks once at most"
        subjects = [rules.subject(name) for name in columns.ids]
        holdout, split = rules.holdouts["abandoned_cart"], rules.splits["cart_incentive"]
        self.counts, self.members = np.zeros((WHOLE + 1, COUNTED), np.int64), np.zeros(2, np.int64)
        self.first_day = int((START + rows[places[0] + 1]) // DAY)
        self.days, self.still = np.zeros((WHOLE, 92), np.int64), np.zeros(WHOLE, np.int64)
        self._arguments: tuple[Any, ...] = (
            columns.offsets, columns.at, columns.names, *_of_events(columns), _barred(columns),
            np.array([holdout.draw(each) == 0 for each in subjects], np.uint8),
            np.array([split.draw(each) == 0 for each in subjects], np.uint8),
            columns.zones + 1, rows[places + 2], rows[places + 1], rows[places + 3],
            self.first_day, END, self.counts, self.days, self.still, self.members,
        )  # fmt: skip

    def __call__(self) -> int:
        """Walk everybody, and count it beside what has been counted; how many nodes were visited."""
        return int(by_hand(*self._arguments))

    def assert_same(self, bound: Bound, counted: Counted) -> None:
        """That the machine, too, has decided and counted this, after one call."""
        counts, sends = np.zeros_like(self.counts), 0
        for kind, times in zip(bound.kinds, counted.decisions.tolist(), strict=True):
            if (place := _place(kind)) is not None:
                counts[place] += 0 if kind.step == "said" else times
                assert kind.step != "said" or times == self.counts[place], kind
            if kind.outcome is Outcome.SENT:
                by_day = counted.days[sends]
                assert (self.days[STEPS.index(kind.step), : len(by_day)] == by_day).all(), kind
                sends += 1
        assert (counts == self.counts).all(), (counts, self.counts)
        assert self.still.tolist() == counted.still.tolist()[: len(self.still)]
        assert self.members.tolist() == counted.members.tolist()


def _of_events(columns: Columns) -> Iterator[Bits]:
    """Of each event whether its total is large, whether it is worth an entry, and whether it has a link."""
    totals, url = columns.properties["total"], columns.properties["url"]
    assert isinstance(totals, np.ndarray)
    assert isinstance(url, Texts)
    yield from ((totals > 150).astype(np.uint8), (totals >= 20).astype(np.uint8), (url.codes >= 0).astype(np.uint8))


def _barred(columns: Columns) -> Bits:
    """Of each contact why no promotion may go there; 0 where nothing is in the way."""
    email = columns.attributes["email"]
    assert isinstance(email, Texts)
    reached = np.array([is_reachable(ValueKind.EMAIL, word) for word in email.words])[email.codes]
    subscribed = columns.subscriptions["promotions"] == 1
    whys = [(~reached, INVALID), (columns.unsubscribed, UNSUBSCRIBED), (~subscribed, NOT_SUBSCRIBED)]
    return np.select([is_so for is_so, _ in whys], [why for _, why in whys], 0).astype(np.uint8)


_OF_SENDS = {
    NotSent.INVALID_ADDRESS: INVALID,
    NotSent.UNSUBSCRIBED: UNSUBSCRIBED,
    NotSent.NOT_SUBSCRIBED: NOT_SUBSCRIBED,
    NotSent.SUPPRESSED: BOUGHT,
    NotSent.MISSING_FIELD: NO_LINK,
    NotSent.STOPPED_WHILE_HELD: STOPPED,
    NotSent.QUIET_HOURS: HELD_QUIET,
}
_REFUSALS = {Refusal.WHERE_NOT_MET: WHERE, Refusal.ALREADY_ACTIVE: ACTIVE, Refusal.TOO_SOON: SOON}
_OUTCOMES = {
    Outcome.WAITED: WAITED,
    Outcome.INTERRUPTED: INTERRUPTED,
    Outcome.SENT: SENT,
    Outcome.HELD_OUT: HELD_OUT,
    Outcome.REACHED_GOAL: GOAL,
}


def _place(kind: Kind) -> tuple[int, int] | None:
    """Where the loop counts a kind of decision; None where it does not, since none can be made here."""
    if kind.outcome is None:
        if kind.step == "said":
            return STEPS.index(kind.message), SENT
        return {"triggered": (WHOLE, TRIGGERED), "reached": (WHOLE, REACHED)}.get(kind.step)
    if isinstance(kind.reason, Refusal):
        return (WHOLE, _REFUSALS[kind.reason]) if kind.reason in _REFUSALS else None
    node = STEPS.index(kind.step)
    if kind.reason is NotSent.OVER_LIMIT:
        if "4" in kind.detail:
            return (node, FOUR) if kind.outcome is Outcome.NOT_SENT else None
        return node, HELD_16 if kind.outcome is Outcome.HELD else OVER_16
    if kind.outcome in (Outcome.HELD, Outcome.NOT_SENT):
        is_counted = kind.reason in _OF_SENDS and (
            kind.reason is not NotSent.QUIET_HOURS or kind.outcome is Outcome.HELD
        )
        return (node, _OF_SENDS[NotSent(kind.reason)]) if is_counted and kind.reason else None
    if kind.outcome is Outcome.ENTERED:
        return WHOLE, ENTERED_AGAIN if kind.again else ENTERED
    if kind.outcome is Outcome.FINISHED:
        return (WHOLE, CONVERTED) if kind.step == "" else (DONE, 0)
    if kind.outcome in (Outcome.CHOSE, Outcome.ASSIGNED):
        return node, OTHER if kind.detail in ("otherwise", "control") else ONE
    return (node, _OUTCOMES[kind.outcome]) if kind.outcome in _OUTCOMES else None
