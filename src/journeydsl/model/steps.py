"""The steps of a journey, and what follows each of them.

`id` is unique within a journey and names the step in every result. `words` is the step in the author's words, for
pictures and reports. A block is a sequence of steps; an empty block goes on after the construct that it belongs to.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TypeAlias

from journeydsl.model.conditions import Condition
from journeydsl.model.reasons import NotSent
from journeydsl.model.values import Duration, Value
from journeydsl.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """What follows where a message was not sent for this very reason."""

    reason: NotSent
    block: Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """Send a message; `because` follows where it was not sent for a reason that is named, `not_sent` for any other."""

    id: str
    words: str
    message: str
    because: tuple[Because, ...] = ()
    not_sent: Block = ()
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Wait for a duration, then until a local time of day (minutes since midnight), where given, of a local weekday
    (Monday is 0), where given."""

    id: str
    words: str
    duration: Duration = 0
    until: int | None = None
    until_day: int | None = None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitUntil:
    """Wait until a local date and time; one that is in the past does not wait (law L14)."""

    id: str
    words: str
    wall: datetime.datetime
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitFor:
    """Wait for a matching event, at most `up_to`."""

    id: str
    words: str
    event: str
    where: Condition | None
    up_to: Duration
    happened: Block
    timed_out: Block
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """A branch of a `choose`, with its condition in the author's words."""

    words: str
    condition: Condition
    block: Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose:
    """Take the first arm whose condition is true, else `otherwise`."""

    id: str
    words: str
    arms: tuple[Arm, ...]
    otherwise: Block
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A share of an experiment, in millionths."""

    name: str
    share: int
    block: Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Assign a variant of an experiment; the shares add up to the whole."""

    id: str
    words: str
    experiment: str
    variants: tuple[Variant, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """Give an attribute a value."""

    id: str
    words: str
    attribute: str
    value: Value
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Leave the journey, with the author's reason where one is given."""

    id: str
    words: str
    reason: str | None
    span: Span = field(compare=False)


Step: TypeAlias = Send | Wait | WaitUntil | WaitFor | Choose | Split | Set | Stop
Block: TypeAlias = tuple[Step, ...]
