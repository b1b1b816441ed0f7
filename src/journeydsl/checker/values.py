"""Literals as values of a declared type, and which types may be compared."""

from __future__ import annotations

import datetime
import re
from enum import Enum

from journeydsl.checker.names import correction, meant
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code, Edit, Fix
from journeydsl.model import clock, values
from journeydsl.model.values import Kind, ValueType
from journeydsl.source import Span
from journeydsl.syntax import ast, printer

_UNITS = {
    ast.Unit.SECOND: values.SECOND,
    ast.Unit.MINUTE: values.MINUTE,
    ast.Unit.HOUR: values.HOUR,
    ast.Unit.DAY: values.DAY,
    ast.Unit.WEEK: values.WEEK,
}


class Family(Enum):
    """Values that may be compared with each other; the value says what one is, to an author."""

    TEXT = "text"
    NUMBER = "a number"
    BOOLEAN = "`true` or `false`"
    DATE = "a date"
    INSTANT = "a date with a time"
    DURATION = "a duration"
    PERCENT = "a percentage"
    TIME = "a time of day"
    LIST = "a list"


ORDERED = frozenset({Family.NUMBER, Family.DATE, Family.INSTANT, Family.DURATION})
"""The families with a smaller and a greater."""

_FAMILIES = {
    Kind.TEXT: Family.TEXT,
    Kind.EMAIL: Family.TEXT,
    Kind.URL: Family.TEXT,
    Kind.PHONE: Family.TEXT,
    Kind.NUMBER: Family.NUMBER,
    Kind.INTEGER: Family.NUMBER,
    Kind.BOOLEAN: Family.BOOLEAN,
    Kind.DATE: Family.DATE,
    Kind.INSTANT: Family.INSTANT,
    Kind.DURATION: Family.DURATION,
}


_EXAMPLES = {
    Family.TEXT: '`"DE"`',
    Family.NUMBER: "`20`",
    Family.BOOLEAN: "`true`",
    Family.DATE: "`2027-06-30`",
    Family.INSTANT: "`2027-06-30 09:00`",
    Family.DURATION: "`2 days`",
    Family.PERCENT: "`10%`",
    Family.TIME: "`09:00`",
    Family.LIST: '`"DE"`',
}

_UNQUOTED = {Family.NUMBER: re.compile(r"\d{1,15}(\.\d{1,15})?"), Family.BOOLEAN: re.compile("true|false")}


def family(declared: ValueType) -> Family:
    """What values of a type may be compared with."""
    return Family.LIST if declared.many else _FAMILIES[declared.kind]


def family_of(literal: ast.Literal) -> Family:
    """What a literal may be compared with."""
    match literal:
        case ast.Text():
            return Family.TEXT
        case ast.Number():
            return Family.NUMBER
        case ast.Boolean():
            return Family.BOOLEAN
        case ast.Date():
            return Family.DATE
        case ast.Instant():
            return Family.INSTANT
        case ast.Duration():
            return Family.DURATION
        case ast.Percent():
            return Family.PERCENT
        case ast.TimeOfDay():
            return Family.TIME


def example(wanted: ValueType) -> str:
    """A value of a type, as it is written."""
    return f'"{wanted.values[0]}"' if wanted.values else _EXAMPLES[family(wanted)].strip("`")


def value(scope: Scope, literal: ast.Literal, name: str, wanted: ValueType) -> values.Scalar | None:
    """The literal as a value that `name`, of the type `wanted`, may have; None where it may not, which is reported."""
    needed, written = family(wanted), family_of(literal)
    if needed is not written:
        fix = _fix(literal, needed)
        hint = _advice(literal, needed) if fix is None else None
        message = f"`{name}` is {needed.value}, and this is {written.value}"
        scope.report(Code.TYPE_MISMATCH, message, literal.span, hint=hint, fix=fix)
        return None
    if isinstance(literal, ast.Text) and wanted.values and literal.value not in wanted.values:
        scope.report(
            Code.NOT_IN_VALUE_SET,
            f"`{literal.value}` is not a value of `{name}`",
            literal.span,
            hint=meant(literal.value, wanted.values, f"the values of `{name}` are"),
            fix=_other_value(literal, wanted),
        )
        return None
    return _known(scope, literal, wanted.kind)


