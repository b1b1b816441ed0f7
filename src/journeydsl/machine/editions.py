"""The versions of journeys that runs go by, and what becomes of a run when the next version of the program is published
(laws L31 and L32)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from journeydsl.engine.publishing import Version
from journeydsl.engine.rules import Rules
from journeydsl.graph.behind import passed
from journeydsl.machine import layout
from journeydsl.model.journeys import OnEdit


class Edition(NamedTuple):
    """What a run goes by: a version of a journey, and the nodes of it that are behind the run, which it passes over
    where it comes to them."""

    journey: str
    fingerprint: str
    behind: frozenset[int] = frozenset()


class Sort(IntEnum):
    """What becomes of a run: nobody knows its version any more, it ends, stays on its version, or moves to another."""

    LOST = int(layout.IS_LOST)
    ENDS = int(layout.ENDS_THERE)
    STAYS = int(layout.STAYS_THERE)
    MOVES = int(layout.MOVES_ON)


class Fate(NamedTuple):
    """What becomes of a run, and where it is then, if it is anywhere."""

    sort: Sort
    edition: Edition
    node: int


def version_of(rules: Rules, edition: Edition) -> Version:
    """The version of its journey that an edition is of; raises KeyError where the rules do not know it."""
    return rules.versions[edition.journey, edition.fingerprint]


def first_editions(rules: Rules) -> tuple[Edition, ...]:
    """What contacts enter, journeys in their order."""
    return tuple(Edition(name, rules.current[name]) for name in rules.journeys)


def next_editions(rules: Rules, before: Iterable[Edition]) -> tuple[Edition, ...]:
    """What contacts enter, and what those go by then who are inside one of some editions now."""
    found = dict.fromkeys(first_editions(rules))
    for edition in before:
        if (edition.journey, edition.fingerprint) in rules.versions:
            found[edition] = None
            nodes = range(len(version_of(rules, edition).chart.nodes))
            found.update(dict.fromkeys(fate(rules, edition, node).edition for node in nodes))
    return tuple(found)


def fate(rules: Rules, edition: Edition, node: int) -> Fate:
    """What becomes of a run at a node when the version that `rules` are made of is published."""
    before = rules.versions.get((edition.journey, edition.fingerprint))
    if before is None:
        return Fate(Sort.LOST, edition, node)
    journey = rules.journeys.get(edition.journey)
    if journey is None:
        return Fate(Sort.ENDS, edition, node)
    current = rules.current[edition.journey]
    if edition.fingerprint == current or journey.on_edit is not OnEdit.FOLLOW:
        return Fate(Sort.STAYS, edition, node)
    if node not in before.successors:
        return Fate(Sort.ENDS, edition, node)
    becomes, now = before.successors, rules.versions[edition.journey, ""]
    still_behind = frozenset(becomes[each] for each in edition.behind if each in becomes)
    behind = still_behind | passed(before.chart, now.chart, becomes, node)
    return Fate(Sort.MOVES, Edition(edition.journey, current, behind), becomes[node])
