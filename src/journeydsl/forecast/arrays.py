"""A forecast on the array machine, by rounds. Importing this needs numba."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from journeydsl import machine
from journeydsl.forecast.lives import Life, Unsure
from journeydsl.forecast.modelling import Model
from journeydsl.forecast.rounds import TELLING, settle
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.decisions import Outcome
from journeydsl.model.values import Instant


def are_coupled(model: Model) -> bool:
    """Whether what happens to one contact can make a difference to others."""
    asked = machine.reads(model.rules)
    return asked.together or asked.peers is not None


def settle_on_machine(
    model: Model,
    rows: Sequence[tuple[Contact, Sequence[Event]]],
    start: Instant,
    end: Instant,
    goes_on: Callable[[], bool] = lambda: True,
) -> list[Life]:
    """`rounds.settle` on the machine; raises `machine.Unfit` where it cannot step them, and `Stopped`."""
    apart = [name for name in model.assumptions.segments if name in model.rules.segments]

    def walk(lives: Sequence[Life]) -> None:
        columns = columns_of(model, lives)
        bound = machine.bind(model.rules, columns, start, end, apart=apart)
        machine.run(bound, columns, lambda decided: _note(model, decided, lives))

    try:
        return settle(model, rows, end, walk, together=are_coupled(model), goes_on=goes_on)
    except Unsure as unsure:
        raise machine.Unfit(str(unsure)) from unsure


def columns_of(model: Model, lives: Sequence[Life]) -> machine.Columns:
    """The contacts with the events that they live through, as the machine takes them."""
    return machine.from_population(model.rules.program.project, [(life.contact, life.events) for life in lives])


def _note(model: Model, decided: machine.Decided, lives: Sequence[Life]) -> None:
    """Note the decisions that answers hang on, and where contacts were when something was sent."""
    telling = np.array([_tells(model, kind) for kind in decided.kinds], np.bool_)
    rows = decided.rows[telling[decided.rows[:, 0]]]
    for place, decision in zip(rows[:, 1].tolist(), replace(decided, rows=rows), strict=True):
        lives[place].decisions.append(decision)
    for place, at, segments in decided.whereabouts():
        lives[place].sent_in[at] = segments


def _tells(model: Model, kind: machine.Kind) -> bool:
    if kind.outcome is Outcome.CHANGED:
        return (kind.journey, kind.step) in model.addresses_set
    return kind.outcome in TELLING
