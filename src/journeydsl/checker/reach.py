"""Steps that no contact can reach, because every way before them has ended."""

from __future__ import annotations

from itertools import pairwise

from journeydsl.checker import walk
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code, Label
from journeydsl.syntax import ast


def report_unreachable(scope: Scope, steps: ast.Block) -> None:
    """Report the first step of each block of a journey that is never reached."""
    targets = frozenset(step.label.text for step in walk.steps(steps) if isinstance(step, ast.GoTo))
    _in_block(scope, steps, targets)


def _in_block(scope: Scope, block: ast.Block, targets: frozenset[str]) -> None:
    for before, step in pairwise(block):
        if _ends(before, targets) and not _is_target(step, targets):
            labels = (Label(before.span, _why(before)),)
            hint = "move the step before it, or remove one of the two"
            scope.report(Code.UNREACHABLE_STEP, "no contact gets to this step", step.span, labels=labels, hint=hint)
            break
    for step in block:
        for inner in walk.blocks(step):
            _in_block(scope, inner, targets)


def _is_target(step: ast.Step, targets: frozenset[str]) -> bool:
    """Whether contacts come to a step from elsewhere."""
    return isinstance(step, ast.Label) and step.name.text in targets


def _ends(step: ast.Step, targets: frozenset[str]) -> bool:
    """Whether nothing that follows a step in its block is reached by it."""
    match step:
        case ast.Stop() | ast.Continue() | ast.GoTo():
            return True
        case ast.WaitFor() | ast.WaitUntilCondition() | ast.Split():
            return all(_leaves(block, targets) for block in walk.blocks(step))
        case ast.Repeat():
            return _leaves(step.block, targets) and not _goes_back(step.block)
        case ast.Choose():
            return step.otherwise is not None and all(_leaves(block, targets) for block in walk.blocks(step))
        case ast.Send() | ast.Wait() | ast.WaitUntilDate() | ast.WaitUntilAttribute() | ast.Set() | ast.Label():
            return False
        case ast.Emit() | ast.Call() | ast.StartJourney() | ast.Offer():
            return False
        case ast.AddTo() | ast.RemoveFrom() | ast.UnsubscribeFrom():
            return False


def _goes_back(block: ast.Block) -> bool:
    """Whether a `go to` leads back within a repeated block: it goes on after the block when that was often enough."""
    before: set[str] = set()
    for step in walk.steps(block):
        if isinstance(step, ast.Label):
            before.add(step.name.text)
        elif isinstance(step, ast.GoTo) and step.label.text in before:
            return True
    return False


def _leaves(block: ast.Block, targets: frozenset[str]) -> bool:
    """Whether a block never leads on, after the construct that it belongs to, as its end and `continue` do."""
    is_here = True
    for step in block:
        is_here = is_here or _is_target(step, targets)
        if is_here and isinstance(step, ast.Continue):
            return False
        is_here = is_here and not _ends(step, targets)
    return not is_here


def _why(step: ast.Step) -> str:
    if isinstance(step, ast.Stop):
        return "the journey stops here"
    if isinstance(step, ast.Continue):
        return "this goes on after the block"
    if isinstance(step, ast.GoTo):
        return "this goes on at the label"
    return "every way through this stops"
