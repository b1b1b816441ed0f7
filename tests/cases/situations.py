"""Contacts and histories as the case files write them: plain YAML, every value as text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from journeydsl.compiler import compile_sources
from journeydsl.model.contacts import Change, Contact, Event, scores_told
from journeydsl.model.happenings import known_events
from journeydsl.model.program import Program
from journeydsl.model.project import Project
from journeydsl.model.values import Instant, Kind, Scalar, Value, ValueType, instant
from journeydsl.source import Source

PROJECT_FILE = Path(__file__).parent / "laws" / "journeydsl.yaml"


def compiled(
    journeys: str, project: Mapping[str, Any] | None = None, files: Mapping[str, str] | None = None
) -> Program:
    """The program of `journeys` in the project of the laws, with some of its sections changed by `project`, and with
    `files` beside it."""
    text = PROJECT_FILE.read_text(encoding="utf-8")
    if project:
        sections = yaml.safe_load(text)
        text = yaml.safe_dump({**sections, **{key: _merged(sections.get(key), project[key]) for key in project}})
    project_file = Source("journeydsl.yaml", text)
    templates = {"plain.html": "<p>Hello</p>", **(files or {})}
    compilation = compile_sources(project_file, [Source("laws.journey", journeys)], templates)
    errors = [f"{d.code}: {d.message} in `{journeys[d.span.start : d.span.end]}`" for d in compilation.diagnostics]
    assert compilation.is_sound, errors
    assert compilation.program is not None
    return compilation.program


def _merged(section: Any, changed: Any) -> Any:
    return {**section, **changed} if isinstance(section, dict) else changed


def population(project: Project, history: dict[str, Any]) -> Iterator[tuple[Contact, list[Event]]]:
    for name, said in sorted(history["contacts"].items()):
        facts = dict(said or {})
        yield (
            Contact(
                id=name,
                timezone=facts.pop("timezone", None),
                unsubscribed=facts.pop("unsubscribed", "false") == "true",
                subscriptions={
                    topic: wants == "true" for topic, wants in facts.pop("subscribed", {"promotions": "true"}).items()
                },
                account={key: value(project.account[key].type, text) for key, text in _below("account", facts).items()},
                scores=scores_told(
                    {
                        key: parse_instant(text) if key.endswith(".at") else float(text)
                        for key, text in _below("score", facts).items()
                    }
                ),
                attributes={
                    key: value(project.attributes[key].type, text)
                    for key, text in ({"email": f"{name}@example.com"} | facts).items()
                    if text
                },
            ),
            sorted(events(project, name, history.get("events", [])), key=lambda event: (event.at, event.id)),
        )


def _below(word: str, facts: dict[str, str]) -> dict[str, str]:
    """What is said of `word.NAME`, by name; it is taken out of the facts."""
    return {name.partition(".")[2]: facts.pop(name) for name in list(facts) if name.startswith(f"{word}.")}


def changes_of(project: Project, contact: str, rows: list[Any]) -> Iterator[Change]:
    for owner, at, attribute, text in rows:
        if owner == contact:
            known = value(project.attributes[attribute].type, text)
            yield Change(at=parse_instant(at), attribute=attribute, value=known)


def events(project: Project, contact: str, rows: list[Any]) -> Iterator[Event]:
    for number, row in enumerate(rows):
        owner, at, name, *more = row
        properties: dict[str, str] = more[0] if more else {}
        known_at: str | None = more[1] if len(more) > 1 else None
        if owner == contact:
            types = known_events(project.events)[name].properties
            yield Event(
                id=f"{number:04}",
                name=name,
                at=parse_instant(at),
                properties={key: value(types[key], text) for key, text in properties.items()},
                known_at=None if known_at is None else parse_instant(known_at),
            )


def value(declared: ValueType, text: str) -> Value:
    if declared.many:
        one = ValueType(declared.kind, declared.values)
        return tuple(scalar(one, part) for part in text.split(";"))
    return scalar(declared, text)


def scalar(declared: ValueType, text: str) -> Scalar:
    match declared.kind:
        case Kind.NUMBER:
            return float(text)
        case Kind.INTEGER:
            return int(text)
        case Kind.BOOLEAN:
            return text == "true"
        case Kind.DATE:
            return datetime.date.fromisoformat(text)
        case Kind.INSTANT:
            return parse_instant(text)
        case Kind.TEXT | Kind.EMAIL | Kind.URL | Kind.PHONE:
            return text
        case Kind.DURATION:
            raise AssertionError("no case needs a duration")


def parse_instant(text: str) -> Instant:
    parsed = datetime.datetime.fromisoformat(text)
    return instant(parsed if parsed.tzinfo else parsed.replace(tzinfo=datetime.UTC))
