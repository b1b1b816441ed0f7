"""Journeys: the lines at their head, and what has to be there before anyone can enter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from journeydsl.checker import conditions, lines, reach, references, steps, values
from journeydsl.checker.ids import StepIds
from journeydsl.checker.names import Names
from journeydsl.checker.rules import label
from journeydsl.checker.scope import NoTrigger, Scope, Trigger, TriggeredBy, UnsureTrigger
from journeydsl.diagnostics import Code
from journeydsl.model import journeys as model
from journeydsl.model.messages import Message
from journeydsl.model.values import WHOLE_SHARE
from journeydsl.syntax import ast, printer

_BEFORE = NoTrigger("the journey has not started yet", "write the property's name alone, without `trigger.`")
_BY_SEGMENT = NoTrigger(
    "contacts enter this journey by a segment, without an event", "ask for an attribute, or start on an event"
)


def check(scope: Scope, written: ast.Journey, messages: Mapping[str, Message]) -> model.Journey | None:
    """What a journey means."""
    lines.report_repeated(scope, written.lines, _said)
    entering = replace(scope, trigger=trigger(scope.names, written))
    inside = replace(entering, entered=True)
    starts = _starts(replace(scope, trigger=_BEFORE), written)
    only_if = lines.first(written.lines, ast.OnlyIf)
    if all(isinstance(step, ast.Continue) for step in written.steps):
        hint = "add what it does, such as `send` and a message"
        scope.report(Code.NO_STEPS, f"`{written.name.text}` has no steps", written.name.span, hint=hint)
    reach.report_unreachable(scope, written.steps)
    return model.Journey(
        name=written.name.text,
        label=label(written.name, written.label),
        starts=starts,
        again=_again(scope, written),
        only_if=None if only_if is None else conditions.check(entering, only_if.condition),
        only_if_words="" if only_if is None else printer.condition(only_if.condition),
        stops=tuple(_stops_on(inside, line) for line in written.lines if isinstance(line, ast.StopsOn)),
        goal=_goal(inside, lines.first(written.lines, ast.Goal)),
        holdout=_holdout(scope, lines.first(written.lines, ast.Holdout)),
        priority=_priority(lines.first(written.lines, ast.Priority)),
        steps=steps.block(
            steps.Inside(journey=written.name.text, scope=inside, ids=StepIds(), messages=messages), written.steps
        ),
        span=written.span,
    )


def trigger(names: Names, written: ast.Journey) -> Trigger:
    """What `trigger.` means in a journey."""
    if lines.first(written.lines, ast.StartsOnEntering) is not None:
        return _BY_SEGMENT
    starts = [line.event.text for line in written.lines if isinstance(line, ast.StartsOnEvent)]
    events = names.project.events
    if not starts or not all(name in events for name in starts):
        return UnsureTrigger()
    return TriggeredBy(tuple(events[name] for name in starts))


def _starts(scope: Scope, written: ast.Journey) -> tuple[model.Start, ...]:
    lines_of_start = [line for line in written.lines if isinstance(line, ast.StartsOnEvent | ast.StartsOnEntering)]
    if not lines_of_start:
        scope.report(
            Code.NO_START,
            f"nobody can enter `{written.name.text}`: it does not say what it starts on",
            written.name.span,
            hint="add a line such as `starts on order_placed` or `starts on entering` and a segment",
        )
    return tuple(_start(scope, line) for line in lines_of_start)


def _start(scope: Scope, line: ast.StartsOnEvent | ast.StartsOnEntering) -> model.Start:
    words = printer.journey_line(line)
    match line:
        case ast.StartsOnEvent(event, where):
            references.event(scope, event)
            return model.OnEvent(words=words, event=event.text, where=conditions.where(scope, event, where))
        case ast.StartsOnEntering(segment, existing_members):
            references.segment(scope, segment)
            return model.OnEntering(words=words, segment=segment.text, existing_members=existing_members)


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
    references.event(scope, line.event)
    return model.StopsOn(
        words=printer.journey_line(line),
        event=line.event.text,
        where=conditions.where(scope, line.event, line.where),
        reason=None if line.reason is None else line.reason.text,
    )


def _goal(scope: Scope, line: ast.Goal | None) -> model.Goal | None:
    if line is None:
        return None
    references.event(scope, line.event)
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
        case ast.StartsOnEvent() | ast.StartsOnEntering() | ast.StopsOn():
            return None
        case ast.AgainAfter() | ast.Once() | ast.Always():
            return "how often a contact may enter"
        case ast.OnlyIf():
            return "`only if`"
        case ast.Goal():
            return "`goal`"
        case ast.Holdout():
            return "`holdout`"
        case ast.Priority():
            return "`priority`"
