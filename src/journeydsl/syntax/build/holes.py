"""What is left of a construct where some of its lines could not be read.

In: the function of a rule. Out: one that also takes holes among the parts. A line that is a hole is left out; where the
rest is no construct, for a part that it cannot do without is a hole, a hole stands for the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from inspect import Parameter, signature
from typing import Any

from journeydsl.diagnostics import Code
from journeydsl.source import Span
from journeydsl.syntax import ast
from journeydsl.syntax.build import steps
from journeydsl.syntax.build.parts import Case, Hole
from journeydsl.syntax.mistake import MistakeError

WAITS = (steps.wait_for, steps.wait_until_condition)


def around_holes(build: Callable[..., object]) -> Callable[..., object]:
    """`build`, for parts among which there may be holes."""
    named = sum(each.kind is not Parameter.VAR_POSITIONAL for each in signature(build).parameters.values())

    def built(*parts: Any) -> object:
        hole = next((part for part in parts if isinstance(part, Hole)), None)
        if hole is None:
            return build(*parts)
        head, lines = parts[:named], [part for part in parts[named:] if not isinstance(part, Hole)]
        lines += _stand_ins(build, lines, hole.span)
        if any(isinstance(part, Hole) for part in head) or not (lines or _is_whole(head)):
            return hole
        try:
            return build(*head, *lines)
        except MistakeError as error:
            if error.diagnostic.code is Code.MISSING_LINE:
                return hole
            raise

    return built


def _stand_ins(build: Callable[..., object], lines: Sequence[Any], span: Span) -> list[object]:
    """`continue` for the blocks that a wait cannot do without, and where every step of a block is a hole."""
    nothing = ast.Continue(span)
    if build is steps.body:
        return [] if lines else [nothing]
    if build in WAITS:
        missing = {"happened", "timed out"} - {line.name for line in lines}
        return [Case(name, (nothing,), span, span) for name in sorted(missing)]
    return []


def _is_whole(head: Sequence[object]) -> bool:
    """Whether it is a step that needs no lines, not the first words of a construct that does."""
    return bool(head) and isinstance(head[0], ast.Send | ast.Offer | ast.WaitUntilAttribute)
