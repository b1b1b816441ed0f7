"""Segments, suppressions and limits: the rules that hold for every journey."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from journeydsl.model.conditions import Condition
from journeydsl.model.messages import MessageClass
from journeydsl.model.values import Duration
from journeydsl.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A named condition on contacts, read live."""

    name: str
    label: str
    condition: Condition
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Blocks messages of a class (None: of every class) unless its condition is false (law L18)."""

    name: str
    label: str
    condition: Condition
    blocks: MessageClass | None
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
class Limits:
    caps: tuple[Cap, ...] = ()
    quiet: tuple[Quiet | QuietDay, ...] = ()
