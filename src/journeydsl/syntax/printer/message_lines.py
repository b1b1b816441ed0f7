"""The lines of a message."""

from __future__ import annotations

from journeydsl.syntax import ast
from journeydsl.syntax.printer.conditions import folded
from journeydsl.syntax.printer.layout import Lines, indented
from journeydsl.syntax.printer.literals import literal, operand

TEXT_LINES = {
    ast.GoalLine: "goal",
    ast.SubjectLine: "subject",
    ast.PreviewLine: "preview",
    ast.Helps: "helps",
}


def message_line(line: ast.MessageLine) -> str:
    """The first line of a line of a message, without the colon that opens a block."""
    match line:
        case ast.ChannelLine():
            return f"channel {line.channel.text}"
        case ast.ClassLine():
            return f"class {line.name.text}"
        case ast.TopicLine():
            return f"topic {line.topic.text}"
        case ast.GoalLine() | ast.SubjectLine() | ast.PreviewLine() | ast.Helps():
            return f"{TEXT_LINES[type(line)]} {literal(line.text)}"
        case ast.TemplateLine():
            return f"template {literal(line.path)}"
        case ast.Fallback():
            otherwise = "skip" if isinstance(line.otherwise, ast.Skip) else literal(line.otherwise)
            return f"{line.subject.text} or {otherwise}"
        case ast.BlockLine():
            return f"block {line.name.text}"
        case ast.CallToAction():
            return f"call to action {literal(line.text)} to {operand(line.to)}"
        case ast.FooterBy():
            return f"footer by {line.attribute.text}"


def message_lines(line: ast.MessageLine) -> Lines:
    """The same as it stands in a file: a block with its arms."""
    if not isinstance(line, ast.BlockLine):
        return [message_line(line)]
    arms = [each for arm in line.arms for each in folded("when ", arm.condition, f": {literal(arm.content)}")]
    rest = [f"otherwise: {literal(line.otherwise)}"] if line.otherwise else []
    return [f"{message_line(line)}:", *indented([*arms, *rest])]
