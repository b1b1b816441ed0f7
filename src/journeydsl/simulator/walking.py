"""Contacts in virtual time: what happens to each and what falls due, one instant after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from typing import Protocol, TypeAlias

from journeydsl import engine
from journeydsl.engine import ContactState, Rules, Step, Surroundings, Traffic
from journeydsl.engine.traffic import UNLIMITED
from journeydsl.engine.turn import Turn
from journeydsl.model import steps
from journeydsl.model.contacts import Contact, Event, Input, in_order
from journeydsl.model.values import Instant
from journeydsl.simulator.coupling import Company

Member: TypeAlias = tuple[ContactState, Sequence[Input]]
"""A contact as it is when the walk begins, and what happens to it."""


class Responder(Protocol):
    """Whoever answers what is sent: history does not (a replay), a response model does (a forecast)."""

    def ahead(self, step: Step, inputs: Sequence[Input]) -> Sequence[Input]:
        """What lies ahead of a contact after a step, where `inputs` did before; these themselves where the step makes
        no difference. What is added comes later than the step."""


def member(rules: Rules, contact: Contact, inputs: Sequence[Input], start: Instant, end: Instant) -> Member:
    """A contact as it is at `start`, and what happens to it from then up to and including `end`. What became known
    before `start` stands in its history by when it happened, in whatever order `inputs` are."""
    known = (each for each in inputs if isinstance(each, Event) and each.arrives < start)
    history = sorted(known, key=lambda event: (event.at, event.id))
    return engine.begin(rules, contact, history, start), [each for each in inputs if start <= each.arrives <= end]


def walk(
    rules: Rules, state: ContactState, inputs: Sequence[Input], end: Instant, traffic: Traffic = UNLIMITED
) -> Iterator[Step]:
    """Every step of one contact up to and including `end`: at each instant what arrives, then what is due."""
    return walk_together(rules, [(state, inputs)], end, traffic)


def walk_together(
    rules: Rules,
    members: Iterable[Member],
    end: Instant,
    traffic: Traffic = UNLIMITED,
    responder: Responder | None = None,
) -> Iterator[Step]:
    """Every step of several contacts up to and including `end`, in the order of time; what a `responder` answers is
    processed at its own instant, like any event.

    At one instant the contact goes first whose message has been due longest, then the one whose id is first: so the
    order of the members makes no difference.
    """
    members = list(members)
    if len(members) == 1:
        yield from _walk_alone(rules, *members[0], end, traffic, responder)
    else:
        yield from _walk_in_company(rules, members, end, traffic, responder)


def _walk_alone(
    rules: Rules,
    state: ContactState,
    inputs: Sequence[Input],
    end: Instant,
    traffic: Traffic,
    responder: Responder | None,
) -> Iterator[Step]:
    ahead = deque(in_order(inputs))
    while (at := _next_instant(state, ahead, end)) is not None:
        step = engine.step(rules, state, at, tuple(_take(ahead, at)), Surroundings(traffic=traffic))
        yield step
        state, traffic = step.state, step.traffic
        if responder is not None:
            ahead = _answered(responder, step, ahead, end)


def _walk_in_company(
    rules: Rules, members: Iterable[Member], end: Instant, traffic: Traffic, responder: Responder | None
) -> Iterator[Step]:
    company = Company(rules.program)
    ahead: dict[str, deque[Input]] = {}
    places: list[_Place] = []
    for state, inputs in members:
        company.put(state)
        ahead[state.contact] = deque(in_order(inputs))
        places.extend(_place(rules, state, ahead[state.contact], end))
    heapify(places)
    while places:
        at, _, name = heappop(places)
        state = company.states[name]
        surroundings = Surroundings(peers=company.peers(state), traffic=traffic)
        step = engine.step(rules, state, at, tuple(_take(ahead[name], at)), surroundings)
        yield step
        traffic = step.traffic
        company.put(step.state)
        if responder is not None:
            ahead[name] = _answered(responder, step, ahead[name], end)
        for place in _place(rules, step.state, ahead[name], end):
            heappush(places, place)


def _answered(responder: Responder, step: Step, inputs: deque[Input], end: Instant) -> deque[Input]:
    """What lies ahead after a step, up to and including `end`."""
    ahead = responder.ahead(step, inputs)
    return inputs if ahead is inputs else deque(in_order(each for each in ahead if each.arrives <= end))


def _take(inputs: deque[Input], at: Instant) -> Iterator[Input]:
    """What arrives at an instant."""
    while inputs and inputs[0].arrives == at:
        yield inputs.popleft()


_Place: TypeAlias = tuple[Instant, Instant, str]
"""When a contact is to be stepped next, since when a message of it that comes to the gate then has been due, its id."""


def _place(rules: Rules, state: ContactState, inputs: deque[Input], end: Instant) -> Iterator[_Place]:
    """The contact's place among the others; none where nothing happens to it any more."""
    at = _next_instant(state, inputs, end)
    if at is not None:
        yield at, min(_due_since(rules, state, at), default=at), state.contact


def _next_instant(state: ContactState, inputs: deque[Input], end: Instant) -> Instant | None:
    """When the contact is to be stepped next, up to and including `end`; None for never."""
    wake = engine.next_wake(state)
    if inputs and (wake is None or inputs[0].arrives < wake):
        return inputs[0].arrives
    return wake if wake is not None and wake <= end else None


def _due_since(rules: Rules, state: ContactState, at: Instant) -> Iterator[Instant]:
    """Since when each message has been due that was held back until `at`."""
    turn = Turn(rules, at, state)
    for enrollment in turn.enrollments():
        is_over = enrollment.wake_at is not None and enrollment.wake_at <= at and not enrollment.paused
        if is_over and isinstance(turn.node(enrollment).step, steps.Send):
            yield enrollment.arrived_at
