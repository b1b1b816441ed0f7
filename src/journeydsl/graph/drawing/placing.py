"""From measured boxes to coordinates: where every node, line and pill of a picture stands, in pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median
from types import MappingProxyType
from typing import NamedTuple

from journeydsl.graph.build import COMPLETED
from journeydsl.graph.drawing import labels
from journeydsl.graph.drawing.measuring import (
    BUS,
    COUNT_GAP,
    GAP,
    LANE_GAP,
    LOOP,
    PILL_GAP,
    Card,
    Column,
    Fork,
    Lane,
    Pill,
    card,
    column,
    leaf,
    measured,
    pill,
)
from journeydsl.graph.drawing.typesetting import Text, typeset
from journeydsl.graph.flow import Flow
from journeydsl.graph.terms import terms
from journeydsl.model.journeys import Journey
from journeydsl.model.messages import Message

MARGIN = 28.0
LEAST_WIDTH = 360.0
HEADING_SIZE, HEADING_LINE = 17.0, 22.0
CAPTION_SIZE, CAPTION_LINE = 12.0, 17.0
HEADING_GAP = 24.0


class Point(NamedTuple):
    """Pixels from the left and from the top."""

    x: float
    y: float


class Box(NamedTuple):
    """A rectangle by its left, top, width and height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """A node in its place."""

    card: Card
    box: Box


@dataclass(frozen=True, slots=True)
class PlacedPill:
    """The words of way out number `place` of `source` in their place."""

    source: str
    place: int
    text: Text
    box: Box


@dataclass(frozen=True, slots=True)
class Line:
    """Way out number `place` of `source` to `target`, all the way; lines that join share their last points."""

    source: str
    place: int
    target: str
    points: tuple[Point, ...]
    live: bool

    @property
    def is_back(self) -> bool:
        """Whether it leads up, to a `repeat`."""
        return self.points[-1].y < self.points[0].y


@dataclass(frozen=True, slots=True)
class Picture:
    """All that is drawn; `heading` and the lines of `captions` start at (MARGIN, MARGIN)."""

    width: float
    height: float
    heading: Text
    captions: tuple[Text, ...]
    cards: tuple[PlacedCard, ...]
    lines: tuple[Line, ...]
    pills: tuple[PlacedPill, ...]


class _Onward(NamedTuple):
    """Where a line goes on after the foot of a box: through these points, to this node."""

    points: tuple[Point, ...]
    target: str


@dataclass(slots=True)
class _Canvas:
    cards: list[PlacedCard] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    pills: list[PlacedPill] = field(default_factory=list)


def picture(
    journey: Journey,
    messages: Mapping[str, Message],
    remarks: Mapping[str, str] = MappingProxyType({}),
    flow: Flow | None = None,
) -> Picture:
    """The picture of a journey; `messages` may know what its steps send, `remarks` are by the id of a step. With a
    `flow` it shows how many went which way, and leaves what holds for the journey as a whole to the page it is in."""
    steps = _with_end(measured(journey.steps, messages, remarks, flow))
    starts = tuple(
        card(f"start_{place}", labels.of_start(start), live=True) for place, start in enumerate(journey.starts, 1)
    )
    offsets = _offsets(starts)
    left = max(steps.left, starts[0].width / 2 - offsets[0])
    right = max(steps.right, offsets[-1] + starts[-1].width / 2)
    width = max(LEAST_WIDTH, left + right + 2 * MARGIN)
    heading = typeset("" if flow else journey.label, HEADING_SIZE, width - 2 * MARGIN, 3)
    said = () if flow else terms(journey)
    captions = tuple(typeset(line, CAPTION_SIZE, width - 2 * MARGIN, 3) for line in said)
    axis = (width - left - right) / 2 + left
    top = MARGIN if flow else MARGIN + _heading_height(heading, captions)
    canvas = _Canvas()
    entered = None if flow is None else pill("", flow.entered)
    foot = _place_starts(canvas, starts, offsets, Point(axis, top), steps.forks[0].card.id, entered)
    _place_column(canvas, steps, Point(axis, foot), _Onward((), COMPLETED))
    return Picture(
        width,
        foot + steps.height + MARGIN,
        heading,
        captions,
        tuple(canvas.cards),
        tuple(canvas.lines),
        tuple(canvas.pills),
    )


def _with_end(steps: Column) -> Column:
    """The steps, and the end of the journey where a line leads to it."""
    if not steps.runs_on:
        return steps
    return column((*steps.forks, leaf(card(COMPLETED, labels.END, live=steps.live), runs_on=False)), live=False)


