"""What a journey is for, and until when: lines that tell people about it."""

from __future__ import annotations

import datetime

from journeydsl.checker import lines, references, values
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code, Label, Severity
from journeydsl.model.journeys import Hypothesis, Measure, Stage
from journeydsl.syntax import ast


def owner(written: ast.Journey) -> str | None:
    """Whom to ask about a journey."""
    line = lines.first(written.lines, ast.Owner)
    return None if line is None else line.text.value


def stage(scope: Scope, written: ast.Journey) -> Stage | None:
    """What a journey does in the life of a contact."""
    line = lines.first(written.lines, ast.Stage)
    return None if line is None else references.stage(scope, line.name)


def ends(scope: Scope, written: ast.Journey) -> datetime.date | None:
    """The last day on which anybody enters; what is said of later days is reported."""
    line = lines.first(written.lines, ast.Ends)
    if line is None or values.instant(scope, _midnight(line.date.value), line.date.span) is None:
        return None
    labels = (Label(line.span, "nobody enters after this day"),)
    for start in written.lines:
        if isinstance(start, ast.StartsAt) and start.at.value.date() > line.date.value:
            scope.report(
                Code.PAST_END,
                f"the journey ends on {line.date.value}, so nobody would enter here",
                start.at.span,
                labels=labels,
                hint="let it start earlier, or end later",
            )
    return line.date.value


def report_late_waits(scope: Scope, written: ast.Journey, steps: tuple[ast.Step, ...]) -> None:
    """Warn of each of the steps that waits for a day on which the journey has ended."""
    line = lines.first(written.lines, ast.Ends)
    for step in steps if line is not None else ():
        if line is not None and isinstance(step, ast.WaitUntilDate) and _day(step.date) > line.date.value:
            scope.report(
                Code.PAST_END,
                f"the journey ends on {line.date.value}, and this waits longer",
                step.date.span,
                labels=(Label(line.span, "nobody enters after this day"),),
                hint="who is inside goes on after the end; wait for an earlier day if that is not meant",
                severity=Severity.WARNING,
            )


def hypothesis(scope: Scope, written: ast.Journey) -> Hypothesis | None:
    """Why a journey should work; None where its expectation makes no sense, which is reported."""
    line = lines.first(written.lines, ast.Hypothesis)
    if line is None:
        return None
    expect = line.expect
    measure = references.measure(scope, expect.measure)
    if measure is Measure.GOAL and lines.first(written.lines, ast.Goal) is None:
        hint = "add a line such as `goal order_placed within 7 days`"
        message = f"`{written.name.text}` has no goal that could {expect.movement}"
        scope.report(Code.MISSING_LINE, message, expect.measure.span, hint=hint)
    if expect.points.value <= 0:
        message = f"a change by {expect.points.value} points is none"
        hint = f"write how far it should {expect.movement}, such as `by 2 points`"
        scope.report(Code.OUT_OF_RANGE, message, expect.points.span, hint=hint)
    if measure is None:
        return None
    points = float(expect.points.value)
    return Hypothesis(
        because=line.because.value,
        change=line.change.value,
        measure=measure,
        points=points if expect.movement is ast.Movement.RISE else -points,
    )


def _day(date: ast.Date | ast.Instant) -> datetime.date:
    return date.value if isinstance(date, ast.Date) else date.value.date()


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time())
