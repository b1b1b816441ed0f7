"""Conditions on what happened to a contact: how often, with what values, how long ago.

A `where` inside such a condition is checked by the caller, and given here as `narrowed`.
"""

from __future__ import annotations

import datetime

from journeydsl.checker import comparisons, references, values
from journeydsl.checker.names import correction, meant
from journeydsl.checker.paths import Read
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.model import conditions as model
from journeydsl.model.happenings import MESSAGE, MESSAGE_CLICKED, MESSAGE_OPENED, MESSAGE_SENT
from journeydsl.model.project import Event
from journeydsl.model.values import Kind, ValueType
from journeydsl.source import Span
from journeydsl.syntax import ast

_QUANTIFIERS = {
    ast.Quantifier.AT_LEAST: model.Operator.AT_LEAST,
    ast.Quantifier.AT_MOST: model.Operator.AT_MOST,
    ast.Quantifier.EXACTLY: model.Operator.EQUAL,
}
_ARITHMETIC = frozenset({ast.Function.SUM, ast.Function.AVERAGE})
_ENGAGEMENTS = {
    ast.Engagement.RECEIVED: MESSAGE_SENT,
    ast.Engagement.OPENED: MESSAGE_OPENED,
    ast.Engagement.CLICKED: MESSAGE_CLICKED,
}
_EXTREMES = frozenset({ast.Function.LOWEST, ast.Function.HIGHEST})


def count(scope: Scope, condition: ast.Happened | ast.No, narrowed: model.Condition | None) -> model.Condition | None:
    """How often an event happened; None where something is wrong, which is reported."""
    known = references.event(scope, condition.event)
    span = window(scope, condition.window, condition.span)
    if known is None or span is None or (condition.where is not None and narrowed is None):
        return None
    return model.Count(condition.event.text, narrowed, span, *_bound(condition))


def engaged(scope: Scope, condition: ast.Engaged) -> model.Condition | None:
    """Whether the contact got, opened or clicked a message: whether such an event of it happened.

    Without a window it is asked since entry inside a journey, and ever elsewhere. None where something is wrong, which
    is reported.
    """
    name = condition.message.text
    known = references.message(scope, condition.message)
    span: model.Window | None = model.SinceEntry() if scope.entered else model.Ever()
    if condition.window is not None:
        span = window(scope, condition.window, condition.span)
    if not known or span is None:
        return None
    of_message = model.Compare(model.EventProperty(MESSAGE), model.Operator.EQUAL, model.Constant(name))
    return model.Count(_ENGAGEMENTS[condition.engagement], of_message, span, model.Operator.AT_LEAST, 1)


def time_since(scope: Scope, condition: ast.TimeSince, narrowed: model.Condition | None) -> model.Condition | None:
    """How long ago an event last happened, as what happened and did not happen in windows; None where something is
    wrong, which is reported. Where it never happened, no comparison holds."""
    known = references.event(scope, condition.event)
    duration = values.positive(scope, condition.duration)
    bound = {ast.Operator.GREATER: duration + 1, ast.Operator.AT_MOST: duration + 1}.get(condition.operator, duration)
    if known is None or (condition.where is not None and narrowed is None):
        return None
    event = condition.event.text
    lately = model.Count(event, narrowed, model.Last(bound), model.Operator.AT_LEAST, 1)
    if condition.operator in (ast.Operator.LESS, ast.Operator.AT_MOST):
        return lately
    ever = model.Count(event, narrowed, model.Ever(), model.Operator.AT_LEAST, 1)
    return model.AllOf((ever, model.Not(lately)))


def aggregate(scope: Scope, condition: ast.Aggregate, narrowed: model.Condition | None) -> model.Condition | None:
    """A value that is computed over the occurrences of an event, compared; None where something is wrong, which is
    reported."""
    known = references.event(scope, condition.event)
    span = window(scope, condition.window, condition.span)
    declared = None if known is None else _property(scope, known, condition.property)
    result = None if declared is None else _result(scope, condition, declared)
    if result is None or span is None or (condition.where is not None and narrowed is None):
        return None
    name = f"{condition.function} of {condition.event.text}.{condition.property.text}"
    read = Read(None, result, name)
    right = comparisons.right_side(scope, condition.operator, condition.right, read, condition.span)
    if right is None:
        return None
    return model.Aggregate(
        model.Function(condition.function),
        condition.event.text,
        condition.property.text,
        narrowed,
        span,
        comparisons.OPERATORS[condition.operator],
        right,
    )


def window(scope: Scope, written: ast.Window, span: Span) -> model.Window | None:
    """The stretch of the history that is looked at; None where there is none here, which is reported at `span`."""
    match written:
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
                span,
                hint="write `in the last 30 days` or `ever`",
            )
            return None


def _bound(condition: ast.Happened | ast.No) -> tuple[model.Operator, int]:
    """How often the event has to have happened."""
    match condition:
        case ast.No():
            return model.Operator.EQUAL, 0
        case ast.Happened(times=times):
            return (model.Operator.AT_LEAST, 1) if times is None else (_QUANTIFIERS[times.quantifier], times.number)


def _property(scope: Scope, event: Event, name: ast.Name) -> ValueType | None:
    declared = event.properties.get(name.text)
    if declared is None:
        scope.report(
            Code.UNKNOWN_PROPERTY,
            f"`{event.name}` has no property `{name.text}`",
            name.span,
            hint=meant(name.text, event.properties, "it has") or f"`{event.name}` has no properties",
            fix=correction(name.span, name.text, event.properties),
        )
    return declared


def _result(scope: Scope, condition: ast.Aggregate, declared: ValueType) -> ValueType | None:
    """The type of what is computed; None where it cannot be computed of such values, which is reported."""
    family, function = values.family(declared), condition.function
    if function in _ARITHMETIC:
        fits, result = family is values.Family.NUMBER, ValueType(Kind.NUMBER)
        needed = "numbers"
    elif function in _EXTREMES:
        fits, result = family in values.ORDERED, declared
        needed = "numbers, dates and durations"
    else:
        distinct = function is ast.Function.NUMBER_OF_DISTINCT
        return ValueType(Kind.INTEGER) if distinct else declared
    if fits:
        return result
    name = f"{condition.event.text}.{condition.property.text}"
    scope.report(
        Code.TYPE_MISMATCH,
        f"`{name}` is {family.value}, and `{function}` is computed of {needed}",
        condition.property.span,
        hint="ask for the `latest` or for the `number of distinct` values",
    )
    return None
