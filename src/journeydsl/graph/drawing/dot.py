"""An outline in the DOT language of Graphviz."""

from __future__ import annotations

from journeydsl.graph.drawing.labels import Kind
from journeydsl.graph.drawing.outline import Outline, OutlineNode, identifiers

_SHAPES = {
    Kind.START: 'shape=box, style="rounded,bold"',
    Kind.SEND: "shape=box",
    Kind.WAIT: "shape=box, style=rounded",
    Kind.WAIT_FOR: "shape=box, style=rounded",
    Kind.CHOOSE: "shape=diamond",
    Kind.SPLIT: "shape=hexagon",
    Kind.REPEAT: "shape=hexagon",
    Kind.SET: "shape=note",
    Kind.EMIT: "shape=note",
    Kind.CALL: "shape=note",
    Kind.START_JOURNEY: "shape=cds",
    Kind.LIST: "shape=note",
    Kind.OFFER: "shape=note",
    Kind.UNSUBSCRIBE: "shape=note",
    Kind.STOP: "shape=oval",
    Kind.COMPLETED: "shape=oval",
}
_UNTRIED = 'style=dotted, color="#dc2626", fontcolor="#dc2626"'


def dot(drawn: Outline) -> str:
    """The digraph, from top to bottom, labelled with the terms of the journey."""
    names = identifiers(drawn)
    lines = [
        f"digraph {_quoted(drawn.journey)} {{",
        f"    label={_quoted(drawn.label, *drawn.terms, *filter(None, (drawn.explored,)))}; labelloc=t;",
        '    node [fontname="Helvetica"]; edge [fontname="Helvetica"];',
    ]
    for node in drawn.nodes:
        untried = f", {_UNTRIED}" if node.tried is False else ""
        lines.append(f"    {names[node.id]} [label={_words(node)}, {_SHAPES[node.kind]}{untried}];")
    for node in drawn.nodes:
        for edge in node.edges:
            said = (f"label={_quoted(edge.words)}" if edge.words else "", _UNTRIED if edge.tried is False else "")
            attributes = ", ".join(filter(None, said))
            lines.append(f"    {names[node.id]} -> {names[edge.target]}{f' [{attributes}]' if attributes else ''};")
    return "\n".join([*lines, "}"]) + "\n"


def _words(node: OutlineNode) -> str:
    return _quoted(node.title, *filter(None, (node.detail, node.remark)))


def _quoted(*lines: str) -> str:
    """Lines of text as one DOT string; a backslash of the author's stays one."""
    return '"' + "\\n".join(line.replace("\\", "\\\\").replace('"', '\\"') for line in lines) + '"'
