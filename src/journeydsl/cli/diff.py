"""`journeydsl diff`: what has changed in meaning, and what that is for the contacts inside."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from journeydsl.cli.color import use_color
from journeydsl.diagnostics.render import Format as Diagnosed
from journeydsl.diagnostics.render import render as render_mistakes
from journeydsl.versions import Edition, Format, compare, render
from journeydsl.workspace import ProjectFiles, compiled
from journeydsl.workspace.naming import read_named


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", default=".")
@click.option(
    "--format",
    "format_",
    type=click.Choice([format_.value for format_ in Format]),
    default=Format.TEXT.value,
    show_default=True,
    help="For people, for a pull request, or for programs.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
def command(old: str, new: str, format_: str, out: Path | None) -> int:
    """Say what is different in NEW, which takes the place of OLD: in meaning, not in layout, titles or comments.

    Each is a file or a folder of a project, or `REVISION:PATH` for what git had there; NEW is the current folder where
    it is left out. For each step at which contacts can be, it says where they go under `on edit pin` and `on edit
    follow`.

    The exit code is 0 where both mean the same, 1 where something has changed, 2 where contacts would have nowhere to
    go or the two could not be compared.

    \b
    Examples:
      journeydsl diff main:shop shop
      journeydsl diff v1.4:. v1.5:.
      journeydsl diff origin/main:. --format markdown --out changes.md
    """
    before, after = read_named(old), read_named(new)
    comparison = compare(_edition(before), _edition(after))
    text = render(Format(format_), comparison)
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")
    if comparison.undefined:
        sources = {source.path: source for source in (after.project_file, *after.journey_files)}
        color = use_color(sys.stderr)
        said = render_mistakes(Diagnosed.TEXT, comparison.undefined, sources, list(sources), color=color)
        click.echo(said, err=True, nl=False, color=color)
        return 2
    return 0 if comparison.is_same else 1


def _edition(files: ProjectFiles) -> Edition:
    """The program of a project; leaves with exit code 2 where it has mistakes, since then it means nothing."""
    compilation = compiled(files)
    if compilation.program is None or not compilation.is_sound:
        checked = [source.path for source in (files.project_file, *files.journey_files)]
        color = use_color(sys.stderr)
        said = render_mistakes(Diagnosed.TEXT, compilation.diagnostics, compilation.sources, checked, color=color)
        click.echo(said, err=True, nl=False, color=color)
        sys.exit(2)
    return Edition(compilation.program, files.templates)