def _heading_height(heading: Text, captions: tuple[Text, ...]) -> float:
    return HEADING_LINE * len(heading.lines) + CAPTION_LINE * sum(len(each.lines) for each in captions) + HEADING_GAP


def _offsets(starts: tuple[Card, ...]) -> tuple[float, ...]:
    """Where the starts stand beside each other, right of the axis that they join at."""
    middles = []
    edge = 0.0
    for start in starts:
        middles.append(edge + start.width / 2)
        edge += start.width + LANE_GAP
    axis = median(middles)
    return tuple(middle - axis for middle in middles)


def _place_starts(
    canvas: _Canvas, starts: tuple[Card, ...], offsets: tuple[float, ...], at: Point, target: str, count: Pill | None
) -> float:
    """Draw the starts and their lines to the first node, and on these how many came; the result is the top of that
    node."""
    tallest = max(start.height for start in starts)
    bus = at.y + tallest + (BUS if len(starts) > 1 else 0.0)
    foot = bus + GAP
    if count is not None:
        canvas.pills.append(_place_pill(count, Point(at.x, bus + COUNT_GAP), starts[0].id, 0))
        foot += COUNT_GAP + count.height
    for start, offset in zip(starts, offsets, strict=True):
        x = at.x + offset
        canvas.cards.append(PlacedCard(start, Box(x - start.width / 2, at.y, start.width, start.height)))
        route = (Point(x, at.y + start.height), Point(x, bus), Point(at.x, bus), Point(at.x, foot))
        canvas.lines.append(Line(start.id, 0, target, route, live=True))
    return foot


def _place_column(canvas: _Canvas, steps: Column, at: Point, onward: _Onward) -> None:
    top = at.y
    for fork, following in zip(steps.forks, (*steps.forks[1:], None), strict=True):
        foot = top + fork.height
        after = _Onward((Point(at.x, foot + GAP),), following.card.id) if following else onward
        _place_fork(canvas, fork, Point(at.x, top), after)
        top = foot + GAP


def _place_fork(canvas: _Canvas, fork: Fork, at: Point, onward: _Onward) -> None:
    shown = fork.card
    canvas.cards.append(PlacedCard(shown, Box(at.x - shown.width / 2, at.y, shown.width, shown.height)))
    bottom = Point(at.x, at.y + shown.height)
    if not fork.lanes and fork.runs_on:
        canvas.lines.append(Line(shown.id, 0, onward.target, (bottom, *onward.points), shown.live))
    if fork.count is not None:
        canvas.pills.append(_place_pill(fork.count, Point(at.x, bottom.y + COUNT_GAP), shown.id, 0))
    for place, lane in enumerate(fork.lanes):
        _place_lane(canvas, fork, place, lane, at, onward)


def _place_lane(canvas: _Canvas, fork: Fork, place: int, lane: Lane, at: Point, onward: _Onward) -> None:
    x = at.x + lane.offset
    bus = at.y + fork.card.height + BUS
    entry = (Point(at.x, at.y + fork.card.height), Point(at.x, bus), Point(x, bus))
    after = _way_back(fork, lane, at) if lane.returns else _way_on(fork, lane, at, onward)
    canvas.pills.append(_place_pill(lane.pill, Point(x, bus + PILL_GAP), fork.card.id, place))
    if lane.column.forks:
        first = Point(x, at.y + fork.lanes_top)
        route = _Onward((first,), lane.column.forks[0].card.id)
        _place_column(canvas, lane.column, first, after)
    else:
        route = after
    canvas.lines.append(Line(fork.card.id, place, route.target, (*entry, *route.points), fork.card.live))


def _way_on(fork: Fork, lane: Lane, at: Point, onward: _Onward) -> _Onward:
    join = at.y + fork.height
    return _Onward((Point(at.x + lane.offset, join), Point(at.x, join), *onward.points), onward.target)


def _way_back(fork: Fork, lane: Lane, at: Point) -> _Onward:
    """From the foot of a block up its left side, to the node that it is repeated by."""
    x, foot = at.x + lane.offset, at.y + fork.lanes_top + lane.column.height + BUS
    side, middle = x - lane.left + LOOP / 2, at.y + fork.card.height / 2
    points = (Point(x, foot), Point(side, foot), Point(side, middle), Point(at.x - fork.card.width / 2, middle))
    return _Onward(points, fork.card.id)


def _place_pill(said: Pill, at: Point, source: str, place: int) -> PlacedPill:
    return PlacedPill(source, place, said.text, Box(at.x - said.width / 2, at.y, said.width, said.height))
