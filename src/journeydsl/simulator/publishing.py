"""A walk in the course of which new versions of the program are published (laws L31 and L32)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from journeydsl import engine
from journeydsl.engine import ContactState, Rules, Step, Surroundings, Traffic
from journeydsl.engine.traffic import UNLIMITED, reopen_traffic
from journeydsl.model.contacts import Input
from journeydsl.model.values import Instant
from journeydsl.simulator.coupling import Company
from journeydsl.simulator.walking import Member, walk_together


class Change(NamedTuple):
    """A version that holds from an instant on; `rules` know the versions before it (`engine.prepare(…, earlier=…)`)."""

    at: Instant
    rules: Rules


def walk_through(
    rules: Rules, changes: Sequence[Change], members: Iterable[Member], end: Instant, traffic: Traffic = UNLIMITED
) -> Iterator[Step]:
    """Every step of several contacts up to and including `end`, while `changes`, in their order, are published."""
    states, inputs = {}, {}
    for state, arriving in members:
        states[state.contact], inputs[state.contact] = state, list(arriving)
    for at, following in [*changes, Change(end + 1, rules)]:
        before = {name: [each for each in arriving if each.arrives < at] for name, arriving in inputs.items()}
        for step in walk_together(rules, [(states[name], before[name]) for name in states], at - 1, traffic):
            states[step.state.contact], traffic = step.state, step.traffic
            yield step
        if at <= end:
            rules, traffic = following, reopen_traffic(following.program, at, traffic)
            for step in _publish(rules, at, states, inputs, traffic):
                traffic = step.traffic
                yield step
        inputs = {name: [each for each in arriving if each.arrives > at] for name, arriving in inputs.items()}


def _publish(
    rules: Rules, at: Instant, states: dict[str, ContactState], inputs: dict[str, list[Input]], traffic: Traffic
) -> Iterator[Step]:
    company = Company(rules.program)
    for state in states.values():
        company.put(state)
    for name in sorted(states):
        arriving = [each for each in inputs[name] if each.arrives == at]
        surroundings = Surroundings(peers=company.peers(states[name]), traffic=traffic)
        step = engine.adopt(rules, states[name], at, arriving, surroundings)
        states[name], traffic = step.state, step.traffic
        company.put(step.state)
        yield step
