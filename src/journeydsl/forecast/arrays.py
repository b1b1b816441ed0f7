"""A forecast on the array machine, which steps each contact through its whole life and asks nobody on the way.

So the machine runs, everything that was sent is answered, the answers join the events, and it runs again for those
whose events have changed, until nothing changes any more. An answer hangs on its send alone, so what came of a
contact's life before its first new answer stays as it is: this ends after as many rounds as the longest chain of sends,
with what the engine comes to when each send is answered as it is made. Importing this needs numba.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from journeydsl import machine
from journeydsl.forecast import answering, many
from journeydsl.forecast.chance import place_number
from journeydsl.forecast.modelling import Model, Send
from journeydsl.forecast.rates import Case
from journeydsl.model import steps
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.responses import Answer, Response
from journeydsl.model.values import Instant

_TELLING = (Outcome.ENTERED, Outcome.REACHED_GOAL, Outcome.SENT, Outcome.HELD_OUT)
"""The decisions that answers hang on."""


@dataclass(slots=True)
class Life:
    """A contact, the events that come of themselves, those that it lives through, and what became of its sends."""

    contact: Contact
    arriving: Sequence[Event]
    events: Sequence[Event]
    decisions: list[Decision] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    spoken_for: int = 0


class _Sent(NamedTuple):
    """A send of a contact, the rates that it goes by, and until when the model speaks for the goal (None: not)."""

    life: Life
    send: Send
    case: Case
    until: Instant | None


def unsupported(model: Model) -> tuple[str, ...]:
    """What a forecast cannot be on the machine for, in the author's words; empty where it can."""
    project = model.rules.program.project
    addresses = {channel.address for channel in project.channels.values()}
    nodes = (node for chart in model.rules.charts.values() for node in chart.nodes)
    moving = [
        node.step.words for node in nodes if isinstance(node.step, steps.Set) and node.step.attribute in addresses
    ]
    by_segment = [f"assumptions of segment {name}" for name in model.assumptions.segments]
    return tuple(dict.fromkeys([*by_segment, *moving]))


def settle(model: Model, rows: Sequence[tuple[Contact, Sequence[Event]]], start: Instant, end: Instant) -> list[Life]:
    """The lives of contacts (by id, with what arrives for them by instant and id) in a forecast, once every send is
    answered; `machine.Unfit` where the machine cannot step them."""
    lives = [Life(contact, events, events) for contact, events in rows]
    changing = lives
    while changing:
        _walk(model, changing, start, end)
        before = {id(life): [(event.id, event.at) for event in life.events] for life in changing}
        _answer(model, changing, end)
        changing = [life for life in changing if before[id(life)] != [(event.id, event.at) for event in life.events]]
    return lives


def columns_of(model: Model, lives: Sequence[Life]) -> machine.Columns:
    """The contacts with the events that they live through, as the machine takes them."""
    return machine.from_population(model.rules.program.project, [(life.contact, life.events) for life in lives])


def _walk(model: Model, lives: Sequence[Life], start: Instant, end: Instant) -> None:
    """Run the machine, and keep of its decisions those that answers hang on."""
    columns = columns_of(model, lives)
    for life in lives:
        life.decisions = []

    def keep(decided: machine.Decided) -> None:
        telling = np.array([kind.outcome in _TELLING for kind in decided.kinds], np.bool_)
        rows = decided.rows[telling[decided.rows[:, 0]]]
        for place, decision in zip(rows[:, 1].tolist(), replace(decided, rows=rows), strict=True):
            lives[place].decisions.append(decision)

    machine.run(machine.bind(model.rules, columns, start, end), columns, keep)


