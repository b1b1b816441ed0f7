"""Steps that no contact can reach, because every way before them has ended."""

from __future__ import annotations

from itertools import pairwise

from journeydsl.checker import walk
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code, Label
from journeydsl.syntax import ast


def report_unreachable(scope: Scope, block: ast.Block) -> None:
    """Report the first step of a block, and of each block inside it, that is never reached."""
    for before, step in pairwise(block):
        if _ends(before):
            labels = (Label(before.span, _why(before)),)
            hint = "move the step before it, or remove one of the two"
            scope.report(Code.UNREACHABLE_STEP, "no contact gets to this step", step.span, labels=labels, hint=hint)
            break
    for step in block:
        for inner in walk.blocks(step):
            report_unreachable(scope, inner)


def _ends(step: ast.Step) -> bool:
    """Whether nothing that follows a step in its block is reached."""
    match step:
        case ast.Stop() | ast.Continue():
            return True
        case ast.WaitFor() | ast.Split():
            return all(_stops(block) for block in walk.blocks(step))
        case ast.Choose():
            return step.otherwise is not None and all(_stops(block) for block in walk.blocks(step))
        case ast.Send() | ast.Wait() | ast.Set():
            return False


def _stops(block: ast.Block) -> bool:
    """Whether a block leads out of the journey; `continue` leads on, after the construct that the block belongs to."""
    for step in block:
        if _ends(step):
            return not isinstance(step, ast.Continue)
    return False


def _why(step: ast.Step) -> str:
    match step:
        case ast.Stop():
            return "the journey stops here"
        case ast.Continue():
            return "this goes on after the block"
        case ast.Send() | ast.Wait() | ast.WaitFor() | ast.Choose() | ast.Split() | ast.Set():
            return "every way through this stops"
