"""Contacts and events written to files, in any order of the rows."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from journeydsl.model.contacts import Contact, Event
from journeydsl.model.values import Instant, Kind, Value, ValueType, moment
from tests.properties.runnable.histories import Case
from tests.properties.runnable.words import DURATIONS, the_events, the_project


def write(folder: Path, cases: Sequence[Case], chance: Random) -> tuple[Path, Path]:
    """Write what is known of contacts, and their events, as JSON Lines; every event once or twice."""
    contacts = [_contact(case.contact) for case in cases]
    events = [
        _event(case.contact.id, each)
        for case in cases
        for each in case.inputs
        if isinstance(each, Event)
        for _ in range(chance.randint(1, 2))
    ]
    return _lines(folder / "contacts.jsonl", contacts, chance), _lines(folder / "events.jsonl", events, chance)


def _lines(path: Path, rows: list[dict[str, Any]], chance: Random) -> Path:
    """Every row with every column, for the first row says which there are."""
    columns = {column for row in rows for column in row} | {"contact_id", "event", "at", "event_id", "received_at"}
    chance.shuffle(rows)
    whole = ({column: row.get(column) for column in sorted(columns)} for row in rows)
    path.write_text("".join(json.dumps(row) + "\n" for row in whole), encoding="utf-8")
    return path


def _contact(contact: Contact) -> dict[str, Any]:
    project = the_project()
    types = {name: attribute.type for name, attribute in project.attributes.items()}
    facts = {name: attribute.type for name, attribute in project.account.items()}
    row: dict[str, Any] = {f"subscribed_to_{topic}": contact.subscriptions.get(topic) for topic in project.topics}
    row |= {f"account.{name}": value for name, value in _values(contact.account, facts).items()}
    for name in project.scores:
        score = contact.scores.get(name)
        row[f"score.{name}"] = None if score is None else score.value
        row[f"score.{name}.confidence"] = None if score is None else score.confidence
        row[f"score.{name}.at"] = None if score is None or score.made_at is None else _instant(score.made_at)
    return {
        "contact_id": contact.id,
        "timezone": contact.timezone,
        "unsubscribed": contact.unsubscribed,
        **row,
        **_values(contact.attributes, types),
    }


def _event(contact: str, event: Event) -> dict[str, Any]:
    return {
        "contact_id": contact,
        "event": event.name,
        "at": _instant(event.at),
        "event_id": event.id,
        "received_at": None if event.known_at is None else _instant(event.known_at),
        **_values(event.properties, the_events()[event.name].properties),
    }


def _values(values: Mapping[str, Value], types: Mapping[str, ValueType]) -> dict[str, Any]:
    return {name: _written(values[name], kind) if name in values else None for name, kind in types.items()}


def _written(value: Value, wanted: ValueType) -> Any:
    match value:
        case datetime.date():
            return value.isoformat()
        case int() if wanted.kind is Kind.INSTANT:
            return _instant(value)
        case int() if wanted.kind is Kind.DURATION:
            return next(words for words, duration in DURATIONS.items() if duration == value)
        case _:
            return value


def _instant(at: Instant) -> str:
    return moment(at).isoformat()
