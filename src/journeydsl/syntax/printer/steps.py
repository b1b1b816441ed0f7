"""Steps, and the blocks beneath them."""

from __future__ import annotations

from typing import TypeAlias

from journeydsl.syntax import ast
from journeydsl.syntax.printer.conditions import condition, folded, where_part
from journeydsl.syntax.printer.layout import Lines, indented
from journeydsl.syntax.printer.literals import as_reason, literal, told
from journeydsl.syntax.printer.scenario_lines import facts

Waiting: TypeAlias = ast.Wait | ast.WaitUntilDate | ast.WaitUntilAttribute | ast.WaitUntilCondition | ast.WaitFor
Acting: TypeAlias = (
    ast.Set | ast.Emit | ast.Call | ast.StartJourney | ast.AddTo | ast.RemoveFrom | ast.UnsubscribeFrom | ast.Offer
)


def step(tree: ast.Step) -> str:
    """The first line of a step, without the colon that opens its block."""
    if isinstance(tree, Waiting):
        return f"wait {_wait(tree)}"
    if isinstance(tree, Acting):
        return _act(tree)
    match tree:
        case ast.Send():
            return f"send {tree.message.text}"
        case ast.Choose():
            return "choose"
        case ast.Split():
            return f"split {tree.experiment.text}{' by account' if tree.by_account else ''}"
        case ast.Repeat():
            return f"repeat up to {literal(tree.times)} {'time' if tree.times.value == 1 else 'times'}"
        case ast.Label():
            return f"label {tree.name.text}"
        case ast.GoTo():
            return f"go to {tree.label.text}"
        case ast.Stop():
            return f"stop{as_reason(tree.reason)}"
        case ast.Continue():
            return "continue"


def block_lines(block: ast.Block) -> Lines:
    """The lines of the steps of `block`, not indented."""
    return [line for each in block for line in _step_lines(each)]


def _act(tree: Acting) -> str:
    match tree:
        case ast.Set():
            return f"set {tree.attribute.text} to {told(tree.value)}"
        case ast.Emit():
            return f"emit {tree.event.text}{f' with {facts(tree.facts)}' if tree.facts else ''}"
        case ast.Call():
            return f"call {tree.webhook.text}"
        case ast.StartJourney():
            return f"start {tree.journey.text}"
        case ast.AddTo():
            return f"add to {tree.list.text}"
        case ast.RemoveFrom():
            return f"remove from {tree.list.text}"
        case ast.UnsubscribeFrom():
            return f"unsubscribe from {tree.topic.text}"
        case ast.Offer():
            return f"offer {tree.list.text}"


def _wait(tree: Waiting) -> str:
    match tree:
        case ast.Wait():
            day = f"{tree.until_day} at " if tree.until_day else ""
            until = f"until {day}{literal(tree.until)}" if tree.until else None
            return ", then ".join(part for part in (tree.duration and literal(tree.duration), until) if part)
        case ast.WaitUntilDate():
            return f"until {literal(tree.date)}"
        case ast.WaitUntilAttribute():
            offset = f"{literal(tree.offset.distance)} {tree.offset.direction} " if tree.offset else ""
            return f"until {offset}{tree.attribute.text}{f' at {literal(tree.at)}' if tree.at else ''}"
        case ast.WaitUntilCondition():
            return f"until {condition(tree.condition)}{_deadline(tree)}"
        case ast.WaitFor():
            return f"for {tree.event.text}{where_part(tree.where)} up to {literal(tree.up_to)}"


def _deadline(tree: ast.WaitUntilCondition) -> str:
    return f", up to {literal(tree.up_to)}"


def _step_lines(tree: ast.Step) -> Lines:
    if isinstance(tree, ast.Offer):
        return [_act(tree), *indented(_case("if nothing left", tree.nothing_left) if tree.nothing_left else ())]
    if isinstance(tree, Acting):
        return [_act(tree)]
    match tree:
        case ast.Send():
            return [step(tree), *indented(line for guard in tree.if_not_sent for line in _guard(guard))]
        case ast.WaitUntilAttribute():
            return [step(tree), *indented(_case("if missing", tree.if_missing) if tree.if_missing else ())]
        case ast.WaitUntilCondition():
            return [*folded("wait until ", tree.condition, _deadline(tree)), *indented(_outcomes(tree))]
        case ast.WaitFor():
            return [step(tree), *indented(_outcomes(tree))]
        case ast.Choose():
            arms = [line for arm in tree.arms for line in _choice(folded("when ", arm.condition, ":"), arm.block)]
            rest = _choice(["otherwise:"], tree.otherwise) if tree.otherwise else []
            return [f"{step(tree)}:", *indented([*arms, *rest])]
        case ast.Split():
            heads = [(f"{literal(variant.share)} {variant.name.text}", variant.block) for variant in tree.variants]
            return [f"{step(tree)}:", *indented(line for head, block in heads for line in _case(head, block))]
        case ast.Repeat():
            return [f"{step(tree)}:", *indented(block_lines(tree.block))]
        case ast.Wait() | ast.WaitUntilDate() | ast.Label() | ast.GoTo() | ast.Stop() | ast.Continue():
            return [step(tree)]


def _guard(guard: ast.IfNotSent) -> Lines:
    return _case(f"if not sent because {guard.reason.text}" if guard.reason else "if not sent", guard.block)


def _outcomes(tree: ast.WaitUntilCondition | ast.WaitFor) -> Lines:
    return [*_case("happened", tree.happened), *_case("timed out", tree.timed_out)]


def _case(head: str, block: ast.Block) -> Lines:
    """A block with its head: on one line where it is one step with nothing beneath it."""
    lines = block_lines(block)
    has_lines_of_its_own = isinstance(
        block[0], ast.WaitFor | ast.WaitUntilCondition | ast.Choose | ast.Split | ast.Repeat
    )
    if len(lines) == 1 and not has_lines_of_its_own:
        return [f"{head}: {lines[0]}"]
    return [f"{head}:", *indented(lines)]


def _choice(head: Lines, block: ast.Block) -> Lines:
    """An arm of `choose`: what it does stands beneath its condition, unless it does nothing more."""
    match block:
        case (ast.Stop() | ast.Continue() as only,):
            return [*head[:-1], f"{head[-1]} {step(only)}"]
        case _:
            return [*head, *indented(block_lines(block))]
