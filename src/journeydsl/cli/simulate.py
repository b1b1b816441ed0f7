"""`journeydsl simulate`: who gets what, when, and why not, before anything is sent."""

from __future__ import annotations

from pathlib import Path

import click

from journeydsl.cli.comparing import WRITTEN as ALSO_WRITTEN
from journeydsl.cli.comparing import run_both
from journeydsl.cli.dry_run import WRITTEN, DryRun, run
from journeydsl.cli.engines import Engine
from journeydsl.cli.project import program_of
from journeydsl.versions import Edition
from journeydsl.workspace import read_project
from journeydsl.workspace.naming import the_project

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("path", type=_FILE)
@click.option("--contacts", required=True, type=_FILE, help="CSV, JSON Lines or Parquet: a row a contact.")
@click.option("--events", required=True, type=_FILE, help="CSV, JSON Lines or Parquet: a row an event.")
@click.option("--from", "first", required=True, metavar="DATE", help="First day, or a time: `2026-01-01 09:00`.")
@click.option("--to", "last", required=True, metavar="DATE", help="Last day, or a time, both included.")
@click.option("--seed", type=int, default=0, help="Draw other variants and holdouts than the live ones.")
@click.option("--out", type=_FILE, metavar="DIR", help="Write the summary and every decision into a folder.")
@click.option("--rejected", type=_FILE, metavar="FILE", help="Where rejected rows are kept.  [default: rejected.jsonl]")
@click.option(
    "--engine",
    type=click.Choice(Engine, case_sensitive=False),
    default=Engine.AUTO,
    help="The engine that can be read, or the array machine for long lists; both decide the same.  [default: auto]",
)
@click.option(
    "--compare",
    "other",
    metavar="OTHER",
    help="Dry-run another version, too (a path, a git revision, or REVISION:PATH), and say who gains or loses what.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 where a row was rejected.")
def command(
    path: Path,
    contacts: Path,
    events: Path,
    first: str,
    last: str,
    seed: int,
    out: Path | None,
    rejected: Path | None,
    engine: Engine,
    other: str | None,
    *,
    strict: bool,
) -> int:
    """Dry-run the journeys of the project at PATH over contacts and events, in virtual time.

    Events before --from are history: conditions see them, journeys do not start on them. Dates and times are in the
    project's time zone unless they say an offset.

    \b
    Examples:
      journeydsl simulate shop --contacts contacts.csv --events events.csv \\
          --from 2026-01-01 --to 2026-03-31
      journeydsl simulate shop --contacts contacts.parquet --events events.parquet \\
          --from 2026-01-01 --to 2026-03-31 --out run --strict
      journeydsl simulate shop --contacts contacts.csv --events events.csv \\
          --from 2026-01-01 --to 2026-03-31 --compare main
    """
    files = read_project(the_project(path))
    asked = DryRun(
        edition=Edition(program_of(files), files.templates),
        project=str(path),
        contacts=contacts,
        events=events,
        first=first,
        last=last,
        seed=seed,
        out=out,
        rejected=rejected,
        engine=engine,
    )
    outcomes = (run(asked),) if other is None else run_both(asked, other)
    if out is not None:
        click.echo(f"written to {out}: {WRITTEN}{f', {ALSO_WRITTEN}' if other is not None else ''}", err=True)
    if not all(outcome.tally.is_conserved for outcome in outcomes):
        return 3
    if any(outcome.is_partial for outcome in outcomes):
        return 130
    return 1 if strict and any(outcome.rejected_rows for outcome in outcomes) else 0
