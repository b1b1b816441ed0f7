"""From the nested blocks of a journey to the flat nodes of its chart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from journeydsl.graph.chart import Chart, Edge, Node
from journeydsl.graph.ways import ways
from journeydsl.model.journeys import Journey
from journeydsl.model.steps import Block, GoTo, Label, Repeat, Step, Stop

COMPLETED = "completed"


class _Exit(NamedTuple):
    """A way out of a place, to the place at index `target`."""

    words: str
    target: int


class _Place(NamedTuple):
    """What stands in the text, labels and `go to` included; `end` as in `Node`."""

    item: Step | Label | GoTo
    exits: tuple[_Exit, ...]
    end: int


def build(journey: Journey) -> Chart:
    """The chart of a journey: its steps in the order of the text, then the stop that means completed.

    A way to a label leads to the step after it. A way back to a label leads to the innermost `repeat` around both,
    which has an edge of its own to that step: so every circle of the chart goes through a `repeat`, which counts.
    """
    end = Stop(id=COMPLETED, words="end of the journey", reason=None, span=journey.span)
    places = _places(journey.steps, 0, _size(journey.steps))
    text = _read([*places, _Place(end, (), len(places) + 1)])
    nodes = (
        Node(place.item, text.edges(index), text.numbers[place.end])
        for index, place in enumerate(text.places)
        if not isinstance(place.item, Label | GoTo)
    )
    return Chart(journey.name, journey.label, tuple(nodes))


def _places(block: Block, start: int, after: int) -> list[_Place]:
    """The places of a block whose first is at index `start` and whose end leads to index `after`."""
    places: list[_Place] = []
    for number, item in enumerate(block, start=1):
        position = start + len(places)
        following = after if number == len(block) else position + _size((item,))
        places += _place(item, position, following)
    return places


def _place(item: Step | Label | GoTo, position: int, following: int) -> list[_Place]:
    if isinstance(item, Label | GoTo):
        return [_Place(item, (_Exit("", following),), position + 1)]
    inside: list[_Place] = []
    exits = []
    for way in ways(item):
        entry = position + 1 + len(inside)
        after = position if way.returns else following
        exits.append(_Exit(way.words, entry if way.block else after))
        inside += _places(way.block, entry, after)
    return [_Place(item, tuple(exits), position + 1 + len(inside)), *inside]


def _size(block: Block) -> int:
    blocks = (() if isinstance(each, Label | GoTo) else tuple(way.block for way in ways(each)) for each in block)
    return sum(1 + sum(map(_size, inside)) for inside in blocks)


@dataclass(frozen=True, slots=True)
class _Text:
    """A whole journey. `labels` are their places by name, `numbers` says how many steps stand before each place, and
    `returns`, by the place of a `repeat`, from which labels it is begun again."""

    places: list[_Place]
    labels: dict[str, int]
    numbers: list[int]
    returns: dict[int, list[str]]

    def edges(self, index: int) -> tuple[Edge, ...]:
        """The ways out of the step at a place."""
        again = [_Exit(f"once more from {name}", self.labels[name]) for name in self.returns.get(index, ())]
        return tuple(self._edge(*way) for way in (*self.places[index].exits, *again))

    def _edge(self, words: str, target: int) -> Edge:
        """The edge to the step at or after a place."""
        while isinstance(item := self.places[target].item, Label | GoTo):
            if isinstance(item, Label):
                target = self.places[target].exits[0].target
            elif self.labels[item.label] > target:
                target = self.labels[item.label]
            else:
                repeat = _around(self.places, self.labels[item.label], target)
                again = len(self.places[repeat].exits) + self.returns[repeat].index(item.label)
                return Edge(words, self.numbers[repeat], again)
        return Edge(words, self.numbers[target])


def _read(places: list[_Place]) -> _Text:
    items = [place.item for place in places]
    labels = {item.name: index for index, item in enumerate(items) if isinstance(item, Label)}
    returns: dict[int, list[str]] = {}
    for index, item in enumerate(items):
        if isinstance(item, GoTo) and labels[item.label] < index:
            names = returns.setdefault(_around(places, labels[item.label], index), [])
            if item.label not in names:
                names.append(item.label)
    numbers = [0, *accumulate(int(not isinstance(item, Label | GoTo)) for item in items)]
    return _Text(places, labels, numbers, returns)


def _around(places: list[_Place], first: int, last: int) -> int:
    """The innermost `repeat` around two places."""
    return max(
        index for index, place in enumerate(places[:first]) if isinstance(place.item, Repeat) and place.end > last
    )
