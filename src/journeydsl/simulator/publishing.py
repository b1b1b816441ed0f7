"""A walk in the course of which new versions of the program are published (laws L31 and L32)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from journeydsl import engine
from journeydsl.engine import Rules, Step, Traffic
from journeydsl.engine.traffic import UNLIMITED, reopen_traffic
from journeydsl.model.values import Instant
from journeydsl.simulator.walking import Member, walk_together


class Change(NamedTuple):
    """A version that holds from an instant on; `rules` know the versions before it (`engine.prepare(…, earlier=…)`)."""

    at: Instant
    rules: Rules


def walk_through(
    rules: Rules, changes: Sequence[Change], members: Iterable[Member], end: Instant, traffic: Traffic = UNLIMITED
) -> Iterator[Step]:
    """Every step of several contacts up to and including `end`, while `changes`, in their order, are published. When
    one is, everybody is taken over, in the order of their ids, before anything else of that instant."""
    states, inputs = {}, {}
    for state, arriving in members:
        states[state.contact], inputs[state.contact] = state, list(arriving)
    for at, following in [*changes, Change(end + 1, rules)]:
        until = {name: [each for each in arriving if each.arrives < at] for name, arriving in inputs.items()}
        for step in walk_together(rules, [(states[name], until[name]) for name in states], at - 1, traffic):
            states[step.state.contact], traffic = step.state, step.traffic
            yield step
        inputs = {name: [each for each in arriving if each.arrives >= at] for name, arriving in inputs.items()}
        if at > end:
            return
        before, rules, traffic = rules, following, reopen_traffic(following.program, at, traffic)
        for name in sorted(states):
            step = engine.adopt(rules, states[name], at, before=before, traffic=traffic)
            states[name] = step.state
            yield step
