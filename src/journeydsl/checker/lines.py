"""Lines that a declaration may have once, and the one that counts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code, Label
from journeydsl.syntax import ast

Line = TypeVar(
    "Line", bound=ast.MessageLine | ast.JourneyLine | ast.LimitLine | ast.ScenarioLine | ast.Fact | ast.IfNotSent
)
Kind = TypeVar("Kind", bound=ast.MessageLine | ast.JourneyLine | ast.ScenarioLine)


def report_repeated(scope: Scope, lines: Iterable[Line], said: Callable[[Line], str | None]) -> None:
    """Report each line that says what an earlier one said.

    `said` puts into words what a line says, the same words for lines of which there may be one; None for a line that
    may be repeated.
    """
    first: dict[Hashable, Line] = {}
    for line in lines:
        words = said(line)
        if words is None:
            continue
        known = first.setdefault(words, line)
        if known is not line:
            labels = (Label(known.span, "the first is here"),)
            scope.report(
                Code.DUPLICATE_LINE, f"{words} is said twice", line.span, labels=labels, hint="keep one of the two"
            )


def first(lines: Iterable[ast.MessageLine | ast.JourneyLine | ast.ScenarioLine], kind: type[Kind]) -> Kind | None:
    """The first line of a kind."""
    return next((line for line in lines if isinstance(line, kind)), None)
