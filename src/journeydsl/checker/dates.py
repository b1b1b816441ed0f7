"""Days that are counted from: the date that an attribute holds, and how far from it."""

from __future__ import annotations

from journeydsl.checker import paths, values
from journeydsl.checker.paths import Read
from journeydsl.checker.scope import Scope
from journeydsl.checker.values import Family
from journeydsl.diagnostics import Code
from journeydsl.syntax import ast, printer

_WITH_A_DAY = frozenset({Family.DATE, Family.INSTANT})
_WHOLE_DAYS = frozenset({ast.Unit.DAY, ast.Unit.WEEK})


def read(scope: Scope, path: ast.Path) -> Read | None:
    """What a path reads, where that is a date, with or without a time; None where it is not, which is reported."""
    found = paths.resolve(scope, path)
    if found is None or values.family(found.type) in _WITH_A_DAY:
        return found
    message = f"`{found.name}` is {values.family(found.type).value}, and a date is needed here"
    attributes = scope.names.project.attributes
    dated = [name for name, attribute in attributes.items() if values.family(attribute.type) in _WITH_A_DAY]
    hint = f"name an attribute that is a date, such as `{dated[0]}`" if dated else None
    scope.report(Code.TYPE_MISMATCH, message, path.span, hint=hint)
    return None


def check_distance(scope: Scope, distance: ast.Duration, at: ast.TimeOfDay | None) -> None:
    """Report a distance from a date that is no time at all, or that is not in days where a time of day is given."""
    values.positive(scope, distance)
    if at is not None and distance.unit not in _WHOLE_DAYS:
        scope.report(
            Code.NOT_WHOLE_DAYS,
            f"`{printer.literal(distance)}` and `at {printer.literal(at)}` say the time twice",
            distance.span,
            hint="with a time of day, count in days or weeks, such as `2 days`",
        )
