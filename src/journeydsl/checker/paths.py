"""What a path reads: an attribute, a score, a property of the trigger or of the event that a `where` looks at."""

from __future__ import annotations

from dataclasses import dataclass

from journeydsl.checker import values
from journeydsl.checker.names import correction, meant
from journeydsl.checker.scope import NoTrigger, Scope, SomeTrigger, TriggeredBy, UnsureTrigger
from journeydsl.diagnostics import Code
from journeydsl.model import conditions as model
from journeydsl.model.project import Event
from journeydsl.model.values import Kind, ValueType
from journeydsl.source import Span
from journeydsl.syntax import ast


@dataclass(frozen=True, slots=True)
class Read:
    """An operand, the type of its value, and what its author calls it. What is computed is no operand: that is None."""

    operand: model.Operand | None
    type: ValueType
    name: str


def resolve(scope: Scope, path: ast.Path) -> Read | None:
    """What a path reads; None where it reads nothing, which is reported."""
    match path.parts:
        case ("trigger", *_):
            read = _of_trigger(scope, path)
        case ("score", *_):
            read = _score(scope, path)
        case ("account", *_):
            read = _of_account(scope, path)
        case ("offer", *_):
            message = f"`{path.text}` cannot be asked about: what is offered is for messages to show"
            scope.report(Code.CONDITION_OUT_OF_PLACE, message, path.span, hint="ask for what is known of the contact")
            return None
        case (name,):
            read = _by_name(scope, path, name)
        case _:
            _report_dotted(scope, path)
            return None
    return read


def _by_name(scope: Scope, path: ast.Path, name: str) -> Read | None:
    if scope.event is not None and name in scope.event.properties:
        return Read(model.EventProperty(name), scope.event.properties[name], name)
    attribute = scope.names.project.attributes.get(name)
    if attribute is not None:
        return Read(model.Attribute(name), attribute.type, name)
    _report_unknown(scope, path)
    return None


def _score(scope: Scope, path: ast.Path) -> Read | None:
    scores, written = scope.names.project.scores, _rest(path)
    if written in scores:
        score = scores[written]
        operand = model.Score(written, score.fresh_for, score.minimum_confidence)
        return Read(operand, ValueType(Kind.NUMBER), path.text)
    hint = meant(written, scores, "the scores are", before="score.") or "declare it in the project file, under `scores`"
    scope.report(
        Code.UNKNOWN_SCORE,
        f"there is no score `{written}`" if written else "`score` alone is no value",
        path.span,
        hint=hint,
        fix=correction(path.span, written, scores, before="score."),
    )
    return None


def _of_account(scope: Scope, path: ast.Path) -> Read | None:
    account, written = scope.names.project.account, _rest(path)
    if written in account:
        return Read(model.AccountFact(written), account[written].type, path.text)
    hint = meant(written, account, "it has", before="account.") or "declare it in the project file, under `account`"
    scope.report(
        Code.UNKNOWN_ATTRIBUTE,
        f"an account has no attribute `{written}`" if written else "`account` alone is no value",
        path.span,
        hint=hint,
        fix=correction(path.span, written, account, before="account."),
    )
    return None


def _rest(path: ast.Path) -> str:
    """What stands after the first word of a path."""
    return ".".join(path.parts[1:])


def _of_trigger(scope: Scope, path: ast.Path) -> Read | None:
    match scope.trigger:
        case UnsureTrigger():
            return None
        case NoTrigger(why, hint):
            message = f"`{path.text}` cannot be known here: {why}"
            scope.report(Code.CONDITION_OUT_OF_PLACE, message, path.span, hint=hint)
            return None
        case TriggeredBy(events):
            return _property_of_each(scope, path, events)
        case SomeTrigger():
            return _property_of_any(scope, path)


