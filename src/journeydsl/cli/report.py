"""`journeydsl report`: a run as one page to read, to click through, and to show."""

from __future__ import annotations

from pathlib import Path

import click

from journeydsl.cli.places import places_in
from journeydsl.cli.project import program_at
from journeydsl.reports.findings import find
from journeydsl.reports.page import page
from journeydsl.reports.reading import open_folder, read_figures
from journeydsl.versions import Edition, program_fingerprint
from journeydsl.workspace import find_projects, read_project, write_text


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
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The project, where it is no longer where the run found it.",
)
def command(run: Path, out: Path, moved: Path | None) -> None:
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
    project = moved or folder.project
    program = program_at(project)
    root = find_projects(project)[0]
    fingerprint = program_fingerprint(Edition(program, read_project(root).templates))
    figures = read_figures(folder, program, fingerprint, places_in(root))
    findings = find(figures)
    write_text(out, page(figures, findings, program))
    click.echo(f"written to {out}: {len(findings)} things to look at", err=True)
    for each in findings[:5]:
        click.echo(f"  {each.title}" + (f" ({each.number})" if each.number else ""), err=True)
