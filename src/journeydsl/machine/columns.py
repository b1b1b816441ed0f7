"""Contacts and events as columns: a population as arrays, whatever it was read from."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from journeydsl.machine.lists import as_text
from journeydsl.machine.wholes import as_float
from journeydsl.model import clock
from journeydsl.model.contacts import Change, Contact, Event, Input, ScoreValue
from journeydsl.model.mailboxes import Mailbox, email_attribute, mailbox_of
from journeydsl.model.project import Project
from journeydsl.model.values import Scalar, Value

_EPOCH = datetime.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Texts:
    """A column of texts, or of lists as `machine.lists` writes them: each row's number in `words` (no word twice), or
    -1 where it is missing."""

    codes: NDArray[np.int32]
    words: Sequence[str]


Numbers: TypeAlias = NDArray[np.float64]
"""A column of numbers, booleans (1 and 0), dates (days since 1970-01-01), and of instants and durations as
`machine.wholes` has them; NaN where missing."""

Column: TypeAlias = Numbers | Texts


@dataclass(frozen=True, slots=True)
class Mixed:
    """A column of what is a text, or a list, in some events and none in others: each row has a value in one of both at
    most."""

    texts: Texts
    numbers: Numbers


EventColumn: TypeAlias = Column | Mixed
Rows: TypeAlias = NDArray[np.int64] | slice


def rows_of(column: EventColumn, rows: Rows) -> EventColumn:
    """Some rows of a column."""
    match column:
        case Texts(codes, words):
            return Texts(codes[rows], words)
        case Mixed(texts, numbers):
            return Mixed(Texts(texts.codes[rows], texts.words), numbers[rows])
        case _:
            return column[rows]


def is_known(column: EventColumn) -> NDArray[np.bool_]:
    """In which rows a column has a value."""
    match column:
        case Texts(codes):
            return codes >= 0
        case Mixed(texts, numbers):
            return (texts.codes >= 0) | ~np.isnan(numbers)
        case _:
            return ~np.isnan(column)


def and_nothing(column: EventColumn) -> EventColumn:
    """The column with one row more, in which there is nothing."""
    match column:
        case Texts(codes, words):
            return Texts(np.append(codes, np.int32(-1)), words)
        case Mixed(texts, numbers):
            return Mixed(Texts(np.append(texts.codes, np.int32(-1)), texts.words), np.append(numbers, np.nan))
        case _:
            return np.append(column, np.nan)


class Scores(NamedTuple):
    """Predictions: values, how sure they are, and when they were made; NaN where that is not known."""

    values: Numbers
    confidence: Numbers
    made_at: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Contacts in the order of their ids, with their events in the order of instant and id.

    The events of contact c are the rows `offsets[c]` up to `offsets[c + 1]` of `at`, `names` (numbers in `event_names`)
    and `properties`. `zones` are numbers in `zone_names`, -1 where a contact has no zone of its own that is valid.
    Subscriptions are 1 for yes, 0 for no, 2 where nobody recorded it. `known` says when each event becomes known, where
    some do so late, `mailboxes` who keeps each contact's mailbox. `changes` are those of profiles, by the numbers of
    contacts, in the order in which they are made.
    """

    ids: Sequence[str]
    zones: NDArray[np.int32]
    zone_names: Sequence[str]
    unsubscribed: NDArray[np.bool_]
    offsets: NDArray[np.int64]
    at: NDArray[np.int64]
    names: NDArray[np.int16]
    event_names: Sequence[str]
    attributes: Mapping[str, Column] = field(default_factory=dict)
    account: Mapping[str, Column] = field(default_factory=dict)
    subscriptions: Mapping[str, NDArray[np.uint8]] = field(default_factory=dict)
    properties: Mapping[str, EventColumn] = field(default_factory=dict)
    scores: Mapping[str, Scores] = field(default_factory=dict)
    known: NDArray[np.int64] | None = None
    mailboxes: Texts | None = None
    changes: Sequence[tuple[int, Change]] = ()


class Happenings(NamedTuple):
    """Events alone, as in `Columns`."""

    at: NDArray[np.int64]
    names: NDArray[np.int16]
    event_names: Sequence[str]
    properties: Mapping[str, EventColumn]


def number(value: Value) -> float:
    """What stands for a value that is no text."""
    if isinstance(value, datetime.date):
        return float((value - _EPOCH).days)
    assert not isinstance(value, str | tuple), "texts are numbered, and lists are texts"
    return as_float(value) if isinstance(value, int) else float(value)


