"""A dry run from files to what is printed and written: the work of `simulate` and `demo`."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from journeydsl import data, engine
from journeydsl.cli.engines import Engine, get_ready_for, simulate_with
from journeydsl.cli.forecast_runs import Period, forecast
from journeydsl.cli.forecasting import KEPT, Forecast
from journeydsl.cli.memory import give_large_arrays_back
from journeydsl.cli.moments import first_instant, last_instant
from journeydsl.cli.progress import Progress
from journeydsl.data import Population
from journeydsl.data.problems import writing
from journeydsl.engine import Rules
from journeydsl.forecast.outlook import Outlook
from journeydsl.reports import forecast_document, forecast_text, summary_document, summary_text
from journeydsl.simulator import Tally
from journeydsl.simulator.coupling import has_capacity
from journeydsl.simulator.results import RunWriter
from journeydsl.versions import Edition, program_fingerprint
from journeydsl.workspace.naming import named_for_good

WRITTEN = "summary.json, decisions.parquet, contacts.parquet"
"""What a run leaves in its folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """What was asked for; `project` is the name of what `edition` was read from, `first` and `last` are as written on
    the command line. A `quiet` run prints nothing. A `forecast` answers what is sent, and needs no events."""

    edition: Edition
    project: str
    contacts: Path
    events: Path | None
    first: str
    last: str
    seed: int = 0
    out: Path | None = None
    rejected: Path | None = None
    engine: Engine = Engine.AUTO
    quiet: bool = False
    forecast: Forecast | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it."""

    tally: Tally
    rejected_rows: int
    is_partial: bool


def run(asked: DryRun) -> Outcome:
    """Read the data, dry-run the program, print the summary, write what was asked for.

    Raises Problem for files that cannot be read or written, click.BadParameter for a period that is none.
    """
    program = asked.edition.program
    zone = program.project.timezone
    start, end = first_instant(asked.first, zone, "--from"), last_instant(asked.last, zone, "--to")
    if end < start:
        raise click.BadParameter(f"`{asked.last}` is before `{asked.first}`", param_hint="--to")
    if asked.out is not None:
        with writing(asked.out):
            asked.out.mkdir(parents=True, exist_ok=True)
    give_large_arrays_back()
    rules = engine.prepare(program, seed=asked.seed)
    get_ready = partial(get_ready_for, asked.engine, rules, start, end)
    with data.read(program.project, asked.contacts, asked.events, counted=get_ready) as population:
        if not asked.quiet:
            _tell_data(population, asked)
        rejected_rows = _keep_rejected(population, asked)
        if not asked.quiet:
            click.echo("", err=True)
        runs = 1 if asked.forecast is None else asked.forecast.seeds
        with Progress(len(population) * runs) as progress:
            tally, outlook = _simulated(asked, rules, population, Period(start, end, asked.seed), progress)
    if not asked.quiet:
        click.echo(summary_text(tally), nl=False)
        if outlook is not None:
            click.echo("\n" + forecast_text(outlook), nl=False)
    if progress.is_stopped:
        click.echo(f"partial: {_stopped(progress, tally)}", err=True)
    if asked.out is not None:
        _write_summary(asked, asked.out, tally, outlook, is_partial=progress.is_stopped)
    return Outcome(tally, rejected_rows, progress.is_stopped)


def _simulated(
    asked: DryRun, rules: Rules, population: Population, period: Period, progress: Progress
) -> tuple[Tally, Outlook | None]:
    """The replay or the forecast that was asked for, its rows written."""
    with RunWriter(asked.out) if asked.out is not None else nullcontext() as writer:
        if asked.forecast is None:
            start, end, _ = period
            return simulate_with(asked.engine, rules, population, start, end, writer, progress), None
        return forecast(asked.forecast, rules, population, period, asked.engine, writer, progress, asked.out)


def _write_summary(asked: DryRun, folder: Path, tally: Tally, outlook: Outlook | None, *, is_partial: bool) -> None:
    if asked.forecast is not None:
        asked.forecast.keep(folder)
    said: dict[str, object] = {
        "run": _as_asked(asked),
        "fingerprint": program_fingerprint(asked.edition),
        "partial": is_partial,
    }
    said |= summary_document(tally) | ({} if outlook is None else {"forecast": forecast_document(outlook)})
    document = json.dumps(said, ensure_ascii=False, indent=2)
    with writing(folder / "summary.json"):
        (folder / "summary.json").write_text(document + "\n", encoding="utf-8")


def _stopped(progress: Progress, tally: Tally) -> str:
    """What a run is about that was stopped."""
    if tally.contacts and (has_capacity(tally.rules.program) or progress.done == progress.total):
        return "stopped on the way; contacts who share something are left as they stood then"
    done = f"{progress.done:,} of {progress.total:,} contacts"
    return f"stopped after {done}; what is above and written is about no more"


def _as_asked(asked: DryRun) -> dict[str, str | int | None]:
    """What the run was asked for, so that it can be asked about later from anywhere."""
    return {
        "project": named_for_good(asked.project),
        "contacts": str(asked.contacts.resolve()),
        "events": None if asked.events is None else str(asked.events.resolve()),
        "from": asked.first,
        "to": asked.last,
        "seed": asked.seed,
    } | ({} if asked.forecast is None else {"forecast": KEPT})


def _tell_data(population: Population, asked: DryRun) -> None:
    """Say what the files hold that was not read."""
    for file in (population.contacts, population.events) if asked.events is not None else (population.contacts,):
        parts = [f"{file.rows:,} rows", f"{file.kept:,} read"]
        parts += [f"{file.rejected:,} rejected"] if file.rejected else []
        parts += [f"{file.duplicates:,} dropped as duplicate"] if file.duplicates else []
        click.echo(f"{file.file}: {', '.join(parts)}", err=True)
    for finding in population.findings:
        rows = f" ({finding.count:,} rows, first in row {finding.row:,})" if finding.count else ""
        click.echo(f"  note: {finding.message}{rows}", err=True)
    for problem in population.problems:
        column = f"`{problem.column}`: " if problem.column else ""
        rows = ", ".join(f"{row:,}" for row in problem.rows)
        more = ", …" if problem.count > len(problem.rows) else ""
        times = f"rejected {problem.count:,}"
        click.echo(f"  {times}: {column}{problem.problem} ({problem.file}, row {rows}{more})", err=True)


def _keep_rejected(population: Population, asked: DryRun) -> int:
    """Keep the rows that were rejected, and return their number."""
    rejected_rows = population.contacts.rejected + population.events.rejected
    if rejected_rows:
        kept_in = rejected_path(asked)
        with writing(kept_in):
            kept_in.parent.mkdir(parents=True, exist_ok=True)
        population.write_rejected(kept_in)
        if not asked.quiet:
            click.echo(f"  the rejected rows are kept in {kept_in}", err=True)
    return rejected_rows


def rejected_path(asked: DryRun) -> Path:
    """Where the rows of a run go that were rejected."""
    if asked.rejected is not None:
        return asked.rejected
    return (asked.out or Path()) / "rejected.jsonl"
