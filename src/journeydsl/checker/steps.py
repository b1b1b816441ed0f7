"""Steps: names resolved, values typed, ids given; `continue` means nothing more than the end of its block."""

from __future__ import annotations

from journeydsl.checker import actions, conditions, names, references, sends, values, waits, walk
from journeydsl.checker.inside import Inside
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.model import steps as model
from journeydsl.model.values import WHOLE_SHARE
from journeydsl.source import Span
from journeydsl.syntax import ast, printer

MOST_TIMES = 100
"""The most often that a block is repeated."""


def block(inside: Inside, steps: ast.Block) -> model.Block:
    """What the steps of a block mean; what is wrong with them is reported."""
    checked = (check(inside, step) for step in steps)
    return tuple(step for step in checked if step is not None)


def check(inside: Inside, step: ast.Step) -> model.Step | None:
    """What a step means; None where it means nothing, or where something is wrong, which is reported."""
    if isinstance(step, actions.Action):
        return actions.check(inside, step)
    match step:
        case ast.Send():
            step_id = inside.ids.give(step)
            return sends.check(inside, step, step_id, tuple(block(inside, guard.block) for guard in step.if_not_sent))
        case ast.Wait():
            return waits.for_a_while(inside, step)
        case ast.WaitUntilDate():
            return waits.until_date(inside, step)
        case ast.WaitUntilAttribute() | ast.WaitUntilCondition() | ast.Repeat():
            _unbuilt(inside, step)
        case ast.WaitFor():
            return _wait_for(inside, step)
        case ast.Choose():
            return _choose(inside, step)
        case ast.Split():
            return _split(inside, step)
        case ast.Set():
            return actions.set_attribute(inside, step)
        case ast.Stop(reason):
            return model.Stop(
                id=inside.ids.give(step),
                words=printer.step(step),
                reason=None if reason is None else reason.text,
                span=step.span,
            )
        case ast.Label() | ast.GoTo() | ast.Continue():
            pass
    return None


def _unbuilt(inside: Inside, step: ast.WaitUntilAttribute | ast.WaitUntilCondition | ast.Repeat) -> None:
    """Check a step that cannot be run yet, and the blocks inside it."""
    match step:
        case ast.WaitUntilAttribute():
            waits.until_attribute(inside, step)
        case ast.WaitUntilCondition():
            waits.until_condition(inside, step)
        case ast.Repeat():
            _report_times(inside, step)
    for inner in walk.blocks(step):
        block(inside, inner)


def _report_times(inside: Inside, step: ast.Repeat) -> None:
    inside.ids.give(step)
    number = step.times
    if number.value != int(number.value) or not 1 <= number.value <= MOST_TIMES:
        hint = f"write a whole number from 1 to {MOST_TIMES}"
        inside.scope.report(Code.OUT_OF_RANGE, f"nothing can be repeated {number.value} times", number.span, hint=hint)
    inside.scope.not_yet("repeat", step.span.to(number.span))


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
