"""Conditions with every name resolved, desugared to the few things that they can mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from journeydsl.model.values import Duration, Instant, Value


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
class Constant:
    """A value written in the program."""

    value: Value


Operand: TypeAlias = Attribute | TriggerProperty | EventProperty | Constant


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


@dataclass(frozen=True, slots=True)
class InSegment:
    """Whether the contact is in a segment: false where the segment's condition is unknown."""

    segment: str


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


Condition: TypeAlias = Compare | OneOf | Known | Count | InSegment | Subscribed | Not | AllOf | AnyOf
