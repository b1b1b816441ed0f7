"""Conditions on one value: compared with others, searched, or looked at by the calendar."""

from __future__ import annotations

from typing import TypeAlias

from journeydsl.checker import dates, paths, values
from journeydsl.checker.paths import Read
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.model import conditions as model
from journeydsl.model.values import TEXTUAL, ValueType
from journeydsl.source import Span
from journeydsl.syntax import ast

OPERATORS = {
    ast.Operator.IS: model.Operator.EQUAL,
    ast.Operator.IS_NOT: model.Operator.UNEQUAL,
    ast.Operator.LESS: model.Operator.LESS,
    ast.Operator.AT_MOST: model.Operator.AT_MOST,
    ast.Operator.GREATER: model.Operator.GREATER,
    ast.Operator.AT_LEAST: model.Operator.AT_LEAST,
}
_SAMENESS = frozenset({ast.Operator.IS, ast.Operator.IS_NOT})

Written: TypeAlias = ast.Comparison | ast.IsOneOf | ast.IsKnown | ast.Holds | ast.TextMatch | ast.IsToday | ast.Within


def check(scope: Scope, condition: Written) -> model.Condition | None:
    """What a condition on a value means; None where it is wrong, which is reported."""
    match condition:
        case ast.Comparison():
            return _comparison(scope, condition)
        case ast.IsOneOf():
            return _is_one_of(scope, condition)
        case ast.IsKnown():
            return _is_known(scope, condition)
        case ast.Holds(subject):
            return _holds(scope, subject)
        case ast.TextMatch():
            return _text_match(scope, condition)
        case ast.IsToday(subject):
            read = dates.read(scope, subject)
            return None if read is None or read.operand is None else model.IsToday(read.operand)
        case ast.Within(subject, duration):
            read, length = dates.read(scope, subject), values.positive(scope, duration)
            return None if read is None or read.operand is None else model.Within(read.operand, length)


def right_side(
    scope: Scope, operator: ast.Operator, right: ast.Operand, left: Read, span: Span
) -> model.Operand | None:
    """The right side of a comparison with `left`; None where it is wrong, which is reported. `span`
    is the whole comparison."""
    if operator not in _SAMENESS and not _is_ordered(scope, left, span):
        return None
    if isinstance(right, ast.Path):
        read = paths.resolve(scope, right)
        return read.operand if read is not None and _comparable(scope, left, read, span) else None
    value = values.value(scope, right, left.name, left.type)
    return None if value is None else model.Constant(value)


def _comparison(scope: Scope, condition: ast.Comparison) -> model.Condition | None:
    left = paths.resolve(scope, condition.left)
    if left is None:
        if isinstance(condition.right, ast.Path):
            paths.resolve(scope, condition.right)
        return None
    right = right_side(scope, condition.operator, condition.right, left, condition.span)
    if left.operand is None or right is None:
        return None
    return model.Compare(left.operand, OPERATORS[condition.operator], right)


def _is_ordered(scope: Scope, left: Read, span: Span) -> bool:
    family = values.family(left.type)
    if family in values.ORDERED:
        return True
    advice = "ask whether it `contains` a text" if left.type.many else "compare it with `is`, `is not` or `is one of`"
    message = f"`{left.name}` is {family.value}, which has no smaller and greater"
    scope.report(Code.TYPE_MISMATCH, message, span, hint=advice)
    return False


def _comparable(scope: Scope, left: Read, right: Read, span: Span) -> bool:
    one, other = values.family(left.type), values.family(right.type)
    if one is other:
        return True
    message = f"`{left.name}` is {one.value}, and `{right.name}` is {other.value}"
    scope.report(Code.TYPE_MISMATCH, message, span, hint="compare values of the same kind")
    return False


def _is_one_of(scope: Scope, condition: ast.IsOneOf) -> model.Condition | None:
    read = paths.resolve(scope, condition.subject)
    if read is None:
        return None
    checked = [values.value(scope, literal, read.name, read.type) for literal in condition.values]
    sound = tuple(value for value in checked if value is not None)
    if read.operand is None or len(sound) < len(checked):
        return None
    return _unless(model.OneOf(read.operand, sound), negated=condition.negated)


def _is_known(scope: Scope, condition: ast.IsKnown) -> model.Condition | None:
    read = paths.resolve(scope, condition.subject)
    if read is None or read.operand is None:
        return None
    return _unless(model.Known(read.operand), negated=condition.negated)


def _unless(condition: model.Condition, *, negated: bool) -> model.Condition:
    return model.Not(condition) if negated else condition


def _holds(scope: Scope, subject: ast.Path) -> model.Condition | None:
    read = paths.resolve(scope, subject)
    if read is None:
        return None
    family = values.family(read.type)
    if family is values.Family.BOOLEAN:
        truth = model.Constant(True)
        return None if read.operand is None else model.Compare(read.operand, model.Operator.EQUAL, truth)
    scope.report(
        Code.TYPE_MISMATCH,
        f"`{read.name}` is {family.value}, which alone is neither true nor false",
        subject.span,
        hint=f"compare it, such as `{read.name} {_usual(family)} {values.example(read.type)}`",
    )
    return None


def _usual(family: values.Family) -> str:
    """How values of a family are mostly compared."""
    if family is values.Family.LIST:
        return "contains"
    return ">" if family in values.ORDERED else "is"


def _text_match(scope: Scope, condition: ast.TextMatch) -> model.Condition | None:
    read = paths.resolve(scope, condition.subject)
    if read is None:
        return None
    test, text = condition.test, condition.text
    if read.type.many and test is ast.TextTest.CONTAINS:
        value = values.value(scope, text, read.name, ValueType(read.type.kind, read.type.values))
        return None if value is None or read.operand is None else model.Contains(read.operand, value)
    if values.family(read.type) is not values.Family.TEXT:
        message = f"`{read.name}` is {values.family(read.type).value}, and only a text `{test}` another"
        scope.report(Code.TYPE_MISMATCH, message, condition.span, hint=_instead(read))
        return None
    if read.type.values and not any(_matches(test, each, text.value) for each in read.type.values):
        message = f"no value of `{read.name}` {test} `{text.value}`"
        listed = ", ".join(f"`{each}`" for each in read.type.values)
        scope.report(Code.NOT_IN_VALUE_SET, message, text.span, hint=f"its values are {listed}")
    return None if read.operand is None else model.TextMatch(read.operand, model.TextTest(test), text.value)


def _matches(test: ast.TextTest, value: str, text: str) -> bool:
    return text in value if test is ast.TextTest.CONTAINS else value.startswith(text)


def _instead(read: Read) -> str | None:
    if values.family(read.type) in values.ORDERED | {values.Family.BOOLEAN}:
        return f"compare it, such as `{read.name} {_usual(values.family(read.type))} {values.example(read.type)}`"
    return "ask whether it `contains` a text" if read.type.kind in TEXTUAL else None
