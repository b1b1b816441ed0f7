"""What is different in segments, suppressions and limits."""

from __future__ import annotations

from collections.abc import Mapping

from journeydsl.conditions.words import condition_words
from journeydsl.model.meaning import meaning
from journeydsl.model.program import Program
from journeydsl.model.rules import Rhythm, Segment, Suppression
from journeydsl.model.values import duration_words
from journeydsl.versions.change import Change, Group, Kind, exchanged, group


def rule_groups(before: Program, after: Program) -> list[Group]:
    """The differences between the rules of two programs."""
    blocking = ({each.name: each for each in program.suppressions} for program in (before, after))
    return [
        *_segments(before.segments, after.segments),
        *_suppressions(*blocking),
        *group("limits", "", _limits(before, after)),
    ]


def _segments(before: Mapping[str, Segment], after: Mapping[str, Segment]) -> list[Group]:
    groups = []
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            groups += group("segment", name, [Change(Kind.AUDIENCE, "is gone")])
        elif name not in before:
            words = f"new: `when {condition_words(after[name].condition)}`"
            groups += group("segment", name, [Change(Kind.AUDIENCE, words)])
        else:
            groups += group("segment", name, _segment(before[name], after[name]))
    return groups


def _segment(before: Segment, after: Segment) -> list[Change]:
    return [
        *_condition(before, after),
        *exchanged(Kind.TIMING, _refresh(before), _refresh(after)),
        *exchanged(Kind.TIMING, _hold(before), _hold(after)),
        *exchanged(Kind.AUDIENCE, _family(before), _family(after)),
    ]


def _suppressions(before: Mapping[str, Suppression], after: Mapping[str, Suppression]) -> list[Group]:
    groups = []
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            groups += group("suppression", name, [Change(Kind.AUDIENCE, "is gone")])
        elif name not in before:
            words = f"new: `when {condition_words(after[name].condition)}`, `{_blocks(after[name])}`"
            groups += group("suppression", name, [Change(Kind.AUDIENCE, words)])
        else:
            blocks = exchanged(Kind.AUDIENCE, _blocks(before[name]), _blocks(after[name]))
            groups += group("suppression", name, [*_condition(before[name], after[name]), *blocks])
    return groups


def _condition(before: Segment | Suppression, after: Segment | Suppression) -> list[Change]:
    if meaning(before.condition) == meaning(after.condition):
        return []
    old, new = (f"when {condition_words(each.condition)}" for each in (before, after))
    return exchanged(Kind.AUDIENCE, old, new)


def _limits(before: Program, after: Program) -> list[Change]:
    old, new = ([*each.limits.caps, *each.limits.quiet, *each.limits.warm_ups] for each in (before, after))
    meant, means = [meaning(limit) for limit in old], [meaning(limit) for limit in new]
    changes = [Change(Kind.TIMING, f"no longer `{each.words}`") for each in old if meaning(each) not in means]
    changes += [Change(Kind.TIMING, f"now `{each.words}`") for each in new if meaning(each) not in meant]
    if not changes and meant != means:
        changes.append(Change(Kind.TIMING, "are asked in another order"))
    return changes


def _refresh(segment: Segment) -> str | None:
    return None if segment.rhythm is Rhythm.LIVE else f"refresh {segment.rhythm}"


def _hold(segment: Segment) -> str | None:
    return f"hold for {duration_words(segment.hold_for)}" if segment.hold_for else None


def _family(segment: Segment) -> str | None:
    return f"a member of {segment.family}" if segment.family else None


def _blocks(suppression: Suppression) -> str:
    account = " for the whole account" if suppression.whole_account else ""
    return f"blocks {suppression.blocks or 'everything'}{account}"
