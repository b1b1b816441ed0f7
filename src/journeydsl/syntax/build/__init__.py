"""From the parts of a rule to its node: a function a rule, named after it, and one a terminal that is no mere name.

In: the nodes of the parts in the order of the grammar, None for what was left out, and the keywords as names. Out: a
node of `syntax.ast` whose span runs from its first part to its last. Raises `MistakeError` for what the grammar lets
through but the language does not.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from journeydsl.source import Span
from journeydsl.syntax.build import (
    conditions,
    declarations,
    journey_lines,
    literals,
    message_lines,
    scenario_lines,
    steps,
)
from journeydsl.syntax.build.holes import around_holes
from journeydsl.syntax.build.parts import HOLE_SIGN, Hole

__all__ = ["HOLE_SIGN", "RULES", "TERMINALS", "Hole", "around_holes"]


def _public(module: ModuleType) -> dict[str, Callable[..., object]]:
    own = {name: value for name, value in vars(module).items() if getattr(value, "__module__", "") == module.__name__}
    return {name: value for name, value in own.items() if callable(value) and not name.startswith("_")}


RULES: dict[str, Callable[..., object]] = {
    name: function
    for module in (declarations, message_lines, journey_lines, steps, scenario_lines, conditions, literals)
    for name, function in _public(module).items()
}

TERMINALS: dict[str, Callable[[str, Span], object]] = literals.TERMINALS
