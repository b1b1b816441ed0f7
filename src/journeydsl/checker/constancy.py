"""Conditions that stay as they are for as long as a contact is in a journey."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.model.project import Change
from journeydsl.syntax import ast


def report_constant(scope: Scope, condition: ast.Condition, outcome: str) -> None:
    """Report a condition that never changes; `outcome` says what comes of it."""
    if not _can_change(scope, condition):
        scope.report(
            Code.CONSTANT_CONDITION,
            f"this never changes while a contact is in the journey: {outcome}",
            condition.span,
            hint="ask it in a `choose` or in `only if`, or add what can change",
        )


def _can_change(scope: Scope, condition: ast.Condition) -> bool:
    match condition:
        case ast.Happened(times=ast.Times(ast.Quantifier.AT_LEAST, 0)):
            return False
        case ast.Not(part):
            return _can_change(scope, part)
        case ast.AllOf(parts) | ast.AnyOf(parts):
            return any(_can_change(scope, part) for part in parts)
        case ast.Comparison() | ast.IsOneOf() | ast.IsKnown() | ast.Holds() | ast.TextMatch():
            return any(_moves(scope, path) for path in _read(condition))
        case ast.IsToday() | ast.Within() | ast.Happened() | ast.No() | ast.Aggregate() | ast.TimeSince():
            return True
        case ast.InSegment() | ast.HasBeenIn() | ast.SubscribedTo() | ast.Engaged():
            return True


def _read(
    condition: ast.Comparison | ast.IsOneOf | ast.IsKnown | ast.Holds | ast.TextMatch,
) -> Iterator[ast.Path]:
    match condition:
        case ast.Comparison(left, _, right):
            yield left
            if isinstance(right, ast.Path):
                yield right
        case ast.IsOneOf() | ast.IsKnown() | ast.Holds() | ast.TextMatch():
            yield condition.subject


def _moves(scope: Scope, path: ast.Path) -> bool:
    """Whether what a path reads can be another value later: the trigger is past, and some attributes never change."""
    project = scope.names.project
    match path.parts:
        case ("trigger", *_):
            return False
        case ("account", name):
            known = project.account.get(name)
        case _:
            known = project.attributes.get(path.text)
    return known is None or known.change is not Change.NEVER
