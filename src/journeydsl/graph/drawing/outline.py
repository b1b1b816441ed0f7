"""A journey as the list of nodes and ways that the text formats write down."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from journeydsl.graph.build import build
from journeydsl.graph.chart import Chart, Node
from journeydsl.graph.drawing import labels
from journeydsl.graph.drawing.labels import Kind, Label
from journeydsl.graph.drawing.typesetting import clean
from journeydsl.graph.explored import Explored, remarks
from journeydsl.graph.terms import terms
from journeydsl.model.journeys import Journey
from journeydsl.model.messages import Message
from journeydsl.model.values import SECOND

FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class OutlineEdge:
    """A way to the node with the id `target`; `words` is empty where there is nothing to tell apart. `tried` says
    whether some scenario goes it, where that is known."""

    words: str
    target: str
    tried: bool | None = None


@dataclass(frozen=True, slots=True)
class OutlineNode:
    """A start, a step, or the end of the journey. `tried` says whether some scenario reaches it, where that is known,
    and `remark` which way without a line of its own none goes."""

    id: str
    kind: Kind
    title: str
    detail: str
    edges: tuple[OutlineEdge, ...]
    tried: bool | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The starts and the steps of a journey, in the order of its text; `terms` hold for all of it. The longest
    stay is None where it hangs on dates."""

    journey: str
    label: str
    longest_stay_seconds: float | None
    terms: tuple[str, ...]
    nodes: tuple[OutlineNode, ...]
    explored: str = ""


def outline(journey: Journey, messages: Mapping[str, Message], explored: Explored | None = None) -> Outline:
    """The outline of a journey; the end of the journey is left out where nothing leads to it."""
    chart = build(journey)
    nodes = chart.nodes
    said = remarks(explored, chart)
    entered = None if explored is None else nodes[0].step.id in explored.reached
    first = OutlineEdge("", nodes[0].step.id, entered)
    listed = [
        _node(f"start_{place}", labels.of_start(start), (first,), entered)
        for place, start in enumerate(journey.starts, 1)
    ]
    for node in nodes[:-1]:
        name = node.step.id
        listed.append(
            _node(name, labels.of_step(node.step, messages), _edges(node, chart, explored), _is_reached(name, explored))
        )
    end = nodes[-1].step.id
    if any(edge.target == end for node in listed for edge in node.edges):
        listed.append(_node(end, labels.END, (), _is_reached(end, explored)))
    listed = [replace(node, remark=said.get(node.id, "")) for node in listed]
    stay = None if journey.longest_stay is None else journey.longest_stay / SECOND
    return Outline(
        journey.name, clean(journey.label), stay, tuple(map(clean, terms(journey))), tuple(listed), _said(explored)
    )


def _said(explored: Explored | None) -> str:
    return "" if explored is None else explored.words


def _is_reached(step: str, explored: Explored | None) -> bool | None:
    return None if explored is None else step in explored.reached


def _edges(node: Node, chart: Chart, explored: Explored | None) -> tuple[OutlineEdge, ...]:
    """The ways out, those that look alike as one."""
    found: dict[OutlineEdge, bool] = {}
    for place, edge in enumerate(node.edges):
        way = OutlineEdge(clean(edge.words), chart.nodes[edge.target].step.id)
        found[way] = found.get(way, False) or (explored is not None and explored.is_tried(node.step.id, place))
    return tuple(replace(way, tried=None if explored is None else tried) for way, tried in found.items())


def as_json(drawn: Outline) -> str:
    """The outline as JSON, with the version of its format; what scenarios go is left out where it is not known."""
    document = {"format_version": FORMAT_VERSION} | asdict(drawn, dict_factory=_known)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


_ABOUT_SCENARIOS = ("tried", "remark", "explored")


def _known(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return {name: value for name, value in pairs if name not in _ABOUT_SCENARIOS or value not in (None, "")}


def identifiers(drawn: Outline) -> dict[str, str]:
    """For each node's id a name that every text format takes as it is: never a reserved word, never two alike."""
    taken: dict[str, str] = {}
    for node in drawn.nodes:
        plain = "n_" + "".join(each if each.isascii() and each.isalnum() else "_" for each in node.id)
        name, count = plain, 1
        while name in taken.values():
            count += 1
            name = f"{plain}_{count}"
        taken[node.id] = name
    return taken


def _node(identity: str, label: Label, edges: tuple[OutlineEdge, ...], tried: bool | None = None) -> OutlineNode:
    return OutlineNode(identity, label.kind, clean(label.title), clean(label.detail), edges, tried)
