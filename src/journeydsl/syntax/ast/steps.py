"""The steps of a journey, as written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from journeydsl.source import Span
from journeydsl.syntax.ast.conditions import Condition
from journeydsl.syntax.ast.literals import Duration, Literal, Name, Path, Percent, TimeOfDay


@dataclass(frozen=True, slots=True)
class IfNotSent:
    """`if not sent: …` under a send."""

    block: Block
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Send:
    """`send cart_reminder`."""

    message: Name
    if_not_sent: IfNotSent | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Wait:
    """`wait 2 days`, `wait until 10:00`, `wait 2 days, then until 10:00`; at least one of the two is there."""

    duration: Duration | None
    until: TimeOfDay | None
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
    """`split incentive:` with its variants in the order written."""

    experiment: Name
    variants: tuple[Variant, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Set:
    """`set cart_recovery_done to true`."""

    attribute: Path
    value: Literal
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


Step: TypeAlias = Send | Wait | WaitFor | Choose | Split | Set | Stop | Continue
Block: TypeAlias = tuple[Step, ...]
