"""Where a journey starts: what triggers it, what can be asked of the trigger, and what keeps parallel runs apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from journeydsl.checker import conditions, dates, lines, references, values
from journeydsl.checker.names import Names, meant
from journeydsl.checker.scope import NoTrigger, Scope, Trigger, TriggeredBy, UnsureTrigger
from journeydsl.diagnostics import Code, Label
from journeydsl.model import journeys as model
from journeydsl.model.conditions import AccountFact, Attribute
from journeydsl.model.project import Event
from journeydsl.model.values import DAY, ValueType
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
    events = names.events
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
    """The property that keeps runs apart: one value that every starting event has; reported where it is not."""
    line = lines.first(written.lines, ast.OnePer)
    if line is None:
        return None
    known: list[tuple[Event, ValueType]] = []
    for start in _lines(written):
        if not isinstance(start, ast.StartsOnEvent):
            _report_no_event(scope, line, start)
            return None
        event = scope.names.events.get(start.event.text)
        if event is not None and line.property.text not in event.properties:
            _report_no_property(scope, line.property, event)
            return None
        if event is not None:
            known.append((event, event.properties[line.property.text]))
    return line.property.text if _is_one_value(scope, line.property, known) else None


def _report_no_event(scope: Scope, line: ast.OnePer, start: Start) -> None:
    scope.report(
        Code.KEY_WITHOUT_EVENT,
        f"`one per {line.property.text}` needs an event that has it, and contacts enter {_without_event(start)} too",
        line.span,
        labels=(Label(start.span, "this start has no event"),),
        hint="start the journey on events alone, or take the line out",
    )


def _report_no_property(scope: Scope, name: ast.Name, event: Event) -> None:
    message = f"`{event.name}`, which the journey starts on, has no property `{name.text}`"
    hint = meant(name.text, event.properties, "it has") or f"`{event.name}` has no properties"
    scope.report(Code.UNKNOWN_PROPERTY, message, name.span, hint=hint)


def _is_one_value(scope: Scope, name: ast.Name, known: list[tuple[Event, ValueType]]) -> bool:
    """Whether a property is a single value and of one kind, whichever event it is of; reported where not."""
    for event, declared in known:
        family, first = values.family(declared), values.family(known[0][1])
        if family is values.Family.LIST:
            message, hint = f"`{name.text}` of `{event.name}` is a list", "name a property with a single value"
        elif family is not first:
            message = f"`{name.text}` is {first.value} in `{known[0][0].name}` and {family.value} in `{event.name}`"
            hint = "start the journey on events that agree, or take the line out"
        else:
            continue
        scope.report(Code.TYPE_MISMATCH, message, name.span, hint=hint)
        return False
    return True


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
    """What a start means; None where its date makes no sense, which is reported."""
    words = printer.journey_line(line)
    match line:
        case ast.StartsOnEvent(event, where, quiet_for=quiet_for):
            references.heard_event(scope, event)
            condition = conditions.where(scope, event, where)
            quiet = None if quiet_for is None else values.positive(scope, quiet_for)
            return model.OnEvent(words=words, event=event.text, where=condition, quiet_for=quiet)
        case ast.StartsOnEntering(segment, existing_members):
            references.segment(scope, segment)
            return model.OnEntering(words=words, segment=segment.text, existing_members=existing_members)
        case ast.StartsEveryYear(path, at):
            date = _date(scope, path)
            return None if date is None else model.EveryYear(words=words, date=date, at=at.minutes)
        case ast.StartsAround():
            return _around(scope, line)
        case ast.StartsEvery(day, at, segment):
            references.segment(scope, segment)
            weekday = None if day is None else list(ast.Weekday).index(day)
            return model.Every(words=words, weekday=weekday, at=at.minutes, segment=segment.text)
        case ast.StartsAt(at=instant, segment=segment):
            references.segment(scope, segment)
            values.instant(scope, instant.value, instant.span)
            return model.At(words=words, wall=instant.value, segment=segment.text)
        case ast.StartsWhenCalled():
            return model.WhenCalled(words=words)


def _around(scope: Scope, line: ast.StartsAround) -> model.Start | None:
    dates.check_distance(scope, line.distance, line.at)
    date = _date(scope, line.attribute)
    if date is None:
        return None
    days = values.duration(line.distance) // DAY
    return model.Around(
        words=printer.journey_line(line),
        days=-days if line.direction is ast.Direction.BEFORE else days,
        date=date,
        at=line.at.minutes,
    )


def _date(scope: Scope, path: ast.Path) -> Attribute | AccountFact | None:
    """The date that a start goes by, which is the contact's or its account's; None where there is none, which is
    reported."""
    read = dates.read(scope, path)
    return read.operand if read is not None and isinstance(read.operand, Attribute | AccountFact) else None
