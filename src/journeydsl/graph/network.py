"""The chart as a networkx graph, for looking at: reachability, loops, the longest stay. Nothing steps through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeydsl.graph.chart import Chart
from journeydsl.model.steps import Choose, Send, Set, Split, Step, Stop, Wait, WaitFor, WaitUntil
from journeydsl.model.values import DAY, WEEK, Duration

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


def longest_stay(chart: Chart, *, hold: Duration = 0) -> Duration:
    """The longest time (microseconds) from entry to exit: a wait until a time of day counts 24 more hours, one until
    a weekday seven days; a wait for an event counts its deadline, one until a date nothing, since the date may be past,
    and a send `hold`, the longest that a message may be held back.

    Raises networkx.NetworkXUnfeasible where the chart has a loop."""
    import networkx as nx

    graph = network(chart)
    reachable = graph.subgraph(_reachable(graph)).copy()
    for start, _, data in reachable.edges(data=True):
        data["stay"] = _stay(chart.nodes[start].step, hold)
    return int(nx.dag_longest_path_length(reachable, weight="stay"))


def _reachable(graph: nx.MultiDiGraph[int]) -> set[int]:
    import networkx as nx

    return {0, *nx.descendants(graph, 0)}


def _stay(step: Step, hold: Duration) -> Duration:
    match step:
        case Send():
            return hold
        case Wait(duration=duration, until=until, until_day=day):
            return duration + (WEEK if day is not None else 0 if until is None else DAY)
        case WaitFor(up_to=up_to):
            return up_to
        case WaitUntil() | Choose() | Split() | Set() | Stop():
            return 0
