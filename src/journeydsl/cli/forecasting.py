"""What `simulate --forecast` asks for: its options, and the file of assumptions."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from journeydsl.cli.color import use_color
from journeydsl.diagnostics import FileProblem
from journeydsl.diagnostics.render import Format, render
from journeydsl.forecast.assumptions import Assumptions
from journeydsl.model.program import Program
from journeydsl.source import Source

Command = TypeVar("Command", bound=Callable[..., object])

KEPT = "assumptions.yaml"
"""What the assumptions of a run are called in its folder."""

WRITTEN = f"responses.parquet, {KEPT}"
"""What a forecast leaves in its folder besides."""

SEEDS = 5
"""How many runs there are where nobody says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What was asked for: the text of the assumptions, what it says, and with how many seeds to run."""

    text: str
    assumptions: Assumptions
    seeds: int

    def keep(self, folder: Path) -> None:
        """Write the assumptions into the folder of their run, so that it can be told about whatever becomes of the
        file. Raises OSError."""
        (folder / KEPT).write_text(self.text, encoding="utf-8")


def forecast_options(command: Command) -> Command:
    """Give a command the options of a forecast, as its parameters `assumptions` and `seeds`."""
    file = click.option(
        "--forecast",
        "assumptions",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Let people answer what is sent, as FILE assumes (`journeydsl assumptions` prints one).",
    )
    seeds = click.option(
        "--seeds", type=click.IntRange(1), metavar="N", help=f"With --forecast: how many runs.  [default: {SEEDS}]"
    )
    return file(seeds(command))


def forecast_asked(program: Program, file: Path | None, seeds: int | None, events: Path | None) -> Forecast | None:
    """The forecast that the options ask for; None for a replay. Raises click.UsageError for options that do not go
    together, FileProblem for a file that cannot be read; leaves with exit code 1 where it has mistakes."""
    if file is not None:
        source = _source(file)
        assumptions = assumptions_in(source, program)
        return Forecast(text=source.text, assumptions=assumptions, seeds=SEEDS if seeds is None else seeds)
    if seeds is not None:
        raise click.UsageError("`--seeds` repeats a forecast: say `--forecast FILE`, too")
    if events is None:
        raise click.UsageError("missing `--events`; only a forecast (`--forecast FILE`) can do without")
    return None


def _source(file: Path) -> Source:
    try:
        return Source(str(file), file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        hint = "`journeydsl assumptions` prints one to start from"
        raise FileProblem(f"`{file}` cannot be read", hint) from error


def assumptions_in(source: Source, program: Program) -> Assumptions:
    """What a file assumes about a program; leaves with exit code 1 where it has mistakes, having shown them."""
    from journeydsl.forecast.reading import load

    assumed, diagnostics = load(source, program)
    if assumed is None:
        color = use_color(sys.stderr)
        shown = render(Format.TEXT, diagnostics, {source.path: source}, [source.path], color=color)
        click.echo(shown, err=True, nl=False, color=color)
        sys.exit(1)
    return assumed
