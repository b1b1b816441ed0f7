"""The project file, `journeydsl.yaml`: from its text to `model.project.Project`.

In: the text as a `Source`. Out: the project, or every mistake in the file at once, each with a narrow span.
Promises: importing this package imports neither yaml nor pydantic; they cost more than checking a small project.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from journeydsl.diagnostics import Diagnostic
from journeydsl.model.project import Project
from journeydsl.project import cached
from journeydsl.source import Source

__all__ = ["json_schema", "load", "load_cached"]


def load(source: Source) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """The project that `source` declares; None and every mistake where it has any."""
    from journeydsl.project import reading

    return reading.load(source)


def load_cached(source: Source, cache_folder: Path) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """What `load` gives, kept in `cache_folder` for the next time where the project is valid."""
    return cached.load_cached(source, cache_folder, load)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the project file, for editors."""
    from journeydsl.project import schema

    return schema.json_schema()
