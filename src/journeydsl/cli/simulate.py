"""`journeydsl simulate`: who gets what, when, and why not, before anything is sent."""

from __future__ import annotations

from pathlib import Path

import click

from journeydsl.cli.dry_run import DryRun, run
from journeydsl.cli.engines import Engine
from journeydsl.cli.project import program_at

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
    """
    program = program_at(path)
    outcome = run(
        DryRun(
            program=program,
            project=path,
            contacts=contacts,
            events=events,
            first=first,
            last=last,
            seed=seed,
            out=out,
            rejected=rejected,
            engine=engine,
        )
    )
    if not outcome.tally.is_conserved:
        return 3
    if outcome.is_partial:
        return 130
    return 1 if strict and outcome.rejected_rows else 0
