"""How often a run has come to each `repeat` around it, as one number: a digit for each, the outermost one the lowest.

A `repeat` up to n times is come to n + 1 times at most. Those within each other do a step at most 1,000 times together,
and blocks stand at most 32 deep: so all the digits fit in one number.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from journeydsl.graph.chart import Chart
from journeydsl.machine.layout import NONE
from journeydsl.model import steps


def around(chart: Chart, index: int) -> list[int]:
    """The indexes of each `repeat` around a node, itself included, from the outermost on."""
    repeats = enumerate(chart.nodes)
    return [number for number, each in repeats if isinstance(each.step, steps.Repeat) and number <= index < each.end]


def unit(chart: Chart, index: int) -> int:
    """What coming to a `repeat` once adds to the number."""
    return _beyond(chart, around(chart, index)[:-1])


def counting(chart: Chart, source: int | None, target: int) -> tuple[int, int]:
    """For whoever goes from a node (or enters) to another: by what the number is divided to keep the rest, `NONE` where
    it stays as it is, and what is added then. Whoever leaves a `repeat` forgets its digit."""
    before, there = [] if source is None else around(chart, source), around(chart, target)
    kept = [each for each, _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, there, strict=False))]
    comes = unit(chart, target) if isinstance(chart.nodes[target].step, steps.Repeat) else 0
    if source is not None and kept == before and not comes:
        return NONE, 0
    return _beyond(chart, kept), comes


def times(chart: Chart, index: int) -> int:
    """How often a `repeat` is gone through at most."""
    step = chart.nodes[index].step
    assert isinstance(step, steps.Repeat), "nothing else counts"
    return step.times


def _beyond(chart: Chart, repeats: Iterable[int]) -> int:
    """The unit of the digit after those of some `repeat`."""
    found = 1
    for index in repeats:
        found *= times(chart, index) + 2
    return found
