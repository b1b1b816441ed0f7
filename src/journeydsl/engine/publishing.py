"""The versions of journeys that contacts may be in: the current one, and those that went before (law L31)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import NamedTuple

from journeydsl import graph
from journeydsl.engine.chance import Odds, odds
from journeydsl.graph.chart import Chart
from journeydsl.graph.matching import match
from journeydsl.graph.meaning import version
from journeydsl.model import steps
from journeydsl.model.journeys import Journey, OnEdit
from journeydsl.model.program import Program


class Name(NamedTuple):
    """What tells versions apart: the journey, and the fingerprint of what concerns whoever is inside."""

    journey: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Version:
    """What a run goes by. `splits` are the odds of its experiments; `successors` say, where contacts follow an edit,
    which node of the current version each node has become."""

    journey: Journey
    chart: Chart
    splits: Mapping[str, Odds]
    successors: Mapping[int, int] = field(default_factory=dict)


def published(journey: Journey) -> tuple[Name, Version]:
    """A journey as a version, under its name."""
    chart = graph.build(journey)
    splits = {
        node.step.experiment: odds(node.step.experiment, [variant.share for variant in node.step.variants])
        for node in chart.nodes
        if isinstance(node.step, steps.Split)
    }
    return Name(journey.name, version(journey, chart)), Version(journey, chart, splits)


def all_versions(
    current: Mapping[str, tuple[Name, Version]], earlier: Sequence[Program]
) -> Mapping[tuple[str, str], Version]:
    """Every version by its name; the current one of each journey also by an empty fingerprint."""
    versions: dict[tuple[str, str], Version] = {}
    for name, before in (published(journey) for program in earlier for journey in program.journeys.values()):
        versions[name] = _with_successors(before, current.get(name.journey))
    for name, now in current.values():
        versions[name] = versions[name.journey, ""] = now
    return versions


def _with_successors(before: Version, current: tuple[Name, Version] | None) -> Version:
    if current is None or current[1].journey.on_edit is OnEdit.PIN:
        return before
    now = current[1]
    return replace(before, successors=match(before.chart, now.chart, now.journey.moved))


def with_what_is_gone(program: Program, earlier: Iterable[Program]) -> Program:
    """The program, and what runs of earlier versions may still name though it is gone from it: messages with their
    channels and addresses, offers, and segments, as they were last defined. What is there is the current one always."""
    return reduce(_completed, reversed([*earlier]), program)


def _completed(program: Program, before: Program) -> Program:
    project = replace(
        program.project,
        channels={**before.project.channels, **program.project.channels},
        attributes={**before.project.attributes, **program.project.attributes},
    )
    return replace(
        program,
        project=project,
        messages={**before.messages, **program.messages},
        offers={**before.offers, **program.offers},
        segments={**before.segments, **program.segments},
    )