def from_population(project: Project, population: Iterable[tuple[Contact, Sequence[Input]]]) -> Columns:
    """A population (contacts by id, events by instant and id) as columns."""
    contacts: list[Contact] = []
    events: list[Event] = []
    changes: list[tuple[int, Change]] = []
    offsets = [0]
    for number, (contact, theirs) in enumerate(population):
        contacts.append(contact)
        events.extend(each for each in theirs if isinstance(each, Event))
        changes.extend((number, each) for each in theirs if isinstance(each, Change))
        offsets.append(len(events))
    zone_names = sorted({zone for contact in contacts if (zone := contact.timezone) and clock.is_zone(zone)})
    zone_numbers = {name: place for place, name in enumerate(zone_names)}
    told = happenings(events)
    return Columns(
        ids=[contact.id for contact in contacts],
        zones=np.array([zone_numbers.get(contact.timezone or "", -1) for contact in contacts], np.int32),
        zone_names=zone_names,
        unsubscribed=np.array([contact.unsubscribed for contact in contacts], np.bool_),
        offsets=np.array(offsets, np.int64),
        at=told.at,
        names=told.names,
        event_names=told.event_names,
        attributes=_columns_of_contacts([contact.attributes for contact in contacts]),
        account=_columns_of_contacts([contact.account for contact in contacts]),
        subscriptions={
            topic: np.array([_subscribed(contact, topic) for contact in contacts], np.uint8) for topic in project.topics
        },
        properties=told.properties,
        scores=_scores(contacts),
        known=np.array([event.arrives for event in events], np.int64)
        if any(event.arrives != event.at for event in events)
        else None,
        mailboxes=_mailboxes(project, contacts),
        changes=changes,
    )


def happenings(events: Sequence[Event]) -> Happenings:
    """Some events as columns."""
    event_names = sorted({event.name for event in events})
    numbers = {name: place for place, name in enumerate(event_names)}
    return Happenings(
        np.array([event.at for event in events], np.int64),
        np.array([numbers[event.name] for event in events], np.int16),
        event_names,
        _columns([event.properties for event in events]),
    )


def _mailboxes(project: Project, contacts: Sequence[Contact]) -> Texts | None:
    attribute = email_attribute(project)
    if attribute is None:
        return None
    words = [str(each) for each in Mailbox]
    return Texts(
        np.array([words.index(mailbox_of(each.attributes.get(attribute))) for each in contacts], np.int32), words
    )


def _scores(contacts: Sequence[Contact]) -> dict[str, Scores]:
    names = sorted({name for contact in contacts for name in contact.scores})
    found: dict[str, Scores] = {}
    for name in names:
        told = [contact.scores.get(name) for contact in contacts]
        parts = [[None if each is None else part(each) for each in told] for part in _PARTS_OF_A_SCORE]
        found[name] = Scores(*(_numbers(part) for part in parts))
    return found


_PARTS_OF_A_SCORE: Sequence[Callable[[ScoreValue], float | None]] = (
    lambda score: score.value,
    lambda score: score.confidence,
    lambda score: score.made_at,
)


def _numbers(values: Sequence[Value | None]) -> Numbers:
    return np.array([np.nan if value is None else number(value) for value in values], np.float64)


def _subscribed(contact: Contact, topic: str) -> int:
    said = contact.subscriptions.get(topic)
    return 2 if said is None else int(said)


def _columns_of_contacts(rows: Sequence[Mapping[str, Value]]) -> dict[str, Column]:
    columns = _columns(rows).items()
    return {name: column for name, column in columns if not isinstance(column, Mixed)}


def _columns(rows: Sequence[Mapping[str, Value]]) -> dict[str, EventColumn]:
    told: dict[str, tuple[list[int], list[Value]]] = {}
    for place, row in enumerate(rows):
        for name, value in row.items():
            places, values = told.setdefault(name, ([], []))
            places.append(place)
            values.append(value)
    return {name: _spread(_column(told[name][1]), told[name][0], len(rows)) for name in sorted(told)}


def _spread(column: EventColumn, places: Sequence[int], rows: int) -> EventColumn:
    """A column of so many rows, of which a value is known at some places."""
    values = np.full(rows, len(places))
    values[places] = np.arange(len(places))
    return rows_of(and_nothing(column), values)


def _column(known: Sequence[Value | None]) -> EventColumn:
    values = [as_text(value) if isinstance(value, tuple) else value for value in known]
    words = sorted({value for value in values if isinstance(value, str)})
    if not words:
        return _numbers(values)
    codes: dict[Scalar | None, int] = {word: place for place, word in enumerate(words)}
    texts = Texts(np.array([codes.get(value, -1) for value in values], np.int32), words)
    others = [None if isinstance(value, str) else value for value in values]
    return texts if others.count(None) == len(others) else Mixed(texts, _numbers(others))
