"""Events: from a row to the record that is kept of it, and from the record to an `Event`.

A row without an id gets one from its number, padded so that the order of ids is the order of the file. A property that
is missing is left out; only what the project declares of an event is read, and the events that every project has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from journeydsl.data.findings import Findings
from journeydsl.data.plain import Plain, missing, plain_cell, quoted
from journeydsl.data.rows import Row, Table
from journeydsl.data.slots import Header, Slot
from journeydsl.data.values import Unfit
from journeydsl.diagnostics import did_you_mean
from journeydsl.model.contacts import Event
from journeydsl.model.happenings import BUILT_IN, known_events
from journeydsl.model.project import Event as Declared
from journeydsl.model.project import EventColumns, Project
from journeydsl.model.values import Kind, ValueType

_TEXT, _INSTANT = ValueType(Kind.TEXT), ValueType(Kind.INSTANT)
_OWN = (
    ("contact", Kind.TEXT),
    ("number", Kind.INTEGER),
    ("happened_at", Kind.INSTANT),
    ("id", Kind.TEXT),
    ("name", Kind.TEXT),
    ("known_at", Kind.INSTANT),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRows:
    """How the rows of one events file are read.

    A property has its own part of a record for each kind that it has in any event: `kinds`. `properties` says by event
    which part is filled from where, `absent` which column of an event that every project has is not there.
    """

    findings: Findings
    zone: str
    names: Mapping[str, str]
    contact: Slot
    event: Slot
    at: Slot
    received_at: Slot | None
    id: Slot | None
    kinds: tuple[Kind, ...]
    properties: Mapping[str, tuple[tuple[int, Slot], ...]]
    absent: Mapping[str, str]

    @property
    def fields(self) -> tuple[tuple[str, Kind], ...]:
        """The names and kinds of the parts of a record; the first two are the contact's id and the row's number."""
        return (*_OWN, *((f"part_{place}", kind) for place, kind in enumerate(self.kinds)))

    @property
    def stored(self) -> tuple[tuple[str, Kind], ...]:
        """The fields with the contact's place among all contacts for its id."""
        return (("place", Kind.INTEGER), *self.fields[1:])

    def record(self, row: Row) -> tuple[Any, ...]:
        """What is kept of a row; raises Unfit."""
        contact = self.contact.value(row.cells)
        name = self._project_name(str(self.event.value(row.cells)))
        known_at = self.received_at.value(row.cells) if self.received_at else None
        record = [contact, row.number, self.at.value(row.cells), None, name, known_at, *(None for _ in self.kinds)]
        for place, slot in self.properties[name]:
            record[place] = slot.value(row.cells)
        if name in self.absent:
            self.findings.about_row(
                row.number, f"no column `{self.absent[name]}`: nobody knows what a `{name}` is about"
            )
        record[3] = self._id(row)
        return tuple(record)

    def plain(self, types: Sequence[str]) -> list[Plain]:
        """How the parts of a record are read many at a time, in their order."""
        name = self._plain_name(types)
        known_at = missing(Kind.INSTANT) if self.received_at is None else self._plain(self.received_at, types)
        own = [self._plain(self.contact, types), Plain("number", "false"), self._plain(self.at, types)]
        parts = [self._plain_part(place, name, types) for place in range(len(_OWN), len(self.fields))]
        return [*own, self._plain_id(types), name, known_at, *parts]

    def _plain(self, slot: Slot, types: Sequence[str]) -> Plain:
        return plain_cell(slot, types, self.zone)

    def _plain_name(self, types: Sequence[str]) -> Plain:
        """The project's name of an event; one that is about nobody knows what is looked at by itself."""
        written = self._plain(self.event, types).value
        known = {**{name: name for name in self.properties}, **self.names}
        cases = (
            f"when {quoted(name)} then {quoted(meant)}"
            for name, meant in known.items()
            if meant in self.properties and meant not in self.absent
        )
        value = f"case {written} {' '.join(cases)} end"
        return Plain(value, f"({value}) is null")

    def _plain_id(self, types: Sequence[str]) -> Plain:
        if self.id is None:
            return Plain("'row ' || lpad(number::varchar, 12, '0')", "number > 999999999999")
        found = self._plain(self.id, types)
        return Plain(found.value, f"{found.doubt} or ({found.value}) is null")

    def _plain_part(self, place: int, name: Plain, types: Sequence[str]) -> Plain:
        """A part of a record, which some events fill: each with its own values where these are declared."""
        cases: list[str] = []
        doubts: list[str] = []
        for event, slots in self.properties.items():
            for found in (self._plain(slot, types) for at, slot in slots if at == place):
                cases.append(f"when {quoted(event)} then {found.value}")
                doubts.append(f"({name.value} = {quoted(event)} and ({found.doubt}))")
        return Plain(f"case {name.value} {' '.join(cases)} end", f"coalesce({' or '.join(doubts)}, false)")

    def read_back(self, record: Sequence[Any]) -> Event:
        """The event of a record."""
        _, _, at, event_id, name, known_at = record[: len(_OWN)]
        found = {
            slot.name: slot.read_back(record[place])
            for place, slot in self.properties[name]
            if record[place] is not None
        }
        is_delayed = known_at is not None and known_at > at
        return Event(id=event_id, name=name, at=at, properties=found, known_at=known_at if is_delayed else None)

    def _project_name(self, written: str) -> str:
        name = self.names.get(written, written)
        if name not in self.properties:
            guess = did_you_mean(written, {*self.names, *self.properties})
            hint = f"; did you mean `{guess}`?" if guess else ""
            raise Unfit(f"the project declares no event `{written}`{hint}", self.event.column)
        return name

    def _id(self, row: Row) -> str:
        written = self.id.value(row.cells) if self.id else None
        if written is not None:
            return str(written)
        if self.id:
            self.findings.about_row(row.number, f"no `{self.id.column}`: the number of the row is the event's id")
        return f"row {row.number:012}"


