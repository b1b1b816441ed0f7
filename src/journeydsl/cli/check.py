"""`journeydsl check`: every mistake of every file at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from journeydsl.cli.project import compile_root, use_color
from journeydsl.compiler import Compilation
from journeydsl.compiler.files import ProjectFiles, find_projects, is_within
from journeydsl.diagnostics import Diagnostic, Severity
from journeydsl.diagnostics.render import Format, render
from journeydsl.source import Source


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--format",
    "format_",
    type=click.Choice([format_.value for format_ in Format]),
    default=Format.TEXT.value,
    show_default=True,
    help="How to say it: for people, or for CI.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
def command(paths: tuple[Path, ...], format_: str, out: Path | None) -> int:
    """Find every mistake in the files of PATH (a file or a folder; by default the current folder).

    The whole project around PATH is read, since its files share their names; what is shown is about PATH alone.
    The exit code is 0 where there is no error, 1 where there is one, 2 where it could not be found out.

    \b
    Examples:
      journeydsl check
      journeydsl check shop/welcome/welcome.journey
      journeydsl check shop --format sarif --out journeys.sarif
    """
    wanted = paths or (Path(),)
    roots = {root: None for path in wanted for root in find_projects(path)}
    compiled = [compile_root(root) for root in roots]
    found = [diagnostic for _, compilation in compiled for diagnostic in _about(compilation, wanted)]
    sources = {path: source for _, compilation in compiled for path, source in compilation.sources.items()}
    checked = [source.path for files, _ in compiled for source in _files(files) if _is_wanted(source, files, wanted)]
    text = render(Format(format_), found, sources, checked, color=use_color() and out is None)
    if out is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        out.write_text(text, encoding="utf-8")
    return _exit_code(compiled, found)


def _exit_code(compiled: Sequence[tuple[ProjectFiles, Compilation]], found: Sequence[Diagnostic]) -> int:
    if any(compilation.program is None for _, compilation in compiled):
        return 2
    return 1 if any(diagnostic.severity is Severity.ERROR for diagnostic in found) else 0


def _files(files: ProjectFiles) -> tuple[Source, ...]:
    return (files.project_file, *files.journey_files)


def _about(compilation: Compilation, wanted: Sequence[Path]) -> list[Diagnostic]:
    """What concerns the wanted paths; a project file that cannot be read concerns everything."""
    if compilation.program is None:
        return list(compilation.diagnostics)
    return [diagnostic for diagnostic in compilation.diagnostics if is_within(diagnostic.span.file, wanted)]


def _is_wanted(source: Source, files: ProjectFiles, wanted: Sequence[Path]) -> bool:
    return source is files.project_file or is_within(source.path, wanted)
