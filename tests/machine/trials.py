"""Programs and histories by number: each number always makes the same, and what fails is made small by leaving out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from journeydsl import engine
from journeydsl.engine import Rules
from journeydsl.model.decisions import Decision
from journeydsl.source import Source
from tests.machine.both import Population, assert_same, by_contact, by_id, in_slices
from tests.properties.runnable import Case, Situation, compile_text, crowded_project, program_text, situation
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
    another number of threads or another size of slices."""
    assert each.rules is not None
    start, end, population = each.situation.start, each.situation.end, each.population
    decisions = assert_same(each.rules, population, start, end)
    sliced = in_slices(each.rules, population, start, end, threads=2, slice_size=1 + len(each.text) % 4)
    assert by_contact(sliced) == by_contact(decisions)
    return decisions


def smaller(each: Trial, fails: Callable[[Trial], bool]) -> Trial:
    """A trial that fails as well, from which nothing more can be left out: no contact, no line of the program with what
    stands beneath it, and nothing that happens."""
    before = None
    while before != each:
        before = each
        for without in (_without_contact, _without_line, _without_input):
            place = 0
            while (less := without(each, place)) is not None:
                if less.rules is not None and fails(less):
                    each = less
                else:
                    place += 1
    return each


def _without_contact(each: Trial, place: int) -> Trial | None:
    cases = each.situation.cases
    return _with_cases(each, (*cases[:place], *cases[place + 1 :])) if place < len(cases) else None


def _without_line(each: Trial, place: int) -> Trial | None:
    lines = each.text.splitlines()
    if place >= len(lines):
        return None
    after = (number for number in range(place + 1, len(lines)) if _depth(lines[number]) <= _depth(lines[place]))
    left = [*lines[:place], *lines[next(after, len(lines)) :]]
    return replace(each, text="".join(f"{line}\n" for line in left))


def _without_input(each: Trial, place: int) -> Trial | None:
    cases = list(each.situation.cases)
    for number, case in enumerate(cases):
        if place < len(case.inputs):
            cases[number] = replace(case, inputs=(*case.inputs[:place], *case.inputs[place + 1 :]))
            return _with_cases(each, tuple(cases))
        place -= len(case.inputs)
    return None


def _with_cases(each: Trial, cases: tuple[Case, ...]) -> Trial:
    return replace(each, situation=replace(each.situation, cases=cases))


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip()) if line.strip() else 1_000
