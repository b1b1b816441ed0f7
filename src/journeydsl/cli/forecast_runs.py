"""The runs of a forecast, one for each seed, on the engine or on the array machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from journeydsl.cli.engines import Engine, takes_machine
from journeydsl.cli.forecasting import Forecast
from journeydsl.cli.progress import Progress
from journeydsl.data import Population
from journeydsl.engine import Rules
from journeydsl.forecast.arrivals import Arrivals
from journeydsl.forecast.history import History, learn
from journeydsl.forecast.lives import Life, Stopped
from journeydsl.forecast.modelling import Model, learnt_names, model
from journeydsl.forecast.outlook import Outlook, Seeded
from journeydsl.forecast.responding import Responder, Witness
from journeydsl.forecast.results import Results
from journeydsl.model.contacts import Contact, Event, Input, in_order
from journeydsl.model.messages import MessageClass
from journeydsl.model.values import Instant
from journeydsl.simulator import Tally, groups, simulate
from journeydsl.simulator.arrays import EVENTS_EACH, simulate_fast
from journeydsl.simulator.responses import ResponseWriter
from journeydsl.simulator.results import RunWriter

if TYPE_CHECKING:
    from journeydsl.machine import Columns, Reads

Row: TypeAlias = tuple[Contact, Sequence[Input]]
Expected: TypeAlias = tuple[Contact, Sequence[Event]]

_SLICE = 20_000
"""So many contacts are forecast at a time, and as many more as make a difference to them."""


class Period(NamedTuple):
    """What is forecast, both ends included, and the first seed."""

    start: Instant
    end: Instant
    seed: int


@dataclass(slots=True)
class _Runs:
    """What the runs of a forecast have in common."""

    asked: Forecast
    rules: Rules
    population: Population
    period: Period
    history: History
    progress: Progress
    on_machine: bool

    def run(self, seed: int, writer: RunWriter | None, answers: ResponseWriter | None) -> tuple[Tally, Results]:
        """One run, its rows written."""
        of_seed = model(self.rules, self.asked.assumptions, self.history, seed)
        step = self._on_machine if self.on_machine else self._on_engine
        return step(of_seed, writer, answers)

    def _on_engine(
        self, of_seed: Model, writer: RunWriter | None, answers: ResponseWriter | None
    ) -> tuple[Tally, Results]:
        responder = Responder(of_seed, Results(), answers.record if answers is not None else _ignore)
        tally = simulate(
            self.rules,
            _arriving(of_seed, self.population, self.period),
            self.period.start,
            self.period.end,
            writer.record if writer is not None else _ignore,
            keep=writer.keep if writer is not None else _ignore,
            goes_on=self.progress.advance,
            responder=responder,
        )
        return tally, responder.results

    def _on_machine(
        self, of_seed: Model, writer: RunWriter | None, answers: ResponseWriter | None
    ) -> tuple[Tally, Results]:
        from journeydsl.forecast import arrays

        results, lives = Results(), list[Life]()
        start, end, _ = self.period

        def slices(reads: Reads) -> Iterator[Columns]:
            rows = _arriving(of_seed, self.population, self.period)
            for part in _slices(groups(self.rules, rows)):
                try:
                    settled = arrays.Settled(of_seed, part, start, end, lambda: not self.progress.is_stopped)
                except Stopped:
                    return
                lives.extend(settled.lives)
                yield settled.columns()

        def goes_on(walked: int) -> bool:
            """Count those who have been walked; where all share something, they are walked whole once it is settled."""
            for life in lives[:walked]:
                _count(life, results, answers)
            del lives[:walked]
            return self.progress.advance(walked) or not walked

        record = writer.record_many if writer is not None else None
        return simulate_fast(self.rules, slices, start, end, record, goes_on), results


def forecast(
    asked: Forecast,
    rules: Rules,
    population: Population,
    period: Period,
    engine: Engine,
    writer: RunWriter | None,
    progress: Progress,
    folder: Path | None,
) -> tuple[Tally, Outlook]:
    """Run the forecast once for each seed. The first run's rows are written, and its tally returned; of those that are
    stopped before they end only the first counts."""
    history = learn(population, learnt_names(rules, asked.assumptions), period.start, rules.program.project.timezone)
    on_machine = takes_machine(engine, rules, len(population) * (1 + EVENTS_EACH) * asked.seeds, progress)
    runs = _Runs(asked, rules, population, period, history, progress, on_machine)
    with ResponseWriter(folder) if folder is not None else nullcontext() as answers:
        tally, results = runs.run(period.seed, writer, answers)
    seeded = [_seeded(period.seed, tally, results)]
    for seed in range(period.seed + 1, period.seed + asked.seeds):
        if not progress.is_stopped:
            following, results = runs.run(seed, None, None)
        if progress.is_stopped:
            break
        seeded.append(_seeded(seed, following, results))
    return tally, _outlook(model(rules, asked.assumptions, history, period.seed), seeded, history.left_out)


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


def _arriving(of_seed: Model, population: Iterable[Row], period: Period) -> Iterator[Expected]:
    """The contacts with their history, and what arrives for them."""
    timezone = of_seed.rules.program.project.timezone
    arrivals = Arrivals(of_seed.assumptions.arrivals, of_seed.history, timezone, period.start, period.end)
    for contact, inputs in population:
        known = [each for each in inputs if isinstance(each, Event) and each.arrives < period.start]
        yield contact, [*known, *arrivals.of(of_seed.number(contact.id), known)]


def _slices(groups: Iterable[Sequence[Expected]]) -> Iterator[list[Expected]]:
    """Some contacts at a time, none of whom makes a difference to others."""
    part: list[Expected] = []
    for group in groups:
        part += group
        if len(part) >= _SLICE:
            yield part
            part = []
    if part:
        yield part


def _count(life: Life, results: Results, answers: ResponseWriter | None) -> None:
    """Count what became of a contact, and keep the answers."""
    results.add_decisions(life.told.decisions)
    results.add_responses(life.responses)
    results.spoken_for += len(life.left_out)
    if answers is not None:
        answers.record(life.responses)


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
