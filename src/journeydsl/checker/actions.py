"""Steps that do something besides sending: to the profile, to other journeys, and to the world outside."""

from __future__ import annotations

from typing import TypeAlias

from journeydsl.checker import facts, names, references, values
from journeydsl.checker.inside import Inside
from journeydsl.diagnostics import Code
from journeydsl.model import steps as model
from journeydsl.syntax import ast, printer

Action: TypeAlias = (
    ast.Emit | ast.Call | ast.StartJourney | ast.AddTo | ast.RemoveFrom | ast.UnsubscribeFrom | ast.Offer
)


def check(inside: Inside, step: Action) -> model.Step | None:
    """What an action means: nothing as long as it cannot be run."""
    scope = inside.scope
    inside.ids.give(step)
    match step:
        case ast.Emit(event, told):
            facts.of_event(scope, references.event(scope, event), told)
            scope.not_yet("emit", step.span)
        case ast.Call():
            scope.not_yet("call", step.span)
        case ast.StartJourney(journey):
            references.journey(scope, journey)
            scope.not_yet("start", step.span)
        case ast.AddTo():
            scope.not_yet("add to", step.span)
        case ast.RemoveFrom():
            scope.not_yet("remove from", step.span)
        case ast.UnsubscribeFrom(topic):
            references.topic(scope, topic)
            scope.not_yet("unsubscribe from", step.span)
        case ast.Offer():
            scope.not_yet("offer", step.span)
    return None


def set_attribute(inside: Inside, step: ast.Set) -> model.Step | None:
    """What `set` means; None where there is no such attribute, or where it cannot have the value, which is reported."""
    scope, path = inside.scope, step.attribute
    step_id = inside.ids.give(step)
    attribute = scope.names.project.attributes.get(path.text)
    if attribute is None:
        hint = names.meant(path.text, scope.names.project.attributes, "the attributes are")
        scope.report(Code.UNKNOWN_ATTRIBUTE, f"there is no attribute `{path.text}`", path.span, hint=hint)
        return None
    value = values.exact(scope, step.value, path.text, attribute.type)
    if value is None:
        return None
    return model.Set(id=step_id, words=printer.step(step), attribute=path.text, value=value, span=step.span)
