"""A forecast on the array machine, by rounds. Importing this needs numba."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from journeydsl import machine
from journeydsl.forecast.modelling import Model
from journeydsl.forecast.rounds import TELLING, Life, Unsure, settle
from journeydsl.model import steps
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.values import Instant


def unsupported(model: Model) -> tuple[str, ...]:
    """What a forecast cannot be on the machine for, in the author's words; empty where it can."""
    project = model.rules.program.project
    addresses = {channel.address for channel in project.channels.values()}
    nodes = (node for chart in model.rules.charts.values() for node in chart.nodes)
    moving = [
        node.step.words for node in nodes if isinstance(node.step, steps.Set) and node.step.attribute in addresses
    ]
    capacities = [f"the throughput of channel {each.name}" for each in project.channels.values() if each.throughput]
    capacities += [warm_up.words for warm_up in model.rules.program.limits.warm_ups]
    by_segment = [f"assumptions of segment {name}" for name in model.assumptions.segments]
    return tuple(dict.fromkeys([*by_segment, *moving, *capacities]))


def are_coupled(model: Model) -> bool:
    """Whether what happens to one contact can make a difference to others of its account."""
    return any(suppression.whole_account for suppression in model.rules.program.suppressions)


def settle_on_machine(
    model: Model, rows: Sequence[tuple[Contact, Sequence[Event]]], start: Instant, end: Instant
) -> list[Life]:
    """`rounds.settle` on the machine; raises `machine.Unfit` where it cannot step them."""

    def walk(lives: Sequence[Life]) -> None:
        columns = columns_of(model, lives)
        machine.run(machine.bind(model.rules, columns, start, end), columns, lambda decided: _note(decided, lives))

    try:
        return settle(model, rows, end, walk, together=are_coupled(model))
    except Unsure as unsure:
        raise machine.Unfit(str(unsure)) from unsure


def columns_of(model: Model, lives: Sequence[Life]) -> machine.Columns:
    """The contacts with the events that they live through, as the machine takes them."""
    return machine.from_population(model.rules.program.project, [(life.contact, life.events) for life in lives])


def _note(decided: machine.Decided, lives: Sequence[Life]) -> None:
    """Note the decisions that answers hang on."""
    telling = np.array([kind.outcome in TELLING for kind in decided.kinds], np.bool_)
    rows = decided.rows[telling[decided.rows[:, 0]]]
    for place, decision in zip(rows[:, 1].tolist(), replace(decided, rows=rows), strict=True):
        lives[place].decisions.append(decision)
