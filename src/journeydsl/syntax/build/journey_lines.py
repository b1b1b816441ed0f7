"""The lines at the head of a journey."""

from __future__ import annotations

from journeydsl.syntax import ast
from journeydsl.syntax.build.parts import over


def starts_on_event(keyword: ast.Name, event: ast.Name, where: ast.Condition | None) -> ast.StartsOnEvent:
    return ast.StartsOnEvent(event, where, over(keyword, event, where))


def starts_on_entering(keyword: ast.Name, segment: ast.Name, too: ast.Name | None) -> ast.StartsOnEntering:
    return ast.StartsOnEntering(segment, too is not None, over(keyword, segment, too))


def again_after(keyword: ast.Name, duration: ast.Duration) -> ast.AgainAfter:
    return ast.AgainAfter(duration, over(keyword, duration))


def once(keyword: ast.Name) -> ast.Once:
    return ast.Once(keyword.span)


def always(keyword: ast.Name) -> ast.Always:
    return ast.Always(keyword.span)


def only_if(keyword: ast.Name, condition: ast.Condition) -> ast.OnlyIf:
    return ast.OnlyIf(condition, over(keyword, condition))


def stops_on(keyword: ast.Name, event: ast.Name, where: ast.Condition | None, reason: ast.Name | None) -> ast.StopsOn:
    return ast.StopsOn(event, where, reason, over(keyword, event, where, reason))


def goal(keyword: ast.Name, event: ast.Name, where: ast.Condition | None, within: ast.Duration) -> ast.Goal:
    return ast.Goal(event, where, within, over(keyword, within))


def holdout(keyword: ast.Name, share: ast.Percent) -> ast.Holdout:
    return ast.Holdout(share, over(keyword, share))


def priority(keyword: ast.Name, number: ast.Number) -> ast.Priority:
    return ast.Priority(number, over(keyword, number))
