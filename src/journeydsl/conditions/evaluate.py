"""Conditions in three-valued logic, read as they are written."""

from __future__ import annotations

import math
import operator
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from journeydsl.conditions import dates
from journeydsl.conditions.facts import Facts, Membership, read
from journeydsl.model import conditions as model
from journeydsl.model.contacts import Event
from journeydsl.model.values import Duration, Instant, Truth, Value

_COMPARE: dict[model.Operator, Callable[[Any, Any], bool]] = {
    model.Operator.EQUAL: operator.eq,
    model.Operator.UNEQUAL: operator.ne,
    model.Operator.LESS: operator.lt,
    model.Operator.AT_MOST: operator.le,
    model.Operator.GREATER: operator.gt,
    model.Operator.AT_LEAST: operator.ge,
}
_RESULTS: dict[model.Function, Callable[[list[Any]], Value]] = {
    model.Function.SUM: math.fsum,
    model.Function.AVERAGE: lambda values: math.fsum(values) / len(values),
    model.Function.LOWEST: min,
    model.Function.HIGHEST: max,
    model.Function.LATEST: lambda values: values[-1],
    model.Function.NUMBER_OF_DISTINCT: lambda values: len(set(values)),
}
_OF_NOTHING: dict[model.Function, Value] = {model.Function.SUM: 0.0, model.Function.NUMBER_OF_DISTINCT: 0}


def evaluate(  # noqa: C901 a case a kind
    condition: model.Condition, facts: Facts, event: Event | None = None
) -> Truth:
    """Whether `condition` holds; `event` is the one that a `where` looks at."""
    match condition:
        case model.InSegment(segment):
            return _is_in(segment, facts)
        case model.AllOf(parts):
            return _first_of(False, (evaluate(part, facts, event) for part in parts))
        case model.Count(name, where, window, comparison, number):
            return _COMPARE[comparison](len(occurrences(name, where, window, facts)), number)
        case model.Compare(left, comparison, right):
            return _compare(read(left, facts, event), comparison, read(right, facts, event))
        case model.Known(operand):
            return read(operand, facts, event) is not None
        case model.Not(part):
            truth = evaluate(part, facts, event)
            return None if truth is None else not truth
        case model.AnyOf(parts):
            return _first_of(True, (evaluate(part, facts, event) for part in parts))
        case model.Subscribed(topic):
            return facts.subscriptions.get(topic)
        case model.OneOf(operand, values):
            return _asked(read(operand, facts, event), lambda value: value in values)
        case model.TextMatch(operand, test, text):
            return _asked(read(operand, facts, event), lambda value: _is_found(str(value), test, text))
        case model.Contains(operand, wanted):
            return _asked(read(operand, facts, event), lambda value: isinstance(value, tuple) and wanted in value)
        case model.IsToday(operand):
            return _asked(read(operand, facts, event), lambda value: dates.is_today(value, facts))
        case model.Within(operand, duration):
            return _asked(read(operand, facts, event), lambda value: dates.is_within(value, duration, facts))
        case model.Aggregate():
            return _aggregate(condition, facts, event)
        case model.HasBeenIn(segment, duration):
            return _has_been_in(facts.memberships[segment], duration, facts)


def is_true(condition: model.Condition, facts: Facts) -> bool:
    """Whether a condition is true, and neither false nor unknown: no part is looked at that cannot matter any more."""
    if isinstance(condition, model.AllOf):
        return all(is_true(part, facts) for part in condition.parts)
    if isinstance(condition, model.AnyOf):
        return any(is_true(part, facts) for part in condition.parts)
    return evaluate(condition, facts) is True


def holds_of(where: model.Condition | None, event: Event, facts: Facts) -> bool:
    """Whether an event meets a `where`: only what is true of it counts, and everything meets no `where` at all."""
    return where is None or evaluate(where, facts, event) is True


def occurrences(name: str, where: model.Condition | None, window: model.Window, facts: Facts) -> list[Event]:
    """The events of a name in a window that meet a `where`, the latest last."""
    return [event for event in _within(window, facts) if event.name == name and holds_of(where, event, facts)]


def _is_in(segment: str, facts: Facts) -> bool:
    """Whether the contact is in a segment: as remembered where its past matters, else as its condition says now."""
    if segment in facts.memberships:
        return facts.memberships[segment].inside
    return is_true(facts.segments[segment], facts)


def _has_been_in(membership: Membership, duration: Duration, facts: Facts) -> Truth:
    """Whether somebody who is inside has been for so long; unknown where nobody knows for how long."""
    if not membership.inside or membership.since + duration <= facts.now:
        return membership.inside
    return False if membership.changed else None


def _first_of(decisive: bool, truths: Iterable[Truth]) -> Truth:
    """Kleene `or` where True is decisive, `and` where False is."""
    unknown = False
    for truth in truths:
        if truth is decisive:
            return decisive
        unknown = unknown or truth is None
    return None if unknown else not decisive


def _asked(value: Value | None, question: Callable[[Value], bool]) -> Truth:
    return None if value is None else question(value)


def _compare(left: Value | None, comparison: model.Operator, right: Value | None) -> Truth:
    if left is None or right is None:
        return None
    return _COMPARE[comparison](left, right)


def _is_found(value: str, test: model.TextTest, text: str) -> bool:
    return value.startswith(text) if test is model.TextTest.STARTS_WITH else text in value


def _aggregate(condition: model.Aggregate, facts: Facts, event: Event | None) -> Truth:
    right = read(condition.right, facts, event)
    if right is None:
        return None
    happened = occurrences(condition.event, condition.where, condition.window, facts)
    known = [each.properties[condition.property] for each in happened if condition.property in each.properties]
    result = _RESULTS[condition.function](known) if known else _OF_NOTHING.get(condition.function)
    return result is not None and _COMPARE[condition.operator](result, right)


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
