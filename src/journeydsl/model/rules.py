"""Segments, suppressions and limits: the rules that hold for every journey."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from journeydsl.model.conditions import Condition
from journeydsl.model.messages import MessageClass
from journeydsl.model.values import DAY, Duration
from journeydsl.source import Span

MAXIMUM_HOLD: Duration = 3 * DAY
"""The longest that a message is held back (law L25)."""


class Rhythm(StrEnum):
    """When a segment is evaluated: at every look, or at full hours, 00:00 or Monday 00:00 of the project's zone."""

    LIVE = "live"
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A named condition on contacts, as of its last refresh (law L20); `hold_for` delays leaving after entering and
    entering after leaving. `family` is the family that it is a member of."""

    name: str
    label: str
    condition: Condition
    rhythm: Rhythm = Rhythm.LIVE
    hold_for: Duration = 0
    family: str | None = None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Blocks messages of a class (None: of every class) unless its condition is false (law L18); with `whole_account`,
    unless it is false of every contact of the account."""

    name: str
    label: str
    condition: Condition
    blocks: MessageClass | None
    whole_account: bool = False
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Drop:
    """Over the limit, the message is not sent."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Over the limit, the message waits, at most `up_to` where given."""

    up_to: Duration | None = None


Over: TypeAlias = Drop | Hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """At most `number` sends of a class and a channel (None: of any) in a rolling window (law L26)."""

    words: str
    number: int
    message_class: MessageClass | None
    channel: str | None
    window: Duration
    over: Over
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """No sends in the half-open local window [start, end), minutes since midnight; it may wrap midnight."""

    words: str
    start: int
    end: int
    over: Over
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietDay:
    """No sends on a weekday of the contact's (0 for Monday)."""

    words: str
    weekday: int
    over: Over
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WarmUp:
    """A channel sends at most `start` messages on the first day, and each day more by `growth` (millionths)."""

    words: str
    channel: str
    start: int
    growth: int
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of all files together; how much a channel can send at all stands in the project file."""

    caps: tuple[Cap, ...] = ()
    quiet: tuple[Quiet | QuietDay, ...] = ()
    warm_ups: tuple[WarmUp, ...] = ()
