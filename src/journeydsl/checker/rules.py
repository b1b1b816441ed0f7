"""Segments, their families and suppressions, and segments that go round in circles."""

from __future__ import annotations

from journeydsl.checker import conditions, guards, values, walk
from journeydsl.checker.circles import circles
from journeydsl.checker.names import Names, correction, meant
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code, Label
from journeydsl.model.messages import MessageClass
from journeydsl.model.rules import Segment, Suppression
from journeydsl.syntax import ast

EVERYTHING = "everything"


def segment(scope: Scope, written: ast.Segment) -> Segment | None:
    """What a segment means."""
    condition = conditions.check(scope, written.when)
    _check_steadiness(scope, written)
    if condition is None:
        return None
    return Segment(
        name=written.name.text, label=label(written.name, written.label), condition=condition, span=written.span
    )


def family(scope: Scope, written: ast.Family) -> None:
    """Report what is wrong with a family of segments, else that it cannot be run yet."""
    for member in written.members:
        if member.when is not None:
            conditions.check(scope, member.when)
    _check_steadiness(scope, written)
    scope.not_yet("segments", written.name.span)


def suppression(scope: Scope, written: ast.Suppression) -> Suppression | None:
    """What a suppression means."""
    condition = conditions.check(scope, written.when)
    guards.report_unguarded(scope, written.when)
    blocks = _blocked(scope, written.blocks)
    if written.for_whole_account:
        _report_no_account(scope, written)
    if condition is None:
        return None
    return Suppression(
        name=written.name.text,
        label=label(written.name, written.label),
        condition=condition,
        blocks=blocks,
        whole_account=written.for_whole_account,
        span=written.span,
    )


def _check_steadiness(scope: Scope, written: ast.Segment | ast.Family) -> None:
    """What is `live` is what a run can do."""
    if written.refresh is not None and written.refresh.rhythm is not ast.Rhythm.LIVE:
        scope.not_yet(f"refresh {written.refresh.rhythm}", written.refresh.span)
    if written.hold_for is not None:
        values.positive(scope, written.hold_for.duration)
        scope.not_yet("hold for", written.hold_for.span)


def _report_no_account(scope: Scope, written: ast.Suppression) -> None:
    if any(attribute.identifies for attribute in scope.names.project.attributes.values()):
        return
    scope.report(
        Code.UNKNOWN_ATTRIBUTE,
        "no attribute says which account a contact belongs to",
        written.blocks.span,
        hint="add `identifies: account` to an attribute in the project file",
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
    fix = correction(name.span, name.text, words)
    scope.report(Code.UNKNOWN_CLASS, f"there is no class of messages `{name.text}`", name.span, hint=hint, fix=fix)
    return None


def report_cycles(scope: Scope) -> frozenset[str]:
    """Report each circle of segments once; the names of all segments in one."""
    found: set[str] = set()
    for circle in circles(_links(scope.names)):
        found |= {name for name, *_ in circle}
        _report(scope, circle)
    return frozenset(found)


def _links(names: Names) -> dict[str, dict[str, ast.Name]]:
    """The segments that each segment asks for, each with the first place."""
    links: dict[str, dict[str, ast.Name]] = {}
    for name, declared in names.segments.items():
        asked = links.setdefault(name, {})
        for segment in () if declared.when is None else walk.segments(declared.when):
            asked.setdefault(segment.text, segment)
    for family in names.families.values():
        for member in family.members:
            if member.when is None:
                links[member.name.text] |= dict.fromkeys(_others(family, member), member.name)
    return links


def _others(family: ast.Family, member: ast.Member) -> list[str]:
    """The members to which `otherwise` refers."""
    return [other.name.text for other in family.members if other is not member]


def _report(scope: Scope, circle: list[tuple[str, str, ast.Name]]) -> None:
    names, first = [name for name, *_ in circle], circle[0][2]
    if len(circle) == 1:
        scope.report(
            Code.SEGMENT_CYCLE,
            f"`{names[0]}` asks whether the contact is in `{names[0]}`",
            first.span,
            hint="say who is in the segment without naming the segment",
        )
        return
    scope.report(
        Code.SEGMENT_CYCLE,
        f"these segments go round in a circle: {' → '.join(f'`{name}`' for name in [*names, names[0]])}",
        first.span,
        labels=tuple(Label(place.span, f"`{name}` asks for `{other}`") for name, other, place in circle[1:]),
        hint="take one of the links out",
    )
