"""What a new version of a journey means for the contacts inside, and what a pause means (laws L31 and L32)."""

from __future__ import annotations

from collections.abc import Collection

from journeydsl.checker import lines, references, values
from journeydsl.checker.scope import Scope
from journeydsl.model import journeys as model
from journeydsl.syntax import ast


def on_edit(written: ast.Journey) -> model.OnEdit:
    """Whether contacts inside stay on their version, which they do where nothing is said."""
    line = lines.first(written.lines, ast.OnEdit)
    return model.OnEdit.PIN if line is None else model.OnEdit(line.following)


def moved(scope: Scope, written: ast.Journey, steps: Collection[str]) -> tuple[model.Moved, ...]:
    """Where contacts go who are at steps of an earlier version; `steps` are the names of this one's."""
    moves: list[model.Moved] = []
    for line in written.lines:
        if isinstance(line, ast.Moved) and (line.new is None or references.step(scope, line.new, steps)):
            moves.append(model.Moved(line.old.text, None if line.new is None else line.new.text))
    return tuple(moves)


def overdue(scope: Scope, written: ast.Journey) -> model.Overdue:
    """What becomes of what falls due during a pause: it is not sent where nothing is said."""
    line = lines.first(written.lines, ast.Overdue)
    if line is None or line.catching is ast.Catching.SKIP:
        return model.SkipOverdue()
    return model.SendOverdue() if line.over is None else model.SpreadOverdue(values.positive(scope, line.over))
