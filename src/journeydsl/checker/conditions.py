"""Conditions: names resolved, types compared, and the many ways to say a thing brought down to few."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from journeydsl.checker import paths, references, values
from journeydsl.checker.paths import Read
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.model import conditions as model
from journeydsl.model.values import Kind
from journeydsl.syntax import ast

_OPERATORS = {
    ast.Operator.IS: model.Operator.EQUAL,
    ast.Operator.IS_NOT: model.Operator.UNEQUAL,
    ast.Operator.LESS: model.Operator.LESS,
    ast.Operator.AT_MOST: model.Operator.AT_MOST,
    ast.Operator.GREATER: model.Operator.GREATER,
    ast.Operator.AT_LEAST: model.Operator.AT_LEAST,
}
_QUANTIFIERS = {
    ast.Quantifier.AT_LEAST: model.Operator.AT_LEAST,
    ast.Quantifier.AT_MOST: model.Operator.AT_MOST,
    ast.Quantifier.EXACTLY: model.Operator.EQUAL,
}
_SAMENESS = frozenset({ast.Operator.IS, ast.Operator.IS_NOT})


def check(scope: Scope, condition: ast.Condition) -> model.Condition | None:
    """What a condition means; None where something in it is wrong, which is reported."""
    match condition:
        case ast.Comparison():
            return _comparison(scope, condition)
        case ast.IsOneOf():
            return _is_one_of(scope, condition)
        case ast.IsKnown():
            return _is_known(scope, condition)
        case ast.Holds(subject):
            return _holds(scope, subject)
        case ast.Happened() | ast.No():
            return _count(scope, condition)
        case ast.InSegment(segment):
            known = _allowed(scope, condition) and references.segment(scope, segment)
            return model.InSegment(segment.text) if known else None
        case ast.SubscribedTo(topic):
            known = _allowed(scope, condition) and references.topic(scope, topic)
            return model.Subscribed(topic.text) if known else None
        case ast.Not(part):
            return _joined(scope, (part,), lambda parts: model.Not(parts[0]))
        case ast.AllOf(parts):
            return _joined(scope, parts, model.AllOf)
        case ast.AnyOf(parts):
            return _joined(scope, parts, model.AnyOf)


def where(scope: Scope, event: ast.Name, condition: ast.Condition | None) -> model.Condition | None:
    """What the `where` of an event means; None where there is none, or where something is wrong, which is reported.

    Nothing is said about the `where` of an event that nobody knows.
    """
    known = scope.names.project.events.get(event.text)
    return None if condition is None or known is None else check(scope.where(known), condition)


def _joined(
    scope: Scope,
    parts: tuple[ast.Condition, ...],
    join: Callable[[tuple[model.Condition, ...]], model.Condition],
) -> model.Condition | None:
    checked = [check(scope, part) for part in parts]
    sound = tuple(part for part in checked if part is not None)
    return join(sound) if len(sound) == len(checked) else None


def _allowed(scope: Scope, condition: ast.InSegment | ast.SubscribedTo | ast.Happened | ast.No) -> bool:
    """Whether more than values may be asked for here; reported where not."""
    if scope.event is None:
        return True
    asked = {ast.InSegment: "a segment", ast.SubscribedTo: "a topic"}.get(type(condition), "another event")
    message = f"the `where` of `{scope.event.name}` cannot ask about {asked}"
    hint = "a `where` compares properties of its event and attributes of the contact"
    scope.report(Code.CONDITION_OUT_OF_PLACE, message, condition.span, hint=hint)
    return False


def _comparison(scope: Scope, condition: ast.Comparison) -> model.Condition | None:
    left = paths.resolve(scope, condition.left)
    if left is None:
        if isinstance(condition.right, ast.Path):
            paths.resolve(scope, condition.right)
        return None
    if condition.operator not in _SAMENESS and not _is_ordered(scope, condition, left):
        return None
    operand = _right(scope, condition, left)
    return None if operand is None else model.Compare(left.operand, _OPERATORS[condition.operator], operand)


def _right(scope: Scope, condition: ast.Comparison, left: Read) -> model.Operand | None:
    """The right side of a comparison; None where it is not of the kind of the left, which is reported."""
    if isinstance(condition.right, ast.Path):
        right = paths.resolve(scope, condition.right)
        return right.operand if right is not None and _comparable(scope, condition, left, right) else None
    value = values.value(scope, condition.right, left.name, left.type)
    return None if value is None else model.Constant(value)


def _is_ordered(scope: Scope, condition: ast.Comparison, left: Read) -> bool:
    family = values.family(left.type.kind)
    if family in values.ORDERED:
        return True
    scope.report(
        Code.TYPE_MISMATCH,
        f"`{left.name}` is {family.value}, which has no smaller and greater",
        condition.span,
        hint="compare it with `is`, `is not` or `is one of`",
    )
    return False


def _comparable(scope: Scope, condition: ast.Comparison, left: Read, right: Read) -> bool:
    one, other = values.family(left.type.kind), values.family(right.type.kind)
    if one is other:
        return True
    message = f"`{left.name}` is {one.value}, and `{right.name}` is {other.value}"
    scope.report(Code.TYPE_MISMATCH, message, condition.span, hint="compare values of the same kind")
    return False


def _is_one_of(scope: Scope, condition: ast.IsOneOf) -> model.Condition | None:
    read = paths.resolve(scope, condition.subject)
    if read is None:
        return None
    checked = [values.value(scope, literal, read.name, read.type) for literal in condition.values]
    sound = tuple(value for value in checked if value is not None)
    if len(sound) < len(checked):
        return None
    return _unless(model.OneOf(read.operand, sound), negated=condition.negated)


def _is_known(scope: Scope, condition: ast.IsKnown) -> model.Condition | None:
    read = paths.resolve(scope, condition.subject)
    return None if read is None else _unless(model.Known(read.operand), negated=condition.negated)


def _unless(condition: model.Condition, *, negated: bool) -> model.Condition:
    return model.Not(condition) if negated else condition


def _holds(scope: Scope, subject: ast.Path) -> model.Condition | None:
    read = paths.resolve(scope, subject)
    if read is None:
        return None
    if read.type.kind is Kind.BOOLEAN:
        return model.Compare(read.operand, model.Operator.EQUAL, model.Constant(True))
    family = values.family(read.type.kind)
    comparison = ">" if family in values.ORDERED else "is"
    scope.report(
        Code.TYPE_MISMATCH,
        f"`{read.name}` is {family.value}, which alone is neither true nor false",
        subject.span,
        hint=f"compare it, such as `{read.name} {comparison} {values.example(read.type)}`",
    )
    return None


def _count(scope: Scope, condition: ast.Happened | ast.No) -> model.Condition | None:
    if not _allowed(scope, condition):
        return None
    known = references.event(scope, condition.event)
    narrowed = where(scope, condition.event, condition.where)
    span = _window(scope, condition)
    if known is None or span is None or (condition.where is not None and narrowed is None):
        return None
    return model.Count(condition.event.text, narrowed, span, *_bound(condition))


def _bound(condition: ast.Happened | ast.No) -> tuple[model.Operator, int]:
    """How often the event has to have happened."""
    match condition:
        case ast.No():
            return model.Operator.EQUAL, 0
        case ast.Happened(times=times):
            return (model.Operator.AT_LEAST, 1) if times is None else (_QUANTIFIERS[times.quantifier], times.number)


def _window(scope: Scope, condition: ast.Happened | ast.No) -> model.Window | None:
    """The stretch of the history that is looked at; None where there is none here, which is reported."""
    match condition.window:
        case ast.WindowLast(duration):
            return model.Last(values.positive(scope, duration))
        case ast.WindowSince(date):
            midnight = datetime.datetime.combine(date.value, datetime.time())
            start = values.instant(scope, midnight, date.span)
            return None if start is None else model.Since(start)
        case ast.WindowEver():
            return model.Ever()
        case ast.WindowSinceEntry() if scope.entered:
            return model.SinceEntry()
        case ast.WindowSinceEntry():
            scope.report(
                Code.CONDITION_OUT_OF_PLACE,
                "`since entry` has no meaning here: the contact is not in a journey",
                condition.span,
                hint="write `in the last 30 days` or `ever`",
            )
            return None
