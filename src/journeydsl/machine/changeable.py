"""What can change of a contact during a run, by name."""

from __future__ import annotations

from typing import TypeAlias

from journeydsl.machine.beforehand import Freshness
from journeydsl.model import conditions

ATTRIBUTE_OF, ACCOUNT_OF, SCORE_OF, TOPIC_OF, UNSUBSCRIBED_OF, ADDRESS_OF, BLOCKED_OF = (
    "attribute",
    "account",
    "score",
    "topic",
    "unsubscribed",
    "address",
    "blocked",
)
Changing: TypeAlias = tuple[str, str | conditions.Score | Freshness]
"""What can change of a contact during a run: an attribute, a fact of its account, a score or how long it is fresh, the
consent to a topic, whether the contact is unsubscribed, whether an address can be reached, or why a channel no longer
reaches it; with its name."""

Known: TypeAlias = conditions.Attribute | conditions.AccountFact | conditions.Score | Freshness
"""What is known of a contact."""


def changing(what: Known) -> Changing:
    """What changes of a contact where something that is known of it does."""
    match what:
        case conditions.Attribute(name):
            return ATTRIBUTE_OF, name
        case conditions.AccountFact(name):
            return ACCOUNT_OF, name
        case conditions.Score() | Freshness():
            return SCORE_OF, what


def freshness(score: conditions.Score) -> Freshness:
    """Until when a score is fresh where it is asked to be."""
    assert score.fresh_for is not None, "asked of what grows old"
    return Freshness(score.name, score.fresh_for)
