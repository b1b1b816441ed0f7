"""The figures of a report: what has been counted of a run, ready to be judged and to be shown.

In: what `reading` makes of a run's folder. Out: what `findings` ranks and `page` shows.
Promises: immutable; shares are from 0 to 1; days are the project's, instants are UTC.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from journeydsl.graph.flow import Flow
from journeydsl.reports.audience import NOBODY, Collision, LimitFigures, Volume
from journeydsl.reports.effects import ChainTable, Comparison, Relevance, Wordings
from journeydsl.reports.forecasting import Outlook


class Kind(StrEnum):
    """Who answers for what people did: history, or the response model."""

    REPLAY = "replay"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """What was run. `seeds` are those of a forecast; `is_same_program` says whether the project is still what was
    run."""

    project: str
    path: str
    contacts_file: str
    events_file: str
    first: str
    last: str
    timezone: str
    seed: int
    kind: Kind
    seeds: tuple[int, ...]
    partial: bool
    conserved: bool
    contacts: int
    late_events: int
    fingerprint: str
    is_same_program: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """So many times an outcome, for a reason and about something, where there are any."""

    outcome: str
    reason: str = ""
    detail: str = ""
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFigures:
    """A step: who came, what became of them, and how many are still there at the end of the run. `beside` is what
    stands beside decisions: messages held back, readings that were stale."""

    id: str
    words: str
    kind: str
    line: str
    message: str
    arrived: int
    still_there: int
    outcomes: tuple[Count, ...]
    beside: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyFigures:
    """A journey; `goals` is None where it has no goal, `elsewhere` counts decisions about steps that the project no
    longer has."""

    name: str
    label: str
    stage: str
    priority: int
    terms: tuple[str, ...]
    triggered: int
    entered: int
    contacts: int
    active: int
    refused: tuple[Count, ...]
    finished: tuple[Count, ...]
    goals: int | None
    sent: int
    held_out: int
    not_sent: int
    stale: int
    steps: tuple[StepFigures, ...]
    flow: Flow
    elsewhere: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFigures:
    """A message, in all journeys that send it; `not_sent` and `held` are by reason and what they are about."""

    name: str
    label: str
    channel: str
    message_class: str
    sent: int
    held_out: int
    not_sent: tuple[Count, ...]
    held: tuple[Count, ...]

    @property
    def due(self) -> int:
        """How often it came to the gate and was decided about."""
        return self.sent + self.held_out + self.times_not_sent

    @property
    def times_not_sent(self) -> int:
        return sum(each.times for each in self.not_sent)


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a channel can send, in its author's words: by day. `days` are those of the run, in their order."""

    words: str
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelDays:
    """The sends of a channel by day and mailbox provider (one without a name where a channel has none), the days in
    their order, and what the channel can send."""

    channel: str
    days: tuple[datetime.date, ...]
    sent: Mapping[str, tuple[int, ...]]
    capacities: tuple[Capacity, ...]

    @property
    def totals(self) -> tuple[int, ...]:
        return (
            tuple(sum(each) for each in zip(*self.sent.values(), strict=True)) if self.sent else (0,) * len(self.days)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentFigures:
    """A segment at the end of the run, and what in the program asks for it."""

    name: str
    label: str
    contacts: int
    used_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything that a report says of a run."""

    run: RunFacts
    journeys: tuple[JourneyFigures, ...]
    messages: tuple[MessageFigures, ...]
    channels: tuple[ChannelDays, ...]
    segments: tuple[SegmentFigures, ...]
    volume: Volume = NOBODY
    collisions: tuple[Collision, ...] = ()
    limits: tuple[LimitFigures, ...] = ()
    chain: tuple[ChainTable, ...] = ()
    relevance: tuple[Relevance, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    wordings: tuple[Wordings, ...] = ()
    outlook: Outlook | None = None
    notes: tuple[str, ...] = field(default=())
