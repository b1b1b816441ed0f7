"""Columns made of others: some of the contacts, and what else happened put among their events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from journeydsl.machine.columns import Column, Columns, Scores, Texts, Unfit, happenings
from journeydsl.machine.layout import Ints
from journeydsl.model.contacts import Event


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
        attributes={name: _rows(column, places) for name, column in columns.attributes.items()},
        account={name: _rows(column, places) for name, column in columns.account.items()},
        subscriptions={topic: said[places] for topic, said in columns.subscriptions.items()},
        properties={name: _rows(column, rows) for name, column in columns.properties.items()},
        scores={name: Scores(*(part[places] for part in score)) for name, score in columns.scores.items()},
        known=None if columns.known is None else columns.known[rows],
        mailboxes=None if columns.mailboxes is None else _rows_of_texts(columns.mailboxes, places),
    )


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
            name: _rows(_joined(columns.properties.get(name), size, more.properties.get(name), len(events)), rows)
            for name in names
        },
        known=known,
    )


def _rows(column: Column, rows: Ints) -> Column:
    return _rows_of_texts(column, rows) if isinstance(column, Texts) else column[rows]


def _rows_of_texts(texts: Texts, rows: Ints) -> Texts:
    return Texts(texts.codes[rows], texts.words)


def _joined(first: Column | None, size: int, second: Column | None, more: int) -> Column:
    """A column of so many rows, and one of so many more behind it; nothing is known where there is none."""
    if isinstance(first, Texts) or isinstance(second, Texts):
        one, other = _texts(first, size), _texts(second, more)
        words = list(dict.fromkeys([*one.words, *other.words]))
        place = {word: number for number, word in enumerate(words)}
        codes = np.array([*(place[word] for word in other.words), -1], np.int32)
        return Texts(np.concatenate([one.codes, codes[other.codes]]), words)
    parts = [np.full(rows, np.nan) if column is None else column for column, rows in ((first, size), (second, more))]
    joined: Any = np.concatenate(parts)
    return joined


def _texts(column: Column | None, rows: int) -> Texts:
    if column is None:
        return Texts(np.full(rows, -1, np.int32), ())
    if not isinstance(column, Texts):
        raise Unfit("a property that is a text in one event and none in another")
    return column
