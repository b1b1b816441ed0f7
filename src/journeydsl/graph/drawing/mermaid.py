"""An outline as a Mermaid flowchart, which code hosts show in pull requests and pages."""

from __future__ import annotations

from collections.abc import Mapping

from journeydsl.graph.drawing.labels import Kind
from journeydsl.graph.drawing.outline import Outline, OutlineNode, identifiers

_SHAPES = {
    Kind.START: ("([", "])"),
    Kind.SEND: ("[", "]"),
    Kind.WAIT: ("(", ")"),
    Kind.WAIT_FOR: ("(", ")"),
    Kind.CHOOSE: ("{", "}"),
    Kind.SPLIT: ("{{", "}}"),
    Kind.REPEAT: ("{{", "}}"),
    Kind.SET: ("[/", "/]"),
    Kind.EMIT: ("[/", "/]"),
    Kind.CALL: ("[/", "/]"),
    Kind.START_JOURNEY: ("[[", "]]"),
    Kind.LIST: ("[/", "/]"),
    Kind.OFFER: ("[/", "/]"),
    Kind.UNSUBSCRIBE: ("[/", "/]"),
    Kind.STOP: ("([", "])"),
    Kind.COMPLETED: ("([", "])"),
}
_RED = "stroke:#dc2626,stroke-dasharray:1 4"
_SPECIAL = {'"': "#quot;", "#": "#35;", "&": "#amp;", "<": "#lt;", ">": "#gt;", "`": "#96;", "\\": "#92;"}


def mermaid(drawn: Outline) -> str:
    """The flowchart, from top to bottom; its terms stand in a note of their own."""
    names = identifiers(drawn)
    lines = ["flowchart TD"]
    lines += [f"    {names[node.id]}{_shape(node)}" for node in drawn.nodes]
    for node in drawn.nodes:
        for edge in node.edges:
            words = f"|{_quoted(edge.words)}|" if edge.words else ""
            arrow = "-.->" if edge.tried is False else "-->"
            lines.append(f"    {names[node.id]} {arrow}{words} {names[edge.target]}")
    if drawn.terms:
        note = "<br/>".join(map(_escaped, drawn.terms))
        lines.append(f'    terms["{note}"]')
        lines.append("    style terms fill:none,stroke-dasharray:4 3")
    return "\n".join([*lines, *_untried(drawn, names)]) + "\n"


def _untried(drawn: Outline, names: Mapping[str, str]) -> list[str]:
    """What lets stand out where no scenario goes, and the legend."""
    if not drawn.explored:
        return []
    edges = [edge.tried for node in drawn.nodes for edge in node.edges]
    numbers = ",".join(str(number) for number, tried in enumerate(edges) if tried is False)
    nodes = ",".join(names[node.id] for node in drawn.nodes if node.tried is False)
    lines = [f'    explored["{_escaped(drawn.explored)}"]', "    style explored fill:none,stroke:none"]
    lines += [f"    linkStyle {numbers} {_RED}"] if numbers else []
    return lines + ([f"    classDef untried {_RED}", f"    class {nodes} untried"] if nodes else [])


def _shape(node: OutlineNode) -> str:
    opening, closing = _SHAPES[node.kind]
    detail = f"<br/><small>{_escaped(node.detail)}</small>" if node.detail else ""
    remark = f"<br/><small>{_escaped(node.remark)}</small>" if node.remark else ""
    return f'{opening}"{_escaped(node.title)}{detail}{remark}"{closing}'


def _quoted(words: str) -> str:
    return f'"{_escaped(words)}"'


def _escaped(words: str) -> str:
    return "".join(_SPECIAL.get(each, each) for each in words).replace("%%", "#37;#37;")
