"""One situation on both engines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from journeydsl import machine
from journeydsl.engine import Rules
from journeydsl.model.contacts import Contact, Event, Input
from journeydsl.model.decisions import Decision
from journeydsl.model.values import Instant
from journeydsl.reports import summary_document, summary_text
from journeydsl.simulator import Change, Tally, simulate
from journeydsl.simulator.arrays import simulate_fast

Population = Sequence[tuple[Contact, Sequence[Input]]]


def by_id(population: Iterable[tuple[Contact, Sequence[Input]]]) -> Population:
    """Contacts, and what happens to each, in the order in which files are read."""
    return [
        (contact, sorted(inputs, key=_when_it_happens))
        for contact, inputs in sorted(population, key=lambda row: row[0].id)
    ]


def _when_it_happens(each: Input) -> tuple[Instant, str]:
    return each.at, each.id if isinstance(each, Event) else ""


def on_the_engine(
    rules: Rules, population: Population, start: Instant, end: Instant, changes: Sequence[Change] = ()
) -> tuple[list[Decision], Tally]:
    decisions: list[Decision] = []
    return decisions, simulate(rules, population, start, end, decisions.extend, changes)


def on_the_machine(
    rules: Rules, population: Population, start: Instant, end: Instant, changes: Sequence[Change] = ()
) -> tuple[list[Decision], Tally]:
    decisions: list[Decision] = []

    def columns_of(reads: machine.Reads) -> list[machine.Columns]:
        every = machine.from_population(rules.program.project, population)
        asked = reads.attributes | reads.addresses | reads.known
        read = replace(
            every,
            attributes={name: column for name, column in every.attributes.items() if name in asked},
            account={name: column for name, column in every.account.items() if name in reads.account},
            properties={name: column for name, column in every.properties.items() if name in reads.properties},
        )
        return [read]

    return decisions, simulate_fast(rules, columns_of, start, end, decisions.extend, changes=changes)


def assert_same(
    rules: Rules, population: Population, start: Instant, end: Instant, changes: Sequence[Change] = ()
) -> list[Decision]:
    """The same decisions of each contact, row by row, and the same summary to the last word; returns the
    engine's."""
    decisions, tally = on_the_engine(rules, population, start, end, changes)
    others, counted = on_the_machine(rules, population, start, end, changes)
    assert by_contact(others) == by_contact(decisions)
    tally.counts_wordings = counted.counts_wordings
    for name in ("contacts", "late_events", "segments", "sends_by_day", "messages", "journeys"):
        assert getattr(counted, name) == getattr(tally, name)
    assert summary_document(counted) == summary_document(tally)
    assert summary_text(counted) == summary_text(tally)
    return decisions


def by_contact(decisions: Iterable[Decision]) -> list[Decision]:
    """Contact by contact: where contacts share something, each engine goes through them in an order of its own."""
    return sorted(decisions, key=lambda each: each.contact)


def in_slices(
    rules: Rules, population: Population, start: Instant, end: Instant, *, threads: int, slice_size: int
) -> list[Decision]:
    """The machine's decisions with so many threads, and slices of that size."""
    columns = machine.from_population(rules.program.project, population)
    bound = machine.bind(rules, columns, start, end)
    decisions: list[Decision] = []
    machine.run(bound, columns, decisions.extend, threads=threads, slice_size=slice_size)
    return decisions
