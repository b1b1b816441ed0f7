"""Steps: names resolved, values typed, ids given; `continue` means nothing more than the end of its block."""

from __future__ import annotations

from dataclasses import replace

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
MOST_IN_ALL = 1000
"""The most often that a step is gone through where repeated blocks stand in one another."""


def block(inside: Inside, steps: ast.Block) -> model.Block:
    """What the steps of a block mean; what is wrong with them is reported."""
    checked = (check(inside, step) for step in steps)
    return tuple(step for step in checked if step is not None)


def check(inside: Inside, step: ast.Step) -> model.Step | model.Label | model.GoTo | None:  # noqa: C901 a case a kind
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
        case ast.WaitUntilAttribute():
            step_id = inside.ids.give(step)
            return waits.until_attribute(inside, step, step_id, block(inside, step.if_missing or ()))
        case ast.WaitUntilCondition():
            return _wait_until(inside, step)
        case ast.Repeat():
            return _repeat(inside, step)
        case ast.WaitFor():
            return _wait_for(inside, step)
        case ast.Choose():
            return _choose(inside, step)
        case ast.Split():
            return _split(inside, step)
        case ast.Offer():
            step_id = inside.ids.give(step)
            return actions.offer(inside, step, step_id, block(inside, step.nothing_left or ()))
        case ast.Set():
            return actions.set_attribute(inside, step)
        case ast.Stop(reason):
            return model.Stop(
                id=inside.ids.give(step),
                words=printer.step(step),
                reason=None if reason is None else reason.text,
                span=step.span,
            )
        case ast.Label(name):
            return model.Label(name=name.text)
        case ast.GoTo(label):
            return model.GoTo(label=label.text)
        case ast.Continue():
            return None


def report_too_often(scope: Scope, steps: ast.Block, times: int = 1) -> None:
    """Report each `repeat` that is too much together with those around it; `times` is how often they do the steps."""
    for step in steps:
        together = times * int(step.times.value) if isinstance(step, ast.Repeat) else times
        if isinstance(step, ast.Repeat) and times > 1 and together > MOST_IN_ALL:
            message = f"with what it stands in, this would be repeated {together:,} times"
            hint = f"write smaller numbers: together at most {MOST_IN_ALL:,} times"
            scope.report(Code.OUT_OF_RANGE, message, step.times.span, hint=hint)
            continue
        for inner in walk.blocks(step):
            report_too_often(scope, inner, together)


def _repeat(inside: Inside, step: ast.Repeat) -> model.Step:
    number = step.times
    if number.value != int(number.value) or not 1 <= number.value <= MOST_TIMES:
        hint = f"write a whole number from 1 to {MOST_TIMES}"
        inside.scope.report(Code.OUT_OF_RANGE, f"nothing can be repeated {number.value} times", number.span, hint=hint)
    return model.Repeat(
        id=inside.ids.give(step),
        words=printer.step(step),
        times=int(number.value),
        block=block(inside, step.block),
        span=step.span,
    )


def _wait_until(inside: Inside, step: ast.WaitUntilCondition) -> model.Step | None:
    step_id = inside.ids.give(step)
    condition = waits.condition(inside, step)
    up_to = values.positive(inside.scope, step.up_to)
    happened, timed_out = block(inside, step.happened), block(inside, step.timed_out)
    if condition is None:
        return None
    return model.WaitUntilCondition(
        id=step_id,
        words=printer.step(step),
        condition=condition,
        up_to=up_to,
        happened=happened,
        timed_out=timed_out,
        span=step.span,
    )


def _wait_for(inside: Inside, step: ast.WaitFor) -> model.Step:
    references.heard_event(inside.scope, step.event)
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
    if step.by_account:
        references.account(inside.scope, step.experiment.span)
    inside.scope.findings.extend(names.duplicates("variant", (variant.name for variant in step.variants)))
    within = replace(inside, in_variant=True)
    return model.Split(
        id=inside.ids.give(step),
        words=printer.step(step),
        experiment=step.experiment.text,
        by_account=step.by_account,
        variants=tuple(
            model.Variant(name=variant.name.text, share=variant.share.millionths, block=block(within, variant.block))
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