def _property_of_any(scope: Scope, path: ast.Path) -> Read | None:
    """A property of the trigger in a journey that is not known: of the events that have it, they being of one kind."""
    names = scope.names
    for events in (names.project.events, names.events):
        having = tuple(event for event in events.values() if _rest(path) in event.properties)
        if having:
            return _property_of_each(scope, path, having)
    report_no_event(scope, _rest(path), path.span)
    return None


def report_no_event(scope: Scope, written: str, span: Span, place: str = "") -> None:
    """Report a property of the trigger that no event has; `place` is how the mistake begins."""
    properties = {name for event in scope.names.project.events.values() for name in event.properties}
    message = f"no event has a property `{written}`" if written else "`trigger` is an event, not a value"
    scope.report(
        Code.UNKNOWN_PROPERTY,
        f"{place}{message}",
        span,
        hint=meant(written, properties, "the properties of events are", before="trigger."),
        fix=None if place else correction(span, written, properties, before="trigger."),
    )


def _property_of_each(scope: Scope, path: ast.Path, events: tuple[Event, ...]) -> Read | None:
    """A property of the trigger; it has to be there, and of one kind, whichever event the trigger was."""
    name = _rest(path)
    for event in events:
        if name not in event.properties:
            _report_no_property(scope, path, event)
            return None
    types = [event.properties[name] for event in events]
    for event, other in zip(events, types, strict=True):
        if values.family(other) is not values.family(types[0]):
            one, two = (values.family(each).value for each in (types[0], other))
            message = f"`{path.text}` is {one} in `{events[0].name}` and {two} in `{event.name}`"
            hint = "start the journey on events that agree, or leave the property out"
            scope.report(Code.TYPE_MISMATCH, message, path.span, hint=hint)
            return None
    allowed = dict.fromkeys(value for each in types for value in each.values) if all(t.values for t in types) else ()
    return Read(model.TriggerProperty(name), ValueType(types[0].kind, tuple(allowed), types[0].many), path.text)


def _report_no_property(scope: Scope, path: ast.Path, event: Event) -> None:
    written = _rest(path)
    message = f"`{event.name}`, which the journey starts on, has no property `{written}`"
    scope.report(
        Code.UNKNOWN_PROPERTY,
        message if written else "`trigger` is an event, not a value",
        path.span,
        hint=meant(written, event.properties, "it has", before="trigger."),
        fix=correction(path.span, written, event.properties, before="trigger."),
    )


def _report_unknown(scope: Scope, path: ast.Path) -> None:
    attributes, event = scope.names.project.attributes, scope.event
    if event is None:
        of_trigger = _trigger_hint(scope, path.text)
        scope.report(
            Code.UNKNOWN_ATTRIBUTE,
            f"there is no attribute `{path.text}`",
            path.span,
            hint=of_trigger or meant(path.text, attributes, "the attributes are"),
            fix=None if of_trigger else correction(path.span, path.text, attributes),
        )
        return
    known = [*event.properties, *attributes]
    scope.report(
        Code.UNKNOWN_PROPERTY,
        f"`{event.name}` has no property `{path.text}`, and there is no attribute of that name",
        path.span,
        hint=meant(path.text, known, "properties and attributes are"),
        fix=correction(path.span, path.text, known),
    )


def _trigger_hint(scope: Scope, name: str) -> str | None:
    trigger = scope.trigger
    if isinstance(trigger, TriggeredBy) and all(name in event.properties for event in trigger.events):
        return f"did you mean `trigger.{name}`, of the event that the journey starts on?"
    return None


def _report_dotted(scope: Scope, path: ast.Path) -> None:
    first, last = path.parts[0], path.parts[-1]
    project = scope.names.project
    hint: str | None = None
    if last in project.attributes or (scope.event is not None and last in scope.event.properties):
        hint = f"did you mean `{last}`?"
    elif first in scope.names.events:
        hint = f"ask for the event, and for its property in a `where`: `{first} where {last} … ever`"
    scope.report(Code.UNKNOWN_ATTRIBUTE, f"there is no attribute `{path.text}`", path.span, hint=hint)
