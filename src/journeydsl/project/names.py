"""Which names can be used in journeys, and where a name must be one that was declared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from journeydsl.model.happenings import BUILT_IN

PATTERN = r"^[a-z][a-z0-9_]*$"

RESERVED = frozenset(
    {"account", "and", "false", "in", "is", "no", "none", "not", "offer", "or", "score", "self", "trigger", "true"}
)
"""Words that a condition or a template reads as its own, so that nothing can be named by them."""


@dataclass(frozen=True, slots=True)
class Declared:
    """The names that a file declares, right or wrong, and those that every project has: attributes with the word for
    their type, and which of them hold many values."""

    attributes: Mapping[str, object] = field(default_factory=dict)
    events: frozenset[str] = frozenset()
    properties: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    account: frozenset[str] = frozenset()
    scores: frozenset[str] = frozenset()


def declared(data: Any) -> Declared:
    """What `data` (of a project file, unchecked) declares."""
    attributes, events = _section(data, "attributes"), _section(data, "events")
    topics = data.get("topics") if isinstance(data, dict) else None
    return Declared(
        attributes={name: _type(value) for name, value in attributes.items()},
        events=frozenset(events) | BUILT_IN.keys(),
        properties=frozenset(name for event in events.values() for name in _section(event, "properties"))
        | {name for event in BUILT_IN.values() for name in event.properties},
        topics=frozenset(topic for topic in topics if isinstance(topic, str))
        if isinstance(topics, list)
        else frozenset(),
        lists=frozenset(name for name, value in attributes.items() if isinstance(value, dict) and value.get("many")),
        account=frozenset(_section(data, "account")),
        scores=frozenset(_section(data, "scores")),
    )


def as_name(written: str) -> str | None:
    """The name nearest to `written`: `First name` → `first_name`; None where there is none."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", written)
    name = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")
    return name if re.match(PATTERN, name) and name not in RESERVED else None


def _section(data: Any, name: str) -> Mapping[str, Any]:
    section = data.get(name) if isinstance(data, dict) else None
    return section if isinstance(section, dict) else {}


def _type(value: Any) -> object:
    return value.get("type") if isinstance(value, dict) else value
