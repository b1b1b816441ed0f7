"""Values worth trying: those next to the constants that a program compares with."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from journeydsl.model.conditions import Operator
from journeydsl.model.values import DAY, HOUR, Instant, Kind, Scalar, Value, ValueType, moment

NUMBER, INTEGER = ValueType(Kind.NUMBER), ValueType(Kind.INTEGER)

_OPPOSITE = {
    Operator.EQUAL: Operator.UNEQUAL,
    Operator.UNEQUAL: Operator.EQUAL,
    Operator.LESS: Operator.AT_LEAST,
    Operator.AT_MOST: Operator.GREATER,
    Operator.GREATER: Operator.AT_MOST,
    Operator.AT_LEAST: Operator.LESS,
}
_MIRRORED = {
    Operator.LESS: Operator.GREATER,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.GREATER: Operator.LESS,
    Operator.AT_LEAST: Operator.AT_MOST,
}
_TEXTS = {
    Kind.EMAIL: ("someone@example.com", "somebody@example.org"),
    Kind.PHONE: ("+12025550100", "+12025550101"),
    Kind.URL: ("https://shop.example/1", "https://shop.example/2"),
}


def wanted(operator: Operator, *, truth: bool) -> Operator:
    """The comparison that is true exactly where `operator` gives `truth`."""
    return operator if truth else _OPPOSITE[operator]


def mirrored(operator: Operator) -> Operator:
    """The comparison with its sides exchanged."""
    return _MIRRORED.get(operator, operator)


def meeting(operator: Operator, bound: Value, kind: ValueType) -> Iterator[Value]:
    """Values of a type that compare so with `bound`, the nearest first."""
    match operator:
        case Operator.EQUAL | Operator.AT_MOST | Operator.AT_LEAST:
            yield bound
        case Operator.UNEQUAL:
            yield from others(bound, kind)
        case Operator.LESS:
            yield from _beside(bound, -1)
        case Operator.GREATER:
            yield from _beside(bound, 1)


def others(value: Value, kind: ValueType) -> Iterator[Scalar]:
    """Values of a type that are not `value`."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, str):
        yield from (each for each in kind.values or (*_TEXTS.get(kind.kind, ()), "other") if each != value)
    else:
        yield from (*_beside(value, 1), *_beside(value, -1))


def sample(kind: ValueType, name: str, now: Instant) -> Value:
    """Some value of a type, for whatever is called `name`; dates are some days after `now`."""
    if kind.many:
        return (one_sample(kind, name, now),)
    return one_sample(kind, name, now)


def one_sample(kind: ValueType, name: str, now: Instant) -> Scalar:
    """As `sample`, for one value of a list."""
    match kind.kind:
        case Kind.NUMBER:
            return 20.0
        case Kind.INTEGER:
            return 2
        case Kind.BOOLEAN:
            return True
        case Kind.DATE:
            return moment(now + 30 * DAY).date()
        case Kind.INSTANT:
            return now + 30 * DAY
        case Kind.DURATION:
            return DAY
        case Kind.EMAIL | Kind.PHONE | Kind.URL:
            return _TEXTS[kind.kind][0]
        case Kind.TEXT:
            return kind.values[0] if kind.values else f"{name[:1] or 'x'}1"


def type_of(value: Value) -> ValueType:
    """The type of a constant."""
    match value:
        case tuple():
            return ValueType(Kind.TEXT, many=True)
        case bool():
            return ValueType(Kind.BOOLEAN)
        case str():
            return ValueType(Kind.TEXT)
        case datetime.date():
            return ValueType(Kind.DATE)
        case int() | float():
            return NUMBER


def whole(value: Value, kind: ValueType) -> Value:
    """The value as the type has it: a whole number where one is wanted, else a number with a point."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return float(value) if kind.kind is Kind.NUMBER else int(value)


def _beside(value: Any, step: int) -> Iterator[Scalar]:
    """The next values on one side; two, since a constant may be the bound of something else too."""
    match value:
        case datetime.date():
            yield from (value + datetime.timedelta(days=step), value + 30 * datetime.timedelta(days=step))
        case int() if abs(value) > 1_000 * HOUR:
            yield from (value + step * HOUR, value + step * DAY)
        case float() if abs(value) <= 1 and not value.is_integer():
            yield from (round(value + step / 10, 6), round(value + step / 5, 6))
        case int() | float():
            yield from (value + step, value + 10 * step)
        case _:
            return
