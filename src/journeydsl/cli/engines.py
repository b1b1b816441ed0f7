"""Which engine runs a dry run: the one that can be read, or the machine, which decides the same in less time."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

import click

from journeydsl.cli.progress import Progress
from journeydsl.data import Population
from journeydsl.engine import Rules
from journeydsl.model.values import Instant
from journeydsl.resources.compiled_code import kept_in
from journeydsl.simulator import Tally, simulate
from journeydsl.simulator.arrays import (
    EVENTS_EACH,
    get_ready,
    is_compiled,
    is_installed,
    is_worth_loading,
    simulate_fast,
)
from journeydsl.simulator.results import RunWriter

if TYPE_CHECKING:
    from journeydsl.machine import Columns, Reads


class Engine(StrEnum):
    """What can be asked for with `--engine`."""

    AUTO = "auto"
    ARRAY = "array"
    REFERENCE = "reference"


def simulate_with(
    asked: Engine,
    rules: Rules,
    population: Population,
    start: Instant,
    end: Instant,
    writer: RunWriter | None,
    progress: Progress,
) -> Tally:
    """Dry-run with the engine that was asked for; `auto` takes the one that is expected to be done first. Raises
    click.UsageError where the machine is asked for and not installed."""
    if takes_machine(asked, rules, population.contacts.kept + population.events.kept, progress):
        record_many = writer.record_many if writer is not None else None
        return simulate_fast(
            rules,
            partial(columns_of, population),
            start,
            end,
            record_many,
            progress.advance,
            looks_ahead=writer is None,
        )
    record = writer.record if writer is not None else _ignore
    keep = writer.keep if writer is not None else _ignore
    return simulate(rules, population, start, end, record, keep=keep, goes_on=progress.advance)


def takes_machine(asked: Engine, rules: Rules, rows: int, progress: Progress) -> bool:
    """Whether a run over so many contacts and events goes to the array machine, as it was asked for; says so where its
    code has to be compiled first. Raises click.UsageError where it is asked for and not installed."""
    if asked is Engine.ARRAY and not is_installed():
        raise click.UsageError('`--engine array` needs numba: pip install "journeydsl[fast]"')
    takes = asked is Engine.ARRAY or (asked is Engine.AUTO and is_installed() and is_worth_loading(rules, rows))
    if takes and not is_compiled(rules):
        kept = ", once; what is made is kept" if kept_in() else "; it cannot be kept in the cache folder"
        progress.say(f"compiling the array machine: this takes about 20 seconds{kept}")
    return takes


def get_ready_for(asked: Engine, rules: Rules, start: Instant, end: Instant, contacts: int) -> Future[None] | None:
    """Begin to load the machine, on another thread, where it has been compiled and a run over so many contacts is
    expected to go to it. What goes wrong there goes wrong again in the run, and is told there."""
    rows = contacts * (1 + EVENTS_EACH)
    takes = asked is Engine.ARRAY or (asked is Engine.AUTO and is_worth_loading(rules, rows))
    if not (takes and is_installed() and is_compiled(rules)):
        return None
    another = ThreadPoolExecutor(1)
    begun = another.submit(get_ready, rules, start, end)
    another.shutdown(wait=False)
    return begun


def columns_of(population: Population, reads: Reads) -> Iterable[Columns]:
    """What a program reads of a population, as the machine takes it."""
    from journeydsl.data.columns import slices

    return slices(population, reads)


def _ignore(told: object) -> None:
    """Nobody asked for the decisions one by one."""
