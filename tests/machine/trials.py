"""Programs and histories by number: each number always makes the same, and what fails is made small by leaving out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from journeydsl import engine
from journeydsl.engine import Rules
from journeydsl.model.decisions import Decision
from journeydsl.source import Source
from tests.machine.both import Population, assert_same, by_contact, by_id, in_slices
from tests.properties.runnable import Situation, compile_text, crowded_project, program_text, situation
from tests.properties.runnable.words import PROJECT_FILE

CONTACTS = (3, 6)
CROWDED = 5
"""One in so many programs has channels that can send only so much."""


@dataclass(frozen=True)
class Trial:
    """A program, and what happens to contacts while it runs."""

    project: Source
    text: str
    situation: Situation

    @cached_property
    def rules(self) -> Rules | None:
        """The program, ready to run; None where it has mistakes."""
        compilation = compile_text(self.text, self.project)
        if not compilation.is_sound or compilation.program is None:
            return None
        return engine.prepare(compilation.program)

    @property
    def population(self) -> Population:
        return by_id((case.contact, case.inputs) for case in self.situation.cases)


def trial(number: int) -> Trial:
    """The trial of a number."""
    chance = Random(number)
    project = PROJECT_FILE if chance.randrange(CROWDED) else crowded_project(chance)
    return Trial(project, program_text(chance), situation(chance, *CONTACTS))


def run(each: Trial) -> list[Decision]:
    """What the engine decides. Raises AssertionError where the machine decides something else, or something else for
    another number of threads or another size of slices; OnlyTheEngine where it cannot run the program."""
    assert each.rules is not None
    start, end, population = each.situation.start, each.situation.end, each.population
    decisions = assert_same(each.rules, population, start, end)
    sliced = in_slices(each.rules, population, start, end, threads=2, slice_size=1 + len(each.text) % 4)
    assert by_contact(sliced) == by_contact(decisions)
    return decisions


def smaller(each: Trial, fails: Callable[[Trial], bool]) -> Trial:
    """A trial that fails as well, from which nothing more can be left out."""
    while True:
        found = next((other for other in _with_less(each) if other.rules is not None and fails(other)), None)
        if found is None:
            return each
        each = found


def _with_less(each: Trial) -> Iterator[Trial]:
    """The trial without a contact, without lines of its program, or without something that happens."""
    cases = each.situation.cases
    for place in range(len(cases)):
        yield replace(each, situation=replace(each.situation, cases=(*cases[:place], *cases[place + 1 :])))
    lines = each.text.splitlines()
    for first, line in enumerate(lines):
        depth = len(line) - len(line.lstrip())
        beneath = (place for place in range(first + 1, len(lines)) if _depth(lines[place]) <= depth)
        last = next(beneath, len(lines))
        yield replace(each, text="\n".join([*lines[:first], *lines[last:]]) + "\n")
    for place, case in enumerate(cases):
        for left_out in range(len(case.inputs)):
            shorter = replace(case, inputs=(*case.inputs[:left_out], *case.inputs[left_out + 1 :]))
            less = (*cases[:place], shorter, *cases[place + 1 :])
            yield replace(each, situation=replace(each.situation, cases=less))


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip()) if line.strip() else 1_000
