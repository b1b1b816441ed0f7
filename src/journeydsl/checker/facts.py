"""What is said of an event: its properties, each with a value."""

from __future__ import annotations

from collections.abc import Sequence

from journeydsl.checker import lines, values
from journeydsl.checker.names import meant
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.model.project import Event
from journeydsl.model.values import Value
from journeydsl.syntax import ast


def of_event(scope: Scope, event: Event | None, facts: Sequence[ast.Fact]) -> dict[str, Value]:
    """The properties of an event by name; those that it cannot have are left out and reported."""
    report_repeated(scope, facts)
    known: dict[str, Value] = {}
    if event is None:
        return known
    for fact in facts:
        value = _property(scope, event, fact)
        if value is not None:
            known.setdefault(fact.name.text, value)
    return known


def report_repeated(scope: Scope, facts: Sequence[ast.Fact]) -> None:
    """Report each fact whose name was said before."""
    lines.report_repeated(scope, facts, lambda fact: f"`{fact.name.text}`")


def _property(scope: Scope, event: Event, fact: ast.Fact) -> Value | None:
    name = fact.name.text
    if name not in event.properties:
        hint = meant(name, event.properties, "it has") or f"`{event.name}` has no properties"
        scope.report(Code.UNKNOWN_PROPERTY, f"`{event.name}` has no property `{name}`", fact.name.span, hint=hint)
        return None
    return values.exact(scope, fact.value, name, event.properties[name])
