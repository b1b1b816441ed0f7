"""A scenario in the making: a contact and what happens to it, which the search changes bit by bit."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from journeydsl.model import clock
from journeydsl.model.contacts import Change, Contact, Event, Input, ScoreValue
from journeydsl.model.project import Project
from journeydsl.model.scenarios import Becomes, Happens, Scenario, stand_ins
from journeydsl.model.values import MINUTE, Duration, Instant, Value
from journeydsl.source import Span

NOWHERE = Span("", 0, 0)


@dataclass(frozen=True, slots=True)
class Draft:
    """`contact.attributes` are those that are said; `inputs` are in the order of time, events without an id."""

    contact: Contact
    inputs: tuple[Input, ...] = ()

    @property
    def title(self) -> str:
        return self.contact.id

    def titled(self, title: str) -> Draft:
        return replace(self, contact=replace(self.contact, id=title))

    def unsubscribed(self, *, truth: bool) -> Draft:
        return replace(self, contact=replace(self.contact, unsubscribed=truth))

    def subscribed(self, topic: str, *, truth: bool) -> Draft:
        """With consent to a topic, or with nothing known of it."""
        others = {name: True for name in self.contact.subscriptions if name != topic}
        wanted = {**others, topic: True} if truth else others
        return replace(self, contact=replace(self.contact, subscriptions=wanted))

    def with_attribute(self, name: str, value: Value | None) -> Draft:
        """With a value from the start, or with none at all."""
        others = {known: each for known, each in self.contact.attributes.items() if known != name}
        wanted = others if value is None else {**others, name: value}
        return replace(self, contact=replace(self.contact, attributes=wanted))

    def with_account_fact(self, name: str, value: Value | None) -> Draft:
        """With something known of the contact's account, or not."""
        others = {known: each for known, each in self.contact.account.items() if known != name}
        wanted = others if value is None else {**others, name: value}
        return replace(self, contact=replace(self.contact, account=wanted))

    def with_score(self, name: str, value: float | None) -> Draft:
        """With a prediction that is sure and made as the scenario begins, or without it."""
        others = {known: each for known, each in self.contact.scores.items() if known != name}
        wanted = others if value is None else {**others, name: ScoreValue(value, 1.0)}
        return replace(self, contact=replace(self.contact, scores=wanted))

    def with_input(self, happening: Input) -> tuple[Draft, int]:
        """With one more thing that happens, after whatever happens at its instant; and its index."""
        index = bisect_right(self.inputs, happening.at, key=lambda each: each.at)
        return replace(self, inputs=(*self.inputs[:index], happening, *self.inputs[index:])), index

    def without(self, index: int) -> Draft:
        return replace(self, inputs=(*self.inputs[:index], *self.inputs[index + 1 :]))

    def with_property(self, index: int, name: str, value: Value | None) -> Draft:
        """With a property of the event at `index`, or without it."""
        event = self.inputs[index]
        assert isinstance(event, Event), "only events have properties"
        others = {known: each for known, each in event.properties.items() if known != name}
        wanted = others if value is None else {**others, name: value}
        return replace(
            self, inputs=(*self.inputs[:index], replace(event, properties=wanted), *self.inputs[index + 1 :])
        )

    def later(self, by: Duration) -> Draft:
        """With everything so much later, or earlier where `by` is negative."""
        return replace(self, inputs=tuple(replace(each, at=each.at + by) for each in self.inputs))

    def scenario(self, project: Project) -> Scenario:
        """What it is to the engine; it expects nothing yet."""
        attributes = {**stand_ins(project), **self.contact.attributes}
        begins = self.inputs[0].at if self.inputs else 0
        scores = {name: replace(score, made_at=begins) for name, score in self.contact.scores.items()}
        return Scenario(
            title=self.title,
            contact=replace(self.contact, attributes=attributes, scores=scores),
            inputs=tuple(_told(each, number) for number, each in enumerate(self.inputs, 1)),
            expectations=(),
            span=NOWHERE,
        )

    def can_be_written(self, project: Project) -> bool:
        """Whether the language has a way to say every instant: whole minutes, the first of two that look alike."""
        return all(is_sayable(each.at, project.timezone) for each in self.inputs)


def is_sayable(at: Instant, zone: str) -> bool:
    """Whether a scenario can name this instant."""
    return at % MINUTE == 0 and clock.to_instant(clock.to_wall(at, zone), zone) == at


def _told(happening: Input, number: int) -> Happens | Becomes:
    match happening:
        case Event():
            return Happens(event=replace(happening, id=f"{number:04}"), span=NOWHERE)
        case Change(at=at, attribute=attribute, value=value):
            return Becomes(at=at, attribute=attribute, value=value, span=NOWHERE)
