"""The compiler over the files of a project, with what is dear to find kept in the user's cache folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from journeydsl import __version__
from journeydsl.diagnostics import Diagnostic
from journeydsl.resources.cache import key, stored, user_folder
from journeydsl.workspace import written
from journeydsl.workspace.files import ProjectFiles
from journeydsl.workspace.parsed_files import ParsedFiles

if TYPE_CHECKING:
    from journeydsl.compiler import Compilation


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong with a project; `has_program` is false where not even its project file could be understood."""

    diagnostics: tuple[Diagnostic, ...]
    has_program: bool


def compiled(files: ProjectFiles, parsed: ParsedFiles | None = None) -> Compilation:
    """What the compiler makes of a project; what reads it again and again hands over the same `parsed` each time."""
    from functools import partial

    from journeydsl import compiler, project
    from journeydsl.workspace.field_cache import fields_cached

    folder, readers = user_folder(), compiler.Readers()
    if parsed is not None:
        readers = replace(readers, parse=parsed.parse)
    if folder is not None:
        readers = replace(
            readers,
            project=partial(project.load_cached, cache_folder=folder),
            fields=partial(fields_cached, cache_folder=folder),
        )
    return compiler.compile_sources(files.project_file, files.journey_files, files.templates, readers)


def mistakes(files: ProjectFiles) -> Report:
    """What is wrong with a project, from the last time where nothing has changed since."""
    folder = user_folder()
    if folder is None:
        return _report(files)
    return stored(folder, _key(files), lambda: _report(files), dump=_dump, load=_load)


def makes_html() -> bool:
    """Whether the library is installed that makes HTML of MJML, so that mistakes are found which only show there."""
    return find_spec("mjml") is not None


def _report(files: ProjectFiles) -> Report:
    compilation = compiled(files)
    return Report(compilation.diagnostics, compilation.program is not None)


def _key(files: ProjectFiles) -> str:
    """A name for everything that a report depends on: the version, each file's path and text, and whether HTML can be
    made of MJML here."""
    sources = (files.project_file, *files.journey_files)
    texts = [part for source in sources for part in (source.path, source.text)]
    templates = [part for item in sorted(files.templates.items()) for part in item]
    return key("mistakes", __version__, str(makes_html()), str(len(sources)), *texts, *templates)


def _dump(report: Report) -> dict[str, Any]:
    return {"has_program": report.has_program, "diagnostics": [written.dump(each) for each in report.diagnostics]}


def _load(value: Any) -> Report:
    return Report(tuple(map(written.load, value["diagnostics"])), bool(value["has_program"]))
