"""Sends: the message, what it reads of the trigger, and what follows where it was not sent."""

from __future__ import annotations

from journeydsl.checker import choices, references
from journeydsl.checker.inside import Inside
from journeydsl.checker.scope import NoTrigger, Scope, SomeTrigger, TriggeredBy, UnsureTrigger
from journeydsl.diagnostics import Code, Label
from journeydsl.model import steps as model
from journeydsl.model.conditions import TriggerProperty
from journeydsl.model.messages import Tier
from journeydsl.model.reasons import NotSent
from journeydsl.syntax import ast, printer


def check(inside: Inside, step: ast.Send, step_id: str, blocks: tuple[model.Block, ...]) -> model.Step:
    """What a send means; `blocks` are what follows in each case of `if not sent`, in their order."""
    scope = inside.scope
    if references.message(scope, step.message):
        _report_unreadable(inside, step.message)
        _report_experiment(inside, step.message)
    guards = list(zip(step.if_not_sent, blocks, strict=True))
    because = tuple(
        model.Because(reason=reason, block=block)
        for reason, block in ((_reason(scope, guard), block) for guard, block in guards)
        if reason is not None
    )
    return model.Send(
        id=step_id,
        words=printer.step(step),
        message=step.message.text,
        because=because,
        not_sent=next((block for guard, block in guards if guard.reason is None), ()),
        span=step.span,
    )


def _reason(scope: Scope, guard: ast.IfNotSent) -> NotSent | None:
    """The reason of a case; None where there is none, or no such, or none after which the contact is still there."""
    name = guard.reason
    if name is None:
        return None
    if name.text == NotSent.STOPPED_WHILE_HELD:
        message = "a contact that has left the journey gets to nothing any more"
        scope.report(Code.UNREACHABLE_STEP, message, name.span, hint="take this case out")
        return None
    known = [reason for reason in NotSent if reason is not NotSent.STOPPED_WHILE_HELD]
    return NotSent(name.text) if references.reason(scope, name, known) else None


def _report_unreadable(inside: Inside, name: ast.Name) -> None:
    """Report the properties that a message reads of the trigger and that this journey's trigger does not have."""
    message = inside.messages.get(name.text)
    if message is None:
        return
    read = [field.name for field in message.every_field if isinstance(field, TriggerProperty)]
    paths = (path.parts for path in choices.asked(inside.scope.names.messages[name.text]))
    read += [".".join(rest) for first, *rest in paths if first == "trigger"]
    for wanted in dict.fromkeys(read):
        _report_no_property(inside, name, wanted)


def _report_experiment(inside: Inside, name: ast.Name) -> None:
    """Report a message with something experimental in it where everybody would get it."""
    message = inside.messages.get(name.text)
    if message is None or message.tier is not Tier.EXPERIMENTAL or inside.in_variant:
        return
    written = inside.scope.names.messages[name.text].lines
    block = next(line for line in written if isinstance(line, ast.BlockLine) and line.experimental)
    inside.scope.report(
        Code.EXPERIMENT_OUTSIDE_SPLIT,
        f"`{name.text}` is an experiment, and not sent by a variant of a `split`",
        name.span,
        labels=(Label(block.name.span, "this is experimental"),),
        hint="send it in a `split`, beside what it is compared with",
    )


def _report_no_property(inside: Inside, name: ast.Name, wanted: str) -> None:
    lacking = _lacking(inside, wanted)
    if lacking is None:
        return
    inside.scope.report(
        Code.UNKNOWN_PROPERTY,
        f"`{name.text}` needs `trigger.{wanted}`, but {lacking}",
        name.span,
        hint="send a message that does without it, or start the journey on an event that has it",
    )


def _lacking(inside: Inside, wanted: str) -> str | None:
    """Why a property of the trigger cannot be had in a journey; None where it can."""
    match inside.scope.trigger:
        case UnsureTrigger() | SomeTrigger():
            return None
        case NoTrigger(why):
            return why.replace("this journey", f"`{inside.journey}`")
        case TriggeredBy(events):
            without = (event.name for event in events if wanted not in event.properties)
            first = next(without, None)
            return None if first is None else f"`{first}`, which `{inside.journey}` starts on, has no `{wanted}`"
