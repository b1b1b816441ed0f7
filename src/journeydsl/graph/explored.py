"""What scenarios have gone of a journey, for pictures to show where none has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from journeydsl.graph.chart import Chart, Node


@dataclass(frozen=True, slots=True)
class Explored:
    """The ids of the steps that some scenario reaches; by a step's id and the number of a way out of it (as in
    `Node.edges`), the ways that some scenario goes, and the words of each that none does."""

    reached: frozenset[str]
    gone: frozenset[tuple[str, int]]
    untried: Mapping[tuple[str, int], str]

    @property
    def ways(self) -> int:
        """How many ways there are."""
        return len(self.gone) + len(self.untried)

    @property
    def words(self) -> str:
        """What a picture says about it."""
        if not self.untried:
            return f"scenarios go all {self.ways} ways"
        return f"dotted: no scenario goes there ({len(self.untried)} of {self.ways} ways)"

    def is_tried(self, step: str, place: int) -> bool:
        """Whether some scenario goes a way."""
        return (step, place) in self.gone


def remarks(explored: Explored | None, chart: Chart) -> dict[str, str]:
    """By step, what to say of a way that no scenario goes where a picture draws one line for several."""
    if explored is None:
        return {}
    said = {
        node.step.id: ", ".join(_hidden(explored, node)) for node in chart.nodes if node.step.id in explored.reached
    }
    return {step: f"no scenario: {words}" for step, words in said.items() if words}


def _hidden(explored: Explored, node: Node) -> list[str]:
    """The words of ways that are not gone, of those without a line of their own."""
    apart = len(node.edges) < 2 or any(edge.words for edge in node.edges)
    ways = [explored.untried.get((node.step.id, place), "") for place in range(len(node.edges))]
    return [] if apart or all(ways) else [words for words in ways if words]
