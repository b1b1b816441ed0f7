"""A journey as the list of nodes and ways that the text formats write down."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from journeydsl.graph.build import build
from journeydsl.graph.drawing import labels
from journeydsl.graph.drawing.labels import Kind, Label
from journeydsl.graph.drawing.typesetting import clean
from journeydsl.graph.terms import terms
from journeydsl.model.journeys import Journey
from journeydsl.model.messages import Message
from journeydsl.model.values import SECOND

FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class OutlineEdge:
    """A way to the node with the id `target`; `words` is empty where there is nothing to tell apart."""

    words: str
    target: str


@dataclass(frozen=True, slots=True)
class OutlineNode:
    """A start, a step, or the end of the journey."""

    id: str
    kind: Kind
    title: str
    detail: str
    edges: tuple[OutlineEdge, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The starts and the steps of a journey, in the order of its text; `terms` hold for all of it. The longest
    stay is None where it hangs on dates."""

    journey: str
    label: str
    longest_stay_seconds: float | None
    terms: tuple[str, ...]
    nodes: tuple[OutlineNode, ...]


def outline(journey: Journey, messages: Mapping[str, Message]) -> Outline:
    """The outline of a journey; the end of the journey is left out where nothing leads to it."""
    chart = build(journey)
    nodes = chart.nodes
    first = OutlineEdge("", nodes[0].step.id)
    listed = [
        _node(f"start_{place}", labels.of_start(start), (first,)) for place, start in enumerate(journey.starts, 1)
    ]
    for node in nodes[:-1]:
        edges = dict.fromkeys(OutlineEdge(clean(edge.words), nodes[edge.target].step.id) for edge in node.edges)
        listed.append(_node(node.step.id, labels.of_step(node.step, messages), tuple(edges)))
    end = nodes[-1].step.id
    if any(edge.target == end for node in listed for edge in node.edges):
        listed.append(_node(end, labels.END, ()))
    stay = None if journey.longest_stay is None else journey.longest_stay / SECOND
    return Outline(journey.name, clean(journey.label), stay, tuple(map(clean, terms(journey))), tuple(listed))


def as_json(drawn: Outline) -> str:
    """The outline as JSON, with the version of its format."""
    return json.dumps({"format_version": FORMAT_VERSION} | asdict(drawn), ensure_ascii=False, indent=2) + "\n"


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


def _node(identity: str, label: Label, edges: tuple[OutlineEdge, ...]) -> OutlineNode:
    return OutlineNode(identity, label.kind, clean(label.title), clean(label.detail), edges)
