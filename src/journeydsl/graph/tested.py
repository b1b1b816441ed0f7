"""What scenarios have gone of a journey, for pictures to show where none has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from journeydsl.graph.chart import Chart, Node


@dataclass(frozen=True, slots=True)
class Tested:
    """The ids of the steps that some scenario reaches, how many ways out of all steps there are, and, by a step's id
    and the number of a way out of it (as in `Node.edges`), the words of each way that none goes."""

    reached: frozenset[str]
    ways: int
    untried: Mapping[tuple[str, int], str]

    @property
    def words(self) -> str:
        """What a picture says about it."""
        if not self.untried:
            return f"scenarios go all {self.ways} ways"
        return f"dashed: no scenario goes there ({len(self.untried)} of {self.ways} ways)"

    def is_tried(self, step: str, place: int) -> bool:
        """Whether some scenario goes a way."""
        return step in self.reached and (step, place) not in self.untried


def remarks(tested: Tested | None, chart: Chart) -> dict[str, str]:
    """By step, what to say of a way that no scenario goes where a picture draws one line for several."""
    if tested is None:
        return {}
    said = {node.step.id: ", ".join(_hidden(tested, node)) for node in chart.nodes if node.step.id in tested.reached}
    return {step: f"no scenario: {words}" for step, words in said.items() if words}


def _hidden(tested: Tested, node: Node) -> list[str]:
    """The words of ways that are not gone, of those without a line of their own."""
    apart = len(node.edges) < 2 or any(edge.words for edge in node.edges)
    ways = [tested.untried.get((node.step.id, place), "") for place in range(len(node.edges))]
    return [] if apart or all(ways) else [words for words in ways if words]
