"""Projects by name: a path, or a path of a git revision, as in `main:shop`."""

from __future__ import annotations

from pathlib import Path

from journeydsl.diagnostics import FileProblem
from journeydsl.workspace.files import ProjectFiles, find_projects, read_project
from journeydsl.workspace.revisions import lasting_name, read_revision


def read_named(named: str) -> ProjectFiles:
    """The files of the one project at a path, or at a path of a revision; raises FileProblem where it is not one."""
    if Path(named).exists():
        return read_project(the_project(Path(named)))
    revision, colon, path = named.partition(":")
    if not colon:
        raise FileProblem(f"there is no file or folder `{named}`", f"what git had is named `{named}:.`, for example")
    return read_revision(revision, path or ".")


def the_project(path: Path) -> Path:
    """The folder of the one project that a path belongs to; raises FileProblem where it is not exactly one."""
    roots = find_projects(path)
    if len(roots) > 1:
        names = ", ".join(f"`{root.name}`" for root in roots)
        raise FileProblem(f"there are several projects in `{path}`: {names}", "name one of them")
    return roots[0]


def other_version(named: str, path: Path) -> str:
    """The name of what stands to the project at `path` for another version of it: `named` itself where it is a path or
    says one, else `path` in the revision `named`."""
    return named if Path(named).exists() or ":" in named else f"{named}:{path.as_posix()}"


def named_for_good(named: str) -> str:
    """A name that means the same from any folder, and later: the whole path, and the commit of a revision."""
    if Path(named).exists():
        return str(Path(named).resolve())
    revision, _, path = named.partition(":")
    return lasting_name(revision, path or ".")
