"""Declarations, and the lines of those that are not journeys."""

from __future__ import annotations

from journeydsl.diagnostics import Code
from journeydsl.source import Span
from journeydsl.syntax import ast
from journeydsl.syntax.build.parts import HOLE, BlocksLine, Hole, WhenLine, mistake, only, over


def start(declaration: ast.Declaration) -> ast.Declaration:
    return declaration


def hole(*_parts: object) -> Hole:
    return HOLE


def segment(keyword: ast.Name, name: ast.Name, label: ast.Text | None, *lines: WhenLine) -> ast.Segment:
    when = _when(lines, "this segment", over(keyword, name))
    return ast.Segment(name, label, when, over(keyword, lines[-1]))


def suppression(
    keyword: ast.Name, name: ast.Name, label: ast.Text | None, *lines: WhenLine | BlocksLine
) -> ast.Suppression:
    head = over(keyword, name)
    when = _when([line for line in lines if isinstance(line, WhenLine)], "this suppression", head)
    blocks = only(
        [line for line in lines if isinstance(line, BlocksLine)],
        *("blocks", "this suppression", head, "say what it blocks, as in `blocks promotional`"),
    )
    return ast.Suppression(name, label, when, blocks.blocked, over(keyword, lines[-1]))


def when_line(keyword: ast.Name, condition: ast.Condition) -> WhenLine:
    return WhenLine(condition, over(keyword, condition))


def blocks_line(keyword: ast.Name, blocked: ast.Name) -> BlocksLine:
    return BlocksLine(blocked, over(keyword, blocked))


def limits(keyword: ast.Name, *lines: ast.LimitLine) -> ast.Limits:
    return ast.Limits(lines, over(keyword, *lines))


def cap(
    keyword: ast.Name,
    number: ast.Number,
    first: ast.Name,
    second: ast.Name | None,
    window: ast.Duration,
    otherwise: ast.Else,
) -> ast.Cap:
    message_class, noun = (first, second) if second else (None, first)
    return ast.Cap(number, message_class, noun, window, otherwise, over(keyword, otherwise))


def quiet(keyword: ast.Name, start: ast.TimeOfDay, end: ast.TimeOfDay, otherwise: ast.Else) -> ast.Quiet:
    return ast.Quiet(start, end, otherwise, over(keyword, otherwise))


def else_drop(keyword: ast.Name, drop: ast.Name) -> ast.ElseDrop:
    return ast.ElseDrop(over(keyword, drop))


def else_wait(keyword: ast.Name, wait: ast.Name, up_to: ast.Duration | None) -> ast.ElseWait:
    return ast.ElseWait(up_to, over(keyword, wait, up_to))


def message(keyword: ast.Name, name: ast.Name, label: ast.Text | None, *lines: ast.MessageLine) -> ast.Message:
    return ast.Message(name, label, lines, over(keyword, *lines))


def channel_line(keyword: ast.Name, channel: ast.Name) -> ast.ChannelLine:
    return ast.ChannelLine(channel, over(keyword, channel))


def class_line(keyword: ast.Name, name: ast.Name) -> ast.ClassLine:
    return ast.ClassLine(name, over(keyword, name))


def topic_line(keyword: ast.Name, topic: ast.Name) -> ast.TopicLine:
    return ast.TopicLine(topic, over(keyword, topic))


def subject_line(keyword: ast.Name, text: ast.Text) -> ast.SubjectLine:
    return ast.SubjectLine(text, over(keyword, text))


def template_line(keyword: ast.Name, path: ast.Text) -> ast.TemplateLine:
    return ast.TemplateLine(path, over(keyword, path))


def fallback(subject: ast.Path, otherwise: ast.Text | ast.Skip) -> ast.Fallback:
    return ast.Fallback(subject, otherwise, over(subject, otherwise))


def skip(keyword: ast.Name) -> ast.Skip:
    return ast.Skip(keyword.span)


def journey(
    keyword: ast.Name, name: ast.Name, label: ast.Text | None, *parts: ast.JourneyLine | ast.Step
) -> ast.Journey:
    lines: list[ast.JourneyLine] = []
    steps: list[ast.Step] = []
    for part in parts:
        if not isinstance(part, ast.JourneyLine):
            steps.append(part)
        elif steps:
            raise _late(part.span, name)
        else:
            lines.append(part)
    return ast.Journey(name, label, tuple(lines), tuple(steps), over(keyword, *parts))


def _when(lines: tuple[WhenLine, ...] | list[WhenLine], owner: str, head: Span) -> ast.Condition:
    return only(lines, "when", owner, head, "say who belongs to it, as in `when lifetime_value > 100`").condition


def _late(span: Span, name: ast.Name) -> Exception:
    message = "this line belongs to the head of the journey, before its first step"
    return mistake(Code.LINE_ORDER, message, span, hint=f"move it up, beneath `journey {name.text}`")
