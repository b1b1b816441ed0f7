"""The events of the data in the order in which they have their turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from journeydsl.machine.columns import Columns, EventColumn, rows_of
from journeydsl.model.values import Instant


def in_turn(
    columns: Columns, start: Instant, end: Instant, told: str, dropped: str
) -> tuple[Columns, NDArray[np.int64]]:
    """The columns with what becomes known late, from `start` on, behind each contact's other events, as it arrives; and
    how much of that each contact has. What becomes known before is history, what only after `end` is not there.

    Events named `told` that fall into the run are renamed to `dropped`.
    """
    late = np.zeros(len(columns.ids), np.int64)
    if columns.known is not None:
        columns, late = _late_last(columns, columns.known, start, end)
    if told in columns.event_names:
        is_told = columns.names == list(columns.event_names).index(told)
        arrives = columns.at if columns.known is None else columns.known
        names = np.where(is_told & (arrives >= start), len(columns.event_names), columns.names).astype(np.int16)
        columns = replace(columns, names=names, event_names=[*columns.event_names, dropped])
    return columns, late


def _late_last(
    columns: Columns, known: NDArray[np.int64], start: Instant, end: Instant
) -> tuple[Columns, NDArray[np.int64]]:
    owners = np.repeat(np.arange(len(columns.ids)), np.diff(columns.offsets))
    places = np.arange(len(known))
    is_late = (known > columns.at) & (known >= start)
    order = np.lexsort((places, np.where(is_late, known, 0), is_late, owners))
    order = order[known[order] <= end]
    sizes = np.bincount(owners[order], minlength=len(columns.ids))
    chosen = replace(
        columns,
        at=columns.at[order],
        names=columns.names[order],
        known=known[order],
        offsets=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        properties=_rows(columns.properties, order),
    )
    late = np.bincount(owners[order][is_late[order]], minlength=len(columns.ids))
    return chosen, late.astype(np.int64)


def _rows(columns: Mapping[str, EventColumn], order: NDArray[np.int64]) -> dict[str, EventColumn]:
    return {name: rows_of(column, order) for name, column in columns.items()}
