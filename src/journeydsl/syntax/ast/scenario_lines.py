"""The lines of a scenario, as written: who, what happens, and what must follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from journeydsl.source import Span
from journeydsl.syntax.ast.literals import Duration, Instant, Name, Number, Path, Told


@dataclass(frozen=True, slots=True)
class Fact:
    """`country: "DE"`: an attribute or a property and its value; `timezone`, `account.plan` and `score.churn` are a
    contact's."""

    name: Name
    value: Told
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Given:
    """`contact country: "DE", subscribed to promotions`."""

    facts: tuple[Fact, ...]
    topics: tuple[Name, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Happens:
    """`2026-03-02 10:00 cart_updated cart_id: "c1", total: 80`, wall time of the project's zone."""

    at: Instant
    event: Name
    facts: tuple[Fact, ...]
    span: Span = field(compare=False)


class Response(StrEnum):
    """What becomes of a message."""

    OPENED = "opened"
    CLICKED = "clicked"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


@dataclass(frozen=True, slots=True)
class Responded:
    """`2026-03-02 10:00 opened cart_reminder`, `2026-03-02 10:00 complained about cart_reminder`."""

    at: Instant
    response: Response
    message: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Consented:
    """`2026-03-02 10:00 subscribed to promotions`."""

    at: Instant
    topic: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Withdrew:
    """`2026-03-02 10:00 unsubscribed from promotions`; `topic` is None for `unsubscribed from everything`."""

    at: Instant
    topic: Name | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Called:
    """`2026-03-02 10:00 journey vip_gift called`, from outside."""

    at: Instant
    journey: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Becomes:
    """`2026-03-02 10:00 set country to "AT"`: a change of the contact's profile."""

    at: Instant
    attribute: Path
    value: Told
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectSent:
    """`expect cart_reminder sent`, `expect cart_reminder sent at 2026-03-03 13:00 with hero: "hero_vip"`."""

    message: Name
    at: Instant | None
    span: Span = field(compare=False)
    wording: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectNotSent:
    """`expect cart_reminder not sent`, `expect cart_reminder not sent because suppressed`."""

    message: Name
    reason: Name | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectNothingSent:
    """`expect nothing sent`."""

    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectNeverStarted:
    """`expect journey abandoned_cart never started`."""

    journey: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectStarted:
    """`expect journey abandoned_cart started`, `expect journey abandoned_cart started at 2026-03-02 10:00`."""

    journey: Name
    at: Instant | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectEnded:
    """`expect journey abandoned_cart ended`, `expect journey abandoned_cart ended as converted`."""

    journey: Name
    reason: Name | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectGoal:
    """`expect journey abandoned_cart reached its goal`."""

    journey: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class AlwaysAtMost:
    """`always at most 2 emails in 24 hours`; `message_class` and `noun` as in a limit."""

    number: Number
    message_class: Name | None
    noun: Name
    window: Duration
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class NeverSent:
    """`never cart_reminder`: the message is not sent at any time."""

    message: Name
    span: Span = field(compare=False)


ScenarioLine: TypeAlias = (
    Given
    | Happens
    | Responded
    | Consented
    | Withdrew
    | Called
    | Becomes
    | ExpectSent
    | ExpectNotSent
    | ExpectNothingSent
    | ExpectNeverStarted
    | ExpectStarted
    | ExpectEnded
    | ExpectGoal
    | AlwaysAtMost
    | NeverSent
)
