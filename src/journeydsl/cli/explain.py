"""`journeydsl explain`: why did she (not) get it?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from journeydsl import data, engine
from journeydsl.cli.forecast_runs import Period, lived
from journeydsl.cli.forecasting import forecast_asked
from journeydsl.cli.moments import first_instant, last_instant
from journeydsl.cli.places import places_of
from journeydsl.cli.project import program_of
from journeydsl.diagnostics import FileProblem, did_you_mean
from journeydsl.explain import story_text, tell, why_not_text
from journeydsl.simulator import group_of
from journeydsl.workspace.naming import read_named

_FILE = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Which run to tell about: what `simulate` was asked for, or would have been. `first` and `last` are as written,
    None for the first and the last event."""

    project: str
    contacts: Path
    events: Path | None
    first: str | None
    last: str | None
    seed: int
    assumptions: Path | None = None


@click.command()
@click.argument("path", type=_FILE, metavar="RUN|PATH")
@click.option("--contact", required=True, metavar="ID", help="The contact to tell about.")
@click.option("--contacts", type=_FILE, metavar="FILE", help="With PATH, a project: its contacts.")
@click.option("--events", type=_FILE, metavar="FILE", help="With PATH, a project: its events.")
@click.option("--from", "first", metavar="DATE", help="With PATH: first day or time.  [default: the first event]")
@click.option("--to", "last", metavar="DATE", help="With PATH: last day or time.  [default: the last event]")
@click.option("--seed", type=int, help="With PATH: as in `simulate`.  [default: 0]")
@click.option("--message", metavar="NAME", help="Only what is about this message.")
@click.option("--why-not", "why_not", metavar="JOURNEY", help="Why the contact did not enter this journey.")
def command(
    path: Path,
    contact: str,
    contacts: Path | None,
    events: Path | None,
    first: str | None,
    last: str | None,
    seed: int | None,
    message: str | None,
    why_not: str | None,
) -> None:
    """Tell what happened to a contact, and why.

    RUN is the folder that `simulate --out` wrote; the project and the data are read again from where they were. Without
    a run, PATH is a project, or `REVISION:PATH` for what git had there, and --contacts and --events are its data.

    For each message that was not sent: what the gate looked at, in order, where the rule stands that decided, and the
    smallest change that would have let it through.

    \b
    Examples:
      journeydsl simulate shop --contacts shop/sample/contacts.csv --events shop/sample/events.csv \\
          --from 2026-01-01 --to 2026-03-31 --out run
      journeydsl explain run --contact c0017
      journeydsl explain run --contact c0017 --message welcome_offer
      journeydsl explain run --contact c0017 --why-not welcome
      journeydsl explain shop --contacts shop/sample/contacts.csv --events shop/sample/events.csv --contact c0017
    """
    asked = _asked_now(path, contacts, events, first, last, seed) or _asked_then(path)
    files = read_named(asked.project)
    program = program_of(files)
    _known("message", message, program.messages)
    _known("journey", why_not, program.journeys)
    zone = program.project.timezone
    rules = engine.prepare(program, seed=asked.seed)
    with data.read(program.project, asked.contacts, asked.events) as population:
        group = group_of(rules, population, contact)
        earliest, latest = population.period or (0, 0)
        start = earliest if asked.first is None else first_instant(asked.first, zone, "--from")
        end = latest if asked.last is None else last_instant(asked.last, zone, "--to")
        if asked.assumptions is not None:
            forecast = forecast_asked(program, asked.assumptions, 1, asked.events)
            group = lived(forecast, rules, population, group, Period(start, end, asked.seed)) if forecast else group
    found = next((row for row in group if row[0].id == contact), None)
    if found is None:
        raise FileProblem(f"there is no contact `{contact}` in `{asked.contacts}`")
    story = tell(rules, *found, start, end, [row for row in group if row is not found])
    where = places_of(files)
    click.echo(
        why_not_text(rules, story, why_not, where)
        if why_not
        else story_text(rules, story, where, message=message or ""),
        nl=False,
    )


def _asked_now(
    project: Path, contacts: Path | None, events: Path | None, first: str | None, last: str | None, seed: int | None
) -> _Asked | None:
    """The run that the two files are asked to be; None where a run is to be told that was."""
    if contacts is not None and events is not None:
        return _Asked(project=str(project), contacts=contacts, events=events, first=first, last=last, seed=seed or 0)
    if contacts is not None or events is not None:
        raise click.UsageError("`--contacts` and `--events` belong together: say both")
    if first is not None or last is not None or seed is not None:
        raise click.UsageError("a run has its own period and seed: say these with `--contacts` and `--events`")
    return None


def _asked_then(run: Path) -> _Asked:
    """What the run was asked for, as `simulate` wrote it down."""
    try:
        asked = json.loads((run / "summary.json").read_text(encoding="utf-8"))["run"]
        return _Asked(
            project=asked["project"],
            contacts=Path(asked["contacts"]),
            events=None if asked["events"] is None else Path(asked["events"]),
            first=asked["from"],
            last=asked["to"],
            seed=asked["seed"],
            assumptions=run / asked["forecast"] if "forecast" in asked else None,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FileProblem(
            f"`{run}` is not a folder that `journeydsl simulate --out` wrote",
            "simulate with `--out DIR` first, or say the data of a project with `--contacts` and `--events`",
        ) from error


def _known(what: str, name: str | None, names: Any) -> None:
    if name is not None and name not in names:
        guess = did_you_mean(name, names)
        raise FileProblem(f"there is no {what} `{name}`", f"did you mean `{guess}`?" if guess else None)
