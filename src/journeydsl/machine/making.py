"""The events that a program brings about by itself: as rows after those of the data, each with what it always says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from journeydsl.engine.rules import Rules
from journeydsl.machine.columns import Columns, from_population
from journeydsl.machine.reading import asked_conditions, parts
from journeydsl.model import conditions, steps
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.happenings import CONSENT_WITHDRAWN, MESSAGE, MESSAGE_SENT, TOPIC
from journeydsl.model.values import Value


class MadeEvent(NamedTuple):
    """An event with its properties, by name."""

    name: str
    properties: tuple[tuple[str, Value], ...]


def made_events(versions: Sequence[Rules]) -> tuple[MadeEvent, ...]:
    """Each event that a step of some version of a program brings about; sends only where somebody asks for them."""
    charts = [chart for rules in versions for chart in rules.charts.values()]
    found = [event_of(node.step) for chart in charts for node in chart.nodes]
    asked = {part.event for rules in versions for part in _counted(rules)}
    named = [name for rules in versions for name in rules.program.messages]
    sent = [sending_of(name) for name in named] if MESSAGE_SENT in asked else []
    return tuple(dict.fromkeys([*(each for each in found if each is not None), *sent]))


def event_of(step: steps.Step) -> MadeEvent | None:
    """The event that a step brings about, if any."""
    match step:
        case steps.Emit(event=event, properties=properties):
            return MadeEvent(event, tuple(sorted(properties.items())))
        case steps.UnsubscribeFrom(topic=topic):
            return MadeEvent(CONSENT_WITHDRAWN, ((TOPIC, topic),))
        case _:
            return None


def sending_of(message: str) -> MadeEvent:
    """The event that a message was sent."""
    return MadeEvent(MESSAGE_SENT, ((MESSAGE, message),))


def as_columns(rules: Rules, made: tuple[MadeEvent, ...]) -> Columns:
    """The events as data of one contact, in their order."""
    events = [
        Event(id=str(number), name=each.name, at=0, properties=dict(each.properties))
        for number, each in enumerate(made)
    ]
    return from_population(rules.program.project, [(Contact(id=""), events)])


def _counted(rules: Rules) -> Iterator[conditions.Count | conditions.Aggregate]:
    for condition in asked_conditions(rules):
        for part in parts(condition):
            if isinstance(part, conditions.Count | conditions.Aggregate):
                yield part
