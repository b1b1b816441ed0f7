"""The fields that a template names, found once and read back afterwards without loading jinja2.

In: a text and a folder for what is stored. Out: what `messages.mentions` gives.
Promises: a damaged store is no mistake.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from journeydsl import __version__, messages
from journeydsl.messages import FieldUse
from journeydsl.resources.cache import key, stored


def fields_cached(text: str, cache_folder: Path) -> tuple[FieldUse, ...]:
    """What `messages.mentions` gives, kept in `cache_folder` for the next time; raises TemplateProblem as it does."""
    if messages.is_plain(text):
        return ()
    return stored(
        cache_folder, key("mentions", __version__, text), lambda: messages.mentions(text), dump=_dump, load=_load
    )


def _dump(uses: tuple[FieldUse, ...]) -> list[Any]:
    return [[list(use.path), use.start, use.end, use.needed] for use in uses]


def _load(value: Any) -> tuple[FieldUse, ...]:
    return tuple(
        FieldUse(tuple(map(str, path)), int(start), int(end), bool(needed)) for path, start, end, needed in value
    )
