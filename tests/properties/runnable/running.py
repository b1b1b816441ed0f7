"""Runs of one contact, as the simulator walks them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from journeydsl import engine
from journeydsl.engine import ContactState, Rules, Step
from journeydsl.model.contacts import Event, Input
from journeydsl.model.decisions import Decision
from journeydsl.model.values import Instant
from journeydsl.simulator import Tally, walk
from tests.properties.runnable.histories import Case


@dataclass(frozen=True)
class Ran:
    """What a run did, step by step, and how it left the contact."""

    steps: tuple[Step, ...]
    state: ContactState

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """All that was decided, in order."""
        return tuple(decision for step in self.steps for decision in step.decisions)

    def tally(self, rules: Rules, start: Instant, end: Instant) -> Tally:
        """The books of this run."""
        tally = Tally(rules, start, end)
        for step in self.steps:
            tally.add_step(step)
        tally.add_end(self.state)
        return tally


def begin(rules: Rules, case: Case, start: Instant) -> tuple[ContactState, Sequence[Input]]:
    """A contact as it is at the start, and what happens to it from then on; what it has been through is history."""
    before = [each for each in case.inputs if isinstance(each, Event) and each.at < start]
    return engine.begin(rules, case.contact, before, start), [each for each in case.inputs if each.at >= start]


def resume(rules: Rules, state: ContactState, inputs: Sequence[Input], end: Instant) -> Ran:
    """Go on from a state up to and including `end`."""
    steps = tuple(walk(rules, state, [each for each in inputs if each.at <= end], end))
    return Ran(steps, steps[-1].state if steps else state)


def run(rules: Rules, case: Case, start: Instant, end: Instant) -> Ran:
    """Run one contact from beginning to end."""
    return resume(rules, *begin(rules, case, start), end)
