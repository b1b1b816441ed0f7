"""The sizes of the boxes of a picture, from the inside out.

Blocks are laid out as nested boxes. Everything in a block stands on one vertical axis; the blocks that a step leads
into stand beside each other beneath it, each on its own axis within its own lane. Lanes never overlap, so lines that
stay in their lane and join at its foot can neither cross each other nor meet a node. A line back to a `repeat` runs up
the left side of its block, which has room for it. A `go to` is no line but a node that names its label.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from statistics import median

from journeydsl.graph.drawing import labels
from journeydsl.graph.drawing.labels import Label
from journeydsl.graph.drawing.typesetting import Text, typeset
from journeydsl.graph.flow import Flow
from journeydsl.graph.ways import Way, ways
from journeydsl.model.messages import Message
from journeydsl.model.steps import Block, GoTo, Repeat, Send, Step
from journeydsl.model.steps import Label as PlaceToGo

TITLE_SIZE, TITLE_LINE = 13.0, 17.0
DETAIL_SIZE, DETAIL_LINE = 11.0, 14.0
CARD_PADDING, CARD_TEXT_LEFT, CARD_TEXT_RIGHT = 10.0, 36.0, 14.0
CARD_ROOM, CARD_LEAST = 220.0, 150.0
PILL_LINE, PILL_EXTRA, PILL_PADDING, PILL_ROOM = 14.0, 6.0, 9.0, 150.0
GAP = 36.0
BUS = 16.0
PILL_GAP = 12.0
COUNT_GAP = 8.0
ARROW_GAP = 18.0
LANE_GAP = 28.0
LOOP = 24.0


@dataclass(frozen=True, slots=True)
class Card:
    """A node to be drawn; `live` where a contact can reach it. `remark` is what is to be noticed about it."""

    id: str
    label: Label
    title: Text
    detail: Text
    width: float
    height: float
    live: bool
    remark: Text


@dataclass(frozen=True, slots=True)
class Pill:
    """The words on a line."""

    text: Text
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Lane:
    """A way out of a step and the block that it leads into, `offset` right of the step's axis; `returns` where its end
    leads back to the step."""

    pill: Pill
    column: Column
    offset: float
    left: float
    right: float
    returns: bool


@dataclass(frozen=True, slots=True)
class Fork:
    """A node and its lanes (none where it goes straight on); `left` and `right` are measured from its axis.

    `count` is how many went straight on, where that is known. `runs_on` where a line leaves its foot; `live` where a
    contact can leave by it.
    """

    card: Card
    lanes: tuple[Lane, ...]
    left: float
    right: float
    height: float
    lanes_top: float
    lanes_bottom: float
    runs_on: bool
    live: bool
    count: Pill | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A block on its axis, with `runs_on` and `live` as in `Fork`."""

    forks: tuple[Fork, ...]
    left: float
    right: float
    height: float
    runs_on: bool
    live: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the whole journey: the messages that it may send, remarks by step, the labels that are gone to,
    how many went which way, and, for each `go to` that is still to be measured, its number and whether it leads
    back."""

    messages: Mapping[str, Message]
    remarks: Mapping[str, str]
    targets: frozenset[str]
    flow: Flow | None
    leaps: Iterator[tuple[int, bool]]


def measured(
    block: Block, messages: Mapping[str, Message], remarks: Mapping[str, str], flow: Flow | None = None
) -> Column:
    """The box of all steps of a journey; `messages` may know what they send, `remarks` are by the id of a step, and
    `flow` may know how many went which way."""
    leaps = list(_leaps(block, set()))
    targets = frozenset(leap.label for leap, _ in leaps)
    return _measure(block, Known(messages, remarks, targets, flow, enumerate(back for _, back in leaps)), live=True)


def _leaps(block: Block, before: set[str]) -> Iterator[tuple[GoTo, bool]]:
    """Each `go to` in the order of the text, and whether its label stands before it."""
    for item in block:
        if isinstance(item, PlaceToGo):
            before.add(item.name)
        elif isinstance(item, GoTo):
            yield item, item.label in before
        else:
            for way in ways(item):
                yield from _leaps(way.block, before)


def _measure(block: Block, known: Known, *, live: bool) -> Column:
    """The box of a block. `live` says whether a contact can reach it."""
    forks: list[Fork] = []
    for item in block:
        if isinstance(item, PlaceToGo):
            reached = live or item.name in known.targets
            fork = leaf(card(f"label-{item.name}", labels.of_label(item.name), live=reached), runs_on=True)
        elif isinstance(item, GoTo):
            number, back = next(known.leaps)
            fork = leaf(card(f"go-to-{number}", labels.of_go_to(item.label, back=back), live=live), runs_on=False)
        else:
            fork = _fork(item, known, live=live)
        forks.append(fork)
        live = fork.live
    return column(tuple(forks), live=live)


def column(forks: tuple[Fork, ...], *, live: bool) -> Column:
    """Forks on one axis beneath each other; `live` says whether a contact leaves the last of them."""
    return Column(
        forks,
        max((fork.left for fork in forks), default=0.0),
        max((fork.right for fork in forks), default=0.0),
        sum(fork.height for fork in forks) + GAP * max(0, len(forks) - 1),
        forks[-1].runs_on if forks else True,
        live,
    )


def card(identity: str, label: Label, *, live: bool, remark: str = "") -> Card:
    """A node with its words set in lines."""
    title = typeset(label.title, TITLE_SIZE, CARD_ROOM, 3)
    detail = typeset(label.detail, DETAIL_SIZE, CARD_ROOM, 2)
    noticed = typeset(remark, DETAIL_SIZE, CARD_ROOM, 2)
    width = max(CARD_LEAST, _even(CARD_TEXT_LEFT + max(title.width, detail.width, noticed.width) + CARD_TEXT_RIGHT))
    small = DETAIL_LINE * (len(detail.lines) + len(noticed.lines))
    height = 2 * CARD_PADDING + TITLE_LINE * len(title.lines) + small
    return Card(identity, label, title, detail, width, height, live, noticed)


def leaf(shown: Card, *, runs_on: bool, count: Pill | None = None) -> Fork:
    """A node that goes straight on, where it `runs_on`, or nowhere; it has room beneath it for a `count`."""
    half = max(shown.width, 0.0 if count is None else count.width) / 2
    height = shown.height + (0.0 if count is None else COUNT_GAP + count.height)
    return Fork(shown, (), half, half, height, height, height, runs_on, shown.live and runs_on, count)


def pill(words: str, number: int | None = None) -> Pill:
    """The words on a line; a number that belongs to them stands behind them, or beneath where there is no room."""
    said = "" if number is None else f"{number:,}"
    text = typeset(" · ".join(filter(None, (words, said))), DETAIL_SIZE, PILL_ROOM, 1)
    if text.lines != (text.whole,):
        broken = typeset(words, DETAIL_SIZE, PILL_ROOM, 3)
        text = Text(text.whole, (*broken.lines, said) if said else broken.lines, broken.width)
    return Pill(text, _even(text.width + 2 * PILL_PADDING), PILL_LINE * len(text.lines) + PILL_EXTRA)


def _fork(step: Step, known: Known, *, live: bool) -> Fork:
    shown = card(step.id, labels.of_step(step, known.messages), live=live, remark=known.remarks.get(step.id, ""))
    ways_out = ways(step)
    if all(not way.words for way in ways_out):
        gone = None if known.flow is None or not ways_out else pill("", known.flow.out_of(step.id))
        return leaf(shown, runs_on=bool(ways_out), count=gone)
    lanes = _side_by_side([_lane(way, place, shown, known) for place, way in enumerate(ways_out)])
    axis = _axis(step, lanes)
    return _beneath(shown, tuple(replace(lane, offset=lane.offset - axis) for lane in lanes))


def _lane(way: Way, place: int, shown: Card, known: Known) -> Lane:
    said = pill(way.words, None if known.flow is None else known.flow.out_of(shown.id, place))
    inside = _measure(way.block, known, live=shown.live)
    left = max(inside.left, said.width / 2)
    if way.returns:
        left = max(left, shown.width / 2) + LOOP
    return Lane(said, inside, 0.0, left, max(inside.right, said.width / 2), way.returns)


def _side_by_side(lanes: Sequence[Lane]) -> list[Lane]:
    placed: list[Lane] = []
    edge = 0.0
    for lane in lanes:
        placed.append(replace(lane, offset=edge + lane.left))
        edge += lane.left + lane.right + LANE_GAP
    return placed


def _axis(step: Step, lanes: Sequence[Lane]) -> float:
    """Where the step stands above its lanes: the way that most of the journey takes goes straight down."""
    if isinstance(step, Send | Repeat):
        return lanes[0].offset
    running = [lane for lane in lanes if lane.column.runs_on]
    busy = [lane for lane in running if lane.column.forks]
    return median(lane.offset for lane in busy or running or lanes)


def _beneath(shown: Card, lanes: tuple[Lane, ...]) -> Fork:
    top = shown.height + BUS + PILL_GAP + max(lane.pill.height for lane in lanes) + ARROW_GAP
    bottom = top + max(lane.column.height + (BUS if lane.returns else 0.0) for lane in lanes)
    going_on = [lane for lane in lanes if not lane.returns]
    running = [lane for lane in going_on if lane.column.runs_on]
    joins = any(lane.offset for lane in running)
    return Fork(
        shown,
        lanes,
        max(shown.width / 2, *(lane.left - lane.offset for lane in lanes)),
        max(shown.width / 2, *(lane.right + lane.offset for lane in lanes)),
        bottom + (BUS if joins else 0.0),
        top,
        bottom,
        bool(running),
        any(lane.column.live for lane in going_on),
    )


def _even(pixels: float) -> float:
    """Rounded up, so that halves and middles are whole pixels or halves of them."""
    return 2.0 * ceil(pixels / 2)
