"""Figures of who gets how much: the distribution, the busiest contacts, journeys that collide, limits that act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyContact:
    """One of those who get most: how many messages in all, and in the busiest week."""

    contact: str
    provider: str
    messages: int
    most_in_a_week: int
    journeys: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """Messages by contact. `in_a_week` says how many weeks of contacts had so many messages, those without any too;
    `in_all` how many contacts had so many in the whole period. A week is from Monday, where the project is.

    `busiest` is the busiest hundredth of all contacts: how many they are, how many messages the least of them had, and
    how many they had together. `examples` are the first of them.
    """

    weeks: int
    in_a_week: Mapping[int, int]
    in_all: Mapping[int, int]
    busiest: int
    busiest_least: int
    busiest_messages: int
    examples: tuple[BusyContact, ...]

    @property
    def messages(self) -> int:
        """All messages sent."""
        return sum(number * contacts for number, contacts in self.in_all.items())

    @property
    def contacts(self) -> int:
        """All contacts, those without a message too."""
        return sum(self.in_all.values())

    def percentile(self, percent: float) -> int:
        """So many messages, or fewer, had this percentage of the contacts in the whole period."""
        wanted, seen = percent / 100 * self.contacts, 0
        for number, contacts in sorted(self.in_all.items()):
            seen += contacts
            if seen >= wanted:
                return number
        return 0


NOBODY = Volume(weeks=0, in_a_week={}, in_all={}, busiest=0, busiest_least=0, busiest_messages=0, examples=())
"""Where there are no contacts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collision:
    """Two journeys that wrote to the same contact within a day: how often, and to how many contacts."""

    journeys: tuple[str, str]
    times: int
    contacts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitFigures:
    """A limit, quiet time or capacity: how many messages it stopped, and how often it held one back. `stopped_of` and
    `held_of` are by journey; `filled_by` says by journey how many of the stopped messages came after a message of that
    journey which the limit had counted."""

    words: str
    stopped: int
    held: int
    stopped_of: Mapping[str, int]
    held_of: Mapping[str, int]
    filled_by: Mapping[str, int]
