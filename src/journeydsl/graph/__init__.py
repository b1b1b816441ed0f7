"""A journey as nodes and edges: what the engine steps through and what pictures are drawn from.

In: a checked journey. Out: its `Chart`, and what can be said of it without running it. Pictures are made by
`journeydsl.graph.drawing`.
Promises: pure functions, the same chart for the same journey; networkx is loaded only by the functions that need it.
"""

from journeydsl.graph.build import build
from journeydsl.graph.chart import Chart, Edge, Node
from journeydsl.graph.network import is_acyclic, network, unreachable
from journeydsl.graph.ways import Way, ways

__all__ = [
    "Chart",
    "Edge",
    "Node",
    "Way",
    "build",
    "is_acyclic",
    "network",
    "unreachable",
    "ways",
]
