"""Waits: for a while, until a time, a day, a date of the contact's, or until something is so."""

from __future__ import annotations

import datetime

from journeydsl.checker import conditions, dates, guards, values
from journeydsl.checker.constancy import report_constant
from journeydsl.checker.inside import Inside
from journeydsl.checker.paths import Read
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code, Severity
from journeydsl.model import steps as model
from journeydsl.model.conditions import AccountFact, Attribute, Condition, TriggerProperty
from journeydsl.syntax import ast, printer


def for_a_while(inside: Inside, step: ast.Wait) -> model.Step:
    """A wait for a duration, then until a time of day."""
    until = None if step.until is None else step.until.minutes
    return model.Wait(
        id=inside.ids.give(step),
        words=printer.step(step),
        duration=0 if step.duration is None else values.positive(inside.scope, step.duration),
        until=0 if until is None and step.until_day is not None else until,
        until_day=None if step.until_day is None else list(ast.Weekday).index(step.until_day),
        span=step.span,
    )


def until_date(inside: Inside, step: ast.WaitUntilDate) -> model.Step:
    """A wait until a day that is written in the program, at its first instant where no time is given."""
    wall = _wall(step.date)
    values.instant(inside.scope, wall, step.date.span)
    return model.WaitUntil(id=inside.ids.give(step), words=printer.step(step), wall=wall, span=step.span)


def until_attribute(
    inside: Inside, step: ast.WaitUntilAttribute, step_id: str, if_missing: model.Block
) -> model.Step | None:
    """A wait until a date that is known of the contact, or of the trigger: says what to do where it may be missing."""
    scope, offset = inside.scope, step.offset
    distance = 0
    if offset is not None:
        dates.check_distance(scope, offset.distance, step.at)
        distance = values.duration(offset.distance) * (-1 if offset.direction is ast.Direction.BEFORE else 1)
    read = dates.read(scope, step.attribute)
    if read is None:
        return None
    _check_if_missing(scope, step, read)
    if not isinstance(read.operand, Attribute | AccountFact | TriggerProperty):
        return None
    return model.WaitUntilAttribute(
        id=step_id,
        words=printer.step(step),
        date=read.operand,
        distance=distance,
        at=None if step.at is None else step.at.minutes,
        if_missing=if_missing,
        span=step.span,
    )


def condition(inside: Inside, step: ast.WaitUntilCondition) -> Condition | None:
    """What a wait until something is so waits for; None where something is wrong with it, which is reported."""
    checked = conditions.check(inside.scope, step.condition)
    if checked is not None:
        report_constant(inside.scope, step.condition, "this wait ends at once or lasts until its deadline")
    return checked


def _check_if_missing(scope: Scope, step: ast.WaitUntilAttribute, read: Read) -> None:
    """A date of the contact or its account that may be missing needs `if missing`, and one that may not be has no use
    for it."""
    if not isinstance(read.operand, Attribute | AccountFact):
        return
    may_be_missing = guards.may_be_missing(scope.names.project, step.attribute)
    if may_be_missing and step.if_missing is None:
        scope.report(
            Code.MISSING_IF_MISSING,
            f"`{read.name}` may be missing, and nothing says what to do then",
            step.attribute.span,
            hint="add `if missing: continue` beneath it, or `if missing: stop`",
        )
    if not may_be_missing and step.if_missing is not None:
        scope.report(
            Code.UNUSED_FALLBACK,
            f"`{read.name}` is never missing, so `if missing` never happens",
            step.attribute.span,
            hint="leave `if missing` out, or make the attribute optional in `journeydsl.yaml`",
            severity=Severity.WARNING,
        )


def _wall(date: ast.Date | ast.Instant) -> datetime.datetime:
    return date.value if isinstance(date, ast.Instant) else datetime.datetime.combine(date.value, datetime.time())
