"""Lists as texts: each is a JSON array, as `data.lists` stages it, so that a column of lists is a column of texts."""

from __future__ import annotations

import datetime
import json

from journeydsl.model.values import Scalar


def as_text(values: tuple[Scalar, ...]) -> str:
    """The text that stands for a list."""
    return json.dumps([_as_json(value) for value in values], ensure_ascii=False, separators=(",", ":"))


def contains(text: str, value: Scalar) -> bool:
    """Whether a value is in the list that a text stands for, to the letter; nothing is in a text that is none."""
    if not text.startswith("["):
        return False
    try:
        return _as_json(value) in json.loads(text)
    except (ValueError, RecursionError):
        return False


def _as_json(value: Scalar) -> str | float | bool:
    return value.isoformat() if isinstance(value, datetime.date) else value
