"""A response model of a program: what a send is answered with, as rows and as events for its contact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from journeydsl.engine import Rules
from journeydsl.engine.chance import subject_number
from journeydsl.forecast import answering
from journeydsl.forecast.assumptions import Assumptions, Conversion
from journeydsl.forecast.chance import one_of, place_number, send_number
from journeydsl.forecast.history import History
from journeydsl.forecast.likes import Likes, likes_of
from journeydsl.forecast.rates import Case, Rates
from journeydsl.model import happenings, project, steps
from journeydsl.model.contacts import Event
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.mailboxes import mailbox_of
from journeydsl.model.responses import Answer, Response
from journeydsl.model.values import NUMERIC, Instant, Value

_EVENTS = {
    Answer.OPENED: happenings.MESSAGE_OPENED,
    Answer.MACHINE_OPENED: happenings.MESSAGE_OPENED,
    Answer.CLICKED: happenings.MESSAGE_CLICKED,
    Answer.HARD_BOUNCED: happenings.MESSAGE_BOUNCED,
    Answer.COMPLAINED: happenings.MESSAGE_COMPLAINED,
}
_WORTH = ("revenue", "total", "amount", "value", "price")
_ANSWER = "answer to "
"""How the ids of the forecast's own events begin."""


class Send(NamedTuple):
    """A decision that is answered (sent or held out), how often the run had been at its step before, whether the goal
    of the run can still be reached, and the properties of the event that the run was entered by."""

    decision: Decision
    visit: int
    goal_is_open: bool
    trigger: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What a forecast assumes of a program. `likes` are by journey: what the goal's event can be like. `addresses_set`
    are by journey and step: an address and what becomes of it there. `salt` says whose draws they are."""

    rules: Rules
    assumptions: Assumptions
    history: History
    rates: Rates
    likes: Mapping[str, Likes]
    addresses_set: Mapping[tuple[str, str], tuple[str, Value]]
    salt: str

    def number(self, contact: str) -> int:
        """The contact's number in the draws of this model."""
        return subject_number(self.salt, contact)

    def converts_to(self, journey: str) -> str | None:
        """The event that a conversion in a journey is; None where it has no goal, or one that is an answer itself or
        that only others can say (`model.happenings`)."""
        goal = self.rules.journeys[journey].goal
        return None if goal is None or goal.event in happenings.BUILT_IN else goal.event

    def case(self, message: str, attributes: Mapping[str, Value], segments: tuple[str, ...]) -> Case:
        """What the rates of a send hang on, for a contact with these attributes who is in these segments."""
        program = self.rules.program
        address = program.project.channels[program.messages[message].channel].address
        return Case(message, mailbox_of(attributes.get(address)), segments)

    def answer(self, send: Send, case: Case) -> tuple[list[Response], list[Event]]:
        """What becomes of a send, and what of it happens to the contact."""
        decision, contact = send.decision, self.number(send.decision.contact)
        place = place_number(decision.journey, decision.step)
        number = send_number(contact, place, decision.enrollment, send.visit)
        draws = answering.One(number, contact, self.rates.thresholds(case), self.assumptions.delays)
        answers: dict[Answer, tuple[object, Instant]] = {}
        if decision.outcome is Outcome.SENT:
            is_email = self.rates.is_email(decision.message)
            answers = (answering.of_email if is_email else answering.elsewhere)(draws, decision.at)
        if send.goal_is_open:
            answers[Answer.CONVERTED] = answering.converted(draws, decision.at, answers.get(Answer.CLICKED))
        return self.told(send, case, number, {kind: at for kind, (comes, at) in answers.items() if comes})

    def told(
        self, send: Send, case: Case, number: int, answers: Mapping[Answer, Instant]
    ) -> tuple[list[Response], list[Event]]:
        """The answers that come to a send with this `number`, as rows and as events."""
        responses, events = [], []
        for kind, at in answers.items():
            happens = self._event(send, kind, at, number)
            amount = self._amount(happens) if kind is Answer.CONVERTED and happens is not None else None
            responses.append(_row(send.decision, case, kind, at, amount))
            if happens is not None:
                events.append(happens)
        return responses, events

    def _event(self, send: Send, kind: Answer, at: Instant, number: int) -> Event | None:
        """What an answer is to the contact's journeys; None where they do not see it."""
        message = self.rules.program.messages[send.decision.message]
        if kind is Answer.CONVERTED:
            return self._conversion(send, at, number)
        if kind is Answer.UNSUBSCRIBED:
            topic: Mapping[str, Value] = {} if message.topic is None else {happenings.TOPIC: message.topic}
            return _happening(send, happenings.CONSENT_WITHDRAWN, kind, at, topic)
        is_filtered = kind is Answer.MACHINE_OPENED and not self.assumptions.sees_machine_opens
        name = None if is_filtered else _EVENTS.get(kind)
        return None if name is None else _happening(send, name, kind, at, {happenings.MESSAGE: message.name})

    def _conversion(self, send: Send, at: Instant, number: int) -> Event:
        """The event of the goal, like one in history, or as it is stated."""
        likes = self.likes[send.decision.journey]
        like = likes.for_run(send.trigger, one_of(likes.number, number, "like"))
        return _happening(send, likes.goal.event, Answer.CONVERTED, at, like)

    def _amount(self, conversion: Event) -> float | None:
        """What a conversion is worth."""
        worth = conversion_of(self.assumptions.conversions, self.rules.program.project, conversion.name).revenue
        value = None if worth is None else conversion.properties.get(worth)
        return float(value) if isinstance(value, int | float) else None


