"""The lines at the head of a journey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from journeydsl.syntax import ast
from journeydsl.syntax.build.parts import BecauseLine, ChangeLine, Spanned, only, over

Line = TypeVar("Line", bound=Spanned)


def owner(keyword: ast.Name, text: ast.Text) -> ast.Owner:
    return ast.Owner(text, over(keyword, text))


def stage(keyword: ast.Name, name: ast.Name) -> ast.Stage:
    return ast.Stage(name, over(keyword, name))


def ends(keyword: ast.Name, date: ast.Date) -> ast.Ends:
    return ast.Ends(date, over(keyword, date))


def hypothesis(keyword: ast.Name, *lines: BecauseLine | ChangeLine | ast.Expectation) -> ast.Hypothesis:
    return ast.Hypothesis(
        _only(BecauseLine, lines, keyword, 'because "shoppers forget what they left"').text,
        _only(ChangeLine, lines, keyword, 'change "remind them once"').text,
        _only(ast.Expectation, lines, keyword, "expect goal to rise by 2 points"),
        over(keyword, *lines),
    )


def because(keyword: ast.Name, text: ast.Text) -> BecauseLine:
    return BecauseLine(text, over(keyword, text))


def change(keyword: ast.Name, text: ast.Text) -> ChangeLine:
    return ChangeLine(text, over(keyword, text))


def expectation(
    keyword: ast.Name, measure: ast.Name, movement: ast.Name, points: ast.Number, unit: ast.Name
) -> ast.Expectation:
    return ast.Expectation(measure, ast.Movement(movement.text), points, over(keyword, unit))


def starts_on_event(
    keyword: ast.Name, event: ast.Name, where: ast.Condition | None, quiet_for: ast.Duration | None
) -> ast.StartsOnEvent:
    return ast.StartsOnEvent(event, where, over(keyword, event, where, quiet_for), quiet_for)


def starts_on_entering(keyword: ast.Name, segment: ast.Name, too: ast.Name | None) -> ast.StartsOnEntering:
    return ast.StartsOnEntering(segment, too is not None, over(keyword, segment, too))


def starts_every_year(keyword: ast.Name, attribute: ast.Path, at: ast.TimeOfDay) -> ast.StartsEveryYear:
    return ast.StartsEveryYear(attribute, at, over(keyword, at))


def starts_around(keyword: ast.Name, offset: ast.Offset, attribute: ast.Path, at: ast.TimeOfDay) -> ast.StartsAround:
    return ast.StartsAround(offset.distance, offset.direction, attribute, at, over(keyword, at))


def starts_every(keyword: ast.Name, day: ast.Name, at: ast.TimeOfDay, segment: ast.Name) -> ast.StartsEvery:
    return ast.StartsEvery(ast.Weekday(day.text), at, segment, over(keyword, segment))


def starts_every_day(keyword: ast.Name, at: ast.TimeOfDay, segment: ast.Name) -> ast.StartsEvery:
    return ast.StartsEvery(None, at, segment, over(keyword, segment))


def starts_at(keyword: ast.Name, at: ast.Instant, segment: ast.Name) -> ast.StartsAt:
    return ast.StartsAt(at, segment, over(keyword, segment))


def starts_when_called(keyword: ast.Name, called: ast.Name) -> ast.StartsWhenCalled:
    return ast.StartsWhenCalled(over(keyword, called))


def one_per(keyword: ast.Name, key: ast.Name) -> ast.OnePer:
    return ast.OnePer(key, over(keyword, key))


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


def stops_when(keyword: ast.Name, condition: ast.Condition, reason: ast.Name | None) -> ast.StopsWhen:
    return ast.StopsWhen(condition, reason, over(keyword, condition, reason))


def goal(keyword: ast.Name, event: ast.Name, where: ast.Condition | None, within: ast.Duration) -> ast.Goal:
    return ast.Goal(event, where, within, over(keyword, within))


def holdout(keyword: ast.Name, share: ast.Percent) -> ast.Holdout:
    return ast.Holdout(share, False, over(keyword, share))


def shared_holdout(keyword: ast.Name, holdout: ast.Name, share: ast.Percent) -> ast.Holdout:
    return ast.Holdout(share, True, over(keyword, share))


def priority(keyword: ast.Name, number: ast.Number) -> ast.Priority:
    return ast.Priority(number, over(keyword, number))


def on_edit(keyword: ast.Name, following: ast.Name) -> ast.OnEdit:
    return ast.OnEdit(ast.Following(following.text), over(keyword, following))


def moved(keyword: ast.Name, old: ast.Name, new: ast.Name) -> ast.Moved:
    return ast.Moved(old, new, over(keyword, new))


def moved_to_end(keyword: ast.Name, old: ast.Name, end: ast.Name) -> ast.Moved:
    return ast.Moved(old, None, over(keyword, end))


def paused(keyword: ast.Name) -> ast.Paused:
    return ast.Paused(keyword.span)


def overdue(keyword: ast.Name, catching: ast.Name, duration: ast.Duration | None = None) -> ast.Overdue:
    return ast.Overdue(ast.Catching(catching.text), duration, over(keyword, duration or catching))


def _only(kind: type[Line], lines: Sequence[Spanned], head: ast.Name, example: str) -> Line:
    found = [line for line in lines if isinstance(line, kind)]
    return only(found, example.split()[0], "this hypothesis", head.span, f"add it, as in `{example}`")
