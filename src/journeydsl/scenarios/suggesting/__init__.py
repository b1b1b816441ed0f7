"""Scenarios for the ways that none has gone, found by search and written in the language for the author to review.

In: `Rules`, and the ways that are missing. Out: for each a `Suggestion`, or how many drafts were played in vain.
Promises: every suggestion was played and goes its ways; it expects what happened. The same program, the same
suggestions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from journeydsl.engine import Rules
from journeydsl.model import steps
from journeydsl.model.decisions import Outcome
from journeydsl.scenarios.coverage import Way, covered
from journeydsl.scenarios.suggesting.searching import search
from journeydsl.scenarios.suggesting.trimming import trimmed
from journeydsl.scenarios.suggesting.writing import written
from journeydsl.syntax import ast, printer

__all__ = ["InVain", "Suggestion", "suggest_for", "text"]

MOST = 600
"""How many drafts are played for a way before it is given up."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A scenario, and the ways that it goes and none did before; `by_chance` where a draw decided, and so its title."""

    scenario: ast.Scenario
    ways: tuple[Way, ...]
    by_chance: bool


@dataclass(frozen=True, slots=True)
class InVain:
    """A way for which no scenario was found, and how many drafts were played."""

    way: Way
    tried: int


def suggest_for(rules: Rules, missing: Sequence[Way], most: int = MOST) -> Iterator[Suggestion | InVain]:
    """A scenario for every way of `missing`, as far as one is found; one may go several of them."""
    order = list(rules.journeys)
    left = sorted(missing, key=lambda way: (order.index(way.journey), *_how_telling(way)))
    titles = {scenario.title for scenario in rules.program.scenarios}
    while left:
        way = left[0]
        title = _title(rules, way, titles)
        found = search(rules, way, title, most)
        if found.run is None:
            left.remove(way)
            yield InVain(way, found.tried)
            continue
        run = trimmed(rules, found.run, way.journey)
        gone = covered(rules, run.decisions).gone
        waiting, left = left, [each for each in left if each not in gone]
        titles.add(run.draft.title)
        ways = tuple(each for each in missing if each in gone and each in waiting)
        yield Suggestion(
            scenario=written(rules, run, {each.journey for each in ways}),
            ways=ways,
            by_chance=run.draft.title != title or any(each.outcome is Outcome.ASSIGNED for each in run.decisions),
        )


def text(suggestions: Sequence[Suggestion]) -> str:
    """The suggestions as a file of the language, each under the ways that it goes."""
    return "\n".join("\n".join((*_remark(each), *printer.declaration(each.scenario), "")) for each in suggestions)


def _remark(suggestion: Suggestion) -> list[str]:
    """What the author is told above a suggestion."""
    several = len({way.journey for way in suggestion.ways}) > 1
    ways = ", ".join(f"{f'{way.journey}: ' if several else ''}{way.step} {way.words}" for way in suggestion.ways)
    lines = [f"goes where no other scenario does: {ways}"]
    if suggestion.by_chance:
        lines.append("its title decides how chance falls for it: keep it")
    return [f"# {part}" for line in lines for part in wrap(line, 110, break_long_words=False, break_on_hyphens=False)]


def _how_telling(way: Way) -> tuple[bool, bool]:
    """What is searched first: to the end of a journey, since that goes many ways; last what every way goes through."""
    return (way.way == Outcome.WAITED, way.way != Outcome.FINISHED)


def _title(rules: Rules, way: Way, taken: Collection[str]) -> str:
    """What a scenario that goes a way is called, as no other is."""
    nodes = rules.charts[way.journey].nodes
    step = next(node.step for node in nodes if node.step.id == way.step)
    title = f"{way.journey}: {_what_happens(step, way)}".replace('"', "").replace(" (", " [").replace(")", "]")
    number = 1
    while (numbered := title if number == 1 else f"{title}, {number}") in taken:
        number += 1
    return numbered


def _what_happens(step: steps.Step, way: Way) -> str:
    match step:
        case steps.Send(message=message):
            return f"{message} {way.words}"
        case steps.WaitFor(event=event):
            return f"{event} {'comes in time' if way.place == 0 else 'does not come in time'}"
        case steps.WaitUntilCondition(words=words):
            return f"{words}, {'it does' if way.place == 0 else 'it does not'}"
        case steps.WaitUntilAttribute(words=words):
            return f"{words}{'' if way.place == 0 else ', which is missing'}"
        case steps.Choose():
            return f"{way.words}" if way.place < len(step.arms) else f"{step.id}, otherwise"
        case steps.Split(experiment=experiment):
            return f"{experiment} {way.words}"
        case steps.Repeat(words=words):
            return f"{words}, {way.words}"
        case steps.Offer(words=words):
            return f"{words}, {'something is left' if way.place == 0 else 'nothing is left'}"
        case steps.Stop(id=name, words=words):
            return "to the end" if name == "completed" else words
        case steps.Wait() | steps.WaitUntil() | steps.Set() | steps.Emit() | steps.Call() | steps.StartJourney():
            return step.words
        case steps.AddTo() | steps.RemoveFrom() | steps.UnsubscribeFrom():
            return step.words
