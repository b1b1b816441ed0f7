"""The lines of `limits:`."""

from __future__ import annotations

from journeydsl.syntax import ast
from journeydsl.syntax.printer.literals import literal


def limit_line(line: ast.LimitLine) -> str:
    """A line of `limits:`."""
    match line:
        case ast.Cap():
            return f"{at_most(line)}, {_else(line.otherwise)}"
        case ast.Quiet():
            return f"quiet from {literal(line.start)} to {literal(line.end)}, {_else(line.otherwise)}"
        case ast.QuietDay():
            return f"quiet on {line.day}, {_else(line.otherwise)}"
        case ast.WarmUp():
            start, growth = literal(line.start), literal(line.growth)
            return f"warm up {line.channel.text} from {start} per day by {growth} per day"


def at_most(cap: ast.Cap | ast.AlwaysAtMost) -> str:
    """How many of which in what time: `at most 3 promotional emails in 7 days`."""
    counted = " ".join(name.text for name in (cap.message_class, cap.noun) if name)
    return f"at most {literal(cap.number)} {counted} in {literal(cap.window)}"


def _else(otherwise: ast.Else) -> str:
    match otherwise:
        case ast.ElseDrop():
            return "else drop"
        case ast.ElseWait():
            return f"else wait up to {literal(otherwise.up_to)}" if otherwise.up_to else "else wait"
