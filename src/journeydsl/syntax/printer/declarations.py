"""Declarations, head and lines."""

from __future__ import annotations

from journeydsl.syntax import ast
from journeydsl.syntax.printer.conditions import folded
from journeydsl.syntax.printer.journey_lines import journey_lines
from journeydsl.syntax.printer.layout import Lines, indented
from journeydsl.syntax.printer.limit_lines import limit_line
from journeydsl.syntax.printer.literals import literal
from journeydsl.syntax.printer.message_lines import message_line
from journeydsl.syntax.printer.steps import block_lines


def declaration(tree: ast.Declaration) -> Lines:
    """The lines of a declaration, its head first."""
    match tree:
        case ast.Segment():
            return [_head("segment", tree.name, tree.label), *indented(folded("when ", tree.when, ""))]
        case ast.Suppression():
            head = _head("suppression", tree.name, tree.label)
            return [head, *indented([*folded("when ", tree.when, ""), f"blocks {tree.blocks.text}"])]
        case ast.Limits():
            return ["limits:", *(f"  {limit_line(line)}" for line in tree.lines)]
        case ast.Message():
            return [_head("message", tree.name, tree.label), *(f"  {message_line(line)}" for line in tree.lines)]
        case ast.Journey():
            lines = indented(part for line in tree.lines for part in journey_lines(line))
            gap = [""] if lines and tree.steps else []
            return [_head("journey", tree.name, tree.label), *lines, *gap, *indented(block_lines(tree.steps))]


def _head(keyword: str, name: ast.Name, label: ast.Text | None) -> str:
    return f"{keyword} {name.text} {literal(label)}:" if label else f"{keyword} {name.text}:"
