"""Syntax tree to its one canonical text.

In: a node of `syntax.ast`. Out: text that reads back as the same tree: two spaces a level, one blank line between
declarations and between the head of a journey and its steps, names and literals in their plainest form, long
conditions with a part a line.
"""

from journeydsl.syntax import ast
from journeydsl.syntax.printer.conditions import condition
from journeydsl.syntax.printer.declarations import declaration
from journeydsl.syntax.printer.journey_lines import journey_line
from journeydsl.syntax.printer.limit_lines import limit_line
from journeydsl.syntax.printer.literals import literal
from journeydsl.syntax.printer.message_lines import message_line
from journeydsl.syntax.printer.scenario_lines import scenario_line
from journeydsl.syntax.printer.steps import step

__all__ = [
    "condition",
    "declaration",
    "file",
    "journey_line",
    "limit_line",
    "literal",
    "message_line",
    "scenario_line",
    "step",
]


def file(tree: ast.File) -> str:
    """The text of a whole file, with a newline at its end; empty for no declarations."""
    return "\n".join("\n".join(declaration(each)) + "\n" for each in tree.declarations)
