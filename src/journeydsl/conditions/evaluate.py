"""Conditions in three-valued logic. Each is made a Python function when it is first asked, and asked as such."""

from __future__ import annotations

import math
import operator
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from journeydsl.conditions import dates
from journeydsl.conditions.facts import Facts, Membership, Reading, reading
from journeydsl.conditions.once import once
from journeydsl.model import conditions as model
from journeydsl.model.contacts import Event
from journeydsl.model.values import Duration, Instant, Truth, Value

Question: TypeAlias = Callable[[Facts, Event | None], Truth]
"""A condition that can be asked."""

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


def evaluate(condition: model.Condition, facts: Facts, event: Event | None = None) -> Truth:
    """Whether `condition` holds; `event` is the one that a `where` looks at."""
    return question(condition)(facts, event)


def is_in(segment: str, facts: Facts) -> bool:
    """Whether the contact is in a segment: as remembered where its past matters, else as its condition says now."""
    membership = facts.memberships.get(segment)
    return is_true(facts.segments[segment])(facts) if membership is None else membership.inside


def holds_of(where: model.Condition | None, event: Event, facts: Facts) -> bool:
    """Whether an event meets a `where`: only what is true of it counts, and everything meets no `where` at all."""
    return where is None or question(where)(facts, event) is True


def occurrences(name: str, where: model.Condition | None, window: model.Window, facts: Facts) -> list[Event]:
    """The events of a name in a window that meet a `where`, the latest last."""
    happened = [event for event in _within(window, facts) if event.name == name]
    if where is None:
        return happened
    asked = question(where)
    return [event for event in happened if asked(facts, event) is True]


@once
def question(condition: model.Condition) -> Question:  # noqa: C901 a case a kind
    """A condition made ready to be asked: of the facts, and of the event that a `where` looks at."""
    match condition:
        case model.Compare(left, comparison, right):
            return _comparing(reading(left), _COMPARE[comparison], reading(right))
        case model.AllOf(parts):
            return _first_of([*map(question, parts)], decisive=False)
        case model.AnyOf(parts):
            return _first_of([*map(question, parts)], decisive=True)
        case model.Not(part):
            return _denying(question(part))
        case model.InSegment(segment):
            return lambda facts, _: is_in(segment, facts)
        case model.HasBeenIn(segment, duration):
            return lambda facts, _: _has_been_in(facts.memberships[segment], duration, facts)
        case model.Count(name, where, window, comparison, number):
            compare = _COMPARE[comparison]
            return lambda facts, _: compare(len(occurrences(name, where, window, facts)), number)
        case model.Aggregate():
            return _aggregating(condition)
        case model.Subscribed(topic):
            return lambda facts, _: facts.subscriptions.get(topic)
        case model.Known(operand):
            known = reading(operand)
            return lambda facts, event: known(facts, event) is not None
        case model.OneOf(operand, values):
            return _asking(operand, lambda value, _: value in values)
        case model.TextMatch(operand, test, text):
            return _asking(operand, lambda value, _: _is_found(str(value), test, text))
        case model.Contains(operand, wanted):
            return _asking(operand, lambda value, _: isinstance(value, tuple) and wanted in value)
        case model.IsToday(operand):
            return _asking(operand, dates.is_today)
        case model.Within(operand, duration):
            return _asking(operand, lambda value, facts: dates.is_within(value, duration, facts))


@once
def is_true(condition: model.Condition) -> Callable[[Facts], bool]:
    """Whether a condition is true, and neither false nor unknown: no part is looked at that cannot matter any more."""
    if isinstance(condition, model.AllOf | model.AnyOf):
        parts, of_them = [*map(is_true, condition.parts)], all if isinstance(condition, model.AllOf) else any
        return lambda facts: of_them(part(facts) for part in parts)
    asked = question(condition)
    return lambda facts: asked(facts, None) is True


def _comparing(left: Reading, compare: Callable[[Any, Any], bool], right: Reading) -> Question:
    def compared(facts: Facts, event: Event | None) -> Truth:
        one, other = left(facts, event), right(facts, event)
        return None if one is None or other is None else compare(one, other)

    return compared


def _asking(operand: model.Operand, asked: Callable[[Value, Facts], bool]) -> Question:
    """What is asked of a value; unknown where it is missing."""
    read_it = reading(operand)

    def answer(facts: Facts, event: Event | None) -> Truth:
        value = read_it(facts, event)
        return None if value is None else asked(value, facts)

    return answer


def _first_of(parts: Sequence[Question], *, decisive: bool) -> Question:
    """Kleene `or` where True is decisive, `and` where False is."""

    def answer(facts: Facts, event: Event | None) -> Truth:
        otherwise: Truth = not decisive
        for part in parts:
            truth = part(facts, event)
            if truth is decisive:
                return decisive
            if truth is None:
                otherwise = None
        return otherwise

    return answer


def _denying(part: Question) -> Question:
    def answer(facts: Facts, event: Event | None) -> Truth:
        truth = part(facts, event)
        return None if truth is None else not truth

    return answer


def _aggregating(condition: model.Aggregate) -> Question:
    read_right, compare = reading(condition.right), _COMPARE[condition.operator]
    result_of, of_nothing = _RESULTS[condition.function], _OF_NOTHING.get(condition.function)

    def answer(facts: Facts, event: Event | None) -> Truth:
        right = read_right(facts, event)
        if right is None:
            return None
        happened = occurrences(condition.event, condition.where, condition.window, facts)
        known = [each.properties[condition.property] for each in happened if condition.property in each.properties]
        result = result_of(known) if known else of_nothing
        return result is not None and compare(result, right)

    return answer


def _has_been_in(membership: Membership, duration: Duration, facts: Facts) -> Truth:
    """Whether somebody who is inside has been for so long; unknown where nobody knows for how long."""
    if not membership.inside or membership.since + duration <= facts.now:
        return membership.inside
    return False if membership.changed else None


def _is_found(value: str, test: model.TextTest, text: str) -> bool:
    return value.startswith(text) if test is model.TextTest.STARTS_WITH else text in value


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
