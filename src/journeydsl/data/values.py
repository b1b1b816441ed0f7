"""How a cell becomes a value of its declared type. Nothing is guessed and nothing is repaired.

Every cell comes as text, exactly as the file has it; a typed Parquet column comes as the text of its values (17850,
17850.0, true, 2026-03-31). An empty cell is a missing value.

text, email, url, phone
    as written. An address that cannot be one is kept, counted as a finding, and refused when something is sent to it
    (`invalid_address`): a typing mistake does not cost a contact its whole history.
number
    digits with a decimal point, an exponent where one is written; no thousands separators, no NaN, no infinity.
integer
    digits, up to 2**53, beyond which whole numbers are no longer exact everywhere (an id that is longer is a text);
    `5.0` is not a whole number.
boolean
    true, false, yes, no, 1, 0, in capitals or not.
date
    2026-03-31.
instant
    2026-03-31T10:00:00Z or with any other offset; a space may stand for the `T`. Without an offset it is wall time of
    the project's zone (law L3). A date alone is not an instant. Digits after the microseconds are cut.
duration
    an amount and a unit: 90 minutes, 1 day; at most ten thousand years.

Where the project declares a closed set of values, the cell must be one of them, to the letter.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable
from typing import TypeAlias

from journeydsl.model import clock, values
from journeydsl.model.values import LARGEST_INTEGER, Instant, Kind, Value, ValueType

Converter: TypeAlias = Callable[[str], Value]

MISSING = "missing"
NOT_ONE_VALUE = "not one value but several, or bytes"
NOT_DECLARED = "not one of the declared values"
NOT_A_NUMBER = "not a number such as 1234.5"
NOT_A_SHARE = "not between 0 and 1"
NOT_WHOLE = "not a whole number such as 12"
TOO_LARGE = "too large a number"
NOT_EXACT = f"too large a whole number: they go to {LARGEST_INTEGER:,}, and longer ids are texts"
NOT_BOOLEAN = "not true or false, yes or no, 1 or 0"
NOT_A_DATE = "not a date such as 2026-03-31"
NOT_AN_INSTANT = "not an instant such as 2026-03-31T10:00:00Z or 2026-03-31 10:00"
OUTSIDE_YEARS = "outside the years 1 to 9999"
NOT_A_DURATION = "not a duration such as 90 minutes"

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?"
)
_DURATION = re.compile(r"([0-9]{1,15}) (second|minute|hour|day|week)s?")
_UNITS = {
    "second": values.SECOND,
    "minute": values.MINUTE,
    "hour": values.HOUR,
    "day": values.DAY,
    "week": values.WEEK,
}
_BOOLEANS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_LONGEST = 3_652_500 * values.DAY
_FIRST_INSTANT = values.instant(datetime.datetime.min.replace(tzinfo=datetime.UTC))
_LAST_INSTANT = values.instant(datetime.datetime.max.replace(tzinfo=datetime.UTC))


class Unfit(Exception):
    """A cell that does not fit its type, or a row that does not fit its file; `column` is empty for a whole row."""

    def __init__(self, problem: str, column: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.column = column


def converter(declared: ValueType, zone: str) -> Converter:
    """What turns the text of a non-empty cell into a value of the declared type, or raises `Unfit`; `zone` is that of
    wall times."""
    convert = _converter(declared.kind, zone)
    if not declared.values:
        return convert
    allowed = frozenset(declared.values)

    def checked(text: str) -> Value:
        if text not in allowed:
            raise Unfit(NOT_DECLARED)
        return convert(text)

    return checked


def _converter(kind: Kind, zone: str) -> Converter:
    match kind:
        case Kind.TEXT | Kind.EMAIL | Kind.URL | Kind.PHONE:
            return as_text
        case Kind.NUMBER:
            return as_number
        case Kind.INTEGER:
            return as_integer
        case Kind.BOOLEAN:
            return as_boolean
        case Kind.DATE:
            return as_date
        case Kind.INSTANT:
            return lambda text: as_instant(text, zone)
        case Kind.DURATION:
            return as_duration


def as_text(text: str) -> str:
    return text


def as_number(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise Unfit(NOT_A_NUMBER)
    number = float(text)
    if not math.isfinite(number):
        raise Unfit(TOO_LARGE)
    return number


def as_share(text: str) -> float:
    number = as_number(text)
    if not 0 <= number <= 1:
        raise Unfit(NOT_A_SHARE)
    return number


def as_integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise Unfit(NOT_WHOLE)
    if len(text.lstrip("+-").lstrip("0")) > len(str(LARGEST_INTEGER)) or abs(int(text)) > LARGEST_INTEGER:
        raise Unfit(NOT_EXACT)
    return int(text)


def as_boolean(text: str) -> bool:
    found = _BOOLEANS.get(text.lower())
    if found is None:
        raise Unfit(NOT_BOOLEAN)
    return found


def as_date(text: str) -> datetime.date:
    if not _DATE.fullmatch(text):
        raise Unfit(NOT_A_DATE)
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as cause:
        raise Unfit(NOT_A_DATE) from cause


def as_instant(text: str, zone: str) -> Instant:
    if not _INSTANT.fullmatch(text):
        raise Unfit(NOT_AN_INSTANT)
    try:
        moment = datetime.datetime.fromisoformat(text)
        at = clock.to_instant(moment, zone) if moment.tzinfo is None else values.instant(moment)
    except ValueError as cause:
        raise Unfit(NOT_AN_INSTANT) from cause
    except OverflowError as cause:
        raise Unfit(OUTSIDE_YEARS) from cause
    if not _FIRST_INSTANT <= at <= _LAST_INSTANT:
        raise Unfit(OUTSIDE_YEARS)
    return at


def as_duration(text: str) -> values.Duration:
    written = _DURATION.fullmatch(text)
    if not written:
        raise Unfit(NOT_A_DURATION)
    duration = int(written[1]) * _UNITS[written[2]]
    if duration > _LONGEST:
        raise Unfit(TOO_LARGE)
    return duration
