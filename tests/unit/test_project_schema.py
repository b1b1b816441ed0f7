"""The JSON Schema that editors complete project files with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from journeydsl import project

jsonschema: Any = pytest.importorskip("jsonschema")

PUBLISHED = Path(__file__).parents[2] / "docs" / "reference" / "journeydsl.schema.json"

SOUND = {
    "project": "shop",
    "attributes": {"email": "email", "country": {"type": "text", "values": ["DE"], "optional": True}},
    "events": {"seen": None, "bought": {"properties": {"total": "number", "kind": {"type": "text"}}}},
    "topics": ["news"],
    "channels": {"email": {"address": "email", "throughput": "50 per hour"}, "sms": {"address": "phone"}},
    "scores": {"churn": {"fresh_for": "7 days", "minimum_confidence": 0.5}, "affinity": None},
    "team": {"people": 4},
    "data": {"contacts": {"id": "customer"}},
}


def test_the_published_schema_is_current() -> None:
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == project.json_schema(), (
        "write json.dumps(project.json_schema(), indent=2) to the file"
    )


def test_the_schema_is_one_and_accepts_what_loads() -> None:
    schema = project.json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(SOUND, schema)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"project": "shop", "atributes": {}},
        {"project": "shop", "attributes": {"x": "txt"}},
        {"project": "shop", "attributes": {"x": {"type": "text", "optional": "yes"}}},
        {"project": "shop", "events": {"seen": {"properties": {"x": {"kind": "text"}}}}},
        {"project": "shop", "topics": ["News"]},
        {"project": "shop", "scores": {"churn": {"fresh_for": "soon"}}},
        {"project": "shop", "team": {"people": 0}},
    ],
)
def test_the_schema_refuses_what_does_not_load(wrong: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, project.json_schema())
