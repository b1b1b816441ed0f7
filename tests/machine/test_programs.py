"""Thousands of random programs and histories: the machine decides what the engine decides, row by row.

`make fuzz PROGRAMS=20000 FIRST=100000` runs others, by number. What fails is shown made small.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from random import Random

import pytest

from journeydsl import data
from journeydsl.data.columns import slices
from journeydsl.model.contacts import Event
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.reasons import Exit, NotSent, Refusal
from journeydsl.simulator.arrays import simulate_fast
from tests.machine.both import by_contact, by_id, on_the_engine
from tests.machine.trials import Trial, run, smaller, trial
from tests.properties.runnable import write
from tests.properties.runnable.constructs import constructs_of, every_construct

PROGRAMS = int(os.environ.get("PROGRAMS", "2500"))
FIRST = int(os.environ.get("FIRST", "0"))
AT_LEAST = PROGRAMS // 250
"""In so many programs each construct stands, and each decision is made."""

INFORMS_PEOPLE = "informs people and changes no decision"
NEW_VERSION = "acts where a new version is published: tests/machine/test_laws.py"
NOT_MADE = {
    **dict.fromkeys(("Journey.owner", "Journey.stage", "Stage", "Message.goal", "Message.helps"), INFORMS_PEOPLE),
    **dict.fromkeys(("Journey.hypothesis", "Hypothesis", "Measure", "Tier.CORE"), INFORMS_PEOPLE),
    **dict.fromkeys(("Journey.moved", "Moved", Outcome.MOVED, Exit.JOURNEY_CHANGED, NotSent.OVERDUE), NEW_VERSION),
    "NotSent.STOPPED_WHILE_HELD": "nothing follows once a contact has left",
}


@dataclass
class Survey:
    """What was tried, and in how many programs each construct stood and each decision was made."""

    programs: int = 0
    histories: int = 0
    decisions: int = 0
    mistaken: int = 0
    events: int = 0
    constructs: Counter[str] = field(default_factory=Counter)
    decided: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return (
            f"{self.programs:,} programs over {self.histories:,} histories of {self.events:,} events: "
            f"{self.decisions:,} decisions alike"
        )

    def look(self, each: Trial) -> None:
        """Run a trial, and count it."""
        if each.rules is None:
            self.mistaken += 1
            return
        decisions = run(each)
        self.programs += 1
        self.histories += len(each.situation.cases)
        self.events += sum(isinstance(told, Event) for case in each.situation.cases for told in case.inputs)
        self.decisions += len(decisions)
        self.constructs.update(constructs_of(each.rules.program))
        self.decided.update({*chain.from_iterable((str(row.outcome), row.reason) for row in decisions)})


@pytest.fixture(scope="module")
def survey() -> Survey:
    survey = Survey()
    for number in range(FIRST, FIRST + PROGRAMS):
        each = trial(number)
        try:
            survey.look(each)
        except Exception as cause:  # a machine that breaks is shown as small as one that differs
            raise AssertionError(_told(number, smaller(each, _fails))) from cause
    return survey


def _fails(each: Trial) -> bool:
    try:
        Survey().look(each)
    except Exception:  # whatever went wrong: it is looked for in smaller trials
        return True
    return False


def _told(number: int, each: Trial) -> str:
    happened = "\n".join(f"{case.contact}\n{case.inputs}" for case in each.situation.cases)
    return f"trial {number}\n\n{each.project.text}\n{each.text}\n{each.situation.start}\n{happened}"


def test_engine_and_machine_decide_alike(survey: Survey, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{survey}")
    assert survey.programs > 0.9 * PROGRAMS
    assert survey.histories > 4 * survey.programs
    assert survey.decisions > 50 * survey.programs


def test_every_construct_of_the_language_is_tried(survey: Survey) -> None:
    asked = {name for name in every_construct() if not {name, name.partition(".")[0]} & {*NOT_MADE}}
    assert {name: survey.constructs[name] for name in asked if survey.constructs[name] < AT_LEAST} == {}


def test_every_outcome_and_every_reason_is_met(survey: Survey) -> None:
    asked = [str(each) for each in chain(Outcome, Refusal, NotSent, Exit) if each not in NOT_MADE]
    assert {name: survey.decided[name] for name in asked if survey.decided[name] < AT_LEAST} == {}


@pytest.mark.parametrize("number", range(FIRST, FIRST + PROGRAMS, max(1, PROGRAMS // 50)))
def test_no_order_of_the_rows_of_files_matters_to_the_machine(number: int, tmp_path: Path) -> None:
    each, read = trial(number), list[Decision]()
    if each.rules is None:
        pytest.skip("this number draws a program that `check` refuses, as 2 to 3 in 100 do: there is nothing to run")
    start, end = each.situation.start, each.situation.end
    files = write(tmp_path, each.situation.cases, Random(number))
    with data.read(each.rules.program.project, *files) as population:
        assert population.problems == ()
        simulate_fast(each.rules, partial(slices, population), start, end, read.extend)
    happened = [
        (case.contact, [told for told in case.inputs if isinstance(told, Event)]) for case in each.situation.cases
    ]
    decisions, _ = on_the_engine(each.rules, by_id(happened), start, end)
    assert by_contact(read) == by_contact(decisions)
