"""The steps of a journey, and what follows each of them.

`id` is unique within a journey and names the step in every result. `words` is the step in the author's words, for
pictures and reports. A block is a sequence of steps; an empty block goes on after the construct that it belongs to.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from journeydsl.model.conditions import AccountFact, Attribute, Condition, TriggerProperty
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
class WaitUntilAttribute:
    """Wait until a date that is known of the contact or the account, or that the trigger had (law L14).

    `distance` is signed: negative for before. With `at` (minutes since midnight) it is whole days of the calendar where
    the contact lives; a date without a time is its first instant there. One that is in the past does not wait. Where
    there is no date, `if_missing` follows.
    """

    id: str
    words: str
    date: Attribute | AccountFact | TriggerProperty
    distance: Duration = 0
    at: int | None = None
    if_missing: Block = ()
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitUntilCondition:
    """Wait until a condition is true, at most `up_to`; one that holds already does not wait (law L13)."""

    id: str
    words: str
    condition: Condition
    up_to: Duration
    happened: Block
    timed_out: Block
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
    """Assign a variant of an experiment; the shares add up to the whole. With `by_account` all contacts of an account
    get the same (law L21)."""

    id: str
    words: str
    experiment: str
    variants: tuple[Variant, ...]
    by_account: bool = False
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Go through a block at most `times` times (law L17)."""

    id: str
    words: str
    times: int
    block: Block
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Emit:
    """Let an event of the project happen to the contact, now."""

    id: str
    words: str
    event: str
    properties: Mapping[str, Value]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Call a webhook: whoever executes the journey does, a dry run records it."""

    id: str
    words: str
    webhook: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartJourney:
    """Trigger another journey for the contact, now."""

    id: str
    words: str
    journey: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTo:
    """Put the contact on a list."""

    id: str
    words: str
    list: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveFrom:
    """Take the contact off a list."""

    id: str
    words: str
    list: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsubscribeFrom:
    """Withdraw the contact's consent to a topic."""

    id: str
    words: str
    topic: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Pick the first item of a ranked list that is in stock and that the contact has not bought; messages show it from
    then on. `nothing_left` follows where there is none."""

    id: str
    words: str
    offers: str
    nothing_left: Block = ()
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A place to go to: the step that follows. It is no step itself, and nothing is decided at it."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoTo:
    """Go on at a label. Backward, inside a `repeat`, it counts as one more time round (law L17)."""

    label: str


Waiting: TypeAlias = Wait | WaitUntil | WaitUntilAttribute | WaitUntilCondition | WaitFor
Step: TypeAlias = (
    Send
    | Waiting
    | Choose
    | Split
    | Repeat
    | Set
    | Emit
    | Call
    | StartJourney
    | AddTo
    | RemoveFrom
    | UnsubscribeFrom
    | Offer
    | Stop
)
Block: TypeAlias = tuple[Step | Label | GoTo, ...]
