"""The lines of `limits:`."""

from __future__ import annotations

from journeydsl.syntax import ast
from journeydsl.syntax.printer.literals import literal


def limit_line(line: ast.LimitLine) -> str:
    """A line of `limits:`."""
    match line:
        case ast.Cap():
            counted = " ".join(name.text for name in (line.message_class, line.noun) if name)
            number, window = literal(line.number), literal(line.window)
            return f"at most {number} {counted} in {window}, {_else(line.otherwise)}"
        case ast.Quiet():
            return f"quiet from {literal(line.start)} to {literal(line.end)}, {_else(line.otherwise)}"


def _else(otherwise: ast.Else) -> str:
    match otherwise:
        case ast.ElseDrop():
            return "else drop"
        case ast.ElseWait():
            return f"else wait up to {literal(otherwise.up_to)}" if otherwise.up_to else "else wait"
