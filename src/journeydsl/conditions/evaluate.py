"""Conditions in three-valued logic, read as they are written."""

from __future__ import annotations

import operator
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from journeydsl.model import conditions as model
from journeydsl.model.contacts import Event
from journeydsl.model.values import Instant, Truth, Value

_COMPARE: dict[model.Operator, Callable[[Any, Any], bool]] = {
    model.Operator.EQUAL: operator.eq,
    model.Operator.UNEQUAL: operator.ne,
    model.Operator.LESS: operator.lt,
    model.Operator.AT_MOST: operator.le,
    model.Operator.GREATER: operator.gt,
    model.Operator.AT_LEAST: operator.ge,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that a condition may read of one contact.

    `history` is in the order of processing, up to and including the event that is being processed. `trigger` holds the
    properties of the event that the contact entered by, and `entry` how long the history was then; both are empty
    outside a journey. `segments` gives each segment's condition.
    """

    now: Instant
    attributes: Mapping[str, Value] = field(default_factory=dict)
    subscriptions: Mapping[str, bool] = field(default_factory=dict)
    history: Sequence[Event] = ()
    segments: Mapping[str, model.Condition] = field(default_factory=dict)
    trigger: Mapping[str, Value] = field(default_factory=dict)
    entry: int = 0


def evaluate(condition: model.Condition, facts: Facts, event: Event | None = None) -> Truth:
    """Whether `condition` holds; `event` is the one that a `where` looks at."""
    match condition:
        case model.Compare(left, comparison, right):
            return _compare(_value(left, facts, event), comparison, _value(right, facts, event))
        case model.OneOf(operand, values):
            value = _value(operand, facts, event)
            return None if value is None else value in values
        case model.Known(operand):
            return _value(operand, facts, event) is not None
        case model.Count():
            return _COMPARE[condition.operator](_occurrences(condition, facts), condition.number)
        case model.InSegment(segment):
            return evaluate(facts.segments[segment], facts) is True
        case model.Subscribed(topic):
            return facts.subscriptions.get(topic)
        case model.Not(part):
            truth = evaluate(part, facts, event)
            return None if truth is None else not truth
        case model.AllOf(parts):
            return _first_of(False, (evaluate(part, facts, event) for part in parts))
        case model.AnyOf(parts):
            return _first_of(True, (evaluate(part, facts, event) for part in parts))


def holds_of(where: model.Condition | None, event: Event, facts: Facts) -> bool:
    """Whether an event meets a `where`: only what is true of it counts, and everything meets no `where` at all."""
    return where is None or evaluate(where, facts, event) is True


def _first_of(decisive: bool, truths: Iterable[Truth]) -> Truth:
    """Kleene `or` where True is decisive, `and` where False is."""
    unknown = False
    for truth in truths:
        if truth is decisive:
            return decisive
        unknown = unknown or truth is None
    return None if unknown else not decisive


def _value(operand: model.Operand, facts: Facts, event: Event | None) -> Value | None:
    match operand:
        case model.Constant(value):
            return value
        case model.Attribute(name):
            return facts.attributes.get(name)
        case model.TriggerProperty(name):
            return facts.trigger.get(name)
        case model.EventProperty(name):
            return event.properties.get(name) if event is not None else None


def _compare(left: Value | None, comparison: model.Operator, right: Value | None) -> Truth:
    if left is None or right is None:
        return None
    return _COMPARE[comparison](left, right)


def _occurrences(count: model.Count, facts: Facts) -> int:
    return sum(
        1 for event in _within(count.window, facts) if event.name == count.event and holds_of(count.where, event, facts)
    )


def _within(window: model.Window, facts: Facts) -> Sequence[Event]:
    """The events of the history that a window covers; the history is sorted by instant."""
    history = facts.history
    match window:
        case model.Ever():
            return history
        case model.SinceEntry():
            return history[facts.entry :]
        case model.Since(since):
            return history[bisect_left(history, since, key=_instant_of) :]
        case model.Last(duration):
            return history[bisect_right(history, facts.now - duration, key=_instant_of) :]


def _instant_of(event: Event) -> Instant:
    return event.at
