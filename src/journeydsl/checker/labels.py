"""Labels and the ways to them: `go to` leads forward and out of blocks, never into one; backward only in a `repeat`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from journeydsl.checker import references, walk
from journeydsl.checker.names import duplicates
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.diagnostics import Label as Place
from journeydsl.syntax import ast


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a step stands: the numbers of the blocks around it, outermost first, and whether one is repeated."""

    step: ast.Step
    order: int
    blocks: tuple[int, ...]
    is_repeated: bool


def check(scope: Scope, steps: ast.Block) -> None:
    """Report the labels of a journey that are there twice, and every `go to` that leads where it must not."""
    standing = list(_standing(steps, count(), count(), (), is_repeated=False))
    labels = [(each, each.step) for each in standing if isinstance(each.step, ast.Label)]
    scope.findings.extend(duplicates("label", (label.name for _, label in labels)))
    first: dict[str, _Standing] = {}
    for place, label in labels:
        first.setdefault(label.name.text, place)
    for place in standing:
        if isinstance(place.step, ast.GoTo) and references.label(scope, place.step.label, first):
            _check_way(scope, place, place.step, first[place.step.label.text])


def _standing(
    block: ast.Block, orders: Iterator[int], numbers: Iterator[int], around: tuple[int, ...], *, is_repeated: bool
) -> Iterator[_Standing]:
    own = (*around, next(numbers))
    for step in block:
        yield _Standing(step, next(orders), own, is_repeated)
        for inner in walk.blocks(step):
            repeated = is_repeated or isinstance(step, ast.Repeat)
            yield from _standing(inner, orders, numbers, own, is_repeated=repeated)


def _check_way(scope: Scope, place: _Standing, step: ast.GoTo, target: _Standing) -> None:
    name, there = step.label.text, (Place(target.step.span, "the label is here"),)
    if target.blocks[-1] not in place.blocks:
        scope.report(
            Code.GO_TO_INSIDE,
            f"`{name}` stands in a block that this step is not in",
            step.label.span,
            labels=there,
            hint="put the label after the block, or among the steps around this one",
        )
    elif target.order < place.order and not target.is_repeated:
        scope.report(
            Code.GO_TO_BACKWARD,
            f"`{name}` stands before this step, so that contacts could go round for ever",
            step.label.span,
            labels=there,
            hint="go forward only, or put the steps in a `repeat up to 3 times:`",
        )
