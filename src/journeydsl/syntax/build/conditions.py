"""The rules of `conditions.lark`."""

from __future__ import annotations

from dataclasses import replace

from journeydsl.syntax import ast
from journeydsl.syntax.build.parts import WindowPart, over


def any_of(*parts: ast.Condition) -> ast.AnyOf:
    return ast.AnyOf(parts, over(*parts))


def all_of(*parts: ast.Condition) -> ast.AllOf:
    return ast.AllOf(parts, over(*parts))


def negation(keyword: ast.Name, part: ast.Condition) -> ast.Not:
    return ast.Not(part, over(keyword, part))


def parenthesised(opening: ast.Name, inner: ast.Condition, closing: ast.Name) -> ast.Condition:
    return replace(inner, span=over(opening, closing))


def comparison(left: ast.Path, sign: ast.Name, right: ast.Operand) -> ast.Comparison:
    return ast.Comparison(left, ast.Operator(sign.text), right, over(left, right))


def equality(left: ast.Path, negated: ast.Name | None, right: ast.Operand) -> ast.Comparison:
    return ast.Comparison(left, ast.Operator.IS_NOT if negated else ast.Operator.IS, right, over(left, right))


def is_one_of(subject: ast.Path, negated: ast.Name | None, *values: ast.Literal) -> ast.IsOneOf:
    return ast.IsOneOf(subject, values, negated is not None, over(subject, *values))


def is_known(subject: ast.Path, negated: ast.Name | None, word: ast.Name) -> ast.IsKnown:
    return ast.IsKnown(subject, (word.text == "unknown") != (negated is not None), over(subject, word))


def holds(subject: ast.Path) -> ast.Holds:
    return ast.Holds(subject, subject.span)


def happened(event: ast.Name, where: ast.Condition | None, times: ast.Times | None, window: WindowPart) -> ast.Happened:
    return ast.Happened(event, where, times, window.window, over(event, window))


def no(keyword: ast.Name, event: ast.Name, where: ast.Condition | None, window: WindowPart) -> ast.No:
    return ast.No(event, where, window.window, over(keyword, window))


def in_segment(keyword: ast.Name, segment: ast.Name) -> ast.InSegment:
    return ast.InSegment(segment, over(keyword, segment))


def subscribed_to(keyword: ast.Name, topic: ast.Name) -> ast.SubscribedTo:
    return ast.SubscribedTo(topic, over(keyword, topic))


def at_least(keyword: ast.Name, number: ast.Number, times: ast.Name) -> ast.Times:
    return ast.Times(ast.Quantifier.AT_LEAST, int(number.value), over(keyword, times))


def at_most(keyword: ast.Name, number: ast.Number, times: ast.Name) -> ast.Times:
    return ast.Times(ast.Quantifier.AT_MOST, int(number.value), over(keyword, times))


def exactly(keyword: ast.Name, number: ast.Number, times: ast.Name) -> ast.Times:
    return ast.Times(ast.Quantifier.EXACTLY, int(number.value), over(keyword, times))


def window_last(keyword: ast.Name, duration: ast.Duration) -> WindowPart:
    return WindowPart(ast.WindowLast(duration), over(keyword, duration))


def window_since(date: ast.Date) -> WindowPart:
    return WindowPart(ast.WindowSince(date), date.span)


def window_since_entry(keyword: ast.Name) -> WindowPart:
    return WindowPart(ast.WindowSinceEntry(), keyword.span)


def window_ever(keyword: ast.Name) -> WindowPart:
    return WindowPart(ast.WindowEver(), keyword.span)
