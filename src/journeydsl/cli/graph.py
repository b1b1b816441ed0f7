"""`journeydsl graph`: a journey as a picture."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from journeydsl import engine, scenarios
from journeydsl.cli.project import program_at
from journeydsl.diagnostics import did_you_mean
from journeydsl.diagnostics.problem import FileProblem
from journeydsl.graph.drawing import Format, draw
from journeydsl.graph.explored import Explored
from journeydsl.model.journeys import Journey
from journeydsl.model.program import Program
from journeydsl.workspace import is_within


@click.command()
@click.argument("journey")
@click.option(
    "--format",
    "format_",
    type=click.Choice([format_.value for format_ in Format]),
    help="By default what the name of --out ends in, else svg.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
@click.option(
    "--project",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Where to look for JOURNEY by name; by default the current folder.",
)
@click.option("--coverage", is_flag=True, help="Let the ways stand out that no scenario of the project goes.")
def command(journey: str, format_: str | None, out: Path | None, folder: Path, *, coverage: bool) -> None:
    """Draw JOURNEY: a `.journey` file with one journey in it, or the name of a journey.

    \b
    Examples:
      journeydsl graph shop/welcome/welcome.journey --out welcome.svg
      journeydsl graph welcome --project shop --format mermaid
      journeydsl graph welcome --project shop --coverage --out welcome.png
    """
    path = Path(journey)
    named = not path.exists()
    program = program_at(folder if named else path)
    chosen = _by_name(program, journey) if named else _in_file(program, path)
    explored = _explored(program, chosen) if coverage else None
    picture = draw(chosen, _format(format_, out), messages=program.messages, explored=explored)
    _write(picture, out)


def _explored(program: Program, journey: Journey) -> Explored:
    """Where the scenarios of the program go in a journey."""
    rules = engine.prepare(program)
    results = (scenarios.run(rules, scenario) for scenario in program.scenarios)
    return scenarios.covered(rules, (each for result in results for each in result.decisions)).drawn(journey.name)


def _by_name(program: Program, name: str) -> Journey:
    if name in program.journeys:
        return program.journeys[name]
    guess = did_you_mean(name, program.journeys)
    raise FileProblem(
        f"there is no file and no journey called `{name}`", f"did you mean `{guess}`?" if guess else _known(program)
    )


def _in_file(program: Program, path: Path) -> Journey:
    found = [journey for journey in program.journeys.values() if is_within(journey.span.file, [path])]
    if len(found) == 1:
        return found[0]
    if not found:
        raise FileProblem(f"there is no journey in `{path}`", _known(program))
    names = ", ".join(f"`{journey.name}`" for journey in found)
    raise FileProblem(f"there are several journeys in `{path}`: {names}", "say one of these names instead")


def _known(program: Program) -> str:
    return "the journeys are " + (", ".join(f"`{name}`" for name in program.journeys) or "none yet")


def _format(said: str | None, out: Path | None) -> Format:
    if said is not None:
        return Format(said)
    ending = out.suffix.lstrip(".") if out is not None else ""
    return {"mmd": Format.MERMAID, "gv": Format.DOT}.get(ending) or (
        Format(ending) if ending in set(Format) else Format.SVG
    )


def _write(picture: str | bytes, out: Path | None) -> None:
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(picture.encode() if isinstance(picture, str) else picture)
    elif isinstance(picture, str):
        click.echo(picture, nl=not picture.endswith("\n"))
    elif sys.stdout.isatty():
        raise FileProblem("a picture of bytes is nothing for a terminal", "name a file: `--out journey.png`")
    else:
        sys.stdout.buffer.write(picture)
