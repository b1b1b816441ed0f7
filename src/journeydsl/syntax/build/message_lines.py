"""The lines of a message."""

from __future__ import annotations

from journeydsl.diagnostics import Code
from journeydsl.syntax import ast
from journeydsl.syntax.build.parts import Content, at_most_one, mistake, over


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


def helps(keyword: ast.Name, text: ast.Text) -> ast.Helps:
    return ast.Helps(text, over(keyword, text))


def footer_by(keyword: ast.Name, attribute: ast.Path) -> ast.FooterBy:
    return ast.FooterBy(attribute, over(keyword, attribute))


def block_line(keyword: ast.Name, name: ast.Name, *lines: ast.BlockArm | Content) -> ast.BlockLine:
    arms = tuple(line for line in lines if isinstance(line, ast.BlockArm))
    rest = [line for line in lines if isinstance(line, Content)]
    at_most_one(rest, "otherwise", "this block")
    if not arms:
        hint = 'add `when CONDITION: "…"`'
        raise mistake(Code.MISSING_LINE, "this block has no `when` line", over(keyword, name), hint=hint)
    if rest and lines[-1] is not rest[0]:
        raise mistake(Code.LINE_ORDER, "`otherwise` comes last in a block", rest[0].span, hint="move it to the end")
    return ast.BlockLine(name, arms, rest[0].text if rest else None, over(keyword, lines[-1]))


def block_arm(keyword: ast.Name, condition: ast.Condition, content: ast.Text) -> ast.BlockArm:
    return ast.BlockArm(condition, content, over(keyword, content))


def block_otherwise(keyword: ast.Name, content: ast.Text) -> Content:
    return Content(content, over(keyword, content))
