"""Everything that the engine remembers of one contact between two steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from journeydsl.conditions import Membership
from journeydsl.engine.rules import Watch
from journeydsl.model.contacts import Event, ScoreValue
from journeydsl.model.messages import MessageClass
from journeydsl.model.reasons import NotSent
from journeydsl.model.values import Instant, Value


class Run(NamedTuple):
    """What tells the runs of one contact apart (law L6): the journey, and the value of `one per`, empty without it."""

    journey: str
    key: str


class Enrollment(NamedTuple):
    """One passage of the contact through one journey, at a node since `arrived_at`.

    `trigger` holds the properties of the event that it entered by, `history_length` how many events had happened then.
    `triggered_at` is when it should have been entered, where that became known later.
    `wake_at` is when to look again if nothing happens before; None while a send is due at this very instant. `rounds`
    counts, by node, how often each `repeat` around the contact has been begun. `version` is the fingerprint of what
    the run goes by (law L31), empty for the current version; nodes `behind` it are passed over where it comes to them
    again. While its journey is `paused` nothing wakes it (law L32); `happened` says that what it waits for came
    meanwhile. What fell due then has its turn at `resumes_at`; while it is `overdue`, its messages are not sent.
    `offer` is what the list says of the item that was offered last.
    """

    journey: str
    number: int
    entered_at: Instant
    trigger: Mapping[str, Value]
    history_length: int
    held_out: bool
    key: str = ""
    triggered_at: Instant | None = None
    rounds: Mapping[int, int] = {}
    version: str = ""
    behind: frozenset[int] = frozenset()
    paused: bool = False
    happened: bool = False
    resumes_at: Instant | None = None
    overdue: bool = False
    offer: Mapping[str, Value] = {}
    node: int = 0
    arrived_at: Instant = 0
    wake_at: Instant | None = None

    @property
    def is_held(self) -> bool:
        """Whether only what ends the run concerns it: its journey is paused, or its turn after a pause is to come."""
        return self.paused or self.resumes_at is not None

    @property
    def begins_at(self) -> Instant:
        """The instant from which on what happens concerns it, whenever it becomes known."""
        return self.entered_at if self.triggered_at is None else self.triggered_at

    @property
    def run(self) -> Run:
        """Which run it is."""
        return Run(self.journey, self.key)


@dataclass(frozen=True, slots=True)
class Entries:
    """How often a contact has entered a journey, and when last with each key."""

    count: int
    last_at: Mapping[str, Instant]


class GoalWatch(NamedTuple):
    """An entry whose goal can still be reached, up to and including `until`, also after the run has ended (law L16)."""

    entry: Enrollment
    until: Instant


class Sent(NamedTuple):
    """A send that limits count (law L26)."""

    at: Instant
    message_class: MessageClass
    channel: str


class QuietStart(NamedTuple):
    """A journey that starts at `due` unless an event comes before that starts the clock again (law L10): the `start`-th
    of its starts, the run's key, and the event that came last."""

    journey: str
    start: int
    key: str
    event: Event
    due: Instant

    @property
    def clock(self) -> tuple[str, int, str]:
        """Which clock it is: a contact has one for each start and key."""
        return self.journey, self.start, self.key


class ContactState(NamedTuple):
    """One contact, complete: nothing else is needed to decide what happens to it next.

    `timezone` is a valid IANA name. `enrollments` are the active ones by run. `inside` are the watched segments
    that the contact was last seen in; `look_at` is when time alone may change that. `memberships` are of the segments
    whose past matters. `starts_at` is when a journey next starts by the calendar, `stepped_at` the last instant at
    which something happened or was decided. `unreachable` says by channel why messages no longer reach the contact's
    address.
    """

    contact: str
    timezone: str
    attributes: Mapping[str, Value]
    subscriptions: Mapping[str, bool]
    unsubscribed: bool
    history: tuple[Event, ...] = ()
    enrollments: Mapping[Run, Enrollment] = {}
    entries: Mapping[str, Entries] = {}
    goals: tuple[GoalWatch, ...] = ()
    ledger: tuple[Sent, ...] = ()
    inside: frozenset[Watch] = frozenset()
    look_at: Instant | None = None
    account: Mapping[str, Value] = {}
    scores: Mapping[str, ScoreValue] = {}
    lists: frozenset[str] = frozenset()
    memberships: Mapping[str, Membership] = {}
    quiet_starts: tuple[QuietStart, ...] = ()
    starts_at: Instant | None = None
    stepped_at: Instant | None = None
    unreachable: Mapping[str, NotSent] = {}
