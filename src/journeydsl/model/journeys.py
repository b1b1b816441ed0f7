"""A journey: who enters, who leaves, what counts, and its steps."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from journeydsl.model.conditions import AccountFact, Attribute, Condition
from journeydsl.model.steps import Block
from journeydsl.model.values import Duration
from journeydsl.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class OnEvent:
    """Each occurrence of an event triggers; `where` may refuse it. With `quiet_for`, the journey starts so long after
    the last one that meets `where`: each restarts the clock (law L10)."""

    words: str
    event: str
    where: Condition | None = None
    quiet_for: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnEntering:
    """An observed change from outside to inside a segment triggers (law L8)."""

    words: str
    segment: str
    existing_members: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryYear:
    """Each anniversary of a date of the contact's triggers, at a local time of day (minutes since midnight). The first
    is a year after the date; that of a 29 February is 1 March in a year that has none."""

    words: str
    date: Attribute | AccountFact
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """So many days from a date of the contact's (negative: before it) trigger, at a local time of day."""

    words: str
    days: int
    date: Attribute | AccountFact
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """A local time of day of a weekday (0 for Monday; None for every day) triggers for whoever is in a segment then."""

    words: str
    weekday: int | None
    at: int
    segment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """A local date and time triggers, once, for whoever is in a segment then."""

    words: str
    wall: datetime.datetime
    segment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenCalled:
    """A call from outside triggers: the event `journey_called` with this journey's name."""

    words: str


Scheduled: TypeAlias = EveryYear | Around | Every | At
Start: TypeAlias = OnEvent | OnEntering | Scheduled | WhenCalled


@dataclass(frozen=True, slots=True)
class Once:
    """A contact enters at most once."""


@dataclass(frozen=True, slots=True)
class After:
    """A contact may enter again so long after its last entry."""

    duration: Duration


@dataclass(frozen=True, slots=True)
class Always:
    """A contact may enter again as soon as no run is active."""


Again: TypeAlias = Once | After | Always


@dataclass(frozen=True, slots=True, kw_only=True)
class StopsOn:
    """A matching event ends the run, at once (law L11). `words` is the line as its author wrote it, for pictures."""

    words: str = ""
    event: str
    where: Condition | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StopsWhen:
    """A condition that ends the run as soon as it is anything but false (laws L11 and L18). `words` as in `StopsOn`."""

    words: str = ""
    condition: Condition
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A matching event within a duration of entry counts as success (law L16). `words` as in `StopsOn`."""

    words: str = ""
    event: str
    where: Condition | None = None
    within: Duration


class Stage(StrEnum):
    """What a journey is for in the life of a contact."""

    EDUCATE = "educate"
    ACTIVATE = "activate"
    CONVERT = "convert"
    EXPAND = "expand"
    RETAIN = "retain"


class Measure(StrEnum):
    """What a hypothesis can be about."""

    GOAL = "goal"
    OPENS = "opens"
    CLICKS = "clicks"
    REPLIES = "replies"
    UNSUBSCRIBES = "unsubscribes"
    COMPLAINTS = "complaints"
    REVENUE = "revenue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """Why a journey should work: a measure is expected to move by `points`, which are negative where it falls."""

    because: str
    change: str
    measure: Measure
    points: float


class OnEdit(StrEnum):
    """What an edit of a journey means for the contacts inside (law L31)."""

    PIN = "pin"
    FOLLOW = "follow"


@dataclass(frozen=True, slots=True)
class Moved:
    """Contacts at the step `old` of an earlier version go on at the step `new` of this one; None: they leave."""

    old: str
    new: str | None


@dataclass(frozen=True, slots=True)
class SkipOverdue:
    """What fell due while the journey was paused is not sent; contacts go on."""


@dataclass(frozen=True, slots=True)
class SendOverdue:
    """What fell due while the journey was paused goes out when it resumes."""


@dataclass(frozen=True, slots=True)
class SpreadOverdue:
    """What fell due while the journey was paused goes out over this time after it resumes."""

    duration: Duration


Overdue: TypeAlias = SkipOverdue | SendOverdue | SpreadOverdue


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """One checked journey; `holdout` is in millionths of the contacts that enter. `only_if_words` is the condition of
    `only if` as its author wrote it, for pictures. `key` is the property of the event that keeps parallel runs apart
    (law L6), `ends` the last day, in the project's zone, on which anybody enters. `owner`, `stage` and `hypothesis`
    inform people and change nothing. A `shared_holdout` is the same contacts for all journeys that share it (law L23).
    `longest_stay` is the longest that its waits, and the limits that hold its messages back, can keep a contact inside
    (law L17), None where that hangs on dates. `on_edit` and `moved` say what a new version means for contacts inside
    (law L31); a `paused` journey holds them where they are, and `overdue` says what happens when it resumes (law L32).
    """

    name: str
    label: str
    starts: tuple[Start, ...]
    again: Again = Once()
    only_if: Condition | None = None
    only_if_words: str = ""
    stops: tuple[StopsOn, ...] = ()
    stops_when: tuple[StopsWhen, ...] = ()
    goal: Goal | None = None
    holdout: int = 0
    priority: int = 0
    key: str | None = None
    ends: datetime.date | None = None
    owner: str | None = None
    stage: Stage | None = None
    hypothesis: Hypothesis | None = None
    shared_holdout: bool = False
    longest_stay: Duration | None = None
    on_edit: OnEdit = OnEdit.PIN
    moved: tuple[Moved, ...] = ()
    paused: bool = False
    overdue: Overdue = SkipOverdue()
    steps: Block
    span: Span = field(compare=False)
