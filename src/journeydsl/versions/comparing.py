"""Two versions of a program compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from journeydsl import graph
from journeydsl.diagnostics import Diagnostic
from journeydsl.graph.chart import Chart
from journeydsl.graph.matching import match
from journeydsl.model.journeys import Journey
from journeydsl.versions.change import ORDER, Change, Group, Kind, group
from journeydsl.versions.content import message_groups
from journeydsl.versions.edition import Edition
from journeydsl.versions.facts import project_group
from journeydsl.versions.fingerprint import program_fingerprint
from journeydsl.versions.heads import head_changes
from journeydsl.versions.inside import step_changes
from journeydsl.versions.rules import rule_groups
from journeydsl.versions.waiting import Waiting, undefined, waiting

_WHAT = ("journey", "segment", "suppression", "limits", "message", "project")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different, by declaration, what matters most first.

    `waiting` has, by journey, the steps of each journey whose steps have changed; `journeys` are those of the new
    version. `undefined` are mistakes of the new version that leave contacts with nowhere to go.
    """

    fingerprints: tuple[str, str]
    groups: tuple[Group, ...]
    waiting: Mapping[str, tuple[Waiting, ...]]
    journeys: Mapping[str, Journey]
    undefined: tuple[Diagnostic, ...]

    @property
    def is_same(self) -> bool:
        """Whether both versions mean the same."""
        return not self.groups


def compare(before: Edition, after: Edition) -> Comparison:
    """What is different in `after`, which is published in place of `before`."""
    groups: list[Group] = []
    rows: dict[str, tuple[Waiting, ...]] = {}
    old, new = before.program.journeys, after.program.journeys
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            words = "is gone: contacts inside leave as `journey_changed`"
            groups += group("journey", name, [Change(Kind.STRUCTURE, words)])
        elif name not in old:
            groups += group("journey", name, [Change(Kind.STRUCTURE, "new")])
        else:
            changes, rows[name] = _journey(old[name], new[name])
            groups += group("journey", name, changes)
    groups += rule_groups(before.program, after.program)
    groups += message_groups(before, after)
    groups += project_group(before.program.project, after.program.project)
    return Comparison(
        (program_fingerprint(before), program_fingerprint(after)),
        tuple(sorted(groups, key=lambda each: (ORDER[each.kind], _WHAT.index(each.what), each.name))),
        {name: each for name, each in rows.items() if each},
        new,
        tuple(mistake for name, each in rows.items() for mistake in undefined(new[name], each)),
    )


def _journey(before: Journey, after: Journey) -> tuple[list[Change], tuple[Waiting, ...]]:
    old, new = graph.build(before), graph.build(after)
    matched = match(old, new, after.moved)
    changes = step_changes(old, new, _edited(matched, old, after))
    rows = waiting(old, new, after, matched) if changes else ()
    return [*head_changes(before, after), *changes], rows


def _edited(matched: Mapping[int, int], before: Chart, after: Journey) -> Mapping[int, int]:
    """The steps that were edited into others. A step from which contacts were moved to another, which was there before
    as well, is gone."""
    moved = {line.old for line in after.moved}
    own = {became for index, became in matched.items() if before.nodes[index].step.id not in moved}
    return {
        index: became
        for index, became in matched.items()
        if before.nodes[index].step.id not in moved or became not in own
    }
