"""`journeydsl demo`: the shipped journeys over shipped contacts, to see what a dry run is like."""

from __future__ import annotations

from pathlib import Path

import click

from journeydsl import resources
from journeydsl.cli.dry_run import DryRun, run
from journeydsl.cli.project import program_in
from journeydsl.graph.drawing import Format, draw

FIRST, LAST = "2026-01-01", "2026-03-31"


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("demo"), show_default=True, metavar="DIR")
def command(out: Path) -> int:
    """Dry-run the shipped journeys over shipped contacts and events; write pictures and tables into a folder.

    \b
    Example:
      journeydsl demo --out demo
    """
    folder = resources.folder("journeys")
    program = program_in(folder)
    contacts, events = folder / "sample" / "contacts.csv", folder / "sample" / "events.csv"
    outcome = run(
        DryRun(program=program, project=folder, contacts=contacts, events=events, first=FIRST, last=LAST, out=out)
    )
    for journey in program.journeys.values():
        for picture in (Format.SVG, Format.PNG):
            drawn = draw(journey, picture, messages=program.messages)
            (out / f"{journey.name}.{picture}").write_bytes(drawn.encode() if isinstance(drawn, str) else drawn)
    names = ", ".join(f"{name}.png" for name in program.journeys)
    click.echo(f"pictures of the journeys in {out}: {names} (and .svg)", err=True)
    return 0 if outcome.tally.is_conserved else 3
