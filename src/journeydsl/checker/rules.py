"""Segments, their families and suppressions, and segments that go round in circles."""

from __future__ import annotations

from collections.abc import Sequence

from journeydsl.checker import conditions, guards, references, values, walk
from journeydsl.checker.circles import circles
from journeydsl.checker.names import Names, correction, meant
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code, Label
from journeydsl.model import conditions as model
from journeydsl.model.messages import MessageClass
from journeydsl.model.rules import Rhythm, Segment, Suppression
from journeydsl.model.values import Duration
from journeydsl.syntax import ast

EVERYTHING = "everything"


def segment(scope: Scope, written: ast.Segment) -> Segment | None:
    """What a segment means."""
    condition = conditions.check(scope, written.when)
    rhythm, hold_for = _steadiness(scope, written)
    if condition is None:
        return None
    return Segment(
        name=written.name.text,
        label=label(written.name, written.label),
        condition=condition,
        rhythm=rhythm,
        hold_for=hold_for,
        span=written.span,
    )


def family(scope: Scope, written: ast.Family) -> tuple[Segment, ...] | None:
    """What the members of a family mean: each excludes those before it, and `otherwise` all others."""
    rhythm, hold_for = _steadiness(scope, written)
    own = {member: conditions.check(scope, member.when) for member in written.members if member.when is not None}
    if None in own.values():
        return None
    return tuple(
        Segment(
            name=member.name.text,
            label=label(member.name, member.label),
            condition=_excluding(own.get(member), _excluded(written, member)),
            rhythm=rhythm,
            hold_for=hold_for,
            family=written.name.text,
            span=member.span,
        )
        for member in written.members
    )


def _excluding(own: model.Condition | None, others: Sequence[str]) -> model.Condition:
    """A member's own condition, if it has one, where the contact is in none of the others."""
    outside = tuple(model.Not(model.InSegment(other)) for other in others)
    if own is None:
        return model.AllOf(outside)
    return model.AllOf((own, *outside)) if outside else own


def _excluded(family: ast.Family, member: ast.Member) -> list[str]:
    """The members that come before this one: `otherwise` comes last, wherever it stands."""
    names = [other.name.text for other in family.members if other.when is not None and other is not member]
    if member.when is None:
        return names
    return names[: [other for other in family.members if other.when is not None].index(member)]


def suppression(scope: Scope, written: ast.Suppression) -> Suppression | None:
    """What a suppression means."""
    condition = conditions.check(scope, written.when)
    guards.report_unguarded(scope, written.when)
    blocks = _blocked(scope, written.blocks)
    if written.for_whole_account:
        references.account(scope, written.blocks.span)
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


def _steadiness(scope: Scope, written: ast.Segment | ast.Family) -> tuple[Rhythm, Duration]:
    """How often segments are refreshed, and how long they are held."""
    rhythm = Rhythm.LIVE if written.refresh is None else Rhythm(written.refresh.rhythm)
    return rhythm, 0 if written.hold_for is None else values.positive(scope, written.hold_for.duration)


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
            for other in _excluded(family, member):
                links[member.name.text].setdefault(other, member.name)
    return links


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
