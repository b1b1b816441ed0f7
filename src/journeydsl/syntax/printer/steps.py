"""Steps, and the blocks beneath them."""

from __future__ import annotations

from journeydsl.syntax import ast
from journeydsl.syntax.printer.conditions import folded, where_part
from journeydsl.syntax.printer.layout import Lines, indented
from journeydsl.syntax.printer.literals import as_reason, literal


def step(tree: ast.Step) -> str:
    """The first line of a step, without the colon that opens its block."""
    match tree:
        case ast.Send():
            return f"send {tree.message.text}"
        case ast.Wait():
            until = f"until {literal(tree.until)}" if tree.until else None
            return "wait " + ", then ".join(part for part in (tree.duration and literal(tree.duration), until) if part)
        case ast.WaitFor():
            return f"wait for {tree.event.text}{where_part(tree.where)} up to {literal(tree.up_to)}"
        case ast.Choose():
            return "choose"
        case ast.Split():
            return f"split {tree.experiment.text}"
        case ast.Set():
            return f"set {tree.attribute.text} to {literal(tree.value)}"
        case ast.Stop():
            return f"stop{as_reason(tree.reason)}"
        case ast.Continue():
            return "continue"


def block_lines(block: ast.Block) -> Lines:
    """The lines of the steps of `block`, not indented."""
    return [line for each in block for line in _step_lines(each)]


def _step_lines(tree: ast.Step) -> Lines:
    match tree:
        case ast.Send(if_not_sent=guard):
            return [step(tree), *(indented(_case("if not sent", guard.block)) if guard else ())]
        case ast.WaitFor():
            cases = [*_case("happened", tree.happened), *_case("timed out", tree.timed_out)]
            return [step(tree), *indented(cases)]
        case ast.Choose():
            arms = [line for arm in tree.arms for line in _choice(folded("when ", arm.condition, ":"), arm.block)]
            rest = _choice(["otherwise:"], tree.otherwise) if tree.otherwise else []
            return [f"{step(tree)}:", *indented([*arms, *rest])]
        case ast.Split():
            heads = [(f"{literal(variant.share)} {variant.name.text}", variant.block) for variant in tree.variants]
            return [f"{step(tree)}:", *indented(line for head, block in heads for line in _case(head, block))]
        case ast.Wait() | ast.Set() | ast.Stop() | ast.Continue():
            return [step(tree)]


def _case(head: str, block: ast.Block) -> Lines:
    """A block with its head: on one line where it is one plain step."""
    lines = block_lines(block)
    plain = len(lines) == 1 and not isinstance(block[0], ast.Choose | ast.Split | ast.WaitFor)
    return [f"{head}: {lines[0]}"] if plain else [f"{head}:", *indented(lines)]


def _choice(head: Lines, block: ast.Block) -> Lines:
    """An arm of `choose`: what it does stands beneath its condition, unless it does nothing more."""
    match block:
        case (ast.Stop() | ast.Continue() as only,):
            return [*head[:-1], f"{head[-1]} {step(only)}"]
        case _:
            return [*head, *indented(block_lines(block))]
