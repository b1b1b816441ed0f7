"""The steps of a journey, as written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from journeydsl.source import Span
from journeydsl.syntax.ast.conditions import Condition
from journeydsl.syntax.ast.journey_lines import Direction
from journeydsl.syntax.ast.literals import (
    Date,
    Duration,
    Instant,
    Name,
    Number,
    Path,
    Percent,
    TimeOfDay,
    Told,
    Weekday,
)
from journeydsl.syntax.ast.scenario_lines import Fact


@dataclass(frozen=True, slots=True)
class IfNotSent:
    """`if not sent: …` or `if not sent because missing_address: …` under a send."""

    block: Block
    span: Span = field(compare=False)
    reason: Name | None = None


@dataclass(frozen=True, slots=True)
class Send:
    """`send cart_reminder`, and what follows where it was not sent: first those with a reason."""

    message: Name
    if_not_sent: tuple[IfNotSent, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Wait:
    """`wait 2 days`, `wait until 10:00`, `wait 2 days, then until 10:00`; at least one of the two is there."""

    duration: Duration | None
    until: TimeOfDay | None
    span: Span = field(compare=False)
    until_day: Weekday | None = None


@dataclass(frozen=True, slots=True)
class WaitUntilDate:
    """`wait until 2027-06-30`, `wait until 2027-06-30 09:00`: wall time of the contact."""

    date: Date | Instant
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Offset:
    """`3 days before` a date, or after it."""

    distance: Duration
    direction: Direction
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class WaitUntilAttribute:
    """`wait until renewal_date`, `wait until 3 days before renewal_date at 10:00`, with `if missing: …` beneath."""

    offset: Offset | None
    attribute: Path
    at: TimeOfDay | None
    if_missing: Block | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class WaitUntilCondition:
    """`wait until in loyal_vips, up to 7 days` with what follows in each case."""

    condition: Condition
    up_to: Duration
    happened: Block
    timed_out: Block
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class WaitFor:
    """`wait for order_placed where … up to 23 hours`, with what follows in each case."""

    event: Name
    where: Condition | None
    up_to: Duration
    happened: Block
    timed_out: Block
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Arm:
    """`when CONDITION: …` of a `choose`."""

    condition: Condition
    block: Block
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Choose:
    """`choose:` takes the first `when` that holds; `otherwise` is None where it was not written."""

    arms: tuple[Arm, ...]
    otherwise: Block | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Variant:
    """`45% free_shipping: …` of a `split`."""

    share: Percent
    name: Name
    block: Block
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Split:
    """`split incentive:` with its variants in the order written; `split incentive by account:` draws for accounts."""

    experiment: Name
    variants: tuple[Variant, ...]
    span: Span = field(compare=False)
    by_account: bool = False


@dataclass(frozen=True, slots=True)
class Set:
    """`set cart_recovery_done to true`."""

    attribute: Path
    value: Told
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Repeat:
    """`repeat up to 3 times:`; `go to` and `stop` leave it early."""

    times: Number
    block: Block
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Emit:
    """`emit cart_recovered`, `emit cart_recovered with total: 20`."""

    event: Name
    facts: tuple[Fact, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """`call crm_update`: a webhook."""

    webhook: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class StartJourney:
    """`start win_back`."""

    journey: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class AddTo:
    """`add to press_list`."""

    list: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class RemoveFrom:
    """`remove from press_list`."""

    list: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class UnsubscribeFrom:
    """`unsubscribe from newsletter`."""

    topic: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Offer:
    """`offer winter_picks`: the first item of a ranked list that is in stock and not yet owned, with
    `if nothing left: …` beneath, which is None where it was not written."""

    list: Name
    span: Span = field(compare=False)
    nothing_left: Block | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """`label reminders`: a place to go to."""

    name: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class GoTo:
    """`go to reminders`: only forward, or inside a `repeat`."""

    label: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Stop:
    """`stop`, `stop as converted`."""

    reason: Name | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Continue:
    """`continue`: go on after the construct that this block belongs to."""

    span: Span = field(compare=False)


Step: TypeAlias = (
    Send
    | Wait
    | WaitUntilDate
    | WaitUntilAttribute
    | WaitFor
    | WaitUntilCondition
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
    | Label
    | GoTo
    | Stop
    | Continue
)
Block: TypeAlias = tuple[Step, ...]