def exact(scope: Scope, told: ast.Told, name: str, wanted: ValueType) -> values.Value | None:
    """As `value`, for giving it to `name`: a whole number where one is wanted, and a list where that is; one value
    stands for a list of it alone."""
    if not wanted.many:
        return _exact(scope, told, name, wanted)
    items = told.items if isinstance(told, ast.ListOf) else (told,)
    found = [_exact(scope, item, name, ValueType(wanted.kind, wanted.values)) for item in items]
    return tuple(item for item in found if item is not None) if None not in found else None


def _exact(scope: Scope, told: ast.Told, name: str, wanted: ValueType) -> values.Scalar | None:
    if isinstance(told, ast.ListOf):
        scope.report(Code.TYPE_MISMATCH, f"`{name}` holds one value, and these are several", told.span)
        return None
    literal = told
    found = value(scope, literal, name, wanted)
    if wanted.kind is not Kind.INTEGER or not isinstance(found, float):
        return found
    if found.is_integer():
        return int(found)
    message = f"`{name}` is a whole number, and `{found}` is not"
    scope.report(Code.TYPE_MISMATCH, message, literal.span, hint=f"write `{int(found)}` or `{int(found) + 1}`")
    return None


def duration(literal: ast.Duration) -> values.Duration:
    """The microseconds of a duration."""
    return literal.amount * _UNITS[literal.unit]


def duration_words(microseconds: values.Duration) -> str:
    """A duration of whole seconds as an author writes it, in days at most: `36 hours`."""
    units = (ast.Unit.DAY, ast.Unit.HOUR, ast.Unit.MINUTE, ast.Unit.SECOND)
    unit = next(unit for unit in units if microseconds % _UNITS[unit] == 0)
    amount = microseconds // _UNITS[unit]
    return f"{amount} {unit}{'' if amount == 1 else 's'}"


def positive(scope: Scope, literal: ast.Duration) -> values.Duration:
    """The microseconds of a duration that has to be longer than nothing, which is reported where it is not."""
    if literal.amount <= 0:
        message = f"`{printer.literal(literal)}` is no time at all"
        scope.report(Code.EMPTY_DURATION, message, literal.span, hint="write how long, such as `2 days`")
    return duration(literal)


def instant(scope: Scope, wall: datetime.datetime, span: Span) -> values.Instant | None:
    """The instant of a wall time in the project's zone; None where no calendar reaches it, which is reported."""
    if datetime.MINYEAR < wall.year < datetime.MAXYEAR:
        return clock.to_instant(wall, scope.names.project.timezone)
    scope.report(Code.BAD_LITERAL, f"the year {wall.year} is out of reach", span, hint="write a year of our time")
    return None


def _known(scope: Scope, literal: ast.Literal, kind: Kind) -> values.Scalar | None:
    match literal:
        case ast.Number(number):
            return float(number) if kind is Kind.NUMBER else number
        case ast.Text(text):
            return text
        case ast.Boolean(truth):
            return truth
        case ast.Date(date):
            return date
        case ast.Instant(wall):
            return instant(scope, wall, literal.span)
        case ast.Duration():
            return duration(literal)
        case ast.Percent() | ast.TimeOfDay():
            return None


def _advice(literal: ast.Literal, needed: Family) -> str:
    match literal, needed:
        case _, Family.LIST:
            return "a list can only be asked whether it `contains` a text and whether it `is known`"
        case _, Family.BOOLEAN:
            return "write `true` or `false`, without quotes"
        case ast.Text(), Family.NUMBER | Family.DATE | Family.INSTANT | Family.DURATION:
            return f"write {needed.value} without quotes, such as {_EXAMPLES[needed]}"
        case ast.Date(), Family.INSTANT:
            return f"write the time too: `{literal.value} 00:00`"
        case ast.Instant(), Family.DATE:
            return f"leave the time out: `{literal.value.date()}`"
        case _, Family.TEXT:
            return f"write text in double quotes, such as {_EXAMPLES[needed]}"
        case _:
            return f"write {needed.value}, such as {_EXAMPLES[needed]}"


def _fix(literal: ast.Literal, needed: Family) -> Fix | None:
    """Text that holds a plain number or truth where one is wanted loses its quotes."""
    if not isinstance(literal, ast.Text) or needed not in _UNQUOTED or not _UNQUOTED[needed].fullmatch(literal.value):
        return None
    return Fix("remove the quotes", (Edit(literal.span, literal.value),))


def _other_value(literal: ast.Text, wanted: ValueType) -> Fix | None:
    """The value of a closed set that was surely meant."""
    fix = correction(literal.span, literal.value, wanted.values)
    return fix and Fix(fix.title, tuple(Edit(edit.span, f'"{edit.text}"') for edit in fix.edits))
