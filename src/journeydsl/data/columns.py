"""A population as the columns that the array machine walks: what a program reads, so many contacts at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from journeydsl.data.ahead import one_ahead
from journeydsl.data.contact_rows import ContactRows
from journeydsl.data.event_rows import EventRows
from journeydsl.data.ordering import in_order
from journeydsl.data.pigeonholes import Pigeonholes
from journeydsl.data.plain import is_plain_address, quoted
from journeydsl.data.population import Population
from journeydsl.data.staging import Staging
from journeydsl.machine import wholes
from journeydsl.machine.columns import Columns, EventColumn, Mixed, Scores, Texts, rows_of
from journeydsl.machine.reading import Reads
from journeydsl.model.mailboxes import Mailbox, email_attribute, mailbox_of
from journeydsl.model.values import LARGEST_INTEGER, TEXTUAL, Kind

SLICE = 1 << 16
"""So many contacts are in memory at a time, with their events."""

NEAR = 16
"""Ids of events are looked for among those of so many slices: among all it would take a long list ever longer."""

AT_ONCE = 1 << 19
"""So many events are put aside at a time, each to its slice."""

_REACHED = {Kind.EMAIL: "someone@example.com", Kind.PHONE: "+12025550100"}
_EPOCH = "date '1970-01-01'"
_EMAIL = r"""regexp_full_match({0}, '[^\s@"<>(),;:\\]+@[^\s@.]+(\.[^\s@.]+)+')"""
_NUMBERS = "numbers of "
_CONTACT = ("id", "unsubscribed")
_NUMBER, _PLACE, _AT, _NAME, _KNOWN = (f"event.{part}" for part in ("number", "place", "at", "name", "known"))
"""What is known of every event; no property has a point in its name."""


def slices(population: Population, reads: Reads, size: int = SLICE) -> Iterator[Columns]:
    """The contacts in the order of their ids, and their events in the order of instant and id, `size` contacts at a
    time, or all at once where they make a difference to each other; at least one slice."""
    staging = population.staging
    staging.shrink()
    wanted = _Wanted(staging, population.contact_rows, population.event_rows, reads)
    together = reads.together or _has_accounts(population, reads.peers)
    size = max(len(population), 1) if together else size
    events = _Events(staging, wanted.events, len(population), size)
    for first in range(0, max(len(population), 1), size):
        yield _slice(staging, wanted, events, first, min(first + size, len(population)))


class _Part(NamedTuple):
    """A column that is wanted, and SQL for its values: texts, or numbers."""

    name: str
    value: str
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class _Rows:
    """Some rows of a table."""

    staging: Staging
    query: str

    def fetch(self, parts: Sequence[_Part]) -> dict[str, Any]:
        """Arrays of the values by name, texts numbered; each has a value in every row."""
        if not parts:
            return {}
        words = {place: self._words(place, part) for place, part in enumerate(parts) if part.is_text}
        values = (
            f"coalesce(enum_code({part.value}::words_{place})::integer, -1)" if part.is_text else part.value
            for place, part in enumerate(parts)
        )
        selected = ", ".join(f"{value} as c{place}" for place, value in enumerate(values))
        found = self.staging.arrays(f"select {selected} {self.query}")
        return {
            part.name: Texts(found[f"c{place}"], words[place]) if part.is_text else found[f"c{place}"]
            for place, part in enumerate(parts)
        }

    def _words(self, place: int, part: _Part) -> list[str]:
        """The texts of a part in their order, which become a type; each is found once, and kept in memory alone."""
        said = f"with said as materialized (select distinct {part.value} as word {self.query})"
        words = f"{said} select word from said where word is not null order by word"
        self.staging.run(f"create or replace temp type words_{place} as enum ({words})")
        found = self.staging.arrays(f"select unnest(enum_range(null::words_{place})) as word")
        return list(found["word"].tolist())


def _has_accounts(population: Population, attribute: str | None) -> bool:
    """Whether an attribute says of any contact which account it belongs to."""
    parts = [
        part
        for part, slot in population.contact_rows.parts(population.contact_rows.attributes)
        if slot.name == attribute
    ]
    return any(population.staging.count(f"select count({part}) from contacts") for part in parts)


class _Events:
    """The events of all contacts, a slice at a time; where there are several slices, all events are put aside first, so
    that nobody looks for the few of one slice among those of all others."""

    def __init__(self, staging: Staging, parts: Sequence[_Part], contacts: int, size: int) -> None:
        self._staging = staging
        self._parts = parts
        self._size = size
        self._contacts = contacts
        self._near = range(0)
        self._holes = None if contacts <= size else self._put_aside()

    def of(self, first: int) -> dict[str, Any]:
        """The events of the slice whose first contact has this place, in any order."""
        if self._holes is None:
            return _Rows(self._staging, "from events").fetch(self._parts)
        return self._holes.take(first // self._size)

    def source(self, first: int) -> str:
        """The table in which to look up what else there is to know of the events of a slice."""
        if self._contacts <= self._size * NEAR:
            return "events"
        if first not in self._near:
            self._near = range(first, first + self._size * NEAR)
            among = f"place >= {self._near.start} and place < {self._near.stop}"
            self._staging.run(f"create or replace table near as select place, number, id from events where {among}")
        return "near"

    def _put_aside(self) -> Pigeonholes:
        holes = Pigeonholes(self._staging.folder("events"))
        with closing(one_ahead(self._pieces())) as pieces:
            for found in pieces:
                holes.put(found[_PLACE] // self._size, found)
        return holes

    def _pieces(self) -> Iterator[dict[str, Any]]:
        """All events, so many at a time."""
        end = self._staging.count("select coalesce(max(rowid) + 1, 0) from events")
        for first in range(0, end, AT_ONCE):
            some = f"from events where rowid >= {first} and rowid < {first + AT_ONCE}"
            yield _Rows(self._staging, some).fetch(self._parts)


def _slice(staging: Staging, wanted: _Wanted, events: _Events, first: int, last: int) -> Columns:
    contacts = _Rows(staging, f"from contacts where rowid >= {first} and rowid < {last}")
    own = contacts.fetch([*(_Part(name, name) for name in _CONTACT), _Part("timezone", "timezone", is_text=True)])
    theirs = events.of(first)
    places = theirs[_PLACE] - first

    def concerned() -> str:
        return f"from {events.source(first)} where place >= {first} and place < {last}"

    order = in_order(staging, concerned, places, theirs[_AT], theirs[_NUMBER])
    counts = np.bincount(places, minlength=last - first)
    properties = {part.name: theirs[part.name] for part in wanted.properties}
    return Columns(
        ids=own["id"].tolist(),
        zones=own["timezone"].codes,
        zone_names=own["timezone"].words,
        unsubscribed=own["unsubscribed"],
        offsets=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        at=theirs[_AT][order],
        names=wanted.name_numbers[theirs[_NAME][order]],
        event_names=wanted.names,
        attributes=contacts.fetch(wanted.attributes),
        account=contacts.fetch(wanted.account),
        subscriptions=contacts.fetch(wanted.subscriptions),
        properties={name: rows_of(column, order) for name, column in _mixed(properties).items()},
        scores=_scores(contacts.fetch(wanted.scores), last - first),
        known=theirs[_KNOWN][order] if wanted.known else None,
        mailboxes=_mailboxes(contacts.fetch(wanted.domains)),
    )


def _mailboxes(found: dict[str, Any]) -> Texts | None:
    """Who keeps the mailbox behind each domain."""
    if not found:
        return None
    domains, words = found["domain"], [str(each) for each in Mailbox]
    table = [words.index(mailbox_of(f"someone@{domain}")) for domain in domains.words]
    return Texts(np.array([*table, words.index(Mailbox.NONE)], np.int32)[domains.codes], words)


def _scores(parts: dict[str, Any], contacts: int) -> dict[str, Scores]:
    """Predictions with how sure they are and when they were made, as far as the file says."""
    nobody = np.full(contacts, np.nan)
    return {
        name: Scores(value, parts.get(f"{name}.confidence", nobody), parts.get(f"{name}.at", nobody))
        for name, value in parts.items()
        if "." not in name
    }


def _mixed(found: dict[str, Any]) -> dict[str, EventColumn]:
    """The columns of properties, with those together that are texts in some events and none in others."""
    numbers = {name.removeprefix(_NUMBERS): found.pop(name) for name in list(found) if name.startswith(_NUMBERS)}
    return {name: Mixed(column, numbers[name]) if name in numbers else column for name, column in found.items()}


class _Wanted:
    """The columns that a program reads, as SQL."""

    def __init__(self, staging: Staging, contacts: ContactRows, events: EventRows, reads: Reads) -> None:
        self._staging = staging
        every = [name for (name,) in staging.records("select unnest(enum_range(null::event_name))")]
        self.names = [name for (name,) in staging.records("select name from events group by name order by name")]
        self.name_numbers = np.array([self.names.index(n) if n in self.names else -1 for n in every], np.int16)
        kinds = dict(contacts.fields)
        self.attributes = list(self._attributes(contacts, reads))
        self.account = [
            self._column(slot.name, "contacts", {part: kinds[part]})
            for part, slot in contacts.parts(contacts.account)
            if slot.name in reads.account
        ]
        topics = {slot.name: part for part, slot in contacts.parts(contacts.topics)}
        self.subscriptions = [
            _Part(topic, f"coalesce({topics.get(topic, 'null')}::utinyint, 2::utinyint)")
            for topic in contacts.project.topics
        ]
        parts = _properties(events, self.names).items()
        self.properties = [
            part for name, kinds in parts if name in reads.properties for part in self._of_events(name, kinds)
        ]
        self.scores = [
            self._column(slot.name, "contacts", {part: kinds[part]})
            for part, slot in contacts.parts(contacts.scores)
            if slot.name.partition(".")[0] in reads.scores
        ]
        self.domains = list(_domains(contacts)) if reads.mailboxes else []
        some_late = staging.count("select count(*) from events where known_at > happened_at")
        self.known = [_Part(_KNOWN, "greatest(happened_at, known_at)")] if some_late else []

    @property
    def events(self) -> list[_Part]:
        """What is wanted of events."""
        own = ((_NUMBER, "number"), (_PLACE, "place"), (_AT, "happened_at"), (_NAME, "enum_code(name)"))
        return [*(_Part(name, value) for name, value in own), *self.known, *self.properties]

    def _attributes(self, contacts: ContactRows, reads: Reads) -> Iterator[_Part]:
        kinds = dict(contacts.fields)
        for part, slot in contacts.parts(contacts.attributes):
            if slot.name in reads.attributes:
                yield self._column(slot.name, "contacts", {part: kinds[part]})
            elif slot.name in reads.addresses:
                yield self._address(slot.name, part, kinds[part])
            elif slot.name in reads.known:
                yield _Part(slot.name, f"if({part} is null, 'nan'::double, 1)")

    def _address(self, name: str, part: str, kind: Kind) -> _Part:
        """A column of which only is asked whether each address can be reached: those written in the way of most stand
        for each other."""
        if kind not in _REACHED:
            return self._column(name, "contacts", {part: kind})
        return _Part(name, f"if({is_plain_address(part, kind)}, {quoted(_REACHED[kind])}, {part})", is_text=True)

    def _of_events(self, name: str, parts: dict[str, Kind]) -> Iterator[_Part]:
        """A property, or two columns of it where it is a text in some events and none in others."""
        texts = {part: kind for part, kind in parts.items() if kind in TEXTUAL}
        others = {part: kind for part, kind in parts.items() if kind not in TEXTUAL}
        if texts:
            yield self._column(name, "events", texts)
        if others:
            yield self._column(f"{_NUMBERS}{name}" if texts else name, "events", others)

    def _column(self, name: str, table: str, parts: dict[str, Kind]) -> _Part:
        """A column that is kept in several parts where it is of several kinds, all of them texts or none of them."""
        if all(kind in TEXTUAL for kind in parts.values()):
            return _Part(name, f"coalesce({', '.join(parts)})", is_text=True)
        values = (self._number(table, part, kind) for part, kind in parts.items())
        return _Part(name, f"coalesce({', '.join(values)}, 'nan'::double)")

    def _number(self, table: str, part: str, kind: Kind) -> str:
        """SQL for the number that stands for a value."""
        if kind is Kind.DATE:
            return f"({part} - {_EPOCH})::double"
        is_large = f"select count(*) from {table} where abs({part}) > {LARGEST_INTEGER}"
        if kind in (Kind.INSTANT, Kind.DURATION) and self._staging.count(is_large):
            return wholes.sql(part)
        return f"{part}::double"


def _domains(contacts: ContactRows) -> Iterator[_Part]:
    """The domain of each contact's e-mail address."""
    email, domain = email_attribute(contacts.project), "lower(split_part({0}, '@', 2))"
    for part, slot in contacts.parts(contacts.attributes):
        if slot.name == email:
            yield _Part("domain", f"if({_EMAIL.format(part)}, {domain.format(part)}, null)", is_text=True)


def _properties(rows: EventRows, happened: Sequence[str]) -> dict[str, dict[str, Kind]]:
    """The parts of each property and their kinds, as far as events happened that have it."""
    kinds = dict(rows.fields)
    parts: dict[str, dict[str, Kind]] = {}
    for event, slots in rows.properties.items():
        for place, slot in slots:
            if event not in happened:
                continue
            part = rows.fields[place][0]
            parts.setdefault(slot.name, {})[part] = kinds[part]
    return parts
