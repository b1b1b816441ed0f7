"""The closed list of gates: what can be said of a dry run that must not come out of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from journeydsl.model.values import Duration
from journeydsl.source import Span


class Of(StrEnum):
    """What a gate is about."""

    MESSAGE = "message"
    JOURNEY = "journey"


class Way(StrEnum):
    """In which way something changes for contacts."""

    LOSES = "loses"
    GAINS = "gains"


class Bound(StrEnum):
    """On which side of its number a gate fails."""

    MORE = "more"
    FEWER = "fewer"


@dataclass(frozen=True, slots=True)
class Share:
    """A share, in millionths."""

    millionths: int


@dataclass(frozen=True, slots=True)
class People:
    """A number of contacts."""

    number: int


@dataclass(frozen=True, slots=True)
class Subject:
    """Messages or journeys by name: where there are several, each for itself. `every` says that none was named."""

    of: Of
    names: tuple[str, ...]
    every: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """A contact gets more than `number` of the `messages` in a rolling `window`, as limits count."""

    messages: tuple[str, ...]
    number: int
    window: Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """More than `number` of the `messages` are sent, to all contacts together, in a rolling `window`."""

    messages: tuple[str, ...]
    number: int
    window: Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """More than `limit` of the contacts who got a message, or entered a journey, before do not now (`loses`); or more
    than that, counted in those before, do now and did not (`gains`)."""

    subject: Subject
    way: Way
    limit: Share | People


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """More or fewer than `number` contacts get a message or enter a journey."""

    subject: Subject
    bound: Bound
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """More than a share of what came to the gate for a message was not sent, for a `reason` or any (None)."""

    subject: Subject
    share: Share
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """Fewer than a share of the entries of a journey reach its goal."""

    subject: Subject
    share: Share


Sentence: TypeAlias = Crowd | Volume | Change | Reach | Unsent | Unreached


@dataclass(frozen=True, slots=True)
class Gate:
    """A sentence as it was written, and where."""

    words: str
    span: Span
    sentence: Sentence

    @property
    def is_about_a_change(self) -> bool:
        """Whether it is about two runs."""
        return isinstance(self.sentence, Change)
