"""Conditions: names resolved, types compared, and the many ways to say a thing brought down to few."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from journeydsl.checker import comparisons, happenings, references, values
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.model import conditions as model
from journeydsl.syntax import ast

_Asked: TypeAlias = (
    ast.InSegment
    | ast.HasBeenIn
    | ast.SubscribedTo
    | ast.Engaged
    | ast.Happened
    | ast.No
    | ast.Aggregate
    | ast.TimeSince
)


def check(scope: Scope, condition: ast.Condition) -> model.Condition | None:
    """What a condition means; None where something in it is wrong, which is reported."""
    match condition:
        case ast.Not(part):
            return _joined(scope, (part,), lambda parts: model.Not(parts[0]))
        case ast.AllOf(parts):
            return _joined(scope, parts, model.AllOf)
        case ast.AnyOf(parts):
            return _joined(scope, parts, model.AnyOf)
        case ast.Comparison() | ast.IsOneOf() | ast.IsKnown() | ast.Holds():
            return comparisons.check(scope, condition)
        case ast.TextMatch() | ast.IsToday() | ast.Within():
            return comparisons.check(scope, condition)
        case ast.InSegment() | ast.HasBeenIn() | ast.SubscribedTo() | ast.Engaged():
            return _membership(scope, condition) if _allowed(scope, condition) else None
        case ast.Happened() | ast.No() | ast.Aggregate() | ast.TimeSince():
            return _history(scope, condition) if _allowed(scope, condition) else None


def where(scope: Scope, event: ast.Name, condition: ast.Condition | None) -> model.Condition | None:
    """What the `where` of an event means; None where there is none, or where something is wrong, which is reported.

    Nothing is said about the `where` of an event that nobody knows.
    """
    known = scope.names.events.get(event.text)
    return None if condition is None or known is None else check(scope.where(known), condition)


def _joined(
    scope: Scope,
    parts: tuple[ast.Condition, ...],
    join: Callable[[tuple[model.Condition, ...]], model.Condition],
) -> model.Condition | None:
    checked = [check(scope, part) for part in parts]
    sound = tuple(part for part in checked if part is not None)
    return join(sound) if len(sound) == len(checked) else None


def _allowed(scope: Scope, condition: _Asked) -> bool:
    """Whether more than values may be asked for here; reported where not."""
    if scope.event is None:
        return True
    message = f"the `where` of `{scope.event.name}` cannot ask about {_subject(condition)}"
    hint = "a `where` compares properties of its event and attributes of the contact"
    scope.report(Code.CONDITION_OUT_OF_PLACE, message, condition.span, hint=hint)
    return False


def _subject(condition: _Asked) -> str:
    match condition:
        case ast.InSegment() | ast.HasBeenIn():
            return "a segment"
        case ast.SubscribedTo():
            return "a topic"
        case ast.Engaged():
            return "a message"
        case ast.Happened() | ast.No() | ast.Aggregate() | ast.TimeSince():
            return "another event"


def _membership(
    scope: Scope, condition: ast.InSegment | ast.HasBeenIn | ast.SubscribedTo | ast.Engaged
) -> model.Condition | None:
    match condition:
        case ast.InSegment(segment):
            return model.InSegment(segment.text) if references.segment(scope, segment) else None
        case ast.SubscribedTo(topic):
            return model.Subscribed(topic.text) if references.topic(scope, topic) else None
        case ast.HasBeenIn(segment, duration):
            known, length = references.segment(scope, segment), values.positive(scope, duration)
            return model.HasBeenIn(segment.text, length) if known else None
        case ast.Engaged():
            return happenings.engaged(scope, condition)


def _history(scope: Scope, condition: ast.Happened | ast.No | ast.Aggregate | ast.TimeSince) -> model.Condition | None:
    narrowed = where(scope, condition.event, condition.where)
    match condition:
        case ast.Happened() | ast.No():
            return happenings.count(scope, condition, narrowed)
        case ast.TimeSince():
            return happenings.time_since(scope, condition, narrowed)
        case ast.Aggregate():
            return happenings.aggregate(scope, condition, narrowed)
