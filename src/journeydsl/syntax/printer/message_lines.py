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
            return f"{'experimental ' if line.experimental else ''}block {line.name.text}"
        case ast.CallToAction():
            return f"call to action {_link(line)}"
        case ast.CallsToAction():
            return "call to action"
        case ast.FooterBy():
            return f"footer by {line.attribute.text}"
        case ast.UseModule():
            return content(line)


def content(written: ast.Content) -> str:
    """What a block or a footer holds."""
    return f"use module {literal(written.name)}" if isinstance(written, ast.UseModule) else literal(written)


def message_lines(line: ast.MessageLine) -> Lines:
    """The same as it stands in a file: a block with its arms."""
    beneath = _beneath(line)
    return [f"{message_line(line)}:", *indented(beneath)] if beneath else [message_line(line)]


def _beneath(line: ast.MessageLine) -> Lines:
    match line:
        case ast.BlockLine():
            arms = [each for arm in line.arms for each in folded("when ", arm.condition, f": {content(arm.content)}")]
            return [*arms, *_otherwise(line.otherwise)]
        case ast.CallsToAction():
            arms = [each for arm in line.arms for each in folded("when ", arm.condition, f": {_link(arm.call)}")]
            return [*arms, *([f"otherwise: {_link(line.otherwise)}"] if line.otherwise else [])]
        case ast.FooterBy():
            entries = [f"{', '.join(map(literal, each.values))}: {content(each.content)}" for each in line.entries]
            return [*entries, *_otherwise(line.otherwise)]
        case _:
            return []


def _otherwise(written: ast.Content | None) -> Lines:
    return [f"otherwise: {content(written)}"] if written else []


def _link(call: ast.CallToAction) -> str:
    return f"{literal(call.text)} to {operand(call.to)}"
