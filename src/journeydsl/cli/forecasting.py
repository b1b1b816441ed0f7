"""The forecast of `simulate --forecast`: assumptions read, the run repeated with several seeds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeAlias, TypeVar

import click

from journeydsl.cli.color import use_color
from journeydsl.cli.progress import Progress
from journeydsl.data import Population
from journeydsl.diagnostics import FileProblem
from journeydsl.diagnostics.render import Format, render
from journeydsl.engine import Rules
from journeydsl.forecast.arrivals import Arrivals
from journeydsl.forecast.assumptions import Assumptions
from journeydsl.forecast.history import learn
from journeydsl.forecast.modelling import Model, learnt_names, model
from journeydsl.forecast.outlook import Outlook, Seeded
from journeydsl.forecast.responding import Responder, Witness
from journeydsl.forecast.results import Results
from journeydsl.model.contacts import Contact, Event, Input, in_order
from journeydsl.model.messages import MessageClass
from journeydsl.model.program import Program
from journeydsl.model.values import Instant
from journeydsl.simulator import Tally, simulate
from journeydsl.simulator.responses import ResponseWriter
from journeydsl.simulator.results import RunWriter
from journeydsl.source import Source

Row: TypeAlias = tuple[Contact, Sequence[Input]]
Command = TypeVar("Command", bound=Callable[..., object])

WRITTEN = "responses.parquet"
"""What a forecast leaves in its folder besides."""

SEEDS = 5
"""How many runs there are where nobody says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What was asked for: the file of assumptions, what it says, and with how many seeds to run."""

    file: Path
    assumptions: Assumptions
    seeds: int


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


class Period(NamedTuple):
    """What is forecast, both ends included, and the first seed."""

    start: Instant
    end: Instant
    seed: int


def forecast_asked(program: Program, file: Path | None, seeds: int | None, events: Path | None) -> Forecast | None:
    """The forecast that the options ask for; None for a replay. Raises click.UsageError for options that do not go
    together; leaves with exit code 1 where the file has mistakes."""
    if file is not None:
        return Forecast(file=file, assumptions=assumptions_in(file, program), seeds=SEEDS if seeds is None else seeds)
    if seeds is not None:
        raise click.UsageError("`--seeds` repeats a forecast: say `--forecast FILE`, too")
    if events is None:
        raise click.UsageError("missing `--events`; only a forecast (`--forecast FILE`) can do without")
    return None


def assumptions_in(file: Path, program: Program) -> Assumptions:
    """What a file assumes about a program; leaves with exit code 1 where it has mistakes, having shown them. Raises
    FileProblem where it cannot be read."""
    from journeydsl.forecast.reading import load

    try:
        source = Source(str(file), file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        hint = "`journeydsl assumptions` prints one to start from"
        raise FileProblem(f"`{file}` cannot be read", hint) from error
    assumed, diagnostics = load(source, program)
    if assumed is None:
        color = use_color(sys.stderr)
        shown = render(Format.TEXT, diagnostics, {source.path: source}, [source.path], color=color)
        click.echo(shown, err=True, nl=False, color=color)
        sys.exit(1)
    return assumed


def forecast(
    asked: Forecast,
    rules: Rules,
    population: Population,
    period: Period,
    writer: RunWriter | None,
    progress: Progress,
    folder: Path | None,
) -> tuple[Tally, Outlook]:
    """Run the forecast once for each seed. The first run's rows are written, and its tally returned; of those that are
    stopped before they end only the first counts."""
    assumed = asked.assumptions
    history = learn(population, learnt_names(rules, assumed), period.start, rules.program.project.timezone)
    of_first = model(rules, assumed, history, period.seed)
    with ResponseWriter(folder) if folder is not None else nullcontext() as answers:
        responder = Responder(of_first, Results(), answers.record if answers is not None else _ignore)
        tally = _run(responder, population, period, progress, writer)
    runs = [_seeded(period.seed, tally, responder.results)]
    for seed in range(period.seed + 1, period.seed + asked.seeds):
        responder = Responder(model(rules, assumed, history, seed), Results())
        following = _run(responder, population, period, progress, None)
        if progress.is_stopped:
            break
        runs.append(_seeded(seed, following, responder.results))
    return tally, _outlook(of_first, runs, history.left_out)


def lived(
    asked: Forecast, rules: Rules, population: Population, group: Sequence[Row], period: Period
) -> list[tuple[Contact, list[Input]]]:
    """The contacts of a group that do not depend on others, with everything that happens to them in the forecast's
    first run, as if it had been history."""
    history = learn(population, learnt_names(rules, asked.assumptions), period.start, rules.program.project.timezone)
    of_seed = model(rules, asked.assumptions, history, period.seed)
    rows = list(_arriving(of_seed, group, period))
    witness = Witness(Responder(of_seed, Results()), {contact.id: list(inputs) for contact, inputs in rows})
    simulate(rules, rows, period.start, period.end, responder=witness)
    return [(contact, in_order(witness.lives[contact.id])) for contact, _ in rows]


def _run(
    responder: Responder, population: Population, period: Period, progress: Progress, writer: RunWriter | None
) -> Tally:
    rows = progress.over(_arriving(responder.model, population, period))
    return simulate(
        responder.model.rules,
        rows,
        period.start,
        period.end,
        writer.record if writer is not None else _ignore,
        keep=writer.keep if writer is not None else _ignore,
        is_stopped=lambda: progress.is_stopped,
        responder=responder,
    )


def _arriving(of_seed: Model, population: Iterable[Row], period: Period) -> Iterator[tuple[Contact, Sequence[Event]]]:
    """The contacts with their history, and what arrives for them."""
    timezone = of_seed.rules.program.project.timezone
    arrivals = Arrivals(of_seed.assumptions.arrivals, of_seed.history, timezone, period.start, period.end)
    for contact, inputs in population:
        known = [each for each in inputs if isinstance(each, Event) and each.arrives < period.start]
        yield contact, [*known, *arrivals.of(of_seed.number(contact.id), known)]


def _seeded(seed: int, tally: Tally, results: Results) -> Seeded:
    return Seeded(
        seed=seed,
        results=results,
        entered={name: journey.entered for name, journey in tally.journeys.items()},
        goals={name: journey.goals for name, journey in tally.journeys.items()},
    )


def _outlook(of_seed: Model, runs: Sequence[Seeded], left_out: int) -> Outlook:
    messages = of_seed.rules.program.messages
    emails = [name for name in messages if of_seed.rates.is_email(name)]
    promotional = [name for name in emails if messages[name].message_class is MessageClass.PROMOTIONAL]
    return Outlook(runs=runs, messages=list(messages), emails=emails, promotional=promotional, left_out=left_out)


def _ignore(told: object) -> None:
    """Nobody asked for it."""
