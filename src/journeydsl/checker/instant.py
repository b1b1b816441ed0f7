"""Which steps a contact gets to without any time passing, as far as the text tells.

A wait that may be over on arrival counts as no time: one until a date, which may be past, or for a condition, which may
hold already.
"""

from __future__ import annotations

from journeydsl.checker import walk
from journeydsl.syntax import ast


def steps(block: ast.Block) -> list[ast.Step]:
    """The steps of a block, and of the blocks inside it, that a contact may get to at the instant at which it comes."""
    found: list[ast.Step] = []
    _goes_through(block, found, set())
    return found


def _goes_through(block: ast.Block, found: list[ast.Step], targets: set[str]) -> bool:
    """Whether a contact may get to the end of a block at once; `targets` are the labels that are gone to at once."""
    is_here = True
    for step in block:
        if is_here or (isinstance(step, ast.Label) and step.name.text in targets):
            found.append(step)
            is_here = _passes(step, found, targets)
    return is_here


def _passes(step: ast.Step, found: list[ast.Step], targets: set[str]) -> bool:
    match step:
        case ast.Wait() | ast.WaitFor() | ast.Stop():
            return False
        case ast.GoTo(label):
            targets.add(label.text)
            return False
        case ast.WaitUntilCondition():
            return _goes_through(step.happened, found, targets)
        case ast.Choose() | ast.Split() | ast.Repeat():
            ways = [_goes_through(block, found, targets) for block in walk.blocks(step)]
            return any(ways) or (isinstance(step, ast.Choose) and step.otherwise is None)
        case ast.Send() | ast.Offer() | ast.WaitUntilAttribute():
            for block in walk.blocks(step):
                _goes_through(block, found, targets)
            return True
        case ast.WaitUntilDate() | ast.Set() | ast.Emit() | ast.Call() | ast.StartJourney() | ast.AddTo():
            return True
        case ast.RemoveFrom() | ast.UnsubscribeFrom() | ast.Label() | ast.Continue():
            return True
