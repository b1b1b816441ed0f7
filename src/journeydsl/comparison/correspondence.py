"""What two versions of a program have in common: which step of one is which of the other, and which way out of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from journeydsl import graph
from journeydsl.graph.matching import match
from journeydsl.model import steps
from journeydsl.model.journeys import Journey
from journeydsl.model.program import Program
from journeydsl.model.steps import Step


class SameStep(NamedTuple):
    """A step of a journey as it is called in the results of either version, and its words in the later one."""

    journey: str
    before: str
    after: str
    words: str


class SameWay(NamedTuple):
    """A way out of a step of the later version, `after`, and what the earlier version called it."""

    journey: str
    step: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Correspondence:
    """The steps with several ways that are in both versions, and those ways of theirs that are called otherwise."""

    steps: tuple[SameStep, ...]
    ways: tuple[SameWay, ...]
    messages: tuple[str, ...]
    journeys: tuple[str, ...]
    goals: tuple[str, ...]


def correspond(before: Program, after: Program) -> Correspondence:
    """What the two have in common; `messages`, `journeys` and `goals` (journeys that have one) are of either."""
    both = [name for name in after.journeys if name in before.journeys]
    pairs = [(name, *pair) for name in both for pair in _steps(before.journeys[name], after.journeys[name])]
    return Correspondence(
        tuple(SameStep(name, old.id, new.id, _words(new)) for name, old, new in pairs),
        tuple(SameWay(name, new.id, *way) for name, old, new in pairs for way in _renamed(_ways(old), _ways(new))),
        tuple(sorted({**before.messages, **after.messages})),
        tuple(sorted({**before.journeys, **after.journeys})),
        tuple(sorted({*_with_goal(before.journeys), *_with_goal(after.journeys)})),
    )


def _with_goal(journeys: Mapping[str, Journey]) -> Iterator[str]:
    return (name for name, journey in journeys.items() if journey.goal is not None)


def _steps(before: Journey, after: Journey) -> Iterator[tuple[Step, Step]]:
    """The steps with several ways that are the same in both versions of a journey."""
    old, new = graph.build(before), graph.build(after)
    for index, became in sorted(match(old, new, after.moved).items()):
        one, other = old.nodes[index].step, new.nodes[became].step
        if _ways(one) and _ways(other):
            yield one, other


def _ways(step: Step) -> Sequence[str]:
    """The ways out of a step, as results tell them apart."""
    match step:
        case steps.Choose(arms=arms):
            return [*(arm.words for arm in arms), "otherwise"]
        case steps.Split(variants=variants):
            return [variant.name for variant in variants]
        case steps.WaitFor() | steps.WaitUntilCondition():
            return ["happened", "timed out"]
        case _:
            return []


def _renamed(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The ways that are called otherwise: those that only one version has are the same in their order."""
    gone = [way for way in before if way not in after]
    new = [way for way in after if way not in before]
    return zip(gone, new, strict=False)


def _words(step: Step) -> str:
    match step:
        case steps.Choose(arms=arms):
            return f"choose: when {arms[0].words}"
        case _:
            return step.words
