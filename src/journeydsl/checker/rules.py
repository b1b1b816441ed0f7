"""Segments and suppressions, and segments that go round in circles."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from journeydsl.checker import conditions, guards, walk
from journeydsl.checker.names import meant
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code, Label
from journeydsl.model.messages import MessageClass
from journeydsl.model.rules import Segment, Suppression
from journeydsl.syntax import ast

EVERYTHING = "everything"


def segment(scope: Scope, written: ast.Segment) -> Segment | None:
    """What a segment means."""
    condition = conditions.check(scope, written.when)
    if condition is None:
        return None
    return Segment(
        name=written.name.text, label=label(written.name, written.label), condition=condition, span=written.span
    )


def suppression(scope: Scope, written: ast.Suppression) -> Suppression | None:
    """What a suppression means."""
    condition = conditions.check(scope, written.when)
    guards.report_unguarded(scope, written.when)
    blocks = _blocked(scope, written.blocks)
    if condition is None:
        return None
    return Suppression(
        name=written.name.text,
        label=label(written.name, written.label),
        condition=condition,
        blocks=blocks,
        span=written.span,
    )


def label(name: ast.Name, written: ast.Text | None) -> str:
    """What people call a thing: its label, else its name."""
    return name.text if written is None else written.value


def _blocked(scope: Scope, name: ast.Name) -> MessageClass | None:
    if name.text == EVERYTHING:
        return None
    words = sorted([*MessageClass, EVERYTHING])
    if name.text in words:
        return MessageClass(name.text)
    hint = meant(name.text, words, "a suppression blocks one of")
    scope.report(Code.UNKNOWN_CLASS, f"there is no class of messages `{name.text}`", name.span, hint=hint)
    return None


def report_cycles(scope: Scope, segments: Mapping[str, ast.Segment]) -> frozenset[str]:
    """Report each circle of segments once; the names of all segments in one."""
    links = {name: _links(declared) for name, declared in segments.items()}
    found: set[str] = set()
    while circle := _circle(links):
        found |= set(circle)
        steps = list(zip(circle, [*circle[1:], circle[0]], strict=True))
        _report(scope, circle, [links[one][other] for one, other in steps])
        for one, other in steps:
            del links[one][other]
    return frozenset(found)


def _links(declared: ast.Segment) -> dict[str, ast.Name]:
    """The segments that a segment names, each with the first place."""
    links: dict[str, ast.Name] = {}
    for name in walk.segments(declared.when):
        links.setdefault(name.text, name)
    return links


def _circle(links: Mapping[str, Mapping[str, ast.Name]]) -> list[str]:
    """The segments of one circle, in the order in which they name each other, from the first that was declared."""
    try:
        TopologicalSorter(links).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1][:0:-1]
        order = list(links)
        start = circle.index(min(circle, key=order.index))
        return circle[start:] + circle[:start]
    return []


def _report(scope: Scope, circle: list[str], places: list[ast.Name]) -> None:
    if len(circle) == 1:
        scope.report(
            Code.SEGMENT_CYCLE,
            f"`{circle[0]}` asks whether the contact is in `{circle[0]}`",
            places[0].span,
            hint="say who is in the segment without naming the segment",
        )
        return
    scope.report(
        Code.SEGMENT_CYCLE,
        f"these segments go round in a circle: {' → '.join(f'`{name}`' for name in [*circle, circle[0]])}",
        places[0].span,
        labels=tuple(
            Label(place.span, f"`{name}` asks for `{place.text}`")
            for name, place in zip(circle[1:], places[1:], strict=True)
        ),
        hint="take one of the links out",
    )
