"""Steps that do something besides sending: to the profile, to other journeys, and to the world outside."""

from __future__ import annotations

from typing import TypeAlias

from journeydsl.checker import facts, names, references, values
from journeydsl.checker.inside import Inside
from journeydsl.diagnostics import Code
from journeydsl.model import steps as model
from journeydsl.syntax import ast, printer

Action: TypeAlias = ast.Emit | ast.Call | ast.StartJourney | ast.AddTo | ast.RemoveFrom | ast.UnsubscribeFrom


def check(inside: Inside, step: Action) -> model.Step | None:
    """What an action means; None where something is wrong, which is reported."""
    scope, step_id, words, span = inside.scope, inside.ids.give(step), printer.step(step), step.span
    match step:
        case ast.Emit(event, told):
            properties = facts.of_event(scope, references.own_event(scope, event), told)
            return model.Emit(id=step_id, words=words, event=event.text, properties=properties, span=span)
        case ast.Call(webhook):
            return model.Call(id=step_id, words=words, webhook=webhook.text, span=span)
        case ast.StartJourney(journey):
            references.journey(scope, journey)
            return model.StartJourney(id=step_id, words=words, journey=journey.text, span=span)
        case ast.AddTo(name):
            return model.AddTo(id=step_id, words=words, list=name.text, span=span)
        case ast.RemoveFrom(name):
            return model.RemoveFrom(id=step_id, words=words, list=name.text, span=span)
        case ast.UnsubscribeFrom(topic):
            references.topic(scope, topic)
            return model.UnsubscribeFrom(id=step_id, words=words, topic=topic.text, span=span)


def offer(inside: Inside, step: ast.Offer, step_id: str, nothing_left: model.Block) -> model.Step:
    """What `offer` means; what is wrong with its files is told at the first step that needs them."""
    scope, name = inside.scope, step.list
    shelf = scope.names.offers.get(name.text)
    if shelf is None:
        known = scope.names.offers
        hint = names.meant(name.text, known, "the offers are") or "declare it in the project file, under `offers`"
        scope.report(Code.UNKNOWN_OFFER, f"there is no offer `{name.text}`", name.span, hint=hint)
    elif not shelf.told:
        shelf.told = True
        for mistake in shelf.mistakes:
            scope.report(Code.OFFER_FILE, mistake, name.span)
    if step.nothing_left is None:
        hint = "add `if nothing left: stop` beneath it, or `if nothing left: continue`"
        message = "this does not say what happens where nothing is left to offer"
        scope.report(Code.MISSING_IF_NOTHING_LEFT, message, step.span, hint=hint)
    return model.Offer(
        id=step_id, words=printer.step(step), offers=name.text, nothing_left=nothing_left, span=step.span
    )


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
