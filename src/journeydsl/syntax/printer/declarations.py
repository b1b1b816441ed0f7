"""Declarations, head and lines."""

from __future__ import annotations

from journeydsl.syntax import ast
from journeydsl.syntax.printer.conditions import folded
from journeydsl.syntax.printer.journey_lines import journey_lines
from journeydsl.syntax.printer.layout import Lines, indented
from journeydsl.syntax.printer.limit_lines import limit_line
from journeydsl.syntax.printer.literals import literal
from journeydsl.syntax.printer.message_lines import message_lines
from journeydsl.syntax.printer.scenario_lines import scenario_line
from journeydsl.syntax.printer.steps import block_lines


def declaration(tree: ast.Declaration) -> Lines:
    """The lines of a declaration, its head first."""
    match tree:
        case ast.Segment():
            head = _head("segment", tree.name, tree.label)
            return [head, *indented([*_steadiness(tree), *folded("when ", tree.when, "")])]
        case ast.Family():
            members = [line for member in tree.members for line in _member(member)]
            return [_head("segments", tree.name, tree.label), *indented([*_steadiness(tree), *members])]
        case ast.Suppression():
            head = _head("suppression", tree.name, tree.label)
            account = " for the whole account" if tree.for_whole_account else ""
            return [head, *indented([*folded("when ", tree.when, ""), f"blocks {tree.blocks.text}{account}"])]
        case ast.Limits():
            return ["limits:", *(f"  {limit_line(line)}" for line in tree.lines)]
        case ast.Message():
            lines = indented(part for line in tree.lines for part in message_lines(line))
            return [_head("message", tree.name, tree.label), *lines]
        case ast.Journey():
            lines = indented(part for line in tree.lines for part in journey_lines(line))
            gap = [""] if lines and tree.steps else []
            return [_head("journey", tree.name, tree.label), *lines, *gap, *indented(block_lines(tree.steps))]
        case ast.Scenario():
            return [f"scenario {literal(tree.title)}:", *indented(map(scenario_line, tree.lines))]


def _steadiness(tree: ast.Segment | ast.Family) -> Lines:
    refresh = [f"refresh {tree.refresh.rhythm}"] if tree.refresh else []
    return refresh + ([f"hold for {literal(tree.hold_for.duration)}"] if tree.hold_for else [])


def _member(member: ast.Member) -> Lines:
    """A member on one line, or with its condition beneath it where that would be long."""
    head = f"{member.name.text} {literal(member.label)}:" if member.label else f"{member.name.text}:"
    if member.when is None:
        return [f"{head} otherwise"]
    lines = folded(f"{head} when ", member.when, "")
    return lines if len(lines) == 1 else [head, *indented(folded("when ", member.when, ""))]


def _head(keyword: str, name: ast.Name, label: ast.Text | None) -> str:
    return f"{keyword} {name.text} {literal(label)}:" if label else f"{keyword} {name.text}:"
