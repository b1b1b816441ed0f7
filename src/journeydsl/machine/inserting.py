"""Columns made of others: some of the contacts, and what else happened put among their events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from journeydsl.machine.columns import Column, Columns, EventColumn, Mixed, Numbers, Scores, Texts, happenings, rows_of
from journeydsl.machine.layout import Ints
from journeydsl.model.contacts import Change, Event


def of_contacts(columns: Columns, places: Ints) -> Columns:
    """The columns of some of the contacts with their events, in the order in which they are named."""
    counts = np.diff(columns.offsets)[places]
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    rows = np.repeat(columns.offsets[places] - offsets[:-1], counts) + np.arange(offsets[-1])
    return replace(
        columns,
        ids=[columns.ids[place] for place in places.tolist()],
        zones=columns.zones[places],
        unsubscribed=columns.unsubscribed[places],
        offsets=offsets,
        at=columns.at[rows],
        names=columns.names[rows],
        attributes={name: _of_contacts(column, places) for name, column in columns.attributes.items()},
        account={name: _of_contacts(column, places) for name, column in columns.account.items()},
        subscriptions={topic: said[places] for topic, said in columns.subscriptions.items()},
        properties={name: rows_of(column, rows) for name, column in columns.properties.items()},
        scores={name: Scores(*(part[places] for part in score)) for name, score in columns.scores.items()},
        known=None if columns.known is None else columns.known[rows],
        mailboxes=None if columns.mailboxes is None else _rows_of_texts(columns.mailboxes, places),
        changes=_changes_of(columns, places),
    )


def _changes_of(columns: Columns, places: Ints) -> list[tuple[int, Change]]:
    numbers = {place: number for number, place in enumerate(places.tolist())}
    kept = [(numbers[place], change) for place, change in columns.changes if place in numbers]
    return sorted(kept, key=lambda each: each[0])


def with_events(columns: Columns, events: Sequence[Event], owners: Ints, before: Ints, without: Ints) -> Columns:
    """The columns with more `events`, and `without` some rows. The `owners` of those events are the numbers of their
    contacts, in their order; each event comes `before` a row, those before the same one in the order given."""
    more, size = happenings(events), len(columns.at)
    kept = np.ones(size, np.bool_)
    kept[without] = False
    staying = np.flatnonzero(kept)
    order = np.argsort(np.concatenate([staying * 2 + 1, before * 2]), kind="stable")
    rows = np.concatenate([staying, np.arange(size, size + len(events))])[order]
    contacts = len(columns.ids)
    gone = np.bincount(np.searchsorted(columns.offsets, without, side="right") - 1, minlength=contacts)
    counts = np.diff(columns.offsets) - gone + np.bincount(owners, minlength=contacts)
    event_names = list(dict.fromkeys([*columns.event_names, *more.event_names]))
    numbers = np.array([event_names.index(name) for name in more.event_names], np.int16)
    names = dict.fromkeys([*columns.properties, *more.properties])
    known = None if columns.known is None else np.concatenate([columns.known, more.at])[rows]
    return replace(
        columns,
        offsets=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        at=np.concatenate([columns.at, more.at])[rows],
        names=np.concatenate([columns.names, numbers[more.names]])[rows],
        event_names=event_names,
        properties={
            name: rows_of(_joined(columns.properties.get(name), size, more.properties.get(name), len(events)), rows)
            for name in names
        },
        known=known,
    )


def _of_contacts(column: Column, places: Ints) -> Column:
    return _rows_of_texts(column, places) if isinstance(column, Texts) else column[places]


def _rows_of_texts(texts: Texts, rows: Ints) -> Texts:
    return Texts(texts.codes[rows], texts.words)


def _joined(first: EventColumn | None, size: int, second: EventColumn | None, more: int) -> EventColumn:
    """A column of so many rows, and one of so many more behind it; nothing is known where there is none."""
    (texts, numbers), (other_texts, other_numbers) = _parts(first, size), _parts(second, more)
    joined = np.concatenate([numbers, other_numbers])
    if not texts.words and not other_texts.words:
        return joined
    words = list(dict.fromkeys([*texts.words, *other_texts.words]))
    place = {word: number for number, word in enumerate(words)}
    codes = np.array([*(place[word] for word in other_texts.words), -1], np.int32)
    both = Texts(np.concatenate([texts.codes, codes[other_texts.codes]]), words)
    return both if np.isnan(joined).all() else Mixed(both, joined)


def _parts(column: EventColumn | None, rows: int) -> tuple[Texts, Numbers]:
    """The texts of a column, and its numbers."""
    no_texts, no_numbers = Texts(np.full(rows, -1, np.int32), ()), np.full(rows, np.nan)
    match column:
        case None:
            return no_texts, no_numbers
        case Texts():
            return column, no_numbers
        case Mixed(texts, numbers):
            return texts, numbers
        case _:
            return no_texts, column
