"""`journeydsl report`: a run as one page to read, to click through, and to show."""

from __future__ import annotations

from pathlib import Path

import click

from journeydsl.cli.places import places_of
from journeydsl.cli.project import program_of
from journeydsl.reports.findings import find
from journeydsl.reports.page import page
from journeydsl.reports.reading import open_folder, read_figures
from journeydsl.versions import Edition, program_fingerprint
from journeydsl.workspace import write_text
from journeydsl.workspace.naming import read_named


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("report.html"),
    show_default=True,
    metavar="FILE",
    help="Where to write the page.",
)
@click.option(
    "--project",
    "moved",
    metavar="PATH",
    help="The project, or `REVISION:PATH`, where it is no longer what the run found.",
)
def command(run: Path, out: Path, moved: str | None) -> None:
    """Write the report of a run: one HTML file that needs nothing else and works offline.

    RUN is the folder that `simulate --out` wrote. The project is read again from where it was, for its graphs and its
    names.

    \b
    Examples:
      journeydsl simulate shop --contacts shop/sample/contacts.csv --events shop/sample/events.csv \\
          --from 2026-01-01 --to 2026-03-31 --out run
      journeydsl report run --out report.html
    """
    folder = open_folder(run)
    files = read_named(moved or folder.project)
    program = program_of(files)
    figures = read_figures(folder, program, program_fingerprint(Edition(program, files.templates)), places_of(files))
    findings = find(figures)
    write_text(out, page(figures, findings, program))
    click.echo(f"written to {out}: {len(findings)} thing{'' if len(findings) == 1 else 's'} to look at", err=True)
    for each in findings[:5]:
        click.echo(f"  {each.title}" + (f" ({each.number})" if each.number else ""), err=True)
