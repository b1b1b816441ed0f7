"""The whole written side on one page: sources in, a checked program and everything that is wrong with it out."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from journeydsl import checker, messages, project, syntax
from journeydsl.checker.content import FieldsOf
from journeydsl.diagnostics import Diagnostic, Severity
from journeydsl.model.program import Program
from journeydsl.model.project import Project
from journeydsl.source import Source
from journeydsl.syntax import ast

__all__ = ["Compilation", "Parse", "Parsed", "Readers", "compile_sources"]

Parsed: TypeAlias = tuple[ast.File, tuple[Diagnostic, ...]]
Parse: TypeAlias = Callable[[Source], Parsed]


@dataclass(frozen=True, slots=True)
class Compilation:
    """What came of the sources of one project.

    `program` holds what could be understood, or None where the project file could not; it may be run only where
    `is_sound`. `diagnostics` are in the order of file and place; `sources` are by path, with the project file and
    those templates that a diagnostic is about.
    """

    program: Program | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]

    @property
    def is_sound(self) -> bool:
        """Whether no mistake stands against running the program."""
        return self.program is not None and all(d.severity is not Severity.ERROR for d in self.diagnostics)


@dataclass(frozen=True, slots=True)
class Readers:
    """What reads a project file and a journey file, and what finds the fields that a template names: the parts that are
    dear enough to be kept from one run to the next (`journeydsl.workspace`)."""

    project: Callable[[Source], tuple[Project | None, tuple[Diagnostic, ...]]] = project.load
    parse: Parse = syntax.parse
    fields: FieldsOf = messages.mentions


def compile_sources(
    project_file: Source,
    journey_files: Sequence[Source],
    templates: Mapping[str, str],
    readers: Readers | None = None,
) -> Compilation:
    """Compile the files of one project.

    `templates` holds the text of every message template by its normalised path, relative like the sources' paths.
    Pure but for `readers`: nothing is read from disk, nothing is raised for a mistake of the author's.
    """
    readers = readers or Readers()
    sources = {source.path: source for source in (project_file, *journey_files)}
    facts, of_project = readers.project(project_file)
    parsed = [readers.parse(source) for source in journey_files]
    mistakes = [*of_project, *(mistake for _, mistakes in parsed for mistake in mistakes)]
    if facts is None:
        return Compilation(None, _in_order(mistakes), sources)
    folder = posixpath.dirname(project_file.path)
    checked = checker.check(facts, [file for file, _ in parsed], templates, readers.fields, folder)
    found = _in_order([*mistakes, *checked.diagnostics])
    for file in {each.span.file for each in found} & templates.keys():
        sources[file] = Source(file, templates[file])
    return Compilation(checked.program, found, sources)


def _in_order(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(diagnostics, key=lambda d: (d.span.file, d.span.start, d.span.end, d.code, d.message)))
