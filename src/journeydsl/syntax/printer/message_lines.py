"""The lines of a message."""

from __future__ import annotations

from journeydsl.syntax import ast
from journeydsl.syntax.printer.literals import literal


def message_line(line: ast.MessageLine) -> str:
    """The first line of a line of a message, without the colon that opens a block."""
    match line:
        case ast.ChannelLine():
            return f"channel {line.channel.text}"
        case ast.ClassLine():
            return f"class {line.name.text}"
        case ast.TopicLine():
            return f"topic {line.topic.text}"
        case ast.SubjectLine():
            return f"subject {literal(line.text)}"
        case ast.TemplateLine():
            return f"template {literal(line.path)}"
        case ast.Fallback():
            otherwise = "skip" if isinstance(line.otherwise, ast.Skip) else literal(line.otherwise)
            return f"{line.subject.text} or {otherwise}"
