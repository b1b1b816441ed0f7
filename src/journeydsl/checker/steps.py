"""Steps: names resolved, values typed, ids given; `continue` means nothing more than the end of its block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from journeydsl.checker import conditions, names, references, values
from journeydsl.checker.ids import StepIds
from journeydsl.checker.scope import NoTrigger, Scope, SomeTrigger, TriggeredBy, UnsureTrigger
from journeydsl.diagnostics import Code
from journeydsl.model import steps as model
from journeydsl.model.conditions import TriggerProperty
from journeydsl.model.messages import Message
from journeydsl.model.values import WHOLE_SHARE
from journeydsl.source import Span
from journeydsl.syntax import ast, printer


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """The inside of one journey: what its steps may read, the ids given so far, and the messages that it may send."""

    journey: str
    scope: Scope
    ids: StepIds
    messages: Mapping[str, Message]


def block(inside: Inside, steps: ast.Block) -> model.Block:
    """What the steps of a block mean; what is wrong with them is reported."""
    checked = (check(inside, step) for step in steps)
    return tuple(step for step in checked if step is not None)


def check(inside: Inside, step: ast.Step) -> model.Step | None:
    """What a step means; None where it means nothing, or where something is wrong, which is reported."""
    match step:
        case ast.Send():
            return _send(inside, step)
        case ast.Wait():
            return _wait(inside, step)
        case ast.WaitFor():
            return _wait_for(inside, step)
        case ast.Choose():
            return _choose(inside, step)
        case ast.Split():
            return _split(inside, step)
        case ast.Set():
            return _set(inside, step)
        case ast.Stop(reason):
            return model.Stop(
                id=inside.ids.give(step),
                words=printer.step(step),
                reason=None if reason is None else reason.text,
                span=step.span,
            )
        case ast.Continue():
            return None


def _send(inside: Inside, step: ast.Send) -> model.Step:
    if references.message(inside.scope, step.message):
        _report_unreadable(inside, step.message)
    return model.Send(
        id=inside.ids.give(step),
        words=printer.step(step),
        message=step.message.text,
        not_sent=() if step.if_not_sent is None else block(inside, step.if_not_sent.block),
        span=step.span,
    )


def _wait(inside: Inside, step: ast.Wait) -> model.Step:
    return model.Wait(
        id=inside.ids.give(step),
        words=printer.step(step),
        duration=0 if step.duration is None else values.positive(inside.scope, step.duration),
        until=None if step.until is None else step.until.minutes,
        span=step.span,
    )


def _wait_for(inside: Inside, step: ast.WaitFor) -> model.Step:
    references.event(inside.scope, step.event)
    return model.WaitFor(
        id=inside.ids.give(step),
        words=printer.step(step),
        event=step.event.text,
        where=conditions.where(inside.scope, step.event, step.where),
        up_to=values.positive(inside.scope, step.up_to),
        happened=block(inside, step.happened),
        timed_out=block(inside, step.timed_out),
        span=step.span,
    )


def _choose(inside: Inside, step: ast.Choose) -> model.Step:
    if step.otherwise is None:
        inside.scope.report(
            Code.INCOMPLETE_CHOOSE,
            "this `choose` does not say what happens when no `when` holds",
            Span(step.span.file, step.span.start, step.span.start + len("choose")),
            hint="add a last branch: `otherwise: continue`",
        )
    step_id = inside.ids.give(step)
    arms = [(arm, conditions.check(inside.scope, arm.condition), block(inside, arm.block)) for arm in step.arms]
    return model.Choose(
        id=step_id,
        words=printer.step(step),
        arms=tuple(
            model.Arm(words=printer.condition(arm.condition), condition=condition, block=steps)
            for arm, condition, steps in arms
            if condition is not None
        ),
        otherwise=() if step.otherwise is None else block(inside, step.otherwise),
        span=step.span,
    )


def _split(inside: Inside, step: ast.Split) -> model.Step:
    _report_shares(inside.scope, step)
    inside.scope.findings.extend(names.duplicates("variant", (variant.name for variant in step.variants)))
    return model.Split(
        id=inside.ids.give(step),
        words=printer.step(step),
        experiment=step.experiment.text,
        variants=tuple(
            model.Variant(name=variant.name.text, share=variant.share.millionths, block=block(inside, variant.block))
            for variant in step.variants
        ),
        span=step.span,
    )


def _report_shares(scope: Scope, step: ast.Split) -> None:
    for variant in step.variants:
        if variant.share.millionths <= 0:
            message = f"nobody would get `{variant.name.text}`"
            scope.report(Code.WEIGHTS, message, variant.share.span, hint="give it a share above 0%, or remove it")
    total = sum(variant.share.millionths for variant in step.variants)
    if total != WHOLE_SHARE:
        way = "missing" if total < WHOLE_SHARE else "too much"
        scope.report(
            Code.WEIGHTS,
            f"the shares of `{step.experiment.text}` add up to {percent(total)}, not to 100%",
            step.experiment.span,
            hint=f"{percent(abs(WHOLE_SHARE - total))} is {way}",
        )


def percent(millionths: int) -> str:
    """A share as it is written: `12.5%`."""
    return f"{millionths // 10_000}.{millionths % 10_000:04}".rstrip("0").rstrip(".") + "%"


def _set(inside: Inside, step: ast.Set) -> model.Step | None:
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


def _report_unreadable(inside: Inside, name: ast.Name) -> None:
    """Report the properties that a message reads of the trigger and that this journey's trigger does not have."""
    message = inside.messages.get(name.text)
    if message is None:
        return
    for field in (*message.needs, *(field for field, _ in message.fallbacks)):
        if isinstance(field, TriggerProperty):
            _report_no_property(inside, name, field.name)


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
        case NoTrigger():
            return f"contacts enter `{inside.journey}` by a segment, without an event"
        case TriggeredBy(events):
            without = (event.name for event in events if wanted not in event.properties)
            first = next(without, None)
            return None if first is None else f"`{first}`, which `{inside.journey}` starts on, has no `{wanted}`"
