"""What a condition may read of one contact, and how an operand gets its value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from journeydsl.conditions.once import once
from journeydsl.model import conditions as model
from journeydsl.model.contacts import Event, ScoreValue
from journeydsl.model.rules import Segment
from journeydsl.model.values import Instant, Value


class Membership(NamedTuple):
    """Whether the contact is in a segment whose past matters (law L20), and since when.

    `changed` says whether it was seen to come or go then; otherwise `since` is only from when on it is known. `said` is
    what the segment's condition came to at its last refresh, which a hold may keep from taking effect. `seen_at` is the
    instant up to which all this has been looked at.
    """

    inside: bool
    since: Instant
    changed: bool
    said: bool
    seen_at: Instant


class Facts(NamedTuple):
    """Everything that a condition may read of one contact.

    `history` is in the order of processing, up to and including the event that is being processed. `trigger` holds the
    properties of the event that the contact entered by, and `entry` how long the history was then; both are empty
    outside a journey. `segments` gives each segment's condition; `timezone` is where the contact lives. `account` and
    `scores` are what is known of the contact's account, and the predictions about the contact. `remembered` are the
    segments whose past matters, each after those that it asks for, with the contact's `memberships`; they are refreshed
    by the clock of the `project_timezone`. `offer` is what the list says of the item that was offered last in the
    journey.
    """

    now: Instant
    attributes: Mapping[str, Value] = {}
    subscriptions: Mapping[str, bool] = {}
    history: Sequence[Event] = ()
    segments: Mapping[str, model.Condition] = {}
    trigger: Mapping[str, Value] = {}
    entry: int = 0
    timezone: str = "UTC"
    account: Mapping[str, Value] = {}
    scores: Mapping[str, ScoreValue] = {}
    remembered: Mapping[str, Segment] = {}
    memberships: Mapping[str, Membership] = {}
    project_timezone: str = "UTC"
    offer: Mapping[str, Value] = {}


Reading: TypeAlias = Callable[[Facts, Event | None], Value | None]
"""An operand that can be read: its value, or None where it is missing."""


def read(operand: model.Operand, facts: Facts, event: Event | None = None) -> Value | None:
    """The value of an operand, or None where it is missing; `event` is the one that a `where` looks at."""
    return reading(operand)(facts, event)


@once
def reading(operand: model.Operand) -> Reading:
    """An operand made ready to be read."""
    match operand:
        case model.Constant(value):
            return lambda facts, event: value
        case model.Attribute(name):
            return lambda facts, event: facts.attributes.get(name)
        case model.AccountFact(name):
            return lambda facts, event: facts.account.get(name)
        case model.Score():
            return lambda facts, event: _score(operand, facts)
        case model.TriggerProperty(name):
            return lambda facts, event: facts.trigger.get(name)
        case model.Offered(name):
            return lambda facts, event: facts.offer.get(name)
        case model.EventProperty(name):
            return lambda facts, event: event.properties.get(name) if event is not None else None


def _score(operand: model.Score, facts: Facts) -> Value | None:
    """A score that is fresh and sure enough; where one of these is asked for and not known, it is neither."""
    score = facts.scores.get(operand.name)
    if score is None:
        return None
    if operand.fresh_for is not None and (score.made_at is None or score.made_at + operand.fresh_for < facts.now):
        return None
    least = operand.minimum_confidence
    return None if least is not None and (score.confidence is None or score.confidence < least) else score.value
