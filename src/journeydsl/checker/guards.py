"""What a missing value would do to a blocking condition (law L18), found by trying it.

For each value that may be missing in turn: suppose that it is missing and everything else may be true or false. Where
the whole can then come out unknown, nobody said what a missing value means.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import product

from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code, Severity
from journeydsl.model.project import Project
from journeydsl.model.values import Truth
from journeydsl.syntax import ast

_EITHER: frozenset[Truth] = frozenset({True, False})
_UNKNOWN: frozenset[Truth] = frozenset({None})


def report_unguarded(scope: Scope, condition: ast.Condition, done: str = "blocked", to_do: str = "block") -> None:
    """Warn of each value that makes a blocking condition unknown where it is missing; `done` says what it does."""
    for path in unguarded(scope, condition):
        name = path.text
        scope.report(
            Code.UNKNOWN_BLOCKED,
            f"contacts without a known `{name}` are {done} too",
            path.span,
            hint=f"to let them through write `{name} is known and …`, to {to_do} them `{name} is unknown or …`",
            severity=Severity.WARNING,
        )


def unguarded(scope: Scope, condition: ast.Condition) -> tuple[ast.Path, ...]:
    """The first comparison of each value that may be missing and whose absence leaves the condition unknown."""
    project = scope.names.project
    first: dict[str, ast.Path] = {}
    for path in compared(condition):
        if may_be_missing(project, path):
            first.setdefault(path.text, path)
    return tuple(path for name, path in first.items() if None in _outcomes(condition, name))


def may_be_missing(project: Project, path: ast.Path) -> bool:
    """Whether what a path reads of a contact may be missing: a score always, and what is known of an account where the
    contact need not have one."""
    match path.parts:
        case ("score", name):
            return name in project.scores
        case ("account", name):
            known = project.account.get(name)
            belongs = any(each.identifies and not each.optional for each in project.attributes.values())
            return known is not None and (known.optional or not belongs)
        case _:
            known = project.attributes.get(path.text)
            return known is not None and known.optional


def compared(condition: ast.Condition) -> Iterator[ast.Path]:
    """Every path whose value decides about the condition; what is asked of events is never unknown."""
    match condition:
        case ast.Comparison(left, _, right):
            yield left
            if isinstance(right, ast.Path):
                yield right
        case ast.IsOneOf(subject) | ast.Holds(subject) | ast.TextMatch(subject):
            yield subject
        case ast.IsToday(subject) | ast.Within(subject):
            yield subject
        case ast.Aggregate(right=ast.Path() as right):
            yield right
        case ast.Not(part):
            yield from compared(part)
        case ast.AllOf(parts) | ast.AnyOf(parts):
            for part in parts:
                yield from compared(part)
        case ast.IsKnown() | ast.InSegment() | ast.HasBeenIn() | ast.SubscribedTo() | ast.Engaged():
            return
        case ast.Happened() | ast.No() | ast.Aggregate() | ast.TimeSince():
            return


def _outcomes(condition: ast.Condition, missing: str) -> frozenset[Truth]:
    """What a condition can come out as where the attribute `missing` is."""
    match condition:
        case ast.IsKnown(subject, negated) if subject.text == missing:
            return frozenset({negated})
        case ast.Comparison() | ast.IsOneOf() | ast.Holds() | ast.TextMatch() | ast.IsToday() | ast.Within():
            return _UNKNOWN if any(path.text == missing for path in compared(condition)) else _EITHER
        case ast.Aggregate(right=ast.Path(text=name)) if name == missing:
            return _UNKNOWN
        case ast.Happened() | ast.No() | ast.Aggregate() | ast.TimeSince():
            return _EITHER
        case ast.IsKnown() | ast.InSegment() | ast.HasBeenIn() | ast.SubscribedTo() | ast.Engaged():
            return _EITHER
        case ast.Not(part):
            return frozenset(None if truth is None else not truth for truth in _outcomes(part, missing))
        case ast.AllOf(parts):
            return _joined([_outcomes(part, missing) for part in parts], decisive=False)
        case ast.AnyOf(parts):
            return _joined([_outcomes(part, missing) for part in parts], decisive=True)


def _joined(parts: list[frozenset[Truth]], *, decisive: bool) -> frozenset[Truth]:
    """Kleene `and` (false decides) and `or` (true decides) over everything that the parts can be."""

    def both(one: Truth, other: Truth) -> Truth:
        if decisive in (one, other):
            return decisive
        return None if None in (one, other) else not decisive

    def of_two(one: frozenset[Truth], other: frozenset[Truth]) -> frozenset[Truth]:
        return frozenset(both(*pair) for pair in product(one, other))

    return reduce(of_two, parts)
