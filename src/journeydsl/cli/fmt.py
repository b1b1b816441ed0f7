"""`journeydsl fmt`: one layout for every file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from journeydsl.cli.color import use_color
from journeydsl.cli.difference import difference
from journeydsl.diagnostics import Diagnostic, FileProblem
from journeydsl.diagnostics.render import Format, render
from journeydsl.formatter import tidy
from journeydsl.source import Source
from journeydsl.workspace import journey_files, read_source, write_text

STANDARD_INPUT = Path("-")


@dataclass(frozen=True, slots=True)
class _File:
    """A file, what it says, and what it should say; as it is where it has mistakes."""

    path: Path
    source: Source
    text: str
    mistakes: Sequence[Diagnostic]

    @property
    def changes(self) -> bool:
        return self.text != self.source.text


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit with 1 where something would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
def command(paths: tuple[Path, ...], *, only_check: bool, diff: bool) -> int:
    """Lay out the `.journey` files of PATH in the one canonical way (files or folders; by default the current folder).

    What a file means does not change, and comments and blank lines stay where they were. A file with mistakes in how it
    is written is left as it is, and they are shown. `-` reads standard input and writes standard output.
    The exit code is 0 where all is done, 1 where there are mistakes or --check found something to change, 2 where it
    could not be done.

    \b
    Examples:
      journeydsl fmt
      journeydsl fmt shop/welcome/welcome.journey
      journeydsl fmt --check --diff shop
    """
    if STANDARD_INPUT in paths and len(paths) > 1:
        raise click.UsageError("`-` stands alone: it reads one text and writes one")
    streaming = STANDARD_INPUT in paths
    files = [_tidied(path, source) for path, source in ([_standard_input()] if streaming else _read(paths))]
    _report_mistakes(files)
    if diff:
        click.echo("".join(difference(file.source, file.text) for file in files), nl=False)
    elif streaming and not only_check:
        click.echo("".join(file.text for file in files if not file.mistakes).encode(), nl=False)
    elif not only_check:
        for file in files:
            if file.changes:
                write_text(file.path, file.text)
    if not streaming:
        _summarise(files, "would be rewritten" if diff or only_check else "rewritten")
    return 1 if any(file.mistakes or (only_check and file.changes) for file in files) else 0


def _read(paths: Sequence[Path]) -> list[tuple[Path, Source]]:
    files = {file: None for path in paths or (Path(),) for file in journey_files(path)}
    return [(file, read_source(file)) for file in files]


def _standard_input() -> tuple[Path, Source]:
    try:
        return STANDARD_INPUT, Source("standard input", sys.stdin.buffer.read().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise FileProblem(f"standard input is not UTF-8 text (at byte {error.start})") from error


def _tidied(path: Path, source: Source) -> _File:
    tidied = tidy(source)
    return _File(path, source, tidied.text, tidied.mistakes)


def _report_mistakes(files: Sequence[_File]) -> None:
    found = [mistake for file in files for mistake in file.mistakes]
    if found:
        sources = {file.source.path: file.source for file in files}
        color = use_color(sys.stderr)
        click.echo(render(Format.TEXT, found, sources, list(sources), color=color), err=True, color=color)


def _summarise(files: Sequence[_File], rewritten: str) -> None:
    """The files that change, and a line that counts them all."""
    changed = [file.source.path for file in files if file.changes]
    broken = sum(bool(file.mistakes) for file in files)
    for path in changed:
        click.echo(f"{rewritten}: {path}", err=True)
    settled = len(files) - len(changed) - broken
    counts = [
        f"{_files(len(changed))} {rewritten}" if changed else "",
        f"{_files(settled)} laid out already" if settled or not files else "",
        f"{_files(broken)} left as it is for its mistakes" if broken == 1 else "",
        f"{_files(broken)} left as they are for their mistakes" if broken > 1 else "",
    ]
    click.echo(", ".join(count for count in counts if count), err=True)


def _files(number: int) -> str:
    return f"{number} file" if number == 1 else f"{number} files"
