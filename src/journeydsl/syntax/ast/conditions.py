"""Conditions, as written."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from journeydsl.source import Span
from journeydsl.syntax.ast.literals import Date, Duration, Literal, Name, Operand, Path


class Operator(StrEnum):
    """How two values are compared."""

    IS = "is"
    IS_NOT = "is not"
    LESS = "<"
    AT_MOST = "<="
    GREATER = ">"
    AT_LEAST = ">="


class Quantifier(StrEnum):
    """How a number of occurrences is compared."""

    AT_LEAST = "at least"
    AT_MOST = "at most"
    EXACTLY = "exactly"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`total >= 20`, `country is "DE"`, `trigger.total > lifetime_value`."""

    left: Path
    operator: Operator
    right: Operand
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class IsOneOf:
    """`country is one of "DE", "AT"`; `negated` for `is not one of`."""

    subject: Path
    values: tuple[Literal, ...]
    negated: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class IsKnown:
    """`birthday is known`; `negated` for `is unknown`."""

    subject: Path
    negated: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Holds:
    """A yes/no attribute on its own: `vip`."""

    subject: Path
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class WindowLast:
    """`in the last 30 days`."""

    duration: Duration


@dataclass(frozen=True, slots=True)
class WindowSince:
    """`since 2027-01-01`."""

    date: Date


@dataclass(frozen=True, slots=True)
class WindowSinceEntry:
    """`since entry`: from the contact's entry into this journey."""


@dataclass(frozen=True, slots=True)
class WindowEver:
    """`ever`."""


Window: TypeAlias = WindowLast | WindowSince | WindowSinceEntry | WindowEver


@dataclass(frozen=True, slots=True)
class Times:
    """`at least 2 times`."""

    quantifier: Quantifier
    number: int
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Happened:
    """`order_placed where total > 50 at least 2 times in the last 365 days`."""

    event: Name
    where: Condition | None
    times: Times | None
    window: Window
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class No:
    """`no order_placed where … in the last 45 days`."""

    event: Name
    where: Condition | None
    window: Window
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class InSegment:
    """`in loyal_vips`."""

    segment: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class SubscribedTo:
    """`subscribed to newsletter`."""

    topic: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """`not …`."""

    part: Condition
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Two or more parts joined by `and`; never nested directly in another `AllOf` unless written in parentheses."""

    parts: tuple[Condition, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Two or more parts joined by `or`."""

    parts: tuple[Condition, ...]
    span: Span = field(compare=False)


Condition: TypeAlias = (
    Comparison | IsOneOf | IsKnown | Holds | Happened | No | InSegment | SubscribedTo | Not | AllOf | AnyOf
)
