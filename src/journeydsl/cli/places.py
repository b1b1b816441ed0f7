"""Places as they are shown: `file:line`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from journeydsl.source import Span
from journeydsl.workspace import ProjectFiles, read_project


def places_in(root: Path) -> Callable[[Span], str]:
    """What shows a place of the project in the folder `root`."""
    return places_of(read_project(root))


def places_of(files: ProjectFiles) -> Callable[[Span], str]:
    """What shows a place of a project."""
    sources = {source.path: source for source in (files.project_file, *files.journey_files)}
    return lambda span: f"{span.file}:{sources[span.file].position(span.start).line}"
