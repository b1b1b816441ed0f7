"""The limit of what the array machine could reach: the cart journey written out by hand as one compiled loop."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numba import njit
from numpy.typing import NDArray

from benchmarks.made import END
from journeydsl.engine import Rules
from journeydsl.machine import Columns, Texts
from journeydsl.model.values import HOUR


@njit(cache=False)  # the limit: the same journey written out by hand
def by_hand(  # noqa: C901 all of it in one place, as somebody in a hurry would write it
    offsets: NDArray[np.int64],
    at: NDArray[np.int64],
    names: NDArray[np.int16],
    big: NDArray[np.uint8],
    worth: NDArray[np.uint8],
    link: NDArray[np.uint8],
    may: NDArray[np.uint8],
    held: NDArray[np.uint8],
    free: NDArray[np.uint8],
    offset: NDArray[np.int64],
    end: int,
    counts: NDArray[np.int64],
) -> int:
    """The cart journey with its rules in a loop of its own, without real zones: the offsets stand still."""
    day, hour, never = 86_400_000_000, 3_600_000_000, 1 << 62
    visits = 0
    sends = np.empty(256, np.int64)
    for contact in range(len(offsets) - 1):
        node, wake, arrived, trigger, entered, last_order, sent = -1, never, 0, 0, -never, -never, 0
        orders = 0
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
                    if node >= 0:
                        counts[0] += 1
                        node, wake = -1, never
                elif name == 0:
                    if not worth[place]:
                        counts[1] += 1
                    elif node >= 0:
                        counts[2] += 1
                    elif now < entered + 7 * day:
                        counts[3] += 1
                    else:
                        entered, trigger, node, wake = now, place, 0, now + hour
                        counts[4] += 1
                        visits += 1
                place += 1
                continue
            if node == 0 or node == 2 or node == 5:
                node += 1
                arrived = now
                visits += 1
            if node == 1 or node == 4 or node == 7:
                wall = now + offset[contact]
                of_day = wall % day
                if not may[contact]:
                    counts[5] += 1
                elif now - last_order < day:
                    counts[6] += 1
                elif node != 4 and not link[trigger]:
                    counts[7] += 1
                else:
                    in_week, first = 0, sent
                    while first > 0 and sends[first - 1] > now - 7 * day:
                        first -= 1
                        in_week += 1
                    if in_week >= 4:
                        counts[8] += 1
                    elif sent > 0 and sends[sent - 1] > now - 16 * hour and now < arrived + 2 * day:
                        wake = min(sends[sent - 1] + 16 * hour, arrived + 2 * day)
                        counts[9] += 1
                        continue
                    elif (of_day >= 21 * hour or of_day < 8 * hour) and now < arrived + 3 * day:
                        wake = now + (8 * hour - of_day) % day
                        counts[10] += 1
                        continue
                    elif held[contact]:
                        counts[11] += 1
                    else:
                        sends[sent] = now
                        sent += 1
                        counts[12] += 1
                node += 1
                visits += 1
                if node == 2:
                    wake = now + 23 * hour
            if node == 3:
                visits += 1
                if big[trigger] or orders >= 2:
                    node, wake, arrived = 4, now, now
                    continue
                node = 5
            if node == 5:
                wall = now + offset[contact] + day
                wake = wall - wall % day + 10 * hour - offset[contact]
                if wake < now + day:
                    wake += day
            elif node == 6:
                visits += 1
                if free[contact]:
                    node, wake, arrived = 7, now, now
                else:
                    visits += 1
                    counts[13] += 1
                    node, wake = -1, never
            elif node == 8:
                counts[13] += 1
                node, wake = -1, never
    return visits


def hand_written(columns: Columns, rules: Rules) -> Callable[[], int]:
    """The hand-written loop over the same data, with all that is static found before, as the machine does."""
    totals = columns.properties["total"]
    url, email = columns.properties["url"], columns.attributes["email"]
    assert isinstance(totals, np.ndarray)
    assert isinstance(url, Texts)
    assert isinstance(email, Texts)
    subjects = np.array([rules.subject(name) for name in columns.ids], np.uint64)
    may = (email.codes == 0) & ~columns.unsubscribed & (columns.subscriptions["promotions"] == 1)
    offset = np.array([1, -5, 5.5, 1]) * HOUR
    counts = np.zeros(16, np.int64)
    arguments = (
        columns.offsets, columns.at, columns.names, (totals > 150).astype(np.uint8), (totals >= 20).astype(np.uint8),
        (url.codes >= 0).astype(np.uint8), may.astype(np.uint8), (subjects % 10 == 0).astype(np.uint8),
        (subjects % 2 == 0).astype(np.uint8), offset.astype(np.int64)[columns.zones + 1], END, counts,
    )  # fmt: skip
    return lambda: int(by_hand(*arguments))
