"""The keys of the project file as tables, from its published schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "journeydsl.schema.json"
PROJECT = "Project"


@cache
def definitions() -> Mapping[str, Any]:
    """What the schema says of each kind of thing."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return {PROJECT: schema, **schema["$defs"]}


def with_keys() -> set[str]:
    """The kinds of things that have keys of their own."""
    return {name for name, definition in definitions().items() if "properties" in definition}


def table(name: str) -> Iterator[str]:
    """The keys of a kind of thing, a row each."""
    definition = definitions()[name]
    yield from ("| key | holds | when left out | |", "|---|---|---|---|")
    for key, value in definition["properties"].items():
        missing = "required" if key in definition.get("required", ()) else default(value)
        yield f"| `{key}` | {kind(value)} | {missing} | {value.get('description', '')} |"


def default(value: Mapping[str, Any]) -> str:
    found = value.get("default")
    return "" if found in (None, {}, [], "") else "`" + json.dumps(found).strip('"') + "`"


def kind(value: Mapping[str, Any]) -> str:
    """What a key holds, in words."""
    match value:
        case {"$ref": str(reference)}:
            return defined(reference.split("/")[-1])
        case {"anyOf": list(kinds)}:
            return " or ".join(dict.fromkeys(kind(each) for each in kinds if each.get("type") != "null"))
        case {"type": "array", "items": items}:
            return f"a list: {kind(items)}"
        case {"type": "object", "patternProperties": patterns}:
            return f"by name: {kind(next(iter(patterns.values())))}"
        case {"type": "object", "additionalProperties": dict(values)}:
            return f"by name: {kind(values)}"
        case {"type": "string", "pattern": str(pattern)} if "second" in pattern:
            return "such as `500 per hour`" if " per " in pattern else "such as `7 days`"
        case _:
            return {"string": "a text", "boolean": "`true` or `false`"}.get(value["type"], "a number")


def defined(name: str) -> str:
    words = definitions()[name].get("enum")
    if words is None or name == "Kind":
        return f"[{name.lower()}](#{name.lower()})"
    return ", ".join(f"`{word}`" for word in words)
