"""Which ways through the journeys the scenarios have gone, and which nobody has tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from journeydsl.engine import Rules
from journeydsl.graph.chart import Node
from journeydsl.model import steps
from journeydsl.model.decisions import Decision, Outcome


class Way(NamedTuple):
    """A way out of a step: an outcome, a branch in the author's words, or a variant."""

    journey: str
    step: str
    way: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """All ways in the order of the text, and those that some scenario has gone."""

    ways: tuple[Way, ...]
    gone: frozenset[Way]

    @property
    def missing(self) -> tuple[Way, ...]:
        return tuple(way for way in self.ways if way not in self.gone)

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where there is nothing to go."""
        return 1 - len(self.missing) / len(self.ways) if self.ways else 1.0


def covered(rules: Rules, decisions: Iterable[Decision]) -> Coverage:
    """What the decisions of some scenarios have gone of everything that there is to go."""
    ways = tuple(
        Way(journey, node.step.id, way)
        for journey, chart in rules.charts.items()
        for node in chart.nodes
        for way in _ways(node)
    )
    gone = (Way(each.journey, each.step, _way(each)) for each in decisions if each.step)
    return Coverage(ways, frozenset(gone) & frozenset(ways))


def _ways(node: Node) -> Iterator[str]:
    match node.step:
        case steps.Send():
            yield from (Outcome.SENT, Outcome.NOT_SENT)
        case steps.WaitFor():
            yield from (Outcome.HAPPENED, Outcome.TIMED_OUT)
        case steps.Choose(arms=arms):
            yield from (arm.words for arm in arms)
            yield "otherwise"
        case steps.Split(variants=variants):
            yield from (variant.name for variant in variants)
        case steps.Set():
            yield Outcome.CHANGED
        case steps.Stop():
            yield Outcome.FINISHED
        case steps.Wait() | steps.WaitUntil():
            yield Outcome.WAITED


def _way(decision: Decision) -> str:
    if decision.outcome in (Outcome.CHOSE, Outcome.ASSIGNED):
        return decision.detail
    return Outcome.SENT if decision.outcome is Outcome.HELD_OUT else decision.outcome
