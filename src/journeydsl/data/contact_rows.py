"""Contacts: from a row to the record that is kept of it, and from the record to a `Contact`.

Ids are text exactly as written: `17850.0` and `17850` are two contacts. A zone that does not exist is counted and left
out (law L1). A missing value of an attribute that is not optional rejects the row, and so does a consent that cannot
be read. Where nothing says that a contact has unsubscribed, it has not. A score whose confidence or age the file does
not have is read without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from journeydsl.data.findings import Findings
from journeydsl.data.plain import Plain, listed, missing, plain_cell
from journeydsl.data.rows import Cell, Row, Table
from journeydsl.data.slots import Header, Slot
from journeydsl.engine.address import is_reachable
from journeydsl.model import clock
from journeydsl.model.contacts import Contact, scores_told
from journeydsl.model.project import Project
from journeydsl.model.values import Kind, ValueType

_OWN = (("id", Kind.TEXT), ("number", Kind.INTEGER), ("timezone", Kind.TEXT), ("unsubscribed", Kind.BOOLEAN))
_TEXT, _YES_OR_NO = ValueType(Kind.TEXT), ValueType(Kind.BOOLEAN)
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+")
_NO_ADDRESS = {
    Kind.EMAIL: "cannot be an e-mail address: it is kept, and nothing is sent to it",
    Kind.PHONE: "cannot be a phone number: it is kept, and nothing is sent to it",
    Kind.URL: "cannot be a link: it is kept as it is",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRows:
    """How the rows of one contacts file are read."""

    project: Project
    findings: Findings
    id: Slot
    zone: Slot | None
    unsubscribed: Slot | None
    attributes: tuple[Slot, ...]
    topics: tuple[Slot, ...]
    account: tuple[Slot, ...]
    scores: tuple[Slot, ...]
    addresses: tuple[tuple[Slot, Kind], ...]

    @property
    def fields(self) -> tuple[tuple[str, Kind], ...]:
        """The names and kinds of the parts of a record; the first two are the contact's id and the row's number."""
        kinds = [
            *(slot.kind for slot in self.attributes),
            *(Kind.BOOLEAN for _ in self.topics),
            *(slot.kind for slot in self.account),
            *(_score_kind(slot.name) for slot in self.scores),
        ]
        return (*_OWN, *((f"part_{place}", kind) for place, kind in enumerate(kinds)))

    def parts(self, slots: Sequence[Slot]) -> Iterator[tuple[str, Slot]]:
        """Some of the slots, each with the name of its part in a record."""
        names = (name for name, _ in self.fields[len(_OWN) :])
        every = (*self.attributes, *self.topics, *self.account, *self.scores)
        return ((name, slot) for name, slot in zip(names, every, strict=True) if any(slot is each for each in slots))

    @property
    def unique_parts(self) -> Iterator[tuple[str, str]]:
        """The parts of a record that no two contacts should share, and their columns."""
        for place, slot in enumerate(self.attributes):
            if self.project.attributes[slot.name].unique:
                yield f"part_{place}", slot.column

    def record(self, row: Row) -> tuple[Any, ...]:
        """What is kept of a row; raises Unfit."""
        contact = self.id.value(row.cells)
        attributes = [slot.value(row.cells) for slot in self.attributes]
        others = [slot.value(row.cells) for slot in (*self.topics, *self.account, *self.scores)]
        unsubscribed = self.unsubscribed.value(row.cells) if self.unsubscribed else None
        self._look_at_addresses(row)
        return (contact, row.number, self._known_zone(row), unsubscribed or False, *attributes, *others)

    def plain(self, types: Sequence[str]) -> list[Plain]:
        """How the parts of a record are read many at a time, in their order."""
        slots = (*self.attributes, *self.topics, *self.account, *self.scores)
        zone, unsubscribed = missing(Kind.TEXT), missing(Kind.BOOLEAN)
        if self.zone is not None:
            zone = self._plain(self.zone, types)
            zone = Plain(zone.value, f"coalesce({zone.value} not in ({listed(sorted(clock.zones()))}), false)")
        if self.unsubscribed is not None:
            said = self._plain(self.unsubscribed, types)
            unsubscribed = Plain(f"coalesce({said.value}, false)", said.doubt)
        number = Plain("number", "false")
        return [self._plain(self.id, types), number, zone, unsubscribed, *(self._plain(slot, types) for slot in slots)]

    def _plain(self, slot: Slot, types: Sequence[str]) -> Plain:
        return plain_cell(slot, types, self.project.timezone)

    def read_back(self, record: Sequence[Any]) -> Contact:
        """The contact of a record."""
        rest = iter(record[len(_OWN) :])
        return Contact(
            id=record[0],
            timezone=record[2],
            unsubscribed=record[3],
            attributes=_known(self.attributes, rest),
            subscriptions=_known(self.topics, rest),
            account=_known(self.account, rest),
            scores=scores_told(_known(self.scores, rest)),
        )

    def _known_zone(self, row: Row) -> str | None:
        written = self.zone.value(row.cells) if self.zone else None
        if written is None or clock.is_zone(str(written)):
            return None if written is None else str(written)
        self.findings.about_row(row.number, f"an unknown time zone: {self.project.timezone} is used")
        return None

    def _look_at_addresses(self, row: Row) -> None:
        for slot, kind in self.addresses:
            if not _can_be(kind, row.cells[slot.position]):
                self.findings.about_row(row.number, f"`{slot.column}` {_NO_ADDRESS[kind]}")


def contact_rows(project: Project, table: Table) -> ContactRows:
    """How the rows of a contacts file are read; raises ColumnProblem where it lacks a column that it has to have."""
    columns = project.contact_columns
    header, findings = Header(table, project.timezone), Findings(table.path)
    attributes = tuple(_attribute_slots(project, header, findings))
    rows = ContactRows(
        project=project,
        findings=findings,
        id=header.need(columns.id, "who each contact is", _TEXT),
        zone=header.find(columns.timezone, _TEXT),
        unsubscribed=header.find(columns.unsubscribed, _YES_OR_NO),
        attributes=attributes,
        topics=tuple(_topic_slots(project, header, findings)),
        account=tuple(_account_slots(project, header, findings)),
        scores=tuple(_score_slots(project, header, findings)),
        addresses=tuple((slot, kind) for slot in attributes if (kind := slot.kind) in _NO_ADDRESS),
    )
    if rows.zone is None:
        findings.about_file(f"no column `{columns.timezone}`: every contact's local time is that of {project.timezone}")
    if rows.unsubscribed is None:
        findings.about_file(f"no column `{columns.unsubscribed}`: nobody has unsubscribed from everything")
    findings.unused(header.unused())
    return rows


def _attribute_slots(project: Project, header: Header, findings: Findings) -> Iterator[Slot]:
    for name, attribute in project.attributes.items():
        column = project.contact_columns.attributes.get(name, name)
        if not attribute.optional:
            yield header.need(column, f"the attribute `{name}` is not optional", attribute.type, name)
        elif slot := header.find(column, attribute.type, name):
            yield slot
        else:
            findings.about_file(f"no column `{column}`: `{name}` is missing for everybody")


def _topic_slots(project: Project, header: Header, findings: Findings) -> Iterator[Slot]:
    for topic in project.topics:
        column = project.contact_columns.subscriptions.get(topic, f"subscribed_to_{topic}")
        if slot := header.find(column, _YES_OR_NO, topic):
            yield slot
        else:
            findings.about_file(f"no column `{column}`: nobody is subscribed to `{topic}`")


def _account_slots(project: Project, header: Header, findings: Findings) -> Iterator[Slot]:
    everybody_has_one = any(each.identifies and not each.optional for each in project.attributes.values())
    for name, fact in project.account.items():
        column = project.contact_columns.account.get(name, f"account.{name}")
        if everybody_has_one and not fact.optional:
            yield header.need(column, f"`account.{name}` is not optional", fact.type, name)
        elif slot := header.find(column, fact.type, name):
            yield slot
        else:
            findings.about_file(f"no column `{column}`: `account.{name}` is missing for everybody")


def _score_slots(project: Project, header: Header, findings: Findings) -> Iterator[Slot]:
    for name, score in project.scores.items():
        needed = {name: True, f"{name}.confidence": score.minimum_confidence is not None, f"{name}.at": score.fresh_for}
        for part, is_needed in needed.items():
            column = project.contact_columns.scores.get(part, f"score.{part}")
            is_share = part.endswith(".confidence")
            declared = ValueType(_score_kind(part))
            if slot := header.find_share(column, part) if is_share else header.find(column, declared, part):
                yield slot
            elif is_needed:
                findings.about_file(f"no column `{column}`: `score.{name}` is missing for everybody")


def _score_kind(part: str) -> Kind:
    return Kind.INSTANT if part.endswith(".at") else Kind.NUMBER


def _known(slots: Sequence[Slot], values: Iterator[Any]) -> dict[str, Any]:
    return {slot.name: slot.read_back(value) for slot, value in zip(slots, values, strict=False) if value is not None}


def _can_be(kind: Kind, cell: Cell) -> bool:
    if cell is None or cell == "":
        return True
    return _URL.fullmatch(str(cell)) is not None if kind is Kind.URL else is_reachable(kind, str(cell))
