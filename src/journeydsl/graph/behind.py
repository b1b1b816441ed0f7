"""What lies behind a contact when a journey changes under it (law L31)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from journeydsl.graph.chart import Chart, Node
from journeydsl.graph.meaning import step_meaning
from journeydsl.model.steps import Send


def passed(old: Chart, new: Chart, matched: Mapping[int, int], node: int) -> frozenset[int]:
    """The steps of `new` that a contact who moves there from a node of `old` must not go through again: they were
    behind it, on whatever way it came, and stand ahead now. Those that only choose the way are not among them, and
    neither are those that do something else now."""
    behind = (_before(old, node) - _after(old, node)) & matched.keys()
    ahead = _after(new, matched[node])
    pairs = ((index, matched[index]) for index in behind if matched[index] in ahead)
    return frozenset(after for before, after in pairs if _does_again(old.nodes[before], new.nodes[after]))


def _does_again(before: Node, after: Node) -> bool:
    """Whether a step does what another did before."""
    if isinstance(before.step, Send) and isinstance(after.step, Send):
        return before.step.message == after.step.message
    return len(after.edges) == 1 and step_meaning(before.step) == step_meaning(after.step)


def _after(chart: Chart, node: int) -> set[int]:
    """The nodes that can be reached from one, itself only in a circle."""
    return _reached(node, lambda index: (edge.target for edge in chart.nodes[index].edges))


def _before(chart: Chart, node: int) -> set[int]:
    sources: dict[int, list[int]] = {}
    for index, each in enumerate(chart.nodes):
        for edge in each.edges:
            sources.setdefault(edge.target, []).append(index)
    return _reached(node, lambda index: sources.get(index, ()))


def _reached(node: int, onward: Callable[[int], Iterable[int]]) -> set[int]:
    reached: set[int] = set()
    pending = [node]
    while pending:
        for each in onward(pending.pop()):
            if each not in reached:
                reached.add(each)
                pending.append(each)
    return reached
