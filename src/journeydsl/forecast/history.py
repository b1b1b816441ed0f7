"""What a forecast learns from history: what events are like, at which hours they come, how far history reaches."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from journeydsl.engine.chance import number_of
from journeydsl.model import clock
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.values import Instant, Value

_KEPT = 1_000
"""So many occurrences of an event are kept as examples of what it is like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What was seen before a forecast begins: by event, the properties of up to 1,000 occurrences, chosen by a hash;
    by event and hour of the day of the project's zone, how often it came; how many contacts there are; how many events
    lie in what is to be forecast, and are left out."""

    contacts: int = 0
    examples: Mapping[str, Sequence[Mapping[str, Value]]] = field(default_factory=dict)
    hours: Mapping[str, Counter[int]] = field(default_factory=dict)
    events: int = 0
    left_out: int = 0


class _Examples:
    """The properties of the occurrences whose hashes are the smallest, so that the order makes no difference."""

    def __init__(self) -> None:
        self._kept: list[tuple[int, str, Mapping[str, Value]]] = []

    def add(self, label: str, properties: Mapping[str, Value]) -> None:
        number = number_of(label.encode())
        if len(self._kept) == _KEPT and number >= self._kept[-1][0]:
            return
        insort(self._kept, (number, label, properties), key=lambda each: each[:2])
        del self._kept[_KEPT:]

    def all(self) -> list[Mapping[str, Value]]:
        return [properties for _, _, properties in self._kept]


def learn(
    population: Iterable[tuple[Contact, Sequence[Event]]], names: Iterable[str], start: Instant, timezone: str
) -> History:
    """What there is to learn of a population's events before `start`: of those with these names what they are like,
    and of all of them when they come."""
    examples = {name: _Examples() for name in names}
    hours: dict[str, Counter[int]] = {}
    contacts = before = after = 0
    for contact, events in population:
        contacts += 1
        for event in events:
            if event.arrives >= start:
                after += 1
                continue
            before += 1
            hours.setdefault(event.name, Counter())[clock.to_wall(event.at, timezone).hour] += 1
            if event.name in examples:
                examples[event.name].add(f"{contact.id}/{event.id}", event.properties)
    return History(
        contacts=contacts,
        examples={name: each.all() for name, each in examples.items()},
        hours=hours,
        events=before,
        left_out=after,
    )