def model(rules: Rules, assumptions: Assumptions, history: History, seed: int) -> Model:
    """A model whose draws belong to a seed; variants and holdouts are those of `rules`."""
    program = rules.program
    return Model(
        rules=rules,
        assumptions=assumptions,
        history=history,
        rates=Rates(assumptions, program.project, program.messages),
        likes={
            journey.name: likes_of(journey.goal, assumptions, history)
            for journey in rules.journeys.values()
            if journey.goal is not None
        },
        addresses_set=dict(_addresses_set(rules)),
        salt=f"{program.project.salt or program.project.name} forecast {seed}",
    )


def _addresses_set(rules: Rules) -> Iterator[tuple[tuple[str, str], tuple[str, Value]]]:
    addresses = {channel.address for channel in rules.program.project.channels.values()}
    for name, chart in rules.charts.items():
        for node in chart.nodes:
            if isinstance(node.step, steps.Set) and node.step.attribute in addresses:
                yield (name, node.step.id), (node.step.attribute, node.step.value)


def learnt_names(rules: Rules, assumptions: Assumptions) -> frozenset[str]:
    """The events of which a model has to know what they are like."""
    goals = {journey.goal.event for journey in rules.journeys.values() if journey.goal is not None}
    return frozenset(goals | assumptions.arrivals.events.keys())


def conversion_of(conversions: Mapping[str, Conversion], of: project.Project, event: str) -> Conversion:
    """What is assumed of an event as a goal: what is said, else that it is worth what a property of it says whose name
    is that of a sum of money."""
    said = conversions.get(event)
    if said is not None and said.revenue is not None:
        return said
    declared = happenings.known_events(of.events)[event].properties
    worth = next((name for name in _WORTH if name in declared and declared[name].kind in NUMERIC), None)
    return Conversion(revenue=worth, properties={} if said is None else said.properties)


def is_answer(event: Event) -> bool:
    """Whether an event comes of a send, and not of itself."""
    return event.id.startswith(_ANSWER)


def _happening(send: Send, name: str, kind: Answer, at: Instant, properties: Mapping[str, Value]) -> Event:
    of = send.decision
    return Event(
        id=f"{_ANSWER}{of.journey}#{of.enrollment}/{of.step}/{send.visit}: {kind}",
        name=name,
        at=at,
        properties=properties,
    )


def _row(decision: Decision, case: Case, kind: Answer, at: Instant, amount: float | None) -> Response:
    return Response(
        contact=decision.contact,
        journey=decision.journey,
        enrollment=decision.enrollment,
        step=decision.step,
        message=decision.message if decision.outcome is Outcome.SENT else "",
        sent=decision.at,
        provider=case.provider,
        kind=kind,
        at=at,
        amount=amount,
    )
