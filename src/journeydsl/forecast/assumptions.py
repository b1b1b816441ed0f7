"""What a forecast assumes: how often what becomes of a message, how long it takes, what arrives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from journeydsl.model.mailboxes import Mailbox
from journeydsl.model.messages import MessageClass
from journeydsl.model.responses import Answer
from journeydsl.model.values import Duration, Value


class Rate(StrEnum):
    """What is assumed of messages, as a share.

    Bounces are of what is sent, `INBOX` of what is delivered, `MACHINE_OPENED` of what is in the inbox. `OPENED` (by
    people), `CLICKED`, `UNSUBSCRIBED` and `COMPLAINED` are of what is delivered to the usual mix of mailboxes.
    `ORGANIC` is of the contacts to whom a message is due, sent or trapped: who reaches the goal of their own accord;
    `LIFT` is how much more of those to whom it is sent do.
    """

    SOFT_BOUNCED = "soft_bounced"
    HARD_BOUNCED = "hard_bounced"
    INBOX = "inbox"
    OPENED = "opened"
    MACHINE_OPENED = "machine_opened"
    CLICKED = "clicked"
    UNSUBSCRIBED = "unsubscribed"
    COMPLAINED = "complained"
    ORGANIC = "organic"
    LIFT = "lift"


class Timing(StrEnum):
    """What takes time: what becomes of a message, and a conversion that would have come anyway."""

    DELIVERED = Answer.DELIVERED
    SOFT_BOUNCED = Answer.SOFT_BOUNCED
    HARD_BOUNCED = Answer.HARD_BOUNCED
    OPENED = Answer.OPENED
    MACHINE_OPENED = Answer.MACHINE_OPENED
    CLICKED = Answer.CLICKED
    UNSUBSCRIBED = Answer.UNSUBSCRIBED
    COMPLAINED = Answer.COMPLAINED
    CONVERTED = Answer.CONVERTED
    ORGANIC = "organic"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Delay:
    """A lognormal time: half take less than `median`; `spread` is the standard deviation of its logarithm."""

    median: Duration
    spread: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """What a goal's event is like: its `properties` where they are stated (else as in history), and which of them, if
    any, is what it is worth (`revenue`)."""

    revenue: str | None = None
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalRate:
    """So many events in each `period` over all contacts, with `properties` where they are stated."""

    number: int
    period: Duration
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What happens without being sent anything: the last `history` before the run again (None: nothing of it), and
    `events` at a rate instead, by name."""

    history: Duration | None
    events: Mapping[str, ArrivalRate] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """Everything that a forecast assumes.

    `classes` and `channels` (other than e-mail) say every rate that counts for them; `providers`, `segments` and
    `messages` say what is otherwise there. What is said of a message counts before what is said of a segment (the first
    that holds), of a mailbox provider, of a class. `mix` is which share of messages goes to which mailboxes where the
    rates were measured. `sees_machine_opens` says whether journeys take machine opens for opens.
    """

    classes: Mapping[MessageClass, Mapping[Rate, float]]
    phones: Mapping[Rate, float]
    others: Mapping[Rate, float]
    providers: Mapping[Mailbox, Mapping[Rate, float]]
    mix: Mapping[Mailbox, float]
    delays: Mapping[Timing, Delay]
    arrivals: Arrivals
    channels: Mapping[str, Mapping[Rate, float]] = field(default_factory=dict)
    segments: Mapping[str, Mapping[Rate, float]] = field(default_factory=dict)
    messages: Mapping[str, Mapping[Rate, float]] = field(default_factory=dict)
    conversions: Mapping[str, Conversion] = field(default_factory=dict)
    sees_machine_opens: bool = False
