"""What is different in the steps of a journey."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from journeydsl.graph.chart import Chart
from journeydsl.graph.meaning import chart_meaning, step_meaning
from journeydsl.graph.ways import share_words
from journeydsl.model import steps
from journeydsl.model.steps import Step
from journeydsl.versions.change import Change, Kind


def step_changes(before: Chart, after: Chart, matched: Mapping[int, int]) -> list[Change]:
    """The differences between two charts, of which `matched` says which step is which."""
    changes = [
        *_gone(before, matched),
        *_new(after, matched),
        *_reordered(after, matched),
        *_edited(before, after, matched),
    ]
    if not changes and chart_meaning(before) != chart_meaning(after):
        changes.append(Change(Kind.STRUCTURE, "steps lead on to other steps than before"))
    return changes


def _gone(before: Chart, matched: Mapping[int, int]) -> Iterator[Change]:
    for index, node in enumerate(before.nodes[:-1]):
        if index not in matched:
            yield Change(Kind.STRUCTURE, f"`{step_words(node.step)}` is gone")


def _new(after: Chart, matched: Mapping[int, int]) -> Iterator[Change]:
    known = set(matched.values())
    for index, node in enumerate(after.nodes[:-1]):
        if index not in known:
            yield Change(Kind.STRUCTURE, f"new: `{step_words(node.step)}`, {_place(after, index)}")


def _reordered(after: Chart, matched: Mapping[int, int]) -> Iterator[Change]:
    """Steps that come earlier or later among the others than before: as few as explain the new order."""
    order = [matched[index] for index in sorted(matched)]
    kept = set(_rising(order))
    for index in order:
        if index not in kept:
            yield Change(Kind.STRUCTURE, f"`{step_words(after.nodes[index].step)}` now comes {_place(after, index)}")


def _edited(before: Chart, after: Chart, matched: Mapping[int, int]) -> Iterator[Change]:
    for index, became in sorted(matched.items()):
        old, new = before.nodes[index].step, after.nodes[became].step
        if step_meaning(old) != step_meaning(new):
            yield Change(_kind(old, new), f"`{step_words(old)}` is now `{step_words(new)}`")


def _place(chart: Chart, index: int) -> str:
    return f"after `{step_words(chart.nodes[index - 1].step)}`" if index else "first of all"


def _rising(numbers: Sequence[int]) -> list[int]:
    """The longest rising row within a row of different numbers."""
    ends: list[int] = []
    rows: list[list[int]] = []
    for number in numbers:
        place = bisect_left(ends, number)
        row = [*(rows[place - 1] if place else []), number]
        ends[place:] = [number, *ends[place + 1 :]]
        rows[place:] = [row, *rows[place + 1 :]]
    return rows[-1] if rows else []


def _kind(old: Step, new: Step) -> Kind:
    if type(old) is not type(new) and not (isinstance(old, steps.Waiting) and isinstance(new, steps.Waiting)):
        return Kind.STRUCTURE
    match new:
        case (
            steps.Wait()
            | steps.WaitUntil()
            | steps.WaitUntilAttribute()
            | steps.WaitUntilCondition()
            | steps.WaitFor()
            | steps.Repeat()
        ):
            return Kind.TIMING
        case steps.Choose() | steps.Split():
            return Kind.AUDIENCE
        case steps.Set() | steps.Emit():
            return Kind.CONTENT
        case (
            steps.Send()
            | steps.Call()
            | steps.StartJourney()
            | steps.AddTo()
            | steps.RemoveFrom()
            | steps.UnsubscribeFrom()
            | steps.Offer()
            | steps.Stop()
        ):
            return Kind.STRUCTURE


def step_words(step: Step) -> str:
    """A step in its author's words, with what leads into its blocks."""
    match step:
        case steps.Choose(arms=arms):
            return f"{step.words} {', '.join(f'when {arm.words}' for arm in arms)}"
        case steps.Split(variants=variants):
            return f"{step.words}: {', '.join(f'{share_words(each.share)} {each.name}' for each in variants)}"
        case steps.Send(because=because) if because:
            return f"{step.words}, if not sent because {', '.join(each.reason for each in because)}"
        case _:
            return step.words
