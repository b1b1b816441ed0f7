"""Everything that the engine remembers of one contact between two steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from journeydsl.engine.rules import Watch
from journeydsl.model.contacts import Event
from journeydsl.model.messages import MessageClass
from journeydsl.model.values import Instant, Value


class Run(NamedTuple):
    """What tells the runs of one contact apart (law L6): the journey, and the value of `one per`, empty without it."""

    journey: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrollment:
    """One passage of the contact through one journey, at a node since `arrived_at`.

    `trigger` holds the properties of the event that it entered by, `history_length` how many events were known then.
    `wake_at` is when to look again if nothing happens before; None while a send is due at this very instant.
    """

    journey: str
    number: int
    entered_at: Instant
    trigger: Mapping[str, Value]
    history_length: int
    held_out: bool
    key: str = ""
    node: int = 0
    arrived_at: Instant = 0
    wake_at: Instant | None = None

    @property
    def run(self) -> Run:
        """Which run it is."""
        return Run(self.journey, self.key)


@dataclass(frozen=True, slots=True)
class Entries:
    """How often a contact has entered a journey, and when last with each key."""

    count: int
    last_at: Mapping[str, Instant]


@dataclass(frozen=True, slots=True)
class GoalWatch:
    """An entry whose goal can still be reached, up to and including `until`, also after the run has ended (law L16)."""

    entry: Enrollment
    until: Instant


@dataclass(frozen=True, slots=True)
class Sent:
    """A send that limits count (law L26)."""

    at: Instant
    message_class: MessageClass
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactState:
    """One contact, complete: nothing else is needed to decide what happens to it next.

    `timezone` is a valid IANA name. `enrollments` are the active ones by run. `inside` are the watched segments
    that the contact was last seen in; `look_at` is when time alone may change that.
    """

    contact: str
    timezone: str
    attributes: Mapping[str, Value]
    subscriptions: Mapping[str, bool]
    unsubscribed: bool
    history: tuple[Event, ...] = ()
    enrollments: Mapping[Run, Enrollment] = field(default_factory=dict)
    entries: Mapping[str, Entries] = field(default_factory=dict)
    goals: tuple[GoalWatch, ...] = ()
    ledger: tuple[Sent, ...] = ()
    inside: frozenset[Watch] = frozenset()
    look_at: Instant | None = None
