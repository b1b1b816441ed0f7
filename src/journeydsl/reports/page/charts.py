"""Columns by day as numbers to draw: pixels for an SVG of fixed size, which the page scales."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil

from journeydsl.reports.figures import ChannelDays

WIDTH, HEIGHT = 960, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 8, 12, 28
_MOST_COLUMNS = 100
_MOST_ABOVE = 2.5
"""A capacity that is further above the sends than this would press them flat: it is told, not drawn."""


@dataclass(frozen=True, slots=True)
class Column:
    """A rectangle of a column; `said` is what it stands for."""

    x: float
    y: float
    width: float
    height: float
    series: int
    said: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A label at a place on an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """What can be sent at most, as the points of a polyline; empty where it lies far above what is sent."""

    words: str
    points: str
    most_used: float


@dataclass(frozen=True, slots=True)
class Row:
    """A day or a week, and what was sent in it by series."""

    label: str
    sent: tuple[int, ...]
    room: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Stacked columns with their axes, and the same as rows of a table."""

    channel: str
    by_week: bool
    series: tuple[str, ...]
    columns: tuple[Column, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    left: float = _LEFT
    right: float = WIDTH - _RIGHT
    foot: float = HEIGHT - _BOTTOM

    @property
    def table_heads(self) -> tuple[str, ...]:
        """The heads of the columns of numbers."""
        return tuple(f"#{name}" for name in (*self.series, *(line.words for line in self.lines)))


def chart(channel: ChannelDays) -> Chart:
    """The chart of a channel: a column a day, or a week where there are many days."""
    by_week = len(channel.days) > _MOST_COLUMNS
    groups = _weeks(channel.days) if by_week else [[place] for place in range(len(channel.days))]
    sent = {name: [sum(row[place] for place in group) for group in groups] for name, row in channel.sent.items()}
    rooms = {each.words: [sum(each.days[place] for place in group) for group in groups] for each in channel.capacities}
    totals = [sum(row[place] for row in sent.values()) for place in range(len(groups))]
    most = max([*totals, 1])
    drawn = {words: room for words, room in rooms.items() if min(room) <= _MOST_ABOVE * most}
    top = _round_up(max([most, *(min(max(room), ceil(_MOST_ABOVE * most)) for room in drawn.values())]))
    labels = [f"{channel.days[group[0]].day} {channel.days[group[0]]:%b}" for group in groups]
    scale = _Scale(len(groups), top)
    return Chart(
        channel.channel,
        by_week,
        tuple(name or channel.channel for name in sent),
        tuple(_columns(scale, sent, labels)),
        tuple(scale.across(labels)),
        tuple(Tick(scale.y(value), f"{value:,}") for value in range(0, top + 1, _step(top))),
        tuple(_line(scale, words, room, totals, is_drawn=words in drawn) for words, room in rooms.items()),
        tuple(
            Row(
                f"{channel.days[group[0]]:%Y-%m-%d}",
                tuple(row[place] for row in sent.values()),
                tuple(room[place] for room in rooms.values()),
            )
            for place, group in enumerate(groups)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """From places and numbers to pixels."""

    places: int
    top: int

    @property
    def pitch(self) -> float:
        return (WIDTH - _LEFT - _RIGHT) / self.places

    def x(self, place: int) -> float:
        return round(_LEFT + place * self.pitch, 2)

    def y(self, value: float) -> float:
        share = min(value / self.top, 1.0)
        return round(HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM), 2)

    def across(self, labels: Sequence[str]) -> list[Tick]:
        every = ceil(self.places / 12)
        return [
            Tick(round(self.x(place) + self.pitch / 2, 2), label)
            for place, label in enumerate(labels)
            if place % every == 0
        ]


def _columns(scale: _Scale, sent: Mapping[str, Sequence[int]], labels: Sequence[str]) -> list[Column]:
    gap = min(2.0, scale.pitch / 6)
    found = []
    for place, label in enumerate(labels):
        beneath = 0
        for series, (name, row) in enumerate(sent.items()):
            if row[place]:
                top, foot = scale.y(beneath + row[place]), scale.y(beneath)
                said = f"{label}: {row[place]:,} {name}".rstrip()
                height = round(foot - top, 2)
                found.append(Column(scale.x(place), top, round(scale.pitch - gap, 2), height, series, said))
                beneath += row[place]
    return found


def _line(scale: _Scale, words: str, room: Sequence[int], totals: Sequence[int], *, is_drawn: bool) -> Line:
    """What can be sent, up to where it leaves the chart."""
    used = max((sent / most for sent, most in zip(totals, room, strict=True) if most), default=0.0)
    points: list[str] = []
    for place, most in enumerate(room if is_drawn else ()):
        points.append(f"{scale.x(place)},{scale.y(most)}")
        if most > scale.top:
            break
        points.append(f"{scale.x(place + 1)},{scale.y(most)}")
    return Line(words, " ".join(points), used)


def _weeks(days: Sequence[datetime.date]) -> list[list[int]]:
    groups: list[list[int]] = []
    for place, day in enumerate(days):
        if not groups or day.weekday() == 0:
            groups.append([])
        groups[-1].append(place)
    return groups


def _step(top: int) -> int:
    """The distance of the marks on an axis that ends at about `top`: 1, 2 or 5 times a power of ten."""
    steps: Iterator[int] = (digit * 10**power for power in count() for digit in (1, 2, 5))
    return next(step for step in steps if top / step <= 6)


def _round_up(most: int) -> int:
    """The end of an axis: the least round number that is not below."""
    step = _step(most)
    return -(-most // step) * step
