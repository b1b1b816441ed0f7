"""Contacts and what happened to them, as every engine reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from journeydsl.model.values import Instant, Value


@dataclass(frozen=True, slots=True)
class ScoreValue:
    """A prediction: how sure it is (0 to 1) and when it was made, where that is known."""

    value: float
    confidence: float | None = None
    made_at: Instant | None = None


def scores_told(
    told: Mapping[str, Value | None], confidence: float | None = None, made_at: Instant | None = None
) -> dict[str, ScoreValue]:
    """Scores by name, of what is told of them: `churn` is the value, `churn.confidence` how sure it is and `churn.at`
    when it was made; where these are missing, they are `confidence` and `made_at`."""
    scores: dict[str, ScoreValue] = {}
    for name, value in told.items():
        if isinstance(value, int | float) and "." not in name:
            sure, made = told.get(f"{name}.confidence"), told.get(f"{name}.at")
            scores[name] = ScoreValue(
                float(value),
                float(sure) if isinstance(sure, int | float) else confidence,
                made if isinstance(made, int) else made_at,
            )
    return scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A contact at the start of a run.

    `attributes` holds known values only, each of its declared type. `subscriptions` says yes or no per topic, and
    nothing where nobody recorded it. `timezone` is a valid IANA name or None. `account` holds what is known of the
    contact's account, `scores` the predictions about the contact.
    """

    id: str
    attributes: Mapping[str, Value] = field(default_factory=dict)
    subscriptions: Mapping[str, bool] = field(default_factory=dict)
    unsubscribed: bool = False
    timezone: str | None = None
    account: Mapping[str, Value] = field(default_factory=dict)
    scores: Mapping[str, ScoreValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to one contact at `at`; `id` is unique among the contact's events, `properties` holds
    known values only. `known_at` is when it became known, where that was later."""

    id: str
    name: str
    at: Instant
    properties: Mapping[str, Value] = field(default_factory=dict)
    known_at: Instant | None = None

    @property
    def arrives(self) -> Instant:
        """When it is processed: as soon as it is known, and not before it happens."""
        return self.at if self.known_at is None else max(self.at, self.known_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """From `at` on, something known of one contact has this value: an attribute, `account.NAME`, or `score.NAME`, which
    is then sure and of that instant."""

    at: Instant
    attribute: str
    value: Value

    @property
    def arrives(self) -> Instant:
        """When it is processed."""
        return self.at


Input: TypeAlias = Event | Change


def in_order(inputs: Iterable[Input]) -> list[Input]:
    """Inputs in the order in which they are processed: as they arrive, and at one instant events by their own instant
    and id (law L4)."""
    return sorted(inputs, key=lambda each: (each.arrives, each.at, each.id if isinstance(each, Event) else ""))
