"""For whom a message is filled in: a contact as it stands when the message may reach it, and what came before."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from journeydsl import conditions
from journeydsl.conditions import Facts, Membership, pick
from journeydsl.engine import Rules, begin
from journeydsl.model.conditions import Aggregate, AllOf, AnyOf, Condition, Count, HasBeenIn, InSegment, Not, Offered
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.journeys import OnEvent
from journeydsl.model.messages import Field, Message
from journeydsl.model.offers import Offers
from journeydsl.model.steps import Offer, Send
from journeydsl.model.values import DAY, Instant, Kind, Value, ValueType, instant

_DAY = datetime.date(2026, 1, 1)
_SAMPLES: dict[Kind, Value] = {
    Kind.NUMBER: 49.9,
    Kind.INTEGER: 3,
    Kind.BOOLEAN: True,
    Kind.DATE: _DAY,
    Kind.INSTANT: instant(datetime.datetime.combine(_DAY, datetime.time(9), datetime.UTC)),
    Kind.DURATION: DAY,
    Kind.EMAIL: "sample@sample.example",
    Kind.PHONE: "+15550100",
}


class TriggerFrom(StrEnum):
    """Where the properties of the event come from that started the journey."""

    EVENT = "event"
    SAMPLE = "sample"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A contact, the facts that a message is filled in with, and where `trigger` properties come from: the contact's
    latest such event (`trigger`), sample values, or nothing, where no journey that sends it starts on an event."""

    contact: Contact
    facts: Facts
    trigger_from: TriggerFrom
    trigger: Event | None = None


class Recipients:
    """Makes recipients of a message, which reads `fields`, out of contacts and their events."""

    def __init__(self, rules: Rules, message: Message, fields: Collection[Field]) -> None:
        self._rules = rules
        self._starts = tuple(dict.fromkeys(_starts(rules, message)))
        self.events = tuple(dict.fromkeys(start.event for start in self._starts))
        self._sample = _sample(rules, self.events)
        self._offers = tuple(_offers(rules, message)) if any(isinstance(each, Offered) for each in fields) else ()
        asked_for = list(_asked_for(message, self._starts))
        segments = any(isinstance(part, InSegment | HasBeenIn) for part in asked_for)
        self._asks_for_segments = bool(rules.remembered) and segments
        self._asks_for_history = segments or any(isinstance(part, Count | Aggregate) for part in asked_for)

    @property
    def looks_back(self) -> bool:
        """Whether it makes a difference what else happened to a contact than the events that start such a journey."""
        return self._asks_for_history or bool(self._offers)

    def recipient(self, contact: Contact, history: Sequence[Event], at: Instant) -> Recipient:
        """A contact as it stood when the latest event came that starts a journey with the message, else at `at`."""
        for place in range(len(history) - 1, -1, -1):
            event = history[place]
            if event.name in self.events and self._starts_on(event, contact, history[: place + 1]):
                facts = self._facts(contact, history[: place + 1], event.at, event.properties, place)
                return Recipient(contact, facts, TriggerFrom.EVENT, event)
        known = self._sample if self.events else {}
        kind = TriggerFrom.SAMPLE if self.events else TriggerFrom.NONE
        return Recipient(contact, self._facts(contact, history, at, known, len(history)), kind)

    def facts(self, contact: Contact, history: Sequence[Event], at: Instant) -> Facts:
        """The facts about a contact at `at` for a message to which it makes no difference what started its journey."""
        return self._facts(contact, history, at, {}, len(history))

    def _starts_on(self, event: Event, contact: Contact, history: Sequence[Event]) -> bool:
        starts = [start for start in self._starts if start.event == event.name]
        if any(start.where is None for start in starts):
            return True
        facts = self._facts(contact, history, event.at, {}, len(history))
        return any(conditions.holds_of(start.where, event, facts) for start in starts)

    def _facts(
        self, contact: Contact, history: Sequence[Event], at: Instant, trigger: Mapping[str, Value], entry: int
    ) -> Facts:
        rules = self._rules
        memberships: Mapping[str, Membership] = {}
        if self._asks_for_segments:
            memberships = begin(rules, contact, [each for each in history if each.at < at], at).memberships
        facts = Facts(
            now=at,
            attributes=contact.attributes,
            subscriptions=contact.subscriptions,
            history=history,
            segments=rules.segments,
            trigger=trigger,
            entry=entry,
            timezone=contact.timezone or rules.program.project.timezone,
            account=contact.account,
            scores=contact.scores,
            remembered=rules.remembered,
            memberships=memberships,
            project_timezone=rules.program.project.timezone,
        )
        items = (pick(offers, contact.id, facts) for offers in self._offers)
        offered = next((item for item in items if item is not None), None)
        return facts if offered is None else facts._replace(offer=offered.facts)


def _offers(rules: Rules, message: Message) -> Iterator[Offers]:
    """The lists that journeys offer from which send a message."""
    for chart in rules.charts.values():
        steps = [node.step for node in chart.nodes]
        if any(isinstance(step, Send) and step.message == message.name for step in steps):
            yield from (rules.program.offers[step.offers] for step in steps if isinstance(step, Offer))


def _starts(rules: Rules, message: Message) -> Iterator[OnEvent]:
    """The events on which journeys start that send a message."""
    for name, chart in rules.charts.items():
        if any(isinstance(node.step, Send) and node.step.message == message.name for node in chart.nodes):
            yield from (start for start in rules.journeys[name].starts if isinstance(start, OnEvent))


def _asked_for(message: Message, starts: Sequence[OnEvent]) -> Iterator[Condition]:
    """Every part of a condition that makes a difference to who gets the message, and to how it reads."""
    arms = [arm.condition for block in message.blocks for arm in block.arms]
    asking = [*arms, *(call.condition for call in message.calls), *(start.where for start in starts)]
    return (part for condition in asking if condition is not None for part in _parts(condition))


def _parts(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            yield from _parts(part)
    elif isinstance(condition, Not):
        yield from _parts(condition.part)
    else:
        yield condition


def _sample(rules: Rules, events: Sequence[str]) -> dict[str, Value]:
    """A value for each property of the events on which a journey may start."""
    declared = rules.program.project.events
    properties = {
        name: kind for event in events if event in declared for name, kind in declared[event].properties.items()
    }
    return {name: sample_value(name, kind) for name, kind in properties.items()}


def sample_value(name: str, declared: ValueType) -> Value:
    """A value of a declared type, for where there is no data: a text says that it is a sample, and of what. It can
    stand in an address."""
    if declared.values:
        return declared.values[0]
    if declared.kind is Kind.URL:
        return f"https://sample.example/{name}"
    return _SAMPLES.get(declared.kind, f"sample_{name}")
