"""From the nested blocks of a journey to the flat nodes of its chart."""

from __future__ import annotations

from journeydsl.graph.chart import Chart, Edge, Node
from journeydsl.graph.ways import ways
from journeydsl.model.journeys import Journey
from journeydsl.model.steps import Block, Stop

COMPLETED = "completed"


def build(journey: Journey) -> Chart:
    """The chart of a journey: its steps in the order of the text, then the stop that means completed."""
    end = Stop(id=COMPLETED, words="end of the journey", reason=None, span=journey.span)
    nodes = _flatten(journey.steps, 0, _size(journey.steps))
    return Chart(journey.name, journey.label, (*nodes, Node(end, (), len(nodes) + 1)))


def _flatten(block: Block, start: int, after: int) -> list[Node]:
    """The nodes of a block whose first is at index `start` and whose end leads to index `after`."""
    nodes: list[Node] = []
    last = len(block) - 1
    for place, step in enumerate(block):
        position = start + len(nodes)
        following = after if place == last else position + _size((step,))
        inside: list[Node] = []
        edges = []
        for way in ways(step):
            entry = position + 1 + len(inside)
            edges.append(Edge(way.words, entry if way.block else following))
            inside += _flatten(way.block, entry, following)
        nodes += [Node(step, tuple(edges), position + 1 + len(inside)), *inside]
    return nodes


def _size(block: Block) -> int:
    return sum(1 + sum(_size(way.block) for way in ways(step)) for step in block)
