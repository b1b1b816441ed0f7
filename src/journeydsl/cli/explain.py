"""`journeydsl explain`: why did she (not) get it?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from journeydsl import data, engine
from journeydsl.cli.moments import first_instant, last_instant
from journeydsl.cli.places import places_in
from journeydsl.cli.project import program_at
from journeydsl.diagnostics import FileProblem, did_you_mean
from journeydsl.explain import story_text, tell, why_not_text
from journeydsl.simulator import group_of
from journeydsl.workspace import find_projects


@click.command()
@click.argument("run", type=click.Path(path_type=Path), metavar="RUN")
@click.option("--contact", required=True, metavar="ID", help="The contact to tell about.")
@click.option("--message", metavar="NAME", help="Only what is about this message.")
@click.option("--why-not", "why_not", metavar="JOURNEY", help="Why the contact did not enter this journey.")
def command(run: Path, contact: str, message: str | None, why_not: str | None) -> None:
    """Tell what happened to a contact in RUN, the folder that `simulate --out` wrote, and why.

    For each message that was not sent: what the gate looked at, in order, where the rule stands that decided, and the
    smallest change that would have let it through. The project and the data are read again from where they were.

    \b
    Examples:
      journeydsl simulate shop --contacts shop/sample/contacts.csv --events shop/sample/events.csv \\
          --from 2026-01-01 --to 2026-03-31 --out run
      journeydsl explain run --contact c0017
      journeydsl explain run --contact c0017 --message welcome_offer
      journeydsl explain run --contact c0017 --why-not welcome
    """
    asked = _asked(run)
    project = Path(asked["project"])
    program = program_at(project)
    _known("message", message, program.messages)
    _known("journey", why_not, program.journeys)
    zone = program.project.timezone
    start, end = first_instant(asked["from"], zone, "--from"), last_instant(asked["to"], zone, "--to")
    rules = engine.prepare(program, seed=asked["seed"])
    with data.read(program.project, Path(asked["contacts"]), Path(asked["events"])) as population:
        group = group_of(rules, population, contact)
    found = next((row for row in group if row[0].id == contact), None)
    if found is None:
        raise FileProblem(f"there is no contact `{contact}` in `{asked['contacts']}`")
    story = tell(rules, *found, start, end, [row for row in group if row is not found])
    where = places_in(find_projects(project)[0])
    click.echo(
        why_not_text(rules, story, why_not, where) if why_not else story_text(story, where, message=message or ""),
        nl=False,
    )


def _asked(run: Path) -> dict[str, Any]:
    """What the run was asked for, as `simulate` wrote it down."""
    try:
        asked: dict[str, Any] = json.loads((run / "summary.json").read_text(encoding="utf-8"))["run"]
    except (OSError, ValueError, KeyError) as error:
        raise FileProblem(
            f"`{run}` is not a folder that `journeydsl simulate --out` wrote", "simulate with `--out DIR` first"
        ) from error
    return asked


def _known(what: str, name: str | None, names: Any) -> None:
    if name is not None and name not in names:
        guess = did_you_mean(name, names)
        raise FileProblem(f"there is no {what} `{name}`", f"did you mean `{guess}`?" if guess else None)
