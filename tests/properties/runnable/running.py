"""Runs of one contact, as the simulator walks them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from journeydsl import engine
from journeydsl.engine import ContactState, Rules, Step, Traffic
from journeydsl.model.contacts import Input
from journeydsl.model.decisions import Decision
from journeydsl.model.values import Instant
from journeydsl.simulator import Tally, member, walk
from tests.properties.runnable.histories import Case

MOST_STEPS = 5000


@dataclass(frozen=True)
class Ran:
    """What a run did, step by step, and how it left the contact."""

    steps: tuple[Step, ...]
    state: ContactState
    traffic: Traffic

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


def begin(rules: Rules, case: Case, start: Instant, end: Instant) -> tuple[ContactState, Sequence[Input]]:
    """A contact as it is at the start, and what happens to it from then on; what it has been through is history."""
    return member(rules, case.contact, case.inputs, start, end)


def resume(rules: Rules, state: ContactState, inputs: Sequence[Input], end: Instant, traffic: Traffic) -> Ran:
    """Go on from a state up to and including `end`, in the traffic of the channels as it is then."""
    arriving = [each for each in inputs if each.arrives <= end]
    steps = tuple(islice(walk(rules, state, arriving, end, traffic), MOST_STEPS))
    assert len(steps) < MOST_STEPS, "a contact goes round for ever"
    return Ran(steps, *((steps[-1].state, steps[-1].traffic) if steps else (state, traffic)))


def run(rules: Rules, case: Case, start: Instant, end: Instant) -> Ran:
    """Run one contact from beginning to end."""
    return resume(rules, *begin(rules, case, start, end), end, engine.open_traffic(rules.program, start))
