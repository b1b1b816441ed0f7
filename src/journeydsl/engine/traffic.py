"""How much the channels have sent, against what they can send (law L24.9).

In: the channels of a project and the limits. Out: a `Traffic`, which is asked whether a channel is full, and of which
each send takes a place.
Promises: immutable; periods follow each other without gaps, each begins empty, and nothing is carried over.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeAlias

from journeydsl.model import clock
from journeydsl.model.program import Program
from journeydsl.model.project import Throughput
from journeydsl.model.rules import WarmUp
from journeydsl.model.values import WHOLE_SHARE, Instant, duration_words

MOST = 10**15
"""Room for everybody: a warm-up grows no further."""


class Use(NamedTuple):
    """A period [begins, ends) of a capacity, how many messages it has room for, and how many have taken a place."""

    begins: Instant
    ends: Instant
    room: int
    taken: int = 0


@dataclass(frozen=True, slots=True)
class Steady:
    """So many messages in each period since 1970-01-01T00:00Z."""

    channel: str
    throughput: Throughput

    @property
    def words(self) -> str:
        """As people speak of it: "throughput of email, 500 per hour"."""
        period = duration_words(self.throughput.period).removeprefix("1 ")
        return f"throughput of {self.channel}, {self.throughput.number} per {period}"

    def use(self, at: Instant) -> Use:
        """The period of an instant, untouched."""
        begins = at - at % self.throughput.period
        return Use(begins, begins + self.throughput.period, self.throughput.number)


@dataclass(frozen=True, slots=True)
class Warming:
    """More messages every day of a zone, from the day on which the run begins."""

    channel: str
    warm_up: WarmUp
    first: datetime.date
    timezone: str

    @property
    def words(self) -> str:
        """As its author wrote it."""
        return self.warm_up.words

    def use(self, at: Instant) -> Use:
        """The period of an instant, untouched."""
        day = _day(at, self.timezone)
        begins, ends = (_midnight(each, self.timezone) for each in (day, day + _ONE_DAY))
        return Use(begins, ends, grown(self.warm_up.start, self.warm_up.growth, (day - self.first).days))


Capacity: TypeAlias = Steady | Warming


class Full(NamedTuple):
    """A capacity without room, and when it has room again."""

    capacity: Capacity
    until: Instant


@dataclass(frozen=True, slots=True)
class Traffic:
    """The capacities of each channel that has any, and how far the period of each is used that was asked for last."""

    capacities: Mapping[str, tuple[Capacity, ...]] = field(default_factory=dict)
    uses: Mapping[Capacity, Use] = field(default_factory=dict)

    def full(self, channel: str, at: Instant) -> Full | None:
        """What keeps the channel from sending one message more, the longest lasting first; None where there is room."""
        uses = ((capacity, self.use(capacity, at)) for capacity in self.capacities.get(channel, ()))
        full = [Full(capacity, use.ends) for capacity, use in uses if use.taken >= use.room]
        return max(full, key=lambda each: each.until, default=None)

    def take(self, channel: str, at: Instant) -> Traffic:
        """The traffic after one message more."""
        if channel not in self.capacities:
            return self
        uses = {capacity: self.use(capacity, at) for capacity in self.capacities[channel]}
        taken = {capacity: use._replace(taken=use.taken + 1) for capacity, use in uses.items()}
        return replace(self, uses={**self.uses, **taken})

    def use(self, capacity: Capacity, at: Instant) -> Use:
        """How far the period of an instant is used."""
        use = self.uses.get(capacity)
        return use if use is not None and use.begins <= at < use.ends else capacity.use(at)


UNLIMITED = Traffic()
"""Channels that can send whatever comes."""


def open_traffic(program: Program, start: Instant) -> Traffic:
    """The traffic of a run that begins at `start`: nothing is sent yet."""
    zone = program.project.timezone
    steady: list[Capacity] = [
        Steady(name, channel.throughput)
        for name, channel in program.project.channels.items()
        if channel.throughput is not None
    ]
    warming: list[Capacity] = [Warming(each.channel, each, _day(start, zone), zone) for each in program.limits.warm_ups]
    capacities: dict[str, tuple[Capacity, ...]] = {}
    for capacity in steady + warming:
        capacities[capacity.channel] = (*capacities.get(capacity.channel, ()), capacity)
    return Traffic(capacities)


def reopen_traffic(program: Program, at: Instant, before: Traffic) -> Traffic:
    """The traffic when another version is published at `at`: what has been sent counts, and a channel that was warming
    up goes on from where it is."""
    opened = open_traffic(program, at)
    known = [each for capacities in before.capacities.values() for each in capacities]
    begun = {each.channel: each.first for each in known if isinstance(each, Warming)}
    capacities = {
        channel: tuple(
            replace(each, first=begun.get(channel, each.first)) if isinstance(each, Warming) else each for each in new
        )
        for channel, new in opened.capacities.items()
    }
    return Traffic(capacities, before.uses)


def grown(start: int, growth: int, days: int) -> int:
    """`start` grown by `growth` millionths a day for so many days, rounded down once, at the end; at most `MOST`."""
    numerator, denominator = start, 1
    for _ in range(days):
        numerator, denominator = numerator * (WHOLE_SHARE + growth), denominator * WHOLE_SHARE
        if numerator >= MOST * denominator:
            return MOST
    return min(numerator // denominator, MOST)


_ONE_DAY = datetime.timedelta(days=1)


def _day(at: Instant, timezone: str) -> datetime.date:
    """The day of a zone that an instant belongs to. A day begins once: it goes on where the clock goes back over
    midnight."""
    day = clock.to_wall(at, timezone).date()
    return day + _ONE_DAY if _midnight(day + _ONE_DAY, timezone) <= at else day


def _midnight(day: datetime.date, timezone: str) -> Instant:
    return clock.to_instant(datetime.datetime.combine(day, datetime.time()), timezone)
