"""Journeys: the lines at their head, and what has to be there before anyone can enter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from journeydsl.checker import (
    conditions,
    guards,
    labels,
    lines,
    offered,
    plan,
    published,
    reach,
    references,
    send_times,
    starts,
    stay,
    steps,
    values,
    walk,
)
from journeydsl.checker.constancy import report_constant
from journeydsl.checker.ids import StepIds
from journeydsl.checker.inside import Inside
from journeydsl.checker.rules import label
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.model import journeys as model
from journeydsl.model.messages import Message
from journeydsl.model.values import WHOLE_SHARE
from journeydsl.syntax import ast, printer


def check(scope: Scope, written: ast.Journey, messages: Mapping[str, Message]) -> model.Journey | None:
    """What a journey means."""
    lines.report_repeated(scope, written.lines, _said)
    entering = replace(scope, trigger=starts.trigger(scope.names, written))
    inside = replace(entering, entered=True)
    only_if = lines.first(written.lines, ast.OnlyIf)
    holdout = lines.first(written.lines, ast.Holdout)
    shared = Inside(journey=written.name.text, scope=inside, ids=StepIds(), messages=messages)
    _check_ways(scope, written, messages)
    built = steps.block(shared, written.steps)
    return model.Journey(
        name=written.name.text,
        label=label(written.name, written.label),
        starts=starts.check(scope, written),
        again=_again(scope, written),
        only_if=None if only_if is None else conditions.check(entering, only_if.condition),
        only_if_words="" if only_if is None else printer.condition(only_if.condition),
        stops=tuple(_stops_on(inside, line) for line in written.lines if isinstance(line, ast.StopsOn)),
        stops_when=_stops_when(inside, written),
        goal=_goal(inside, lines.first(written.lines, ast.Goal)),
        holdout=_holdout(scope, holdout),
        shared_holdout=holdout is not None and holdout.shared,
        priority=_priority(lines.first(written.lines, ast.Priority)),
        key=starts.key(scope, written),
        ends=plan.ends(scope, written),
        owner=plan.owner(written),
        stage=plan.stage(scope, written),
        hypothesis=plan.hypothesis(scope, written),
        on_edit=published.on_edit(written),
        moved=published.moved(scope, written, shared.ids.given),
        paused=lines.first(written.lines, ast.Paused) is not None,
        overdue=published.overdue(scope, written),
        longest_stay=stay.longest(scope, written.steps),
        steps=built,
        span=written.span,
    )


def _check_ways(scope: Scope, written: ast.Journey, messages: Mapping[str, Message]) -> None:
    """Report what is wrong with the steps taken together: none, never reached, led to in vain, or at a bad time."""
    if all(isinstance(step, ast.Continue) for step in written.steps):
        hint = "add what it does, such as `send` and a message"
        scope.report(Code.NO_STEPS, f"`{written.name.text}` has no steps", written.name.span, hint=hint)
    reach.report_unreachable(scope, written.steps)
    labels.check(scope, written.steps)
    steps.report_too_often(scope, written.steps)
    stay.report_short_return(scope, written)
    send_times.report_never_open(scope, written.steps)
    offered.check(scope, written.steps, messages)
    plan.report_late_waits(scope, written, tuple(walk.steps(written.steps)))


def _again(scope: Scope, written: ast.Journey) -> model.Again:
    line = next((line for line in written.lines if isinstance(line, ast.Again)), None)
    match line:
        case None | ast.Once():
            return model.Once()
        case ast.Always():
            return model.Always()
        case ast.AgainAfter(duration):
            return model.After(values.positive(scope, duration))


def _stops_on(scope: Scope, line: ast.StopsOn) -> model.StopsOn:
    references.heard_event(scope, line.event)
    return model.StopsOn(
        words=printer.journey_line(line),
        event=line.event.text,
        where=conditions.where(scope, line.event, line.where),
        reason=None if line.reason is None else line.reason.text,
    )


def _stops_when(scope: Scope, written: ast.Journey) -> tuple[model.StopsWhen, ...]:
    """What ends a run by being so; a value that may be missing ends it too, which is reported."""
    stops: list[model.StopsWhen] = []
    for line in written.lines:
        if not isinstance(line, ast.StopsWhen):
            continue
        condition = conditions.check(scope, line.condition)
        guards.report_unguarded(scope, line.condition, "stopped", "stop")
        if condition is not None:
            report_constant(scope, line.condition, "the journey stops at once or never")
            reason = None if line.reason is None else line.reason.text
            stops.append(model.StopsWhen(words=printer.journey_line(line), condition=condition, reason=reason))
    return tuple(stops)


def _goal(scope: Scope, line: ast.Goal | None) -> model.Goal | None:
    if line is None:
        return None
    references.heard_event(scope, line.event)
    return model.Goal(
        words=printer.journey_line(line),
        event=line.event.text,
        where=conditions.where(scope, line.event, line.where),
        within=values.positive(scope, line.within),
    )


def _holdout(scope: Scope, line: ast.Holdout | None) -> int:
    if line is None:
        return 0
    if not 0 < line.share.millionths < WHOLE_SHARE:
        nobody = line.share.millionths <= 0
        scope.report(
            Code.HOLDOUT_RANGE,
            "this holdout keeps nobody out" if nobody else "this holdout keeps everybody out",
            line.share.span,
            hint="hold out more than 0% and less than 100%, or leave the line out",
        )
    return line.share.millionths


def _priority(line: ast.Priority | None) -> int:
    return 0 if line is None else int(line.number.value)


def _said(line: ast.JourneyLine) -> str | None:
    match line:
        case ast.AgainAfter() | ast.Once() | ast.Always():
            return "how often a contact may enter"
        case ast.OnlyIf():
            return "`only if`"
        case ast.OnePer():
            return "`one per`"
        case ast.Holdout():
            return "`holdout`"
        case ast.Goal() | ast.Priority():
            return f"`{printer.journey_line(line).partition(' ')[0]}`"
        case ast.Owner() | ast.Stage() | ast.Ends() | ast.Hypothesis():
            return f"`{printer.journey_line(line).partition(' ')[0]}`"
        case ast.OnEdit() | ast.Paused() | ast.Overdue():
            return f"`{printer.journey_line(line).partition(' ')[0]}`"
        case ast.Moved(old):
            return f"where `{old.text}` moved"
        case ast.StartsOnEvent() | ast.StartsOnEntering() | ast.StartsEveryYear() | ast.StartsAround():
            return f"`{printer.journey_line(line)}`"
        case ast.StartsEvery() | ast.StartsAt() | ast.StartsWhenCalled() | ast.StopsOn() | ast.StopsWhen():
            return f"`{printer.journey_line(line)}`"
