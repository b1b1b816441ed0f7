"""A list of contacts and a list of events, row by row, and written in batches."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from journeydsl.diagnostics import FileProblem
from journeydsl.generating.chance import Chance
from journeydsl.generating.guesses import guessed
from journeydsl.generating.lives import Deed, Lives
from journeydsl.generating.parquet import as_parquet
from journeydsl.generating.people import ID, UNSUBSCRIBED, ZONE, People, Person
from journeydsl.generating.period import Period
from journeydsl.generating.roles import roles
from journeydsl.model.happenings import known_events
from journeydsl.model.project import Project
from journeydsl.model.values import NUMERIC, SECOND, TEXTUAL, Instant, Kind, ValueType

_BATCH = 1_000
_SAME = {
    "amount": "total", "value": "total", "revenue": "total", "order_value": "total", "cart_value": "total",
    "product": "name", "product_name": "name", "item": "name", "sku": "product_id", "item_id": "product_id",
    "checkout_url": "url", "cart_url": "url", "product_url": "url", "stars": "rating",
}  # fmt: skip
_NUMBERS = frozenset({"total", "price", "rating"})


class FileFormat(StrEnum):
    """The formats of files."""

    CSV = "csv"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be made: how many contacts, from which seed, for a run from `first` to `last`."""

    project: Project
    contacts: int
    seed: int
    first: Instant
    last: Instant


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the files, and how many rows they hold."""

    contacts: Path
    events: Path
    contact_rows: int
    event_rows: int


def generate(order: Order, folder: Path, file_format: FileFormat = FileFormat.CSV) -> Iterator[int | Made]:
    """Write `contacts` and `events` into `folder`; yields after each batch how many contacts there are, at last what
    was made. Raises FileProblem where nothing can be written there."""
    files = [folder / "contacts.csv", folder / "events.csv"]
    rows = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (
            files[0].open("w", encoding="utf-8", newline="") as contacts,
            files[1].open("w", encoding="utf-8", newline="") as events,
        ):
            for done, written in _written(order, contacts, events):
                rows += written
                yield done
    except OSError as error:
        raise FileProblem(f"`{folder}` cannot be written: {(error.strerror or str(error)).lower()}") from error
    if file_format is FileFormat.PARQUET:
        project = order.project
        files = [as_parquet(files[0], _contact_kinds(project)), as_parquet(files[1], _event_kinds(project))]
    yield Made(files[0], files[1], order.contacts, rows)


def _written(order: Order, contacts: TextIO, events: TextIO) -> Iterator[tuple[int, int]]:
    """Write both files as CSV; after each batch, how many contacts there are and how many events it had."""
    project, period = order.project, Period(order.first // SECOND, order.last // SECOND)
    people = People(project, order.seed, period)
    lives = Lives(project, roles(project.events), period)
    columns, event_rows = _contact_columns(project), _EventRows(project, period)
    to_contacts, to_events = csv.writer(contacts, lineterminator="\n"), csv.writer(events, lineterminator="\n")
    to_contacts.writerow(columns.values())
    to_events.writerow(event_rows.columns)
    for start in range(1, order.contacts + 1, _BATCH):
        upto = min(start + _BATCH - 1, order.contacts)
        of_contacts: list[list[str]] = []
        of_events: list[list[str]] = []
        for number in range(start, upto + 1):
            chance = Chance(order.seed, f"contact {number}")
            who = people.person(number, chance)
            of_contacts.append([who.cells.get(key, "") for key in columns])
            of_events += event_rows.of(who, lives.life(who, chance), chance)
        to_contacts.writerows(of_contacts)
        to_events.writerows(of_events)
        yield upto, len(of_events)


def _contact_columns(project: Project) -> dict[str, str]:
    """The columns of a file of contacts, by what stands in them."""
    named = project.contact_columns
    columns = {ID: named.id, ZONE: named.timezone, UNSUBSCRIBED: named.unsubscribed}
    for name in project.attributes:
        columns[name] = named.attributes.get(name, name)
    for topic in project.topics:
        columns[f"subscribed_to_{topic}"] = named.subscriptions.get(topic, f"subscribed_to_{topic}")
    for name in project.account:
        columns[f"account.{name}"] = named.account.get(name, f"account.{name}")
    for name in project.scores:
        for part in (name, f"{name}.confidence", f"{name}.at"):
            columns[f"score.{part}"] = named.scores.get(part, f"score.{part}")
    first = {column: key for key, column in reversed(columns.items())}
    return {key: column for key, column in columns.items() if first[column] == key}


def _contact_kinds(project: Project) -> dict[str, Kind]:
    """The columns of a file of contacts that hold something else than text."""
    columns = _contact_columns(project)
    declared = {**project.attributes, **{f"account.{name}": each for name, each in project.account.items()}}
    kinds = {
        columns[name]: Kind.TEXT if each.type.many else each.type.kind
        for name, each in declared.items()
        if name in columns
    }
    for name in project.scores:
        kinds[columns[f"score.{name}"]] = kinds[columns[f"score.{name}.confidence"]] = Kind.NUMBER
        kinds[columns[f"score.{name}.at"]] = Kind.INSTANT
    return kinds


class _EventRows:
    """How deeds become rows of a file of events."""

    def __init__(self, project: Project, period: Period) -> None:
        named, self.period = project.event_columns, period
        self.properties = {name: event.properties for name, event in known_events(project.events).items()}
        self.named_in_file = {name: written for written, name in named.names.items()}
        own = [named.properties.get(name, name) for each in self.properties.values() for name in each]
        self.columns = list(dict.fromkeys([named.id, named.contact, named.event, named.at, *own]))
        self.place = {
            name: self.columns.index(named.properties.get(name, name))
            for each in self.properties.values()
            for name in each
        }

    def of(self, who: Person, deeds: Sequence[Deed], chance: Chance) -> Iterator[list[str]]:
        """The rows of what a contact did."""
        for number, deed in enumerate(deeds, start=1):
            row = [""] * len(self.columns)
            row[:4] = (
                f"{who.id}-{number}",
                who.id,
                self.named_in_file.get(deed.event, deed.event),
                self.period.instant(deed.at),
            )
            for name, declared in self.properties[deed.event].items():
                row[self.place[name]] = self._told(deed, name, declared, chance)
            yield row

    def _told(self, deed: Deed, name: str, declared: ValueType, chance: Chance) -> str:
        """What is told of a property: by the story where it knows, else a guess."""
        known = _SAME.get(name, name)
        told = deed.told.get(known)
        if told is None and name in ("message", "topic", "journey"):
            return ""
        if told is None or (declared.values and told not in declared.values) or declared.many:
            return guessed(name, declared, chance, self.period)
        if declared.kind in TEXTUAL:
            return told
        if declared.kind in NUMERIC and known in _NUMBERS:
            return told.partition(".")[0] if declared.kind is Kind.INTEGER else told
        return guessed(name, declared, chance, self.period)


def _event_kinds(project: Project) -> Mapping[str, Kind]:
    """The columns of a file of events that hold something else than text."""
    named = project.event_columns
    kinds: dict[str, Kind] = {named.at: Kind.INSTANT}
    for event in project.events.values():
        for name, declared in event.properties.items():
            column = named.properties.get(name, name)
            kind = Kind.TEXT if declared.many else declared.kind
            kinds[column] = kind if kinds.get(column, kind) is kind else Kind.TEXT
    return kinds
