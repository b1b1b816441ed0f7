"""The same rows give the same population, whether they come as CSV, as JSON Lines or as Parquet."""

from __future__ import annotations

import csv
import datetime
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from journeydsl import data
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.project import Attribute, Project
from journeydsl.model.project import Event as EventKind
from journeydsl.model.values import LARGEST_INTEGER, Kind, Value, ValueType, instant

Row: TypeAlias = dict[str, Any]

PROPERTIES = {
    "text": Kind.TEXT,
    "number": Kind.NUMBER,
    "integer": Kind.INTEGER,
    "boolean": Kind.BOOLEAN,
    "date": Kind.DATE,
    "time": Kind.INSTANT,
}
SQL = {
    Kind.TEXT: "varchar",
    Kind.NUMBER: "double",
    Kind.INTEGER: "bigint",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
    Kind.INSTANT: "timestamp",
}
PROJECT = Project(
    name="any",
    attributes={name: Attribute(name=name, type=ValueType(kind), optional=True) for name, kind in PROPERTIES.items()},
    events={
        "everything": EventKind(
            name="everything", properties={name: ValueType(kind) for name, kind in PROPERTIES.items()}
        ),
        "nothing": EventKind(name="nothing"),
    },
    topics=("news",),
)
CONTACT_COLUMNS = {
    "contact_id": Kind.TEXT,
    **PROPERTIES,
    "timezone": Kind.TEXT,
    "unsubscribed": Kind.BOOLEAN,
    "subscribed_to_news": Kind.BOOLEAN,
}
EVENT_COLUMNS = {
    "event_id": Kind.TEXT,
    "contact_id": Kind.TEXT,
    "event": Kind.TEXT,
    "at": Kind.INSTANT,
    **PROPERTIES,
}

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
VALUES = {
    Kind.TEXT: TEXTS,
    Kind.NUMBER: st.floats(allow_nan=False, allow_infinity=False),
    Kind.INTEGER: st.integers(-LARGEST_INTEGER, LARGEST_INTEGER),
    Kind.BOOLEAN: st.booleans(),
    Kind.DATE: st.dates(),
    Kind.INSTANT: st.datetimes(),
}


@st.composite
def populations(draw: st.DrawFn) -> tuple[list[Row], list[Row]]:
    """Rows of contacts and of events that fit the project; None where there is no value."""
    values = {name: st.none() | VALUES[kind] for name, kind in PROPERTIES.items()}
    contact = {
        "contact_id": TEXTS,
        **values,
        "timezone": st.none() | st.sampled_from(["Europe/Berlin", "Asia/Kolkata"]),
        "unsubscribed": st.none() | st.booleans(),
        "subscribed_to_news": st.none() | st.booleans(),
    }
    contacts = draw(
        st.lists(st.fixed_dictionaries(contact), min_size=1, max_size=5, unique_by=lambda row: row["contact_id"])
    )
    event = {
        "event_id": TEXTS,
        "contact_id": st.sampled_from([row["contact_id"] for row in contacts]),
        "event": st.sampled_from(["everything", "nothing"]),
        "at": st.datetimes(),
        **values,
    }
    events = st.lists(
        st.fixed_dictionaries(event), min_size=1, max_size=8, unique_by=lambda row: (row["contact_id"], row["event_id"])
    )
    return contacts, draw(events)


@settings(max_examples=25, deadline=None)
@given(populations())
def test_the_same_rows_give_the_same_population(rows: tuple[list[Row], list[Row]]) -> None:
    expected = meant(*rows)
    with TemporaryDirectory() as name:
        for ending in ("csv", "jsonl", "json", "parquet"):
            contacts, events = Path(name, f"contacts.{ending}"), Path(name, f"events.{ending}")
            write(contacts, CONTACT_COLUMNS, rows[0])
            write(events, EVENT_COLUMNS, rows[1])
            with data.read(PROJECT, contacts, events) as population:
                assert list(population) == expected
                assert not population.problems


def meant(contacts: Sequence[Row], events: Sequence[Row]) -> list[tuple[Contact, tuple[Event, ...]]]:
    """What the rows say, without any file between."""
    by_contact: dict[str, list[Event]] = {row["contact_id"]: [] for row in contacts}
    for row in events:
        properties = known(row) if row["event"] == "everything" else {}
        event = Event(id=row["event_id"], name=row["event"], at=in_utc(row["at"]), properties=properties)
        by_contact[row["contact_id"]].append(event)
    return [
        (contact_of(row), tuple(sorted(by_contact[row["contact_id"]], key=lambda event: (event.at, event.id))))
        for row in sorted(contacts, key=lambda row: row["contact_id"].encode())
    ]


def contact_of(row: Row) -> Contact:
    return Contact(
        id=row["contact_id"],
        attributes=known(row),
        subscriptions={} if row["subscribed_to_news"] is None else {"news": row["subscribed_to_news"]},
        unsubscribed=bool(row["unsubscribed"]),
        timezone=row["timezone"],
    )


def known(row: Row) -> dict[str, Value]:
    values = {name: row[name] for name in PROPERTIES if row[name] is not None}
    if "time" in values:
        values["time"] = in_utc(values["time"])
    return values


def in_utc(moment: datetime.datetime) -> int:
    return instant(moment.replace(tzinfo=datetime.UTC))


def write(path: Path, columns: Mapping[str, Kind], rows: Sequence[Row]) -> None:
    match path.suffix:
        case ".csv":
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, delimiter=";")
                writer.writerow(columns)
                writer.writerows([["" if row[name] is None else row[name] for name in columns] for row in rows])
        case ".jsonl":
            lines = [json.dumps(row, default=in_words, ensure_ascii=False) + "\n" for row in rows]
            path.write_text("".join(lines), encoding="utf-8")
        case ".json":
            path.write_text(json.dumps(rows, default=in_words), encoding="utf-8")
        case _:
            write_parquet(path, columns, rows)


def write_parquet(path: Path, columns: Mapping[str, Kind], rows: Sequence[Row]) -> None:
    with duckdb.connect() as connection:
        types = ", ".join(f'"{name}" {SQL[kind]}' for name, kind in columns.items())
        connection.execute(f"create table rows ({types})")
        for row in rows:
            marks = ", ".join("?" for _ in columns)
            connection.execute(f"insert into rows values ({marks})", [row[name] for name in columns])
        connection.table("rows").write_parquet(str(path))


def in_words(value: datetime.date) -> str:
    if isinstance(value, datetime.datetime):
        return f"{value.isoformat()}Z"
    return value.isoformat()
