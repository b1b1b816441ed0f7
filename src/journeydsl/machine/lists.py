"""Lists as texts: each is a JSON array, as `data.lists` stages it, so that a column of lists is a column of texts."""

from __future__ import annotations

import datetime
import json

from journeydsl.model.values import Scalar


def as_text(values: tuple[Scalar, ...]) -> str:
    """The text that stands for a list."""
    return json.dumps([_as_json(value) for value in values], ensure_ascii=False, separators=(",", ":"))


def values_of(text: str) -> tuple[Scalar, ...]:
    """The values of the list that a text stands for, dates as texts; nothing is in a text that is none."""
    try:
        return tuple(json.loads(text)) if text.startswith("[") else ()
    except (ValueError, RecursionError):
        return ()


def contains(text: str, value: Scalar) -> bool:
    """Whether a value is in the list that a text stands for, to the letter."""
    return _as_json(value) in values_of(text)


def _as_json(value: Scalar) -> str | float | bool:
    return value.isoformat() if isinstance(value, datetime.date) else value
