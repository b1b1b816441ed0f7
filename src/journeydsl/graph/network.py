"""The chart as a networkx graph, for looking at: reachability and loops. Nothing steps through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeydsl.graph.chart import Chart
from journeydsl.model.steps import Step

if TYPE_CHECKING:
    import networkx as nx


def network(chart: Chart) -> nx.MultiDiGraph[int]:
    """The chart with its indices as nodes (attribute `step`) and its edges in order as keys (attribute `words`)."""
    import networkx as nx

    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph(name=chart.journey)
    graph.add_nodes_from((index, {"step": node.step}) for index, node in enumerate(chart.nodes))
    for index, node in enumerate(chart.nodes):
        for key, edge in enumerate(node.edges):
            graph.add_edge(index, edge.target, key=key, words=edge.words)
    return graph


def unreachable(chart: Chart) -> tuple[Step, ...]:
    """The steps that no contact can reach, in the order of the text; the implicit end is not one of them."""
    reached = _reachable(network(chart))
    return tuple(node.step for index, node in enumerate(chart.nodes[:-1]) if index not in reached)


def is_acyclic(chart: Chart) -> bool:
    """Whether no step can be reached from itself."""
    import networkx as nx

    return nx.is_directed_acyclic_graph(network(chart))


def _reachable(graph: nx.MultiDiGraph[int]) -> set[int]:
    import networkx as nx

    return {0, *nx.descendants(graph, 0)}
