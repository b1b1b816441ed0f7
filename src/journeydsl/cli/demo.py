"""`journeydsl demo`: the shipped journeys over made-up contacts, to see what a dry run is like."""

from __future__ import annotations

from pathlib import Path

import click

from journeydsl import resources
from journeydsl.cli.dry_run import WRITTEN, DryRun, run
from journeydsl.cli.moments import first_instant, last_instant
from journeydsl.cli.project import program_of
from journeydsl.generating import Made, Order, generate
from journeydsl.graph.drawing import Format, draw
from journeydsl.model.project import Project
from journeydsl.versions import Edition
from journeydsl.workspace import read_project

FIRST, LAST = "2026-01-01", "2026-03-31"
CONTACTS = 400


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("demo"), show_default=True, metavar="DIR")
def command(out: Path) -> int:
    """Dry-run the shipped journeys over made-up contacts and events; write pictures and tables into a folder.

    \b
    Example:
      journeydsl demo --out demo
    """
    folder = resources.folder("journeys")
    files = read_project(folder)
    program = program_of(files)
    made = _made(program.project, out)
    outcome = run(
        DryRun(
            edition=Edition(program, files.templates),
            project=str(folder),
            contacts=made.contacts,
            events=made.events,
            first=FIRST,
            last=LAST,
            out=out,
        )
    )
    click.echo(f"written to {out}: {WRITTEN}", err=True)
    for journey in program.journeys.values():
        for picture in (Format.SVG, Format.PNG):
            drawn = draw(journey, picture, messages=program.messages)
            (out / f"{journey.name}.{picture}").write_bytes(drawn.encode() if isinstance(drawn, str) else drawn)
    names = ", ".join(f"{name}.png" for name in program.journeys)
    click.echo(f"pictures of the journeys in {out}: {names} (and .svg)", err=True)
    return 0 if outcome.tally.is_conserved else 3


def _made(project: Project, out: Path) -> Made:
    """A list of contacts and their events, the same every time."""
    first, last = first_instant(FIRST, project.timezone, "--from"), last_instant(LAST, project.timezone, "--to")
    *_, made = generate(Order(project=project, contacts=CONTACTS, seed=1, first=first, last=last), out)
    assert isinstance(made, Made)
    return made
