"""The lines at the head of a journey, as written: who enters, who leaves, what counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from journeydsl.source import Span
from journeydsl.syntax.ast.conditions import Condition
from journeydsl.syntax.ast.literals import Duration, Name, Number, Percent


@dataclass(frozen=True, slots=True)
class StartsOnEvent:
    """`starts on cart_updated where total >= 20`."""

    event: Name
    where: Condition | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class StartsOnEntering:
    """`starts on entering going_quiet [existing members too]`."""

    segment: Name
    existing_members: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class AgainAfter:
    """`again after 7 days`."""

    duration: Duration
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Once:
    """`once`: a contact enters at most once."""

    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Always:
    """`always`: a contact enters again as soon as no run is active."""

    span: Span = field(compare=False)


Again: TypeAlias = AgainAfter | Once | Always


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """`only if in active_shopper`."""

    condition: Condition
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class StopsOn:
    """`stops on order_placed where … as converted`."""

    event: Name
    where: Condition | None
    reason: Name | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Goal:
    """`goal order_placed where … within 7 days`."""

    event: Name
    where: Condition | None
    within: Duration
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Holdout:
    """`holdout 10%`."""

    share: Percent
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Priority:
    """`priority 60`; higher goes first."""

    number: Number
    span: Span = field(compare=False)


JourneyLine: TypeAlias = (
    StartsOnEvent | StartsOnEntering | AgainAfter | Once | Always | OnlyIf | StopsOn | Goal | Holdout | Priority
)
