"""Names and literal values, as written."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from journeydsl.source import Span


class Unit(StrEnum):
    """The units of a duration; the printer says the plural where the amount is not one."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"


class Weekday(StrEnum):
    """The days of a week, as they are written."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


@dataclass(frozen=True, slots=True)
class Name:
    """A `snake_case` word that names something."""

    text: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Path:
    """Names joined by dots: `country`, `trigger.total`, `order_placed.category`."""

    parts: tuple[str, ...]
    span: Span = field(compare=False)

    @property
    def text(self) -> str:
        return ".".join(self.parts)


@dataclass(frozen=True, slots=True)
class Text:
    """`"text in double quotes"`; `value` is what the quotes enclose, with `\\"` and `\\\\` undone."""

    value: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    """`20`, `0.7`, `-3`; `value` is an int where no decimal point was written."""

    value: int | float
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Percent:
    """`12.5%` as millionths of the whole (125000), so that shares add up exactly."""

    millionths: int
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Boolean:
    """`true` or `false`."""

    value: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Duration:
    """`2 days`."""

    amount: int
    unit: Unit
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """`09:00`, in the contact's local time; `minutes` counts from midnight, 0 to 1439."""

    minutes: int
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Date:
    """`2027-06-30`."""

    value: datetime.date
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Instant:
    """`2027-06-30 09:00`, wall time of the project's zone; `value` is naive."""

    value: datetime.datetime
    span: Span = field(compare=False)


Literal: TypeAlias = Text | Number | Percent | Boolean | Duration | TimeOfDay | Date | Instant
Operand: TypeAlias = Path | Literal


@dataclass(frozen=True, slots=True)
class ListOf:
    """`("garden", "kitchen")`: several values, for what holds a list."""

    items: tuple[Literal, ...]
    span: Span = field(compare=False)


Told: TypeAlias = Literal | ListOf
"""What a fact or a `set` says."""
