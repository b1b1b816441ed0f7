"""A small project and ways to write the files that the tests read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from journeydsl import data
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.project import Attribute, Project
from journeydsl.model.project import Event as EventKind
from journeydsl.model.values import Kind, ValueType

ORDER = EventKind(
    name="order_placed",
    properties={
        "total": ValueType(Kind.NUMBER),
        "pieces": ValueType(Kind.INTEGER),
        "category": ValueType(Kind.TEXT, ("kitchen", "garden")),
        "gift": ValueType(Kind.BOOLEAN),
        "delivery": ValueType(Kind.DATE),
        "paid_at": ValueType(Kind.INSTANT),
    },
)
SIGN_UP = EventKind(name="signed_up", properties={"source": ValueType(Kind.TEXT), "total": ValueType(Kind.TEXT)})

SHOP = Project(
    name="shop",
    timezone="Europe/Berlin",
    attributes={
        "email": Attribute(name="email", type=ValueType(Kind.EMAIL), optional=True, unique=True),
        "phone": Attribute(name="phone", type=ValueType(Kind.PHONE), optional=True),
        "country": Attribute(name="country", type=ValueType(Kind.TEXT, ("DE", "US"))),
        "birthday": Attribute(name="birthday", type=ValueType(Kind.DATE), optional=True),
    },
    events={"order_placed": ORDER, "signed_up": SIGN_UP},
    topics=("news",),
)
PLAIN = Project(name="plain", events={"seen": EventKind(name="seen")})
"""A project of which nothing is needed but who, what and when."""

CONTACTS = "contact_id,country\nc1,DE\nc2,US\n"
EVENTS = "event_id,contact_id,event,at\n"


class Reading:
    """What reading two files gives, walked once and closed."""

    def __init__(self, project: Project, contacts: Path, events: Path) -> None:
        with data.read(project, contacts, events) as population:
            self.people: list[tuple[Contact, tuple[Event, ...]]] = list(population)
            self.again = list(population)
            self.contacts = population.contacts
            self.events = population.events
            self.rejected = list(population.rejected)
            self.problems = population.problems
            self.findings = [finding.message for finding in population.findings]
            self.counted = {finding.message: (finding.count, finding.row) for finding in population.findings}
            self.length = len(population)

    @property
    def ids(self) -> list[str]:
        return [contact.id for contact, _ in self.people]

    def reasons(self) -> list[tuple[str, int, str, str]]:
        return [(each.file.name, each.row, each.column, each.problem) for each in self.rejected]

    def events_of(self, contact_id: str) -> tuple[Event, ...]:
        return next(events for contact, events in self.people if contact.id == contact_id)


def read(folder: Path, contacts: str = CONTACTS, events: str = EVENTS, project: Project = SHOP) -> Reading:
    """Read two CSV texts."""
    return Reading(project, file(folder, "contacts.csv", contacts), file(folder, "events.csv", events))


def file(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def json_lines(rows: Sequence[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)
