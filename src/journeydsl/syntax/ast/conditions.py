"""Conditions, as written."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from journeydsl.source import Span
from journeydsl.syntax.ast.literals import Date, Duration, Literal, Name, Operand, Path, Text


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


class TextTest(StrEnum):
    """How a text is searched."""

    CONTAINS = "contains"
    STARTS_WITH = "starts with"


class Function(StrEnum):
    """What is computed over the occurrences of an event."""

    SUM = "sum"
    AVERAGE = "average"
    LOWEST = "lowest"
    HIGHEST = "highest"
    LATEST = "latest"
    NUMBER_OF_DISTINCT = "number of distinct"


class Engagement(StrEnum):
    """What a contact did with a message."""

    RECEIVED = "received"
    OPENED = "opened"
    CLICKED = "clicked"


@dataclass(frozen=True, slots=True)
class TextMatch:
    """`email starts with "info@"`, `city contains "burg"`."""

    subject: Path
    test: TextTest
    text: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class IsToday:
    """`birthday is today`: the same day and month, in the contact's local time."""

    subject: Path
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Within:
    """`renewal_date within 14 days`: from now until then."""

    subject: Path
    duration: Duration
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Aggregate:
    """`sum of order_placed.total where … in the last 365 days >= 500`."""

    function: Function
    event: Name
    property: Name
    where: Condition | None
    window: Window
    operator: Operator
    right: Operand
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class TimeSince:
    """`time since order_placed where … > 30 days`: since the latest one."""

    event: Name
    where: Condition | None
    operator: Operator
    duration: Duration
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class HasBeenIn:
    """`has been in loyal_vips for 7 days`."""

    segment: Name
    duration: Duration
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Engaged:
    """`opened cart_reminder`, `clicked cart_reminder in the last 7 days`; without a window: since entry inside a
    journey, ever elsewhere."""

    engagement: Engagement
    message: Name
    window: Window | None
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
    Comparison
    | IsOneOf
    | IsKnown
    | Holds
    | TextMatch
    | IsToday
    | Within
    | Happened
    | No
    | Aggregate
    | TimeSince
    | InSegment
    | HasBeenIn
    | SubscribedTo
    | Engaged
    | Not
    | AllOf
    | AnyOf
)
