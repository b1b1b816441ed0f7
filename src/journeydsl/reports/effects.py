"""Figures of what sends lead to: the chain of KPIs, relevance, holdouts and experiments, and what messages said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """What became of the messages of a group: from delivered to what they were worth, and what they cost in list
    health. None is what nobody knows. `emails` are those that were delivered, as far as that is known, else sent:
    placement, opens and complaints are shares of them."""

    group: str
    sent: int
    contacts: int
    emails: int
    delivered: int | None
    bounced: int | None
    inbox: int | None
    opened: int | None
    machine_opened: int | None
    clicked: int | None
    converted: int
    revenue: float | None
    unsubscribed: int | None
    complained: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainTable:
    """The chain by one thing, the largest group first."""

    by: str
    title: str
    rows: tuple[Chain, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """The sends of a message by a journey, and how many were followed by a click or the goal. `rests_on` says on what
    of the contact they rested, and is empty where it was nothing."""

    journey: str
    message: str
    rests_on: str
    sent: int
    answered: int

    @property
    def relevant(self) -> int:
        """Sends that rested on the contact and were answered."""
        return self.answered if self.rests_on else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """A group of contacts, and how many of them reached the goal after their first message was due or their variant
    was drawn."""

    name: str
    contacts: int
    reached: int

    @property
    def rate(self) -> float | None:
        return self.reached / self.contacts if self.contacts else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Contacts with and without: a journey's holdout, or the variants of an experiment. `declared` is the share that
    the program holds out. The first arm is what the others are compared with."""

    journey: str
    name: str
    declared: float | None
    arms: tuple[Arm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """What a message said: how often in place of which field, which arm of which part, which item."""

    message: str
    sent: int
    fallbacks: Mapping[str, int]
    parts: Mapping[str, Mapping[str, int]]
    offered: Mapping[str, int]
