"""`journeydsl simulate`: who gets what, when, and why not, before anything is sent."""

from __future__ import annotations

from pathlib import Path

import click

from journeydsl.cli.comparing import Judged, other_run, run_and_judge, with_what_is_gone
from journeydsl.cli.dry_run import WRITTEN, DryRun, run
from journeydsl.cli.engines import Engine
from journeydsl.cli.forecasting import WRITTEN as ANSWERS
from journeydsl.cli.forecasting import forecast_asked, forecast_options
from journeydsl.cli.gates import gates_said
from journeydsl.cli.project import program_of
from journeydsl.versions import Edition
from journeydsl.workspace import read_project
from journeydsl.workspace.naming import the_project

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("path", type=_FILE)
@click.option(
    "--contacts", required=True, type=_FILE, help="A row a contact: CSV, JSON Lines, Parquet or `FILE.duckdb:TABLE`."
)
@click.option("--events", type=_FILE, help="A row an event, of the same kinds of file. A forecast may do without.")
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
@forecast_options
@click.option("--fail-if", multiple=True, metavar="GATE", help="Exit with 1 where this comes out. Can be repeated.")
@click.option(
    "--gates", "gate_files", multiple=True, type=_FILE, metavar="FILE", help="The same, from a file: a line each."
)
@click.option("--github", "for_github", is_flag=True, help="Say which gates fail as GitHub's annotations, too.")
@click.option("--strict", is_flag=True, help="Exit with 1 where a row was rejected.")
def command(
    path: Path,
    contacts: Path,
    events: Path | None,
    first: str,
    last: str,
    seed: int,
    out: Path | None,
    rejected: Path | None,
    engine: Engine,
    other: str | None,
    assumptions: Path | None,
    seeds: int | None,
    fail_if: tuple[str, ...],
    gate_files: tuple[Path, ...],
    *,
    for_github: bool,
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
          --from 2026-01-01 --to 2026-03-31 --compare main \\
          --fail-if "any contact gets more than 4 emails in 7 days" \\
          --fail-if "welcome_hello loses more than 1%"
      journeydsl assumptions shop > assumptions.yaml
      journeydsl simulate shop --contacts contacts.csv --events events.csv \\
          --from 2026-04-01 --to 2026-06-30 --forecast assumptions.yaml --seeds 20
    """
    files = read_project(the_project(path))
    program = program_of(files)
    asked = DryRun(
        edition=Edition(program, files.templates),
        project=str(path),
        contacts=contacts,
        events=events,
        first=first,
        last=last,
        seed=seed,
        out=out,
        rejected=rejected,
        engine=engine,
        forecast=forecast_asked(program, assumptions, seeds, events),
    )
    judged = _judged(asked, other, fail_if, gate_files, for_github=for_github)
    if out is not None:
        written = [WRITTEN, *([ANSWERS] if asked.forecast else []), *judged.written]
        click.echo(f"written to {out}: {', '.join(written)}", err=True)
        click.echo(f"to read, show and print it: journeydsl report {out}", err=True)
    return _exit_code(judged, strict=strict)


def _judged(
    asked: DryRun, other: str | None, fail_if: tuple[str, ...], gate_files: tuple[Path, ...], *, for_github: bool
) -> Judged:
    """Dry-run what was asked for, and the other version where there is one, and say which gates fail."""
    before = None if other is None else other_run(asked, other)
    named = with_what_is_gone(asked.edition.program, before)
    gates = gates_said(named, fail_if, gate_files, compares=before is not None)
    if before is None and not gates.gates:
        return Judged((run(asked),))
    return run_and_judge(asked, before, gates, for_github=for_github)


def _exit_code(judged: Judged, *, strict: bool) -> int:
    if not all(outcome.tally.is_conserved for outcome in judged.outcomes):
        return 3
    if any(outcome.is_partial for outcome in judged.outcomes):
        return 130
    has_rejected = strict and any(outcome.rejected_rows for outcome in judged.outcomes)
    return 1 if has_rejected or any(verdict.failed for verdict in judged.verdicts) else 0
