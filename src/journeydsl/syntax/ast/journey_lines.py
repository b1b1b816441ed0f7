"""The lines at the head of a journey, as written: who enters, who leaves, what counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from journeydsl.source import Span
from journeydsl.syntax.ast.conditions import Condition
from journeydsl.syntax.ast.literals import (
    Date,
    Duration,
    Instant,
    Name,
    Number,
    Path,
    Percent,
    Text,
    TimeOfDay,
    Weekday,
)


@dataclass(frozen=True, slots=True)
class StartsOnEvent:
    """`starts on cart_updated where total >= 20`."""

    event: Name
    where: Condition | None
    span: Span = field(compare=False)
    quiet_for: Duration | None = None


class Direction(StrEnum):
    """On which side of a date."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class StartsEveryYear:
    """`starts every year on birthday at 09:00`."""

    attribute: Path
    at: TimeOfDay
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class StartsAround:
    """`starts 14 days before renewal_date at 10:00`, `starts 3 days after delivered_on at 10:00`."""

    distance: Duration
    direction: Direction
    attribute: Path
    at: TimeOfDay
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class StartsEvery:
    """`starts every monday at 09:00 for loyal_vips`; `day` is None for `every day`."""

    day: Weekday | None
    at: TimeOfDay
    segment: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class StartsAt:
    """`starts on 2026-11-27 08:00 for loyal_vips`, wall time of each contact."""

    at: Instant
    segment: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class StartsWhenCalled:
    """`starts when called`."""

    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class OnePer:
    """`one per cart_id`: parallel runs, keyed by a property of the event that starts them."""

    property: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class StopsWhen:
    """`stops when country is "US" as moved`."""

    condition: Condition
    reason: Name | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Owner:
    """`owner "lifecycle@acme.example"`."""

    text: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Stage:
    """`stage convert`: one of educate, activate, convert, expand, retain."""

    name: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Ends:
    """`ends 2027-06-30`: the last day on which anybody enters."""

    date: Date
    span: Span = field(compare=False)


class Movement(StrEnum):
    """Where a measure is expected to go."""

    RISE = "rise"
    FALL = "fall"


@dataclass(frozen=True, slots=True)
class Expectation:
    """`goal to rise by 2 points`; `measure` is a word such as `goal`, `clicks`, `unsubscribes`."""

    measure: Name
    movement: Movement
    points: Number
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """`hypothesis:` with `because "…"`, `change "…"` and `expect …`, in this order."""

    because: Text
    change: Text
    expect: Expectation
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
    """`holdout 10%`, or `shared holdout 10%`."""

    share: Percent
    shared: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Priority:
    """`priority 60`; higher goes first."""

    number: Number
    span: Span = field(compare=False)


class Following(StrEnum):
    """Whether contacts inside stay on the version that they entered, or move to the one that is published."""

    PIN = "pin"
    FOLLOW = "follow"


@dataclass(frozen=True, slots=True)
class OnEdit:
    """`on edit follow`."""

    following: Following
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Moved:
    """`moved wait_7_days to wait_5_days`, in the names that results call steps by; `new` is None for `to end`."""

    old: Name
    new: Name | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Paused:
    """`paused`."""

    span: Span = field(compare=False)


class Catching(StrEnum):
    """What is done about what fell due while a journey was paused."""

    SKIP = "skip"
    SEND = "send"
    SPREAD = "spread"


@dataclass(frozen=True, slots=True)
class Overdue:
    """`overdue skip`, `overdue send`, or `overdue spread over 2 days`, which alone has a duration."""

    catching: Catching
    over: Duration | None
    span: Span = field(compare=False)


JourneyLine: TypeAlias = (
    Owner
    | Stage
    | Priority
    | Ends
    | Hypothesis
    | StartsOnEvent
    | StartsOnEntering
    | StartsEveryYear
    | StartsAround
    | StartsEvery
    | StartsAt
    | StartsWhenCalled
    | OnePer
    | AgainAfter
    | Once
    | Always
    | OnlyIf
    | StopsOn
    | StopsWhen
    | Goal
    | Holdout
    | OnEdit
    | Moved
    | Paused
    | Overdue
)
