"""Whether the quiet lines of a project leave any hour in which something may be sent."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeAlias

from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code, Label
from journeydsl.syntax import ast

Quiet: TypeAlias = ast.Quiet | ast.QuietDay

_DAY = 24 * 60


def report_none(scope: Scope, lines: Sequence[Quiet]) -> None:
    """Report the line after which no hour of the week is left open, with those before it that are of its kind."""
    if not _is_closed(lines):
        return
    enough = bisect_left(range(len(lines)), True, key=lambda count: _is_closed(lines[:count]))
    *before, last = lines[:enough]
    scope.report(
        Code.NO_OPEN_HOUR,
        "no hour of the week is left in which anything may be sent",
        last.span,
        labels=tuple(Label(line.span, "together with this") for line in before if type(line) is type(last)),
        hint="leave some hours between the quiet ones",
    )


def _is_closed(lines: Sequence[Quiet]) -> bool:
    """Whether every day is quiet, or every minute of any day."""
    days = {line.day for line in lines if isinstance(line, ast.QuietDay)}
    spans = sorted(span for line in lines if isinstance(line, ast.Quiet) for span in _spans(line))
    reached = accumulate((end for _, end in spans), max, initial=0)
    gaps = any(start > before for (start, _), before in zip([*spans, (_DAY, _DAY)], reached, strict=True))
    return len(days) == len(ast.Weekday) or not gaps


def _spans(line: ast.Quiet) -> list[tuple[int, int]]:
    """The minutes of a day that are quiet, as half-open spans; none for hours that end when they start."""
    start, end = line.start.minutes, line.end.minutes
    return [(start, end)] if start <= end else [(0, end), (start, _DAY)]
