"""The events of the data in the order in which they have their turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from journeydsl.machine.columns import Columns, EventColumn, and_nothing, rows_of
from journeydsl.machine.reading import Given
from journeydsl.model.values import Instant

DROPPED, ALTERED = "-", "="
"""The names of events that nobody takes in, and of changes of profiles, which stand among events: the property of that
name says which of the changes it is."""


def with_changes(columns: Columns, start: Instant, end: Instant) -> tuple[Columns, list[Given]]:
    """The columns with the changes of profiles that fall into the run among the events, each after those of its
    instant; and which changes there are."""
    changes = [(owner, each) for owner, each in columns.changes if start <= each.at <= end]
    if not changes:
        return columns, []
    altered = {Given(each.attribute, each.value): None for _, each in changes}
    numbers = {each: number for number, each in enumerate(altered)}
    events = len(columns.at)
    owners = np.concatenate([_owners(columns), np.array([owner for owner, _ in changes], np.int64)])
    at = np.concatenate([columns.at, np.array([each.at for _, each in changes], np.int64)])
    order = np.lexsort((np.arange(len(at)), at, owners))
    rows = np.minimum(order, events)
    properties = {name: rows_of(and_nothing(column), rows) for name, column in columns.properties.items()}
    found = [numbers[Given(each.attribute, each.value)] for _, each in changes]
    which = np.concatenate([np.full(events, np.nan), np.array(found, np.float64)])[order]
    names = np.concatenate([columns.names, np.full(len(changes), len(columns.event_names), np.int16)])[order]
    known = None if columns.known is None else np.concatenate([columns.known, at[events:]])[order]
    return replace(
        columns,
        at=at[order],
        names=names,
        event_names=[*columns.event_names, ALTERED],
        known=known,
        offsets=np.concatenate([[0], np.cumsum(np.bincount(owners, minlength=len(columns.ids)))]).astype(np.int64),
        properties={**properties, ALTERED: which},
    ), list(altered)


def _owners(columns: Columns) -> NDArray[np.int64]:
    """The number of the contact to whom each event happened."""
    return np.repeat(np.arange(len(columns.ids)), np.diff(columns.offsets))


def in_turn(columns: Columns, start: Instant, end: Instant, told: str) -> tuple[Columns, NDArray[np.int64]]:
    """The columns with what becomes known late, from `start` on, behind each contact's other events, as it arrives; and
    how much of that each contact has. What becomes known before is history, what only after `end` is not there.

    Events named `told` that fall into the run are renamed to `DROPPED`.
    """
    late = np.zeros(len(columns.ids), np.int64)
    if columns.known is not None:
        columns, late = _late_last(columns, columns.known, start, end)
    if told in columns.event_names:
        is_told = columns.names == list(columns.event_names).index(told)
        arrives = columns.at if columns.known is None else columns.known
        names = np.where(is_told & (arrives >= start), len(columns.event_names), columns.names).astype(np.int16)
        columns = replace(columns, names=names, event_names=[*columns.event_names, DROPPED])
    return columns, late


def _late_last(
    columns: Columns, known: NDArray[np.int64], start: Instant, end: Instant
) -> tuple[Columns, NDArray[np.int64]]:
    owners = _owners(columns)
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
