"""Conditions on one line, or with a line for each part."""

from __future__ import annotations

from typing import TypeAlias

from journeydsl.syntax import ast
from journeydsl.syntax.printer.layout import LONG, Lines
from journeydsl.syntax.printer.literals import literal, operand

OfValue: TypeAlias = ast.Comparison | ast.IsOneOf | ast.IsKnown | ast.IsToday | ast.TextMatch | ast.Within | ast.Holds
OfEvents: TypeAlias = ast.Happened | ast.No | ast.Aggregate | ast.TimeSince


def condition(tree: ast.Condition) -> str:
    """A condition on one line, with parentheses wherever `and` and `or` meet."""
    match tree:
        case ast.AnyOf():
            return " or ".join(_part(part) for part in tree.parts)
        case ast.AllOf():
            return " and ".join(_part(part) for part in tree.parts)
        case ast.Not(part=ast.IsToday(subject=subject)):
            return f"{subject.text} is not today"
        case ast.Not():
            inner = condition(tree.part)
            return f"not ({inner})" if isinstance(tree.part, ast.AllOf | ast.AnyOf | ast.Not) else f"not {inner}"
        case ast.InSegment():
            return f"in {tree.segment.text}"
        case ast.HasBeenIn():
            return f"has been in {tree.segment.text} for {literal(tree.duration)}"
        case ast.SubscribedTo():
            return f"subscribed to {tree.topic.text}"
        case ast.Engaged():
            return f"{tree.engagement} {tree.message.text}" + (f" {_window(tree.window)}" if tree.window else "")
        case ast.Happened() | ast.No() | ast.Aggregate() | ast.TimeSince():
            return _of_events(tree)
        case (
            ast.Comparison()
            | ast.IsOneOf()
            | ast.IsKnown()
            | ast.IsToday()
            | ast.TextMatch()
            | ast.Within()
            | ast.Holds()
        ):
            return _of_value(tree)


def _of_value(tree: OfValue) -> str:
    match tree:
        case ast.Comparison():
            return f"{tree.left.text} {tree.operator} {operand(tree.right)}"
        case ast.IsOneOf():
            negated = "not " if tree.negated else ""
            return f"{tree.subject.text} is {negated}one of {', '.join(literal(value) for value in tree.values)}"
        case ast.IsKnown():
            return f"{tree.subject.text} is {'unknown' if tree.negated else 'known'}"
        case ast.IsToday():
            return f"{tree.subject.text} is today"
        case ast.TextMatch():
            return f"{tree.subject.text} {tree.test} {literal(tree.text)}"
        case ast.Within():
            return f"{tree.subject.text} within {literal(tree.duration)}"
        case ast.Holds():
            return tree.subject.text


def _of_events(tree: OfEvents) -> str:
    where = narrow_where(tree.where)
    match tree:
        case ast.Happened():
            times = f" {_times(tree.times)}" if tree.times else ""
            return f"{tree.event.text}{where}{times} {_window(tree.window)}"
        case ast.No():
            return f"no {tree.event.text}{where} {_window(tree.window)}"
        case ast.Aggregate():
            computed = f"{_computed(tree)}{where} {_window(tree.window)}"
            return f"{computed} {tree.operator} {operand(tree.right)}"
        case ast.TimeSince():
            return f"time since {tree.event.text}{where} {tree.operator} {literal(tree.duration)}"


def folded(before: str, tree: ast.Condition, after: str) -> Lines:
    """A condition between two pieces of text, with a line for each part where one line would be long."""
    whole = f"{before}{condition(tree)}{after}"
    if len(whole) <= LONG or not isinstance(tree, ast.AllOf | ast.AnyOf):
        return [whole]
    word = "and" if isinstance(tree, ast.AllOf) else "or"
    first, *rest = (_part(part) for part in tree.parts)
    lines = [before + first, *(f" {word} {part}" for part in rest)]
    return [*lines[:-1], lines[-1] + after]


def where_part(where: ast.Condition | None) -> str:
    """`where` at the end of a line, or before what no condition goes on with."""
    return f" where {condition(where)}" if where else ""


def _part(tree: ast.Condition) -> str:
    return f"({condition(tree)})" if isinstance(tree, ast.AllOf | ast.AnyOf) else condition(tree)


def narrow_where(where: ast.Condition | None) -> str:
    """`where` before a window, where only one comparison stands free."""
    match where:
        case None:
            return ""
        case ast.Comparison() | ast.IsOneOf() | ast.IsKnown() | ast.IsToday() | ast.TextMatch():
            return f" where {condition(where)}"
        case ast.Not(part=ast.IsToday()):
            return f" where {condition(where)}"
        case _:
            return f" where ({condition(where)})"


def _computed(tree: ast.Aggregate) -> str:
    of = "" if tree.function is ast.Function.NUMBER_OF_DISTINCT else " of"
    return f"{tree.function}{of} {tree.event.text}.{tree.property.text}"


def _times(times: ast.Times) -> str:
    return f"{times.quantifier} {times.number} {'time' if times.number == 1 else 'times'}"


def _window(window: ast.Window) -> str:
    match window:
        case ast.WindowLast():
            return f"in the last {literal(window.duration)}"
        case ast.WindowSince():
            return f"since {literal(window.date)}"
        case ast.WindowSinceEntry():
            return "since entry"
        case ast.WindowEver():
            return "ever"
