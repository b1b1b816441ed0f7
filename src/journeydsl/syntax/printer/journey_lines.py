"""The lines at the head of a journey."""

from __future__ import annotations

from journeydsl.syntax import ast
from journeydsl.syntax.printer.conditions import condition, folded, where_part
from journeydsl.syntax.printer.layout import Lines
from journeydsl.syntax.printer.literals import as_reason, literal


def journey_line(line: ast.JourneyLine) -> str:
    """The first line of a line at the head, without what stands beneath it."""
    match line:
        case ast.StartsOnEvent():
            return f"starts on {line.event.text}{where_part(line.where)}"
        case ast.StartsOnEntering():
            return f"starts on entering {line.segment.text}" + (
                " existing members too" if line.existing_members else ""
            )
        case ast.AgainAfter():
            return f"again after {literal(line.duration)}"
        case ast.Once():
            return "once"
        case ast.Always():
            return "always"
        case ast.OnlyIf():
            return f"only if {condition(line.condition)}"
        case ast.StopsOn():
            return f"stops on {line.event.text}{where_part(line.where)}{as_reason(line.reason)}"
        case ast.Goal():
            return f"goal {line.event.text}{where_part(line.where)} within {literal(line.within)}"
        case ast.Holdout():
            return f"holdout {literal(line.share)}"
        case ast.Priority():
            return f"priority {literal(line.number)}"


def journey_lines(line: ast.JourneyLine) -> Lines:
    """The same as it stands in a file: a long condition folded."""
    return folded("only if ", line.condition, "") if isinstance(line, ast.OnlyIf) else [journey_line(line)]
