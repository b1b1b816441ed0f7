"""Which ways through the journeys the scenarios have gone, and which nobody has tried."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from journeydsl.engine import Rules
from journeydsl.graph.chart import Chart, Node
from journeydsl.graph.explored import Explored
from journeydsl.model import steps
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.reasons import NotSent


class Way(NamedTuple):
    """A way out of a step: an outcome, a branch in the author's words, or a variant; `place` is its number among the
    edges of the node."""

    journey: str
    step: str
    way: str
    place: int

    @property
    def words(self) -> str:
        """The way as people say it; an author's words and names as they are written."""
        named = self.way in (Outcome.NOT_SENT, Outcome.TIMED_OUT) or self.way.startswith("not_sent because ")
        return self.way.replace("_", " ", 1) if named else self.way


@dataclass(frozen=True, slots=True)
class Coverage:
    """All ways in the order of the text, those that some scenario has gone, and by journey the steps that were
    reached."""

    ways: tuple[Way, ...]
    gone: frozenset[Way]
    reached: Mapping[str, frozenset[str]]

    @property
    def missing(self) -> tuple[Way, ...]:
        return tuple(way for way in self.ways if way not in self.gone)

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where there is nothing to go."""
        return 1 - len(self.missing) / len(self.ways) if self.ways else 1.0

    def drawn(self, journey: str) -> Explored:
        """What a picture of a journey shows of it."""
        ways = [way for way in self.ways if way.journey == journey]
        untried = {(way.step, way.place): way.words for way in ways if way not in self.gone}
        gone = frozenset((way.step, way.place) for way in ways if way in self.gone)
        return Explored(self.reached.get(journey, frozenset()), gone, untried)


def covered(rules: Rules, decisions: Iterable[Decision]) -> Coverage:
    """What the decisions of some scenarios have gone of everything that there is to go."""
    nodes = {(journey, node.step.id): node for journey, chart in rules.charts.items() for node in chart.nodes}
    ways = tuple(
        Way(journey, node.step.id, words, place)
        for journey, chart in rules.charts.items()
        for node in _counted(chart)
        for place, words in enumerate(ways_of(node))
    )
    known = {(way.journey, way.step, way.place): way for way in ways}
    gone: set[Way] = set()
    reached: dict[str, set[str]] = {}
    for each in decisions:
        if not each.step:
            continue
        reached.setdefault(each.journey, set()).add(each.step)
        place = place_of(nodes[each.journey, each.step], each)
        if place is not None:
            gone.add(known[each.journey, each.step, place])
    return Coverage(ways, frozenset(gone), {name: frozenset(found) for name, found in reached.items()})


def _counted(chart: Chart) -> tuple[Node, ...]:
    """The nodes of a chart, without its end where nothing leads there."""
    last = len(chart.nodes) - 1
    ends = any(edge.target == last for node in chart.nodes for edge in node.edges)
    return chart.nodes if ends else chart.nodes[:-1]


def ways_of(node: Node) -> tuple[str, ...]:  # noqa: C901 a case a kind
    """The ways out of a node in words, in the order of its edges; the end of a run is a way too."""
    match node.step:
        case steps.Send(because=because):
            return (Outcome.SENT, *(f"not_sent because {each.reason}" for each in because), Outcome.NOT_SENT)
        case steps.WaitFor() | steps.WaitUntilCondition():
            return (Outcome.HAPPENED, Outcome.TIMED_OUT)
        case steps.WaitUntilAttribute():
            return (Outcome.WAITED, Outcome.MISSING)
        case steps.Choose(arms=arms):
            return (*(arm.words for arm in arms), "otherwise")
        case steps.Split(variants=variants):
            return tuple(variant.name for variant in variants)
        case steps.Repeat():
            return ("once more", "done")
        case steps.Wait() | steps.WaitUntil():
            return (Outcome.WAITED,)
        case steps.Set():
            return (Outcome.CHANGED,)
        case steps.Emit():
            return (Outcome.EMITTED,)
        case steps.Call():
            return (Outcome.CALLED,)
        case steps.StartJourney():
            return (Outcome.STARTED,)
        case steps.AddTo():
            return (Outcome.ADDED,)
        case steps.RemoveFrom():
            return (Outcome.REMOVED,)
        case steps.UnsubscribeFrom():
            return (Outcome.UNSUBSCRIBED,)
        case steps.Offer():
            return (Outcome.OFFERED, Outcome.NOTHING_LEFT)
        case steps.Stop():
            return (Outcome.FINISHED,)


def place_of(node: Node, decision: Decision) -> int | None:
    """Which way out of the node a decision at it took; None where it is not about leaving it.

    A message that is trapped for a held-out contact goes the way of one that is sent. One that is not sent because the
    run has ended goes no way: nothing follows it."""
    ways, outcome = ways_of(node), decision.outcome
    if decision.reason == NotSent.STOPPED_WHILE_HELD:
        return None
    if outcome is Outcome.HELD_OUT:
        return 0
    if outcome is Outcome.NOT_SENT:
        named = f"not_sent because {decision.reason}"
        return ways.index(named if named in ways else Outcome.NOT_SENT)
    if outcome is Outcome.REPEATED:
        return int(decision.detail == "done")
    if outcome in (Outcome.CHOSE, Outcome.ASSIGNED):
        return ways.index(decision.detail)
    return ways.index(outcome) if outcome in ways else None
