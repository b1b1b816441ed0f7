"""A project on disk: which files belong to it, and their text."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from journeydsl.diagnostics import FileProblem
from journeydsl.source import Source

PROJECT_FILE = "journeydsl.yaml"
TEMPLATE_SUFFIXES = frozenset({".html", ".mjml", ".txt"})
OFFERS = "offers"
"""The folder of the lists of what is offered; other CSV files are not read with a project."""


@dataclass(frozen=True, slots=True)
class ProjectFiles:
    """The text of a project: its file, its journeys in the order of their paths, and its templates by path, the
    lists of what is offered among them.

    Paths are shown as their author knows them, relative to the current folder where they lie below it.
    """

    root: Path
    project_file: Source
    journey_files: tuple[Source, ...]
    templates: dict[str, str]


def find_projects(path: Path) -> list[Path]:
    """The folders of the projects that `path` belongs to, or, where it belongs to none, that lie below it.

    Raises FileProblem where there is no such path or no project.
    """
    if not path.exists():
        raise FileProblem(f"there is no file or folder `{path}`")
    start = path.resolve()
    for folder in (start, *start.parents):
        if (folder / PROJECT_FILE).is_file():
            return [folder]
    below = sorted(file.parent for file in start.rglob(PROJECT_FILE)) if start.is_dir() else []
    if not below:
        raise FileProblem(
            f"no `{PROJECT_FILE}` in `{path}` or in a folder above it",
            "`journeydsl init` writes a small project to start from",
        )
    return below


def read_project(root: Path) -> ProjectFiles:
    """Read every file of the project at `root`; folders with a project file of their own are other projects.

    Raises FileProblem for a file that cannot be read or is not UTF-8 text.
    """
    files = sorted(_walk(root))
    return ProjectFiles(
        root=root,
        project_file=read_source(root / PROJECT_FILE),
        journey_files=tuple(read_source(file) for file in files if file.suffix == ".journey"),
        templates={shown(file): _text(file) for file in files if is_content(file)},
    )


def is_content(file: PurePath) -> bool:
    """Whether a file is what messages are made of: a template, or a list of what is offered."""
    return file.suffix in TEMPLATE_SUFFIXES or (file.suffix == ".csv" and file.parent.name == OFFERS)


def journey_files(path: Path) -> list[Path]:
    """`path` itself where it is a file, else every `.journey` file below it, of whatever project.

    Raises FileProblem where there is no such path.
    """
    if path.is_dir():
        return sorted(file for file in _walk(path, into_projects=True) if file.suffix == ".journey")
    if not path.exists():
        raise FileProblem(f"there is no file or folder `{path}`")
    return [path]


def read_source(file: Path) -> Source:
    """The text of `file` under the path that its author knows; raises FileProblem where it cannot be read as UTF-8."""
    return Source(shown(file), _text(file))


def is_within(file: str, paths: Sequence[Path]) -> bool:
    """Whether the file shown as `file` is one of `paths` or lies below one of them."""
    resolved = Path(file).resolve()
    return any(resolved.is_relative_to(path.resolve()) for path in paths)


def shown(file: Path) -> str:
    """The path of a file as its author knows it, with forward slashes."""
    relative = Path(os.path.relpath(file))
    return (file if relative.parts[0] == ".." else relative).as_posix()


def _walk(folder: Path, *, into_projects: bool = False) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name.startswith((".", "node_modules")):
            continue
        if not entry.is_dir():
            yield entry
        elif into_projects or not (entry / PROJECT_FILE).is_file():
            yield from _walk(entry, into_projects=into_projects)


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileProblem(
            f"`{shown(file)}` is not UTF-8 text (at byte {error.start})", "save it as UTF-8 in your editor"
        ) from error
    except OSError as error:
        raise FileProblem(f"`{shown(file)}` cannot be read: {(error.strerror or str(error)).lower()}") from error
