"""Which steps a contact gets to without any time passing, as far as the text tells."""

from __future__ import annotations

from journeydsl.checker import walk
from journeydsl.syntax import ast


def steps(block: ast.Block, *, waits_may_be_over: bool) -> list[ast.Step]:
    """The steps of a block, and of the blocks inside it, that a contact may get to at the instant at which it comes.

    `waits_may_be_over` says whether a wait counts as no time that may be over on arrival: one until a date in the
    past, or for a condition that holds already.
    """
    found: list[ast.Step] = []
    _goes_through(block, waits_may_be_over, found, set())
    return found


def _goes_through(block: ast.Block, over: bool, found: list[ast.Step], targets: set[str]) -> bool:
    """Whether a contact may get to the end of a block at once; `targets` are the labels that are gone to at once."""
    is_here = True
    for step in block:
        if is_here or (isinstance(step, ast.Label) and step.name.text in targets):
            found.append(step)
            is_here = _passes(step, over, found, targets)
    return is_here


def _passes(step: ast.Step, over: bool, found: list[ast.Step], targets: set[str]) -> bool:
    match step:
        case ast.Wait() | ast.WaitFor() | ast.Stop():
            return False
        case ast.GoTo(label):
            targets.add(label.text)
            return False
        case ast.WaitUntilCondition():
            return over and _goes_through(step.happened, over, found, targets)
        case ast.WaitUntilDate():
            return over
        case ast.WaitUntilAttribute():
            ways = [_goes_through(block, over, found, targets) for block in walk.blocks(step)]
            return over or any(ways)
        case ast.Split() | ast.Repeat():
            ways = [_goes_through(block, over, found, targets) for block in walk.blocks(step)]
            return any(ways)
        case ast.Choose():
            ways = [_goes_through(block, over, found, targets) for block in walk.blocks(step)]
            return step.otherwise is None or any(ways)
        case ast.Send():
            for block in walk.blocks(step):
                _goes_through(block, over, found, targets)
            return True
        case ast.Set() | ast.Emit() | ast.Call() | ast.StartJourney() | ast.AddTo() | ast.RemoveFrom():
            return True
        case ast.UnsubscribeFrom() | ast.Offer() | ast.Label() | ast.Continue():
            return True
