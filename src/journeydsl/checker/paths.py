"""What a path reads: an attribute, a property of the trigger, or a property of the event that a `where` looks at."""

from __future__ import annotations

from dataclasses import dataclass

from journeydsl.checker import values
from journeydsl.checker.names import meant
from journeydsl.checker.scope import NoTrigger, Scope, TriggeredBy, UnsureTrigger
from journeydsl.diagnostics import Code
from journeydsl.model import conditions as model
from journeydsl.model.project import Event
from journeydsl.model.values import ValueType
from journeydsl.syntax import ast


@dataclass(frozen=True, slots=True)
class Read:
    """An operand, the type of its value, and what its author calls it."""

    operand: model.Attribute | model.TriggerProperty | model.EventProperty
    type: ValueType
    name: str


def resolve(scope: Scope, path: ast.Path) -> Read | None:
    """What a path reads; None where it reads nothing, which is reported."""
    if path.parts[0] == "trigger":
        return _of_trigger(scope, path)
    if len(path.parts) > 1:
        _report_dotted(scope, path)
        return None
    name = path.parts[0]
    if scope.event is not None and name in scope.event.properties:
        return Read(model.EventProperty(name), scope.event.properties[name], name)
    attribute = scope.names.project.attributes.get(name)
    if attribute is not None:
        return Read(model.Attribute(name), attribute.type, name)
    _report_unknown(scope, path)
    return None


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


def _property_of_each(scope: Scope, path: ast.Path, events: tuple[Event, ...]) -> Read | None:
    """A property of the trigger; it has to be there, and of one kind, whichever event the trigger was."""
    name = ".".join(path.parts[1:])
    for event in events:
        if name not in event.properties:
            _report_no_property(scope, path, event)
            return None
    types = [event.properties[name] for event in events]
    for event, other in zip(events, types, strict=True):
        if values.family(other.kind) is not values.family(types[0].kind):
            one, two = (values.family(each.kind).value for each in (types[0], other))
            message = f"`{path.text}` is {one} in `{events[0].name}` and {two} in `{event.name}`"
            hint = "start the journey on events that agree, or leave the property out"
            scope.report(Code.TYPE_MISMATCH, message, path.span, hint=hint)
            return None
    allowed = dict.fromkeys(value for each in types for value in each.values) if all(t.values for t in types) else ()
    return Read(model.TriggerProperty(name), ValueType(types[0].kind, tuple(allowed)), path.text)


def _report_no_property(scope: Scope, path: ast.Path, event: Event) -> None:
    written = ".".join(path.parts[1:])
    message = f"`{event.name}`, which the journey starts on, has no property `{written}`"
    scope.report(
        Code.UNKNOWN_PROPERTY,
        message if written else "`trigger` is an event, not a value",
        path.span,
        hint=meant(written, event.properties, "it has", before="trigger."),
    )


def _report_unknown(scope: Scope, path: ast.Path) -> None:
    attributes, event = scope.names.project.attributes, scope.event
    if event is None:
        hint = _trigger_hint(scope, path.text) or meant(path.text, attributes, "the attributes are")
        scope.report(Code.UNKNOWN_ATTRIBUTE, f"there is no attribute `{path.text}`", path.span, hint=hint)
        return
    hint = meant(path.text, [*event.properties, *attributes], "properties and attributes are")
    message = f"`{event.name}` has no property `{path.text}`, and there is no attribute of that name"
    scope.report(Code.UNKNOWN_PROPERTY, message, path.span, hint=hint)


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
    elif first in project.events:
        hint = f"ask for the event, and for its property in a `where`: `{first} where {last} … ever`"
    scope.report(Code.UNKNOWN_ATTRIBUTE, f"there is no attribute `{path.text}`", path.span, hint=hint)
