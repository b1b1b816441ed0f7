"""Where the contacts who are at a step go when a new version is published (law L31)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from journeydsl.diagnostics import Code, Diagnostic
from journeydsl.graph.chart import Chart
from journeydsl.model import steps
from journeydsl.model.journeys import Journey, OnEdit
from journeydsl.source import Span
from journeydsl.versions.inside import step_words


class Onward(StrEnum):
    """What becomes of who is at a step: goes on at a step, leaves as the author says, or nobody says what."""

    GOES_ON = "goes on"
    LEAVES = "leaves"
    UNDEFINED = "undefined"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A step of the earlier version at which contacts can be, and where those go who follow; who is pinned stays.

    `to` names the step of the new version, with its words; both are empty for who does not go on.
    """

    step: str
    words: str
    follow: Onward
    to: str = ""
    to_words: str = ""


def waiting(before: Chart, after: Chart, journey: Journey, matched: Mapping[int, int]) -> tuple[Waiting, ...]:
    """Every step of `before` at which contacts can be, and where `journey`, whose chart is `after`, has them go."""
    to_end = {line.old for line in journey.moved if line.new is None}
    return tuple(_rows(before, after, to_end, matched))


def _rows(before: Chart, after: Chart, to_end: set[str], matched: Mapping[int, int]) -> Iterator[Waiting]:
    for index, node in enumerate(before.nodes):
        if not isinstance(node.step, steps.Waiting | steps.Send):
            continue
        name, words = node.step.id, step_words(node.step)
        if index in matched:
            became = after.nodes[matched[index]].step
            yield Waiting(name, words, Onward.GOES_ON, became.id, step_words(became))
        else:
            yield Waiting(name, words, Onward.LEAVES if name in to_end else Onward.UNDEFINED)


def undefined(journey: Journey, rows: tuple[Waiting, ...]) -> Iterator[Diagnostic]:
    """A mistake for each step whose contacts follow, and nobody says where to."""
    for row in rows:
        if journey.on_edit is OnEdit.FOLLOW and row.follow is Onward.UNDEFINED:
            start = journey.span.start
            yield Diagnostic(
                code=Code.STEP_GONE,
                message=f"`{row.words}` is gone from `{journey.name}`, and contacts may be at it",
                span=Span(journey.span.file, start, start + len(f"journey {journey.name}")),
                hint=f"add a line such as `moved {row.step} to STEP`, or `moved {row.step} to end` to let them leave",
            )
