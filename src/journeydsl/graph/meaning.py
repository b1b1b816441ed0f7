"""What a chart means: what its steps do and where each leads, whatever they are called (law L30)."""

from __future__ import annotations

from typing import Any

from journeydsl.graph.chart import Chart
from journeydsl.model.journeys import Journey
from journeydsl.model.meaning import digest, meaning
from journeydsl.model.steps import Step

_BLOCKS = frozenset({"block", "happened", "if_missing", "not_sent", "nothing_left", "otherwise", "timed_out"})


def step_meaning(step: Step) -> Any:
    """What a step does, as JSON values; not what its blocks do."""
    return meaning(step, apart_from=_BLOCKS)


def chart_meaning(chart: Chart) -> Any:
    """What the steps of a journey do and where each leads, as JSON values."""
    return [
        {"step": step_meaning(node.step), "to": [[edge.target, edge.again] for edge in node.edges]}
        for node in chart.nodes
    ]


def version(journey: Journey, chart: Chart) -> str:
    """The fingerprint of what concerns whoever is inside a journey: its steps, what stops it, and its goal."""
    return digest([chart_meaning(chart), meaning(journey.stops), meaning(journey.stops_when), meaning(journey.goal)])
