"""The closed list of reasons (law L29): the same words in every result, each with a sentence for a marketer."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias


class Refusal(StrEnum):
    """Why a trigger did not become an entry, in the order in which it is decided (law L9)."""

    JOURNEY_CLOSED = "journey_closed"
    JOURNEY_PAUSED = "journey_paused"
    WHERE_NOT_MET = "where_not_met"
    MISSING_KEY = "missing_key"
    ALREADY_ACTIVE = "already_active"
    ALREADY_ENTERED = "already_entered"
    TOO_SOON = "too_soon"
    ONLY_IF_NOT_MET = "only_if_not_met"


class NotSent(StrEnum):
    """Why a message was not sent, in the order of the gate (law L24)."""

    MISSING_ADDRESS = "missing_address"
    INVALID_ADDRESS = "invalid_address"
    HARD_BOUNCED = "hard_bounced"
    COMPLAINED = "complained"
    UNSUBSCRIBED = "unsubscribed"
    NOT_SUBSCRIBED = "not_subscribed"
    SUPPRESSED = "suppressed"
    MISSING_FIELD = "missing_field"
    OVER_LIMIT = "over_limit"
    QUIET_HOURS = "quiet_hours"
    OVER_CAPACITY = "over_capacity"
    HOLD_EXPIRED = "hold_expired"
    STOPPED_WHILE_HELD = "stopped_while_held"
    OVERDUE = "overdue"


class Exit(StrEnum):
    """How a run ended."""

    COMPLETED = "completed"
    STOPPED_BY_STEP = "stopped_by_step"
    STOPPED_BY_EVENT = "stopped_by_event"
    STOPPED_BY_CONDITION = "stopped_by_condition"
    JOURNEY_CHANGED = "journey_changed"


Reason: TypeAlias = Refusal | NotSent | Exit

SENTENCES: dict[Reason, str] = {
    Refusal.JOURNEY_CLOSED: "the journey had ended before (`ends`)",
    Refusal.JOURNEY_PAUSED: "the journey was paused (`paused`)",
    Refusal.WHERE_NOT_MET: "the event did not meet the `where` of the start",
    Refusal.MISSING_KEY: "the event had no value for what keeps runs apart (`one per`)",
    Refusal.ALREADY_ACTIVE: "the contact was still in this journey",
    Refusal.ALREADY_ENTERED: "the contact had been in this journey before, and it may be entered once",
    Refusal.TOO_SOON: "the contact entered this journey too recently (`again after`)",
    Refusal.ONLY_IF_NOT_MET: "the contact did not meet `only if`",
    NotSent.MISSING_ADDRESS: "the contact has no address for the channel",
    NotSent.INVALID_ADDRESS: "the contact's address is not one that the channel can reach",
    NotSent.HARD_BOUNCED: "an earlier message to this address came back for good",
    NotSent.COMPLAINED: "the contact has complained about an earlier message on this channel",
    NotSent.UNSUBSCRIBED: "the contact has unsubscribed from everything",
    NotSent.NOT_SUBSCRIBED: "the contact has not consented to the topic",
    NotSent.SUPPRESSED: "a suppression applied",
    NotSent.MISSING_FIELD: "a field that the message needs was missing, and it has no fallback",
    NotSent.OVER_LIMIT: "the contact had already got as many messages as the limit allows",
    NotSent.QUIET_HOURS: "it was quiet hours where the contact lives",
    NotSent.OVER_CAPACITY: "the channel had already sent as much as it can, or may while it warms up",
    NotSent.HOLD_EXPIRED: "the message was held back longer than a message may be",
    NotSent.STOPPED_WHILE_HELD: "the contact left the journey while the message was held back",
    NotSent.OVERDUE: "the message fell due while the journey was paused (`overdue skip`)",
    Exit.COMPLETED: "the contact reached the end of the journey",
    Exit.STOPPED_BY_STEP: "a `stop` step ended the journey for the contact",
    Exit.STOPPED_BY_EVENT: "an event of `stops on` ended the journey for the contact",
    Exit.STOPPED_BY_CONDITION: "a condition of `stops when` ended the journey for the contact",
    Exit.JOURNEY_CHANGED: "the step where the contact was is gone from the journey, and nothing takes its place",
}

PHRASES: dict[str, str] = {
    Refusal.JOURNEY_CLOSED: "after its end",
    Refusal.JOURNEY_PAUSED: "came while paused",
    Refusal.WHERE_NOT_MET: "did not meet `where`",
    Refusal.MISSING_KEY: "without a key",
    Refusal.ALREADY_ACTIVE: "were still inside",
    Refusal.ALREADY_ENTERED: "had been inside before",
    Refusal.TOO_SOON: "came back too soon",
    Refusal.ONLY_IF_NOT_MET: "did not meet `only if`",
    NotSent.MISSING_ADDRESS: "without an address",
    NotSent.INVALID_ADDRESS: "with an invalid address",
    NotSent.HARD_BOUNCED: "bounced before",
    NotSent.COMPLAINED: "complained before",
    NotSent.UNSUBSCRIBED: "unsubscribed from everything",
    NotSent.NOT_SUBSCRIBED: "not subscribed",
    NotSent.SUPPRESSED: "suppressed",
    NotSent.MISSING_FIELD: "missing a field",
    NotSent.OVER_LIMIT: "over a limit",
    NotSent.QUIET_HOURS: "in quiet hours",
    NotSent.OVER_CAPACITY: "over the capacity",
    NotSent.HOLD_EXPIRED: "held too long",
    NotSent.STOPPED_WHILE_HELD: "left while held back",
    NotSent.OVERDUE: "due while paused",
    Exit.COMPLETED: "completed",
    Exit.STOPPED_BY_STEP: "stopped by a step",
    Exit.STOPPED_BY_EVENT: "stopped by an event",
    Exit.STOPPED_BY_CONDITION: "stopped by a condition",
    Exit.JOURNEY_CHANGED: "left behind by an edit",
}
"""Each reason in a few words that follow a number, for tables."""
