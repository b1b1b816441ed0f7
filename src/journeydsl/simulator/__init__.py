"""The dry run: every contact through every journey in virtual time, and the books balanced at the end.

In: `Rules`, a population, and the period. Out: a `Tally`; each decision goes to `record` as it is made.
Promises: deterministic; contacts are independent and are held one at a time, so memory does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from journeydsl import engine
from journeydsl.engine import ContactState, Rules
from journeydsl.model.contacts import Contact, Event, Input
from journeydsl.model.decisions import Decision
from journeydsl.model.values import Instant
from journeydsl.simulator.tally import Tally

__all__ = ["Tally", "simulate", "walk"]


def simulate(
    rules: Rules,
    population: Iterable[tuple[Contact, Sequence[Event]]],
    start: Instant,
    end: Instant,
    record: Callable[[Sequence[Decision]], None] = lambda _: None,
) -> Tally:
    """Dry-run the period from `start` to `end`, both included.

    Events before `start` are history: they can be asked about but trigger nothing. Events after `end` are not seen.
    """
    tally = Tally(rules, start, end)
    for contact, events in population:
        state = engine.begin(rules, contact, [event for event in events if event.at < start], start)
        for step in walk(rules, state, [event for event in events if start <= event.at <= end], end):
            record(step.decisions)
            tally.add_step(step)
            state = step.state
        tally.add_end(state)
    return tally


def walk(rules: Rules, state: ContactState, inputs: Sequence[Input], end: Instant) -> Iterator[engine.Step]:
    """Every step of one contact up to and including `end`: at each instant its inputs (sorted), then what is due."""
    moments = groupby(inputs, key=lambda each: each.at)
    upcoming = next(moments, None)
    while True:
        wake = engine.next_wake(state)
        if upcoming is not None and (wake is None or upcoming[0] <= wake):
            at, happening = upcoming[0], tuple(upcoming[1])
            upcoming = next(moments, None)
        elif wake is not None and wake <= end:
            at, happening = wake, ()
        else:
            return
        step = engine.step(rules, state, at, happening)
        yield step
        state = step.state