def _answer(model: Model, lives: Sequence[Life], end: Instant) -> None:
    """Answer what was sent to some contacts, and let the answers be among their events."""
    sent = [each for life in lives for each in _sends(model, life)]
    for life in lives:
        life.responses, life.events, life.spoken_for = [], life.arriving, 0
    answers: dict[int, list[Event]] = {}
    for (life, send, case, until), (number, found) in zip(sent, _found(model, sent), strict=True):
        responses, events = model.told(send, case, number, found)
        life.responses += responses
        answers.setdefault(id(life), []).extend(event for event in events if event.at <= end)
        if until is not None:
            _leave_out(model, life, send.decision, until)
    for life in lives:
        if id(life) in answers:
            life.events = sorted([*life.events, *answers[id(life)]], key=lambda event: (event.at, event.id))


def _leave_out(model: Model, life: Life, decision: Decision, until: Instant) -> None:
    """Leave out what would arrive of the goal's event while the model speaks for it."""
    goal = model.rules.journeys[decision.journey].goal
    assert goal is not None, "it can be reached"
    left = [each for each in life.events if each.name != goal.event or not decision.at < each.at <= until]
    life.spoken_for += len(life.events) - len(left)
    life.events = left


def _sends(model: Model, life: Life) -> Iterator[_Sent]:
    """The decisions about a contact that are answered, in their order."""
    open_until: dict[tuple[str, int], Instant] = {}
    reached: dict[tuple[str, int], Instant] = {}
    visits: Counter[tuple[str, int, str]] = Counter()
    for each in life.decisions:
        run, goal = (each.journey, each.enrollment), model.rules.journeys[each.journey].goal
        if each.outcome is Outcome.ENTERED and goal is not None:
            open_until[run] = each.at + goal.within
        elif each.outcome is Outcome.REACHED_GOAL:
            reached[run] = each.at
    for each in life.decisions:
        if each.outcome in (Outcome.SENT, Outcome.HELD_OUT):
            run, place = (each.journey, each.enrollment), (each.journey, each.enrollment, each.step)
            until = open_until.get(run)
            is_open = until is not None and until > each.at and not reached.get(run, each.at + 1) <= each.at
            case = model.case(each.message, life.contact.attributes, ())
            yield _Sent(life, Send(each, visits[place], is_open), case, until if is_open else None)
            visits[place] += 1


def _found(model: Model, sent: Sequence[_Sent]) -> list[tuple[int, dict[Answer, Instant]]]:
    """The number of each send, and the answers that come to it."""
    decisions = [each.send.decision for each in sent]
    numbered = {id(each.life): model.number(each.life.contact.id) for each in sent}
    contacts = np.array([numbered[id(each.life)] for each in sent], np.uint64)
    numbers = many.send_numbers(
        contacts,
        np.array([place_number(each.journey, each.step) for each in decisions], np.uint64),
        np.array([each.enrollment for each in decisions], np.uint64),
        np.array([each.send.visit for each in sent], np.uint64),
    )
    cases = {case: number for number, case in enumerate(dict.fromkeys(each.case for each in sent))}
    of_case = np.array([cases[each.case] for each in sent], np.int64)
    due = np.array([each.at for each in decisions], np.int64)
    goal_is_open = np.array([each.send.goal_is_open for each in sent], np.bool_)
    was_sent = np.array([each.outcome is Outcome.SENT for each in decisions], np.bool_)
    is_email = np.array([model.rates.is_email(each.message) for each in decisions], np.bool_)
    found: list[dict[Answer, Instant]] = [{} for _ in sent]
    thresholds = [model.rates.thresholds(case) for case in cases]
    for among, respond in (
        (was_sent & is_email, answering.of_email),
        (was_sent & ~is_email, answering.elsewhere),
        (~was_sent, None),
    ):
        places = np.flatnonzero(among)
        if not len(places):
            continue
        draws = many.Many(numbers[places], contacts[places], of_case[places], thresholds, model.assumptions.delays)
        answers = {} if respond is None else respond(draws, due[places])
        comes, at = answering.converted(draws, due[places], answers.get(Answer.CLICKED))
        answers[Answer.CONVERTED] = comes & goal_is_open[places], at
        for kind, (comes, at) in answers.items():
            for place, when in zip(places[comes].tolist(), at[comes].tolist(), strict=True):
                found[place][kind] = when
    return list(zip(numbers.tolist(), found, strict=True))
