"""Conditions with every name resolved, desugared to the few things that they can mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from journeydsl.model.values import Duration, Instant, Scalar, Value


class Operator(StrEnum):
    """How two values, or a number of occurrences and a bound, are compared."""

    EQUAL = "="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    GREATER = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class Attribute:
    """The contact's value of an attribute, now."""

    name: str


@dataclass(frozen=True, slots=True)
class TriggerProperty:
    """The value that a property had in the event that the contact entered by."""

    name: str


@dataclass(frozen=True, slots=True)
class EventProperty:
    """The value of a property of the event that a `where` looks at."""

    name: str


@dataclass(frozen=True, slots=True)
class AccountFact:
    """What is known of the contact's account, now."""

    name: str


@dataclass(frozen=True, slots=True)
class Score:
    """A prediction about the contact: missing where it is older than `fresh_for` or less sure than
    `minimum_confidence`, where these are given (law L18)."""

    name: str
    fresh_for: Duration | None = None
    minimum_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """What the list says of the item that the contact was offered last in this run, under the name of a column: `name`,
    `url`, `item` for the item itself. Missing where nothing was offered. It is read by messages alone."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written in the program."""

    value: Value


Operand: TypeAlias = Attribute | AccountFact | Score | TriggerProperty | EventProperty | Offered | Constant


@dataclass(frozen=True, slots=True)
class Compare:
    """Unknown where either side is missing."""

    left: Operand
    operator: Operator
    right: Operand


@dataclass(frozen=True, slots=True)
class OneOf:
    """Whether the operand equals one of the values; unknown where it is missing."""

    operand: Operand
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Whether the operand has a value; never unknown."""

    operand: Operand


class TextTest(StrEnum):
    """How a text is searched: to the letter, capitals included."""

    CONTAINS = "contains"
    STARTS_WITH = "starts with"


@dataclass(frozen=True, slots=True)
class TextMatch:
    """Whether a text is found in the operand, or begins it; unknown where the operand is missing."""

    operand: Operand
    test: TextTest
    text: str


@dataclass(frozen=True, slots=True)
class Contains:
    """Whether a value is in a list, to the letter; unknown where the list is missing."""

    operand: Operand
    value: Scalar


@dataclass(frozen=True, slots=True)
class IsToday:
    """Whether the day and the month of a date are today's where the contact lives; unknown where it is missing.

    The anniversary of a 29 February is 1 March in a year that has none: the first day after it, as with times (L3).
    """

    operand: Operand


@dataclass(frozen=True, slots=True)
class Within:
    """Whether a date or an instant lies between now and `duration` from now, both included; a date lasts its whole day
    where the contact lives. Unknown where it is missing."""

    operand: Operand
    duration: Duration


@dataclass(frozen=True, slots=True)
class Last:
    """(now - duration, now] (law L19)."""

    duration: Duration


@dataclass(frozen=True, slots=True)
class Since:
    """[instant, now]."""

    instant: Instant


@dataclass(frozen=True, slots=True)
class SinceEntry:
    """From the contact's entry into this journey, not counting the event that it entered by."""


@dataclass(frozen=True, slots=True)
class Ever:
    """The whole history."""


Window: TypeAlias = Last | Since | SinceEntry | Ever


@dataclass(frozen=True, slots=True)
class Count:
    """How often an event happened in a window, compared with a number; never unknown. An event counts when `where` is
    true of it (or absent)."""

    event: str
    where: Condition | None
    window: Window
    operator: Operator
    number: int


class Function(StrEnum):
    """What is computed over the known values of a property."""

    SUM = "sum"
    AVERAGE = "average"
    LOWEST = "lowest"
    HIGHEST = "highest"
    LATEST = "latest"
    NUMBER_OF_DISTINCT = "number of distinct"


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Compares what a function gives over the events in a window. Over no value a sum and a number are 0, and whatever
    is asked of the others is false; unknown only where the right side is missing."""

    function: Function
    event: str
    property: str
    where: Condition | None
    window: Window
    operator: Operator
    right: Operand


@dataclass(frozen=True, slots=True)
class InSegment:
    """Whether the contact is in a segment: false where the segment's condition is unknown."""

    segment: str


@dataclass(frozen=True, slots=True)
class HasBeenIn:
    """Whether the contact is in a segment and has been for `duration` or longer; unknown where the contact is inside
    and nobody knows for how long."""

    segment: str
    duration: Duration


@dataclass(frozen=True, slots=True)
class Subscribed:
    """Whether the contact consents to a topic; unknown where nobody recorded it."""

    topic: str


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


@dataclass(frozen=True, slots=True)
class AllOf:
    """Kleene `and`: false where one part is false, else unknown where one is unknown; true where there is none."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Kleene `or`: true where one part is true, else unknown where one is unknown; false where there is none."""

    parts: tuple[Condition, ...]


Condition: TypeAlias = (
    Compare
    | OneOf
    | Known
    | TextMatch
    | Contains
    | IsToday
    | Within
    | Count
    | Aggregate
    | InSegment
    | HasBeenIn
    | Subscribed
    | Not
    | AllOf
    | AnyOf
)
