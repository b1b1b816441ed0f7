"""The gates of a run: from the command line and from files, and what is said of them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from journeydsl.cli.color import use_color
from journeydsl.diagnostics import Diagnostic, Problem
from journeydsl.diagnostics.render import Format, render
from journeydsl.gates import Gate, read
from journeydsl.model.program import Program
from journeydsl.source import Source
from journeydsl.workspace import read_source

OPTION = "--fail-if"


@dataclass(frozen=True, slots=True)
class Gates:
    """Gates, and the files in which they stand, by path."""

    gates: tuple[Gate, ...]
    files: dict[str, Source]


def gates_said(program: Program, written: Sequence[str], files: Iterable[Path], *, compares: bool) -> Gates:
    """The gates that were `written` on the command line, and those in `files`: a line each, beneath comments.

    Leaves with exit code 2, having shown the mistakes, where there are any. Raises Problem for a file that cannot be
    read, and for a gate about a change where no other version `compares`.
    """
    sources = [read_source(file) for file in files]
    texts = [(Source(OPTION, text), 0, len(text)) for text in written]
    texts += [(source, *line) for source in sources for line in _lines(source)]
    found = [read(program, *text) for text in texts]
    mistakes = [(each, text[0]) for each, text in zip(found, texts, strict=True) if isinstance(each, Diagnostic)]
    if mistakes:
        color = use_color(sys.stderr)
        for mistake, source in mistakes:
            shown = render(Format.TEXT, [mistake], {source.path: source}, [source.path], color=color)
            click.echo(shown.rpartition("\n\n")[0] + "\n", err=True, color=color)
        sys.exit(2)
    gates = tuple(each for each in found if isinstance(each, Gate))
    for gate in gates:
        if gate.is_about_a_change and not compares:
            raise Problem(f"the gate `{gate.words}` is about a change", "say from what, such as `--compare main`")
    return Gates(gates, {source.path: source for source in sources})


def _lines(source: Source) -> Iterable[tuple[int, int]]:
    """Where the lines begin and end that are neither empty nor comments."""
    start = 0
    for line in source.text.splitlines(keepends=True):
        said = line.partition("#")[0].rstrip()
        if said.strip():
            yield start + len(said) - len(said.lstrip()), start + len(said)
        start += len(line)
