"""A forecast by rounds, for an engine that takes each contact through its whole life and asks nobody on the way.

So it runs, everything that was sent is answered, the answers join the events, and it runs again for those whose events
have changed, until nothing changes any more. An answer hangs on its send and on what was known of the contact then, and
comes at least a second later, so what came of a contact's life before its first new answer stays as it is: this ends
after as many rounds as the longest chain of sends, with what comes of it when each send is answered as it is made.

Where contacts make a difference to each other, chains go from one to another (who unsubscribes leaves a place for
somebody else), and all are walked in every round. The earliest instant at which an answer is new is still later in each
round than in the one before, so this ends, too, and in what the engine comes to. Importing this needs numpy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from journeydsl.forecast import answering, many
from journeydsl.forecast.chance import place_number
from journeydsl.forecast.lives import Life, Stopped
from journeydsl.forecast.modelling import Model, Send
from journeydsl.forecast.rates import Case
from journeydsl.model.contacts import Event
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.responses import Answer, Response
from journeydsl.model.values import Instant, Value

TELLING = (Outcome.ENTERED, Outcome.REACHED_GOAL, Outcome.SENT, Outcome.HELD_OUT, Outcome.CHANGED)
"""The decisions that answers hang on."""


class _Sent(NamedTuple):
    """A send of a contact, the rates that it goes by, and until when the model speaks for the goal (None: not)."""

    life: Life
    send: Send
    case: Case
    until: Instant | None


def settle(
    model: Model,
    lives: Sequence[Life],
    end: Instant,
    walk: Callable[[Sequence[Life]], None],
    *,
    together: bool = False,
    goes_on: Callable[[], bool] = lambda: True,
) -> None:
    """Take the lives of contacts through a forecast up to `end`, until every send is answered. `walk` takes some of
    them through their events, and tells each of them what was decided: at least what is `TELLING`, in its order. Where
    contacts make a difference to each other, all are walked `together` in every round. Raises Stopped where it
    `goes_on` no more before all is settled."""
    walking = lives
    while walking:
        if not goes_on():
            raise Stopped
        walk(walking)
        told = [life for life in walking if life.is_open]
        _answer(model, told, end)
        changed = [life for life in told if life.is_open]
        walking = lives if together and changed else changed


def _answer(model: Model, lives: Sequence[Life], end: Instant) -> None:
    """Answer what was sent to some contacts, and let the answers be among their events."""
    sent = [each for life in lives for each in _sends(model, life)]
    answered: dict[int, tuple[list[Response], list[Event], set[int]]] = {life.number: ([], [], set()) for life in lives}
    for (life, send, case, until), (number, found) in zip(sent, _found(model, sent), strict=True):
        responses, answers, left_out = answered[life.number]
        rows, events = model.told(send, case, number, found)
        responses += rows
        answers += (event for event in events if event.at <= end)
        if until is not None:
            left_out |= set(_spoken_for(model, life, send.decision, until))
    for life in lives:
        life.responses, answers, left_out = answered[life.number]
        life.live_through(answers, left_out)


def _spoken_for(model: Model, life: Life, decision: Decision, until: Instant) -> Iterator[int]:
    """Where what would arrive of the goal's event stands while the model speaks for it."""
    goal = model.rules.journeys[decision.journey].goal
    assert goal is not None, "it can be reached"
    for place, event in enumerate(life.arriving):
        if event.name == goal.event and decision.at < event.at <= until:
            yield place


def _sends(model: Model, life: Life) -> Iterator[_Sent]:
    """The decisions about a contact that are answered, in their order."""
    open_until: dict[tuple[str, int], Instant] = {}
    reached: dict[tuple[str, int], Instant] = {}
    visits: Counter[tuple[str, int, str]] = Counter()
    for each in life.told.decisions:
        run, goal = (each.journey, each.enrollment), model.rules.journeys[each.journey].goal
        if each.outcome is Outcome.ENTERED and goal is not None and model.converts_to(each.journey) is not None:
            open_until[run] = each.at + goal.within
        elif each.outcome is Outcome.REACHED_GOAL:
            reached[run] = each.at
    for each in life.told.decisions:
        if each.outcome in (Outcome.SENT, Outcome.HELD_OUT):
            run, place = (each.journey, each.enrollment), (each.journey, each.enrollment, each.step)
            until = open_until.get(run)
            is_open = until is not None and until > each.at and not reached.get(run, each.at + 1) <= each.at
            profile = {**life.contact.attributes, **_changed(model, life, each.at)}
            case = model.case(each.message, profile, life.told.sent_in.get(each.at, ()))
            send = Send(each, visits[place], is_open, life.told.triggers.get(run, {}))
            yield _Sent(life, send, case, until if is_open else None)
            visits[place] += 1


def _changed(model: Model, life: Life, at: Instant) -> Mapping[str, Value]:
    """What steps have made of the contact's addresses by the end of an instant."""
    changes = (each for each in life.told.decisions if each.outcome is Outcome.CHANGED and each.at <= at)
    named = ((each.journey, each.step) for each in changes)
    return dict(model.addresses_set[place] for place in named if place in model.addresses_set)


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
