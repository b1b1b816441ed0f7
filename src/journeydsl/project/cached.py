"""A project that was valid before is read back without looking at its YAML again.

In: the source of a project file and a folder for what is stored. Out: what `load` gives.
Promises: imports neither yaml nor pydantic unless the file is new or has mistakes; a damaged store is no mistake.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias

from journeydsl import __version__
from journeydsl.diagnostics import Diagnostic
from journeydsl.model.project import (
    Attribute,
    Change,
    Channel,
    ContactColumns,
    Event,
    EventColumns,
    Identity,
    OfferFiles,
    Origin,
    Project,
    Score,
    Team,
    Throughput,
)
from journeydsl.model.values import Kind, ValueType
from journeydsl.resources.cache import key, stored
from journeydsl.source import Source

Loaded: TypeAlias = tuple[Project | None, tuple[Diagnostic, ...]]


def load_cached(source: Source, cache_folder: Path, load: Callable[[Source], Loaded]) -> Loaded:
    """What `load` gives for `source`, from `cache_folder` where a valid project was stored there for the same text."""
    return stored(cache_folder, key("project", __version__, source.text), lambda: load(source), dump=_dump, load=_load)


def _dump(loaded: Loaded) -> dict[str, Any] | None:
    project, diagnostics = loaded
    return None if project is None or diagnostics else asdict(project)


def _load(value: Any) -> Loaded:
    parts = {
        **value,
        "attributes": {name: _attribute(part) for name, part in value["attributes"].items()},
        "account": {name: _attribute(part) for name, part in value["account"].items()},
        "scores": {name: Score(**part) for name, part in value["scores"].items()},
        "events": {name: _event(part) for name, part in value["events"].items()},
        "topics": tuple(value["topics"]),
        "channels": {name: _channel(part) for name, part in value["channels"].items()},
        "contact_columns": ContactColumns(**value["contact_columns"]),
        "event_columns": EventColumns(**value["event_columns"]),
        "offers": {name: _offer(part) for name, part in value["offers"].items()},
        "team": None if value["team"] is None else Team(**value["team"]),
    }
    return Project(**parts), ()


def _attribute(part: Any) -> Attribute:
    words = {
        "origin": None if part["origin"] is None else Origin(part["origin"]),
        "change": Change(part["change"]),
        "identifies": None if part["identifies"] is None else Identity(part["identifies"]),
    }
    return Attribute(**{**part, **words, "type": _type(part["type"])})


def _offer(part: Any) -> OfferFiles:
    return OfferFiles(**{**part, "bought": tuple(part["bought"])})


def _event(part: Any) -> Event:
    return Event(**{**part, "properties": {name: _type(kind) for name, kind in part["properties"].items()}})


def _channel(part: Any) -> Channel:
    throughput = None if part["throughput"] is None else Throughput(**part["throughput"])
    return Channel(**{**part, "throughput": throughput})


def _type(part: Any) -> ValueType:
    return ValueType(Kind(part["kind"]), tuple(part["values"]), part["many"])
