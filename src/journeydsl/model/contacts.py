"""Contacts and what happened to them, as every engine reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from journeydsl.model.values import Instant, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A contact at the start of a run.

    `attributes` holds known values only, each of its declared type. `subscriptions` says yes or no per topic, and
    nothing where nobody recorded it. `timezone` is a valid IANA name or None.
    """

    id: str
    attributes: Mapping[str, Value] = field(default_factory=dict)
    subscriptions: Mapping[str, bool] = field(default_factory=dict)
    unsubscribed: bool = False
    timezone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to one contact; `id` is unique among the contact's events, `properties` holds known
    values only."""

    id: str
    name: str
    at: Instant
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """From `at` on, an attribute of one contact has this value."""

    at: Instant
    attribute: str
    value: Value


Input: TypeAlias = Event | Change
