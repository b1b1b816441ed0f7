"""The order of events: by contact, then by instant, then by id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journeydsl.data.staging import Staging

_BITS = 63
"""Of a whole number that is not negative."""


def in_order(
    staging: Staging, events: Callable[[], str], places: NDArray[Any], at: NDArray[np.int64], numbers: NDArray[Any]
) -> NDArray[np.int64]:
    """The order in which events are to stand, of which `events` gives a query; `numbers` are those of their rows.

    Ids are looked up only for events of one contact at one instant: most lists have few, and texts sort slowly.
    """
    order, is_same = _by_place_and_instant(places, at)
    if is_same.any():
        tied = np.flatnonzero(np.append(is_same, False) | np.append(False, is_same))
        rows = order[tied]
        ids = "select number, row_number() over (order by id) as place_of_id from (select number, id"
        ranked = staging.arrays(
            f"{ids} {events()} and number in (select number from given))", {"number": numbers[rows]}
        )
        by_number = np.argsort(ranked["number"])
        found = np.searchsorted(ranked["number"], numbers[rows], sorter=by_number)
        ranks = ranked["place_of_id"][by_number[found]]
        order[tied] = rows[np.lexsort((ranks, at[rows], places[rows]))]
    return order


def _by_place_and_instant(places: NDArray[Any], at: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The order by place and instant, and where in it two neighbours have both in common."""
    if not len(at):
        return np.zeros(0, np.int64), np.zeros(0, np.bool_)
    first = int(at.min())
    bits = (int(at.max()) - first).bit_length()
    if bits + int(places.max()).bit_length() > _BITS:
        order = np.lexsort((at, places))
        return order, (np.diff(at[order]) == 0) & (np.diff(places[order]) == 0)
    key = (places.astype(np.int64) << bits) | (at - first)
    order = np.argsort(key)
    return order, np.diff(key[order]) == 0
