"""The forecast of `simulate --forecast`: assumptions read, the run repeated with several seeds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from journeydsl.cli.color import use_color
from journeydsl.data import Population
from journeydsl.diagnostics import FileProblem
from journeydsl.diagnostics.render import Format, render
from journeydsl.engine import Rules
from journeydsl.forecast.arrivals import Arrivals
from journeydsl.forecast.assumptions import Assumptions
from journeydsl.forecast.history import learn
from journeydsl.forecast.modelling import Model, learnt_names, model
from journeydsl.forecast.outlook import Outlook, Seeded
from journeydsl.forecast.responding import Responder
from journeydsl.forecast.results import Results
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.decisions import Decision
from journeydsl.model.messages import MessageClass
from journeydsl.model.program import Program
from journeydsl.model.responses import Response
from journeydsl.model.values import Instant
from journeydsl.simulator import ContactEnd, Tally, simulate
from journeydsl.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What was asked for: the file of assumptions, and with how many seeds to run."""

    file: Path
    seeds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where the first run's rows go."""

    decisions: Callable[[Sequence[Decision]], None]
    contacts: Callable[[ContactEnd], None]
    responses: Callable[[Sequence[Response]], None]


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
    asked: Forecast, rules: Rules, population: Population, start: Instant, end: Instant, seed: int, kept: Kept
) -> tuple[Tally, Outlook]:
    """Run the forecast once for each seed, from `seed` on; the first run's rows are kept, and its tally returned."""
    assumed = assumptions_in(asked.file, rules.program)
    history = learn(population, learnt_names(rules, assumed), start, rules.program.project.timezone)
    tallies, runs = [], []
    for number in range(asked.seeds):
        of_seed = model(rules, assumed, history, seed + number)
        run = partial(_run, of_seed, population, start, end, number, asked.seeds)
        tally, results = run(kept) if number == 0 else run(None)
        tallies.append(tally)
        runs.append(_seeded(seed + number, tally, results))
    return tallies[0], _outlook(of_seed, runs, history.left_out)


def _run(
    of_seed: Model, population: Population, start: Instant, end: Instant, number: int, seeds: int, kept: Kept | None
) -> tuple[Tally, Results]:
    results = Results()
    responder = Responder(of_seed, results) if kept is None else Responder(of_seed, results, kept.responses)
    rows = _with_progress(_arriving(of_seed, population, start, end), len(population), f"run {number + 1} of {seeds}")
    if kept is None:
        return simulate(of_seed.rules, rows, start, end, responder=responder), results
    return (
        simulate(of_seed.rules, rows, start, end, kept.decisions, keep=kept.contacts, responder=responder),
        results,
    )


def _arriving(
    of_seed: Model, population: Population, start: Instant, end: Instant
) -> Iterator[tuple[Contact, Sequence[Event]]]:
    """The contacts with their history, and what arrives for them."""
    timezone = of_seed.rules.program.project.timezone
    arrivals = Arrivals(of_seed.assumptions.arrivals, of_seed.history, timezone, start, end)
    for contact, events in population:
        known = [event for event in events if event.arrives < start]
        yield contact, [*known, *arrivals.of(of_seed.number(contact.id), known)]


def _with_progress(
    rows: Iterator[tuple[Contact, Sequence[Event]]], length: int, label: str
) -> Iterator[tuple[Contact, Sequence[Event]]]:
    if not sys.stderr.isatty():
        yield from rows
        return
    with click.progressbar(rows, length=length, label=label, file=sys.stderr, update_min_steps=100) as bar:
        yield from bar


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
