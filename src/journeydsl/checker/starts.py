"""Where a journey starts: what triggers it, what can be asked of the trigger, and what keeps parallel runs apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from journeydsl.checker import conditions, dates, lines, references, values
from journeydsl.checker.names import Names, meant
from journeydsl.checker.scope import NoTrigger, Scope, Trigger, TriggeredBy, UnsureTrigger
from journeydsl.diagnostics import Code, Label
from journeydsl.model import journeys as model
from journeydsl.syntax import ast, printer

Start: TypeAlias = (
    ast.StartsOnEvent
    | ast.StartsOnEntering
    | ast.StartsEveryYear
    | ast.StartsAround
    | ast.StartsEvery
    | ast.StartsAt
    | ast.StartsWhenCalled
)

_BEFORE = NoTrigger("the journey has not started yet", "write the property's name alone, without `trigger.`")


def trigger(names: Names, written: ast.Journey) -> Trigger:
    """What `trigger.` means in a journey: nothing, where contacts can enter without an event."""
    starts = _lines(written)
    without = next((way for way in map(_without_event, starts) if way is not None), None)
    if without is not None:
        return NoTrigger(
            f"contacts enter this journey {without}, without an event", "ask for an attribute, or start on an event"
        )
    events = names.project.events
    named = [line.event.text for line in starts if isinstance(line, ast.StartsOnEvent)]
    if not named or not all(name in events for name in named):
        return UnsureTrigger()
    return TriggeredBy(tuple(events[name] for name in named))


def check(scope: Scope, written: ast.Journey) -> tuple[model.Start, ...]:
    """What the starts of a journey mean; a journey without any is reported."""
    before = replace(scope, trigger=_BEFORE)
    starts = _lines(written)
    if not starts:
        scope.report(
            Code.NO_START,
            f"nobody can enter `{written.name.text}`: it does not say what it starts on",
            written.name.span,
            hint="add a line such as `starts on order_placed` or `starts on entering` and a segment",
        )
    return tuple(start for start in (_start(before, line) for line in starts) if start is not None)


def key(scope: Scope, written: ast.Journey) -> str | None:
    """The property that keeps runs apart, which every event that starts the journey has; reported where one has not."""
    line = lines.first(written.lines, ast.OnePer)
    if line is None:
        return None
    name = line.property
    for start in _lines(written):
        if not isinstance(start, ast.StartsOnEvent):
            scope.report(
                Code.KEY_WITHOUT_EVENT,
                f"`one per {name.text}` needs an event that has it, and contacts enter {_without_event(start)} too",
                line.span,
                labels=(Label(start.span, "this start has no event"),),
                hint="start the journey on events alone, or take the line out",
            )
            return None
        event = scope.names.project.events.get(start.event.text)
        if event is not None and name.text not in event.properties:
            message = f"`{event.name}`, which the journey starts on, has no property `{name.text}`"
            hint = meant(name.text, event.properties, "it has") or f"`{event.name}` has no properties"
            scope.report(Code.UNKNOWN_PROPERTY, message, name.span, hint=hint)
            return None
    return name.text


def _lines(written: ast.Journey) -> list[Start]:
    return [line for line in written.lines if isinstance(line, Start)]


def _without_event(line: Start) -> str | None:
    """How contacts enter by a start that is not an event."""
    match line:
        case ast.StartsOnEvent():
            return None
        case ast.StartsOnEntering():
            return "by a segment"
        case ast.StartsEveryYear() | ast.StartsAround():
            return "by a date"
        case ast.StartsEvery() | ast.StartsAt():
            return "at a set time"
        case ast.StartsWhenCalled():
            return "when it is called"


def _start(scope: Scope, line: Start) -> model.Start | None:
    """What a start means; None where it cannot be run yet."""
    match line:
        case ast.StartsOnEvent(event, where, quiet_for=quiet_for):
            references.event(scope, event)
            condition = conditions.where(scope, event, where)
            if quiet_for is not None:
                values.positive(scope, quiet_for)
                scope.not_yet("then quiet for", quiet_for.span)
            return model.OnEvent(words=printer.journey_line(line), event=event.text, where=condition)
        case ast.StartsOnEntering(segment, existing_members):
            references.segment(scope, segment)
            return model.OnEntering(
                words=printer.journey_line(line), segment=segment.text, existing_members=existing_members
            )
        case ast.StartsEveryYear(attribute):
            dates.read(scope, attribute)
            scope.not_yet("starts every year", line.span)
        case ast.StartsAround(distance, direction, attribute, at):
            dates.check_distance(scope, distance, at)
            dates.read(scope, attribute)
            scope.not_yet(f"starts … {direction}", line.span)
        case ast.StartsEvery(day, segment=segment):
            references.segment(scope, segment)
            scope.not_yet(f"starts every {day or 'day'}", line.span)
        case ast.StartsAt(at, segment):
            references.segment(scope, segment)
            values.instant(scope, at.value, at.span)
            scope.not_yet(f"starts on {printer.literal(at)}", line.span)
        case ast.StartsWhenCalled():
            scope.not_yet("starts when called", line.span)
    return None
