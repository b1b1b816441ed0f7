"""Facts about the company: what `journeydsl.yaml` declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from journeydsl.model.values import Duration, ValueType


class Origin(StrEnum):
    """Where an attribute's value comes from (`source` in the project file)."""

    DECLARED = "declared"
    OBSERVED = "observed"
    INFERRED = "inferred"
    THIRD_PARTY = "third_party"


class Change(StrEnum):
    """How a value may move while a contact waits (`changes` in the project file)."""

    NEVER = "never"
    GROWS = "grows"
    FREELY = "freely"


class Identity(StrEnum):
    """What an attribute identifies besides the contact (`identifies` in the project file)."""

    ACCOUNT = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """Something that the profile of a contact (or of its account) may hold.

    `expected` says whether contacts expect that it is known; contacts with the same value of an attribute that
    `identifies` an account belong to one account.
    """

    name: str
    type: ValueType
    optional: bool = False
    unique: bool = False
    origin: Origin | None = None
    change: Change = Change.FREELY
    expected: bool = True
    identifies: Identity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A prediction about a contact: a number that is unknown where it is missing, older than `fresh_for`, or less sure
    than `minimum_confidence` (0 to 1), where these are given (law L18)."""

    name: str
    fresh_for: Duration | None = None
    minimum_confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A kind of thing that happens to contacts, with its properties by name; an occurrence is known at the latest
    `arrives_within` after it happened, where that is given."""

    name: str
    properties: Mapping[str, ValueType] = field(default_factory=dict)
    arrives_within: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Throughput:
    """At most `number` sends in each `period`."""

    number: int
    period: Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A way to reach contacts; `address` names the attribute that holds the address. `unsubscribe` is where contacts
    can unsubscribe, an address in which `{contact}` stands for the contact's id."""

    name: str
    address: str
    sender: str | None = None
    unsubscribe: str | None = None
    throughput: Throughput | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFiles:
    """What a step `offer` picks from: the paths of a ranked list, of what is in stock and of what people said by hand,
    relative to the project file; `bought` are the event and the property that say what a contact has, `ranked_by` is
    the attribute that holds the contact's own ranking."""

    name: str
    list: str
    stock: str
    bought: tuple[str, str]
    overrides: str | None = None
    ranked_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Who makes the messages: what a plan with ever more segments and variants is weighed against."""

    people: int | None = None
    content_variants_per_month: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactColumns:
    """Which column of a contacts file holds what. What is not mapped has its own name: `country` for an attribute,
    `subscribed_to_newsletter` for a topic, `account.plan` for what is known of the account, and `score.churn`,
    `score.churn.confidence` and `score.churn.at` for a score, which are mapped without the `score.`."""

    id: str = "contact_id"
    timezone: str = "timezone"
    unsubscribed: str = "unsubscribed"
    attributes: Mapping[str, str] = field(default_factory=dict)
    subscriptions: Mapping[str, str] = field(default_factory=dict)
    account: Mapping[str, str] = field(default_factory=dict)
    scores: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventColumns:
    """Which column of an events file holds what. Properties that are not mapped have their own name; `names` maps an
    event's name in the file to its name in the project. `received_at` is when an event became known, where a file says
    so."""

    contact: str = "contact_id"
    event: str = "event"
    at: str = "at"
    received_at: str = "received_at"
    id: str = "event_id"
    properties: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Everything that the project file says; the zone is an IANA name.

    `account` holds the attributes of an account, which conditions read as `account.NAME`; `scores` are read as
    `score.NAME`.
    """

    name: str
    timezone: str = "UTC"
    salt: str = ""
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    account: Mapping[str, Attribute] = field(default_factory=dict)
    scores: Mapping[str, Score] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    channels: Mapping[str, Channel] = field(default_factory=dict)
    contact_columns: ContactColumns = ContactColumns()
    event_columns: EventColumns = EventColumns()
    offers: Mapping[str, OfferFiles] = field(default_factory=dict)
    team: Team | None = None
