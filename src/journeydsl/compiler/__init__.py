"""The whole written side on one page: sources in, a checked program and everything that is wrong with it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from journeydsl import checker, project, syntax
from journeydsl.diagnostics import Diagnostic, Severity
from journeydsl.model.program import Program
from journeydsl.source import Source

__all__ = ["Compilation", "compile_sources"]


@dataclass(frozen=True, slots=True)
class Compilation:
    """What came of the sources of one project.

    `program` holds what could be understood, or None where the project file could not; it may be run only where
    `is_sound`. `diagnostics` are in the order of file and place; `sources` are by path, the project file among them.
    """

    program: Program | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]

    @property
    def is_sound(self) -> bool:
        """Whether no mistake stands against running the program."""
        return self.program is not None and all(d.severity is not Severity.ERROR for d in self.diagnostics)


def compile_sources(project_file: Source, journey_files: Sequence[Source], templates: Mapping[str, str]) -> Compilation:
    """Compile the files of one project.

    `templates` holds the text of every message template by its normalised path, relative like the sources' paths.
    Pure: nothing is read from disk, nothing is raised for a mistake of the author's.
    """
    sources = {source.path: source for source in (project_file, *journey_files)}
    facts, found = project.load(project_file)
    parsed = [syntax.parse(source) for source in journey_files]
    mistakes = [*found, *(mistake for _, mistakes in parsed for mistake in mistakes)]
    if facts is None:
        return Compilation(None, _in_order(mistakes), sources)
    checked = checker.check(facts, [file for file, _ in parsed], templates)
    return Compilation(checked.program, _in_order([*mistakes, *checked.diagnostics]), sources)


def _in_order(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(diagnostics, key=lambda d: (d.span.file, d.span.start, d.span.end, d.code, d.message)))
