"""Sends by day, channel and mailbox provider, against what each channel can send."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from journeydsl.engine.traffic import Capacity as Room
from journeydsl.engine.traffic import Steady, Warming, open_traffic
from journeydsl.model import clock
from journeydsl.model.program import Program
from journeydsl.model.values import DAY, Instant
from journeydsl.reports.figures import Capacity, ChannelDays
from journeydsl.reports.reading.tables import Tables

_ONE_DAY = datetime.timedelta(days=1)
_SENT = "select channel, provider, day, count(*) from sends group by all"


def read_days(tables: Tables, program: Program, start: Instant, end: Instant) -> tuple[ChannelDays, ...]:
    """The days from `start` to `end`, for each channel of the project that something was sent on."""
    first, last = (clock.to_wall(at, program.project.timezone).date() for at in (start, end))
    days = tuple(first + _ONE_DAY * place for place in range((last - first).days + 1))
    counted: dict[str, dict[str, list[int]]] = {}
    for channel, provider, day, sent in tables.rows(_SENT):
        row = counted.setdefault(channel, {}).setdefault(provider, [0] * len(days))
        row[(day - first).days] += sent
    rooms = open_traffic(program, start).capacities
    return tuple(
        ChannelDays(
            channel=name,
            days=days,
            sent={provider: tuple(row) for provider, row in _largest_first(counted[name])},
            capacities=tuple(_by_day(room, days, program.project.timezone) for room in rooms.get(name, ())),
        )
        for name in program.project.channels
        if name in counted
    )


def _largest_first(sent: dict[str, list[int]]) -> list[tuple[str, list[int]]]:
    return sorted(sent.items(), key=lambda item: (-sum(item[1]), item[0]))


def _by_day(room: Room, days: Sequence[datetime.date], zone: str) -> Capacity:
    """What a capacity has room for on each day, as far as it is less than endless."""
    match room:
        case Steady(throughput=throughput):
            whole = throughput.number * DAY // throughput.period
            return Capacity(room.words, (whole,) * len(days))
        case Warming():
            noons = (clock.to_instant(datetime.datetime.combine(day, datetime.time(12)), zone) for day in days)
            return Capacity(room.words, tuple(room.use(noon).room for noon in noons))
