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


def is_today(subject: ast.Path, negated: ast.Name | None, word: ast.Name) -> ast.Condition:
    span = over(subject, word)
    today = ast.IsToday(subject, span)
    return ast.Not(today, span) if negated else today


def contains(subject: ast.Path, text: ast.Text) -> ast.TextMatch:
    return ast.TextMatch(subject, ast.TextTest.CONTAINS, text, over(subject, text))


def starts_with(subject: ast.Path, text: ast.Text) -> ast.TextMatch:
    return ast.TextMatch(subject, ast.TextTest.STARTS_WITH, text, over(subject, text))


def within(subject: ast.Path, duration: ast.Duration) -> ast.Within:
    return ast.Within(subject, duration, over(subject, duration))


def holds(subject: ast.Path) -> ast.Holds:
    return ast.Holds(subject, subject.span)


def happened(event: ast.Name, where: ast.Condition | None, times: ast.Times | None, window: WindowPart) -> ast.Happened:
    return ast.Happened(event, where, times, window.window, over(event, window))


def no(keyword: ast.Name, event: ast.Name, where: ast.Condition | None, window: WindowPart) -> ast.No:
    return ast.No(event, where, window.window, over(keyword, window))


def in_segment(keyword: ast.Name, segment: ast.Name) -> ast.InSegment:
    return ast.InSegment(segment, over(keyword, segment))


def has_been_in(keyword: ast.Name, in_: ast.Name, segment: ast.Name, duration: ast.Duration) -> ast.HasBeenIn:
    return ast.HasBeenIn(segment, duration, over(keyword, duration))


def subscribed_to(keyword: ast.Name, topic: ast.Name) -> ast.SubscribedTo:
    return ast.SubscribedTo(topic, over(keyword, topic))


def engaged(keyword: ast.Name, message: ast.Name, window: WindowPart | None) -> ast.Engaged:
    looking_back = window.window if window else None
    return ast.Engaged(ast.Engagement(keyword.text), message, looking_back, over(keyword, message, window))


def function(*words: ast.Name) -> ast.Name:
    return ast.Name(ast.Function.NUMBER_OF_DISTINCT if len(words) > 1 else words[0].text, over(*words))


def aggregate(
    function: ast.Name,
    event: ast.Name,
    measured: ast.Name,
    where: ast.Condition | None,
    window: WindowPart,
    operator: ast.Name,
    right: ast.Operand,
) -> ast.Aggregate:
    computed, compared = ast.Function(function.text), ast.Operator(operator.text)
    return ast.Aggregate(computed, event, measured, where, window.window, compared, right, over(function, right))


def operator(sign: ast.Name, negated: ast.Name | None = None) -> ast.Name:
    return ast.Name("is not" if negated else sign.text, over(sign, negated))


def time_since(
    keyword: ast.Name, event: ast.Name, where: ast.Condition | None, sign: ast.Name, duration: ast.Duration
) -> ast.TimeSince:
    return ast.TimeSince(event, where, ast.Operator(sign.text), duration, over(keyword, duration))


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
