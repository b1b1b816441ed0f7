"""The lines of a message."""

from __future__ import annotations

from collections.abc import Sequence

from journeydsl.diagnostics import Code
from journeydsl.source import Span
from journeydsl.syntax import ast
from journeydsl.syntax.build.parts import Content, OtherCall, at_most_one, mistake, over


def channel_line(keyword: ast.Name, channel: ast.Name) -> ast.ChannelLine:
    return ast.ChannelLine(channel, over(keyword, channel))


def class_line(keyword: ast.Name, name: ast.Name) -> ast.ClassLine:
    return ast.ClassLine(name, over(keyword, name))


def topic_line(keyword: ast.Name, topic: ast.Name) -> ast.TopicLine:
    return ast.TopicLine(topic, over(keyword, topic))


def subject_line(keyword: ast.Name, text: ast.Text) -> ast.SubjectLine:
    return ast.SubjectLine(text, over(keyword, text))


def goal_line(keyword: ast.Name, text: ast.Text) -> ast.GoalLine:
    return ast.GoalLine(text, over(keyword, text))


def preview_line(keyword: ast.Name, text: ast.Text) -> ast.PreviewLine:
    return ast.PreviewLine(text, over(keyword, text))


def template_line(keyword: ast.Name, path: ast.Text) -> ast.TemplateLine:
    return ast.TemplateLine(path, over(keyword, path))


def fallback(subject: ast.Path, otherwise: ast.Text | ast.Skip) -> ast.Fallback:
    return ast.Fallback(subject, otherwise, over(subject, otherwise))


def skip(keyword: ast.Name) -> ast.Skip:
    return ast.Skip(keyword.span)


def call_to_action(keyword: ast.Name, text: ast.Text, to: ast.Path | ast.Text) -> ast.CallToAction:
    return ast.CallToAction(text, to, over(keyword, to))


def calls_to_action(keyword: ast.Name, *lines: ast.CallArm | OtherCall) -> ast.CallsToAction:
    arms = tuple(line for line in lines if isinstance(line, ast.CallArm))
    rest = [line for line in lines if isinstance(line, OtherCall)]
    _in_order("this call to action", keyword.span, arms, rest, lines)
    return ast.CallsToAction(arms, rest[0].call if rest else None, over(keyword, lines[-1]))


def call_arm(keyword: ast.Name, condition: ast.Condition, text: ast.Text, to: ast.Path | ast.Text) -> ast.CallArm:
    return ast.CallArm(condition, ast.CallToAction(text, to, over(text, to)), over(keyword, to))


def call_otherwise(keyword: ast.Name, text: ast.Text, to: ast.Path | ast.Text) -> OtherCall:
    return OtherCall(ast.CallToAction(text, to, over(text, to)), over(keyword, to))


def helps(keyword: ast.Name, text: ast.Text) -> ast.Helps:
    return ast.Helps(text, over(keyword, text))


def footer_by(keyword: ast.Name, attribute: ast.Path) -> ast.FooterBy:
    return ast.FooterBy(attribute, over(keyword, attribute))


def footer_with_entries(keyword: ast.Name, attribute: ast.Path, *lines: ast.FooterEntry | Content) -> ast.FooterBy:
    entries = tuple(line for line in lines if isinstance(line, ast.FooterEntry))
    rest = [line for line in lines if isinstance(line, Content)]
    at_most_one(rest, "otherwise", "this footer")
    if rest and lines[-1] is not rest[0]:
        raise mistake(Code.LINE_ORDER, "`otherwise` comes last in a footer", rest[0].span, hint="move it to the end")
    return ast.FooterBy(attribute, over(keyword, lines[-1]), entries, rest[0].content if rest else None)


def footer_entry(value: ast.Text, *parts: ast.Text | ast.UseModule) -> ast.FooterEntry:
    *others, content = parts
    values = (value, *(other for other in others if isinstance(other, ast.Text)))
    return ast.FooterEntry(values, content, over(value, content))


def use_module(keyword: ast.Name, name: ast.Text) -> ast.UseModule:
    return ast.UseModule(name, over(keyword, name))


def block_line(
    experimental: ast.Name | None, keyword: ast.Name, name: ast.Name, *lines: ast.BlockArm | Content
) -> ast.BlockLine:
    arms = tuple(line for line in lines if isinstance(line, ast.BlockArm))
    rest = [line for line in lines if isinstance(line, Content)]
    _in_order("this block", over(keyword, name), arms, rest, lines)
    span = over(experimental or keyword, lines[-1])
    return ast.BlockLine(name, arms, rest[0].content if rest else None, span, experimental is not None)


def block_arm(keyword: ast.Name, condition: ast.Condition, content: ast.Content) -> ast.BlockArm:
    return ast.BlockArm(condition, content, over(keyword, content))


def block_otherwise(keyword: ast.Name, content: ast.Content) -> Content:
    return Content(content, over(keyword, content))


def _in_order(
    owner: str, head: Span, arms: Sequence[object], rest: Sequence[Content | OtherCall], lines: Sequence[object]
) -> None:
    """Raises where there is no `when`, and where `otherwise` is not the one last line."""
    at_most_one(rest, "otherwise", owner)
    if not arms:
        raise mistake(Code.MISSING_LINE, f"{owner} has no `when` line", head, hint='add `when CONDITION: "…"`')
    if rest and lines[-1] is not rest[0]:
        what = owner.replace("this", "a")
        raise mistake(Code.LINE_ORDER, f"`otherwise` comes last in {what}", rest[0].span, hint="move it to the end")