def own_columns(columns: EventColumns) -> Collection[str]:
    """The columns that say whose event it was, which, and when; they are never a property."""
    return columns.contact, columns.event, columns.at, columns.received_at, columns.id


def event_rows(project: Project, table: Table) -> EventRows:
    """How the rows of an events file are read; raises ColumnProblem where it lacks a column that it has to have."""
    columns = project.event_columns
    header, findings = Header(table, project.timezone), Findings(table.path)
    properties = _Properties(project, header, findings)
    rows = EventRows(
        findings=findings,
        zone=project.timezone,
        names=columns.names,
        contact=header.need(columns.contact, "whose event it was", _TEXT),
        event=header.need(columns.event, "what happened", _TEXT),
        at=header.need(columns.at, "when it happened", _INSTANT),
        received_at=header.find(columns.received_at, _INSTANT),
        id=header.find(columns.id, _TEXT),
        kinds=tuple(kind for _, kind in properties.places),
        properties=properties.by_event,
        absent=properties.absent,
    )
    if rows.id is None:
        findings.about_file(f"no column `{columns.id}`: the number of its row is each event's id")
    findings.unused(header.unused())
    return rows


class _Properties:
    """The place of each property of each kind in a record, by event what fills it, and the columns that are not there
    for events that every project has."""

    def __init__(self, project: Project, header: Header, findings: Findings) -> None:
        self._project, self._header, self._findings = project, header, findings
        self.places: dict[tuple[str, Kind], int] = {}
        self.absent: dict[str, str] = {}
        self.by_event = {name: tuple(self._of(event)) for name, event in known_events(project.events).items()}

    def _of(self, event: Declared) -> Iterator[tuple[int, Slot]]:
        for name, declared in event.properties.items():
            column = self._project.event_columns.properties.get(name, name)
            if slot := self._header.find(column, declared, name):
                yield self.places.setdefault((name, slot.kind), len(_OWN) + len(self.places)), slot
            elif event.name in BUILT_IN:
                self.absent[event.name] = column
            else:
                self._findings.about_file(f"no column `{column}`: no event has a `{name}`")
