"""Whatever program and whatever history: the books balance, no protection gives way, and nothing but both decides."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, note, settings
from hypothesis import strategies as st

from journeydsl import data, engine
from journeydsl.engine import Surroundings
from journeydsl.engine.snapshot import restore, snapshot
from journeydsl.model.contacts import Event
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.values import MINUTE
from journeydsl.simulator import simulate
from journeydsl.source import Source
from journeydsl.syntax import parse, printer
from tests.properties.runnable import (
    Situation,
    alike,
    begin,
    cases,
    check_entries,
    check_protections,
    check_visits,
    compile_text,
    program_texts,
    ready,
    resume,
    run,
    situations,
    write,
)

chances = st.randoms(use_true_random=False)
some = settings(max_examples=settings().max_examples // 7)
few = settings(max_examples=settings().max_examples // 14)


@some
@given(program_texts(), situations(), chances)
def test_the_books_balance_and_every_visit_ends_in_one_decision(
    text: str, situation: Situation, chance: Random
) -> None:
    rules = ready(text)
    for case in cases(rules, situation, chance):
        note(f"now {case.contact}")
        ran = run(rules, case, situation.start, situation.end)
        tally = ran.tally(rules, situation.start, situation.end)
        assert tally.is_conserved, tally.balances()
        instants = [decision.at for decision in ran.decisions]
        assert instants == sorted(instants)
        assert all(situation.start <= at <= situation.end for at in instants)
        due = engine.next_wake(ran.state)
        assert due is None or due > situation.end
        check_visits(rules, case, ran.decisions, ran.state)


@some
@given(program_texts(), situations(), chances)
def test_nobody_enters_more_often_than_allowed_and_every_goal_is_counted(
    text: str, situation: Situation, chance: Random
) -> None:
    rules = ready(text)
    for case in cases(rules, situation, chance):
        note(f"now {case.contact}")
        check_entries(rules, case, run(rules, case, situation.start, situation.end).decisions)


@some
@given(program_texts(), situations(), chances)
def test_nobody_is_sent_what_the_rules_forbid_or_refused_what_they_allow(
    text: str, situation: Situation, chance: Random
) -> None:
    rules = ready(text)
    for case in cases(rules, situation, chance):
        note(f"now {case.contact}")
        check_protections(rules, case, run(rules, case, situation.start, situation.end), situation.start)


@some
@given(program_texts(), situations(), chances, st.lists(st.integers(0, 20 * 24 * 4), max_size=3))
def test_a_pause_and_restart_at_any_instant_changes_nothing(
    text: str, situation: Situation, chance: Random, quarters: list[int]
) -> None:
    rules = ready(text)
    *_, case = cases(rules, situation, chance)
    whole = run(rules, case, situation.start, situation.end)
    happened = [each.at for each in whole.decisions]
    stops = sorted({*(situation.start + number * 15 * MINUTE for number in quarters), *happened, situation.end})
    state, inputs = begin(rules, case, situation.start, situation.end)
    traffic = engine.open_traffic(rules.program, situation.start)
    decisions: list[Decision] = []
    after = situation.start - 1
    for stop in stops:
        part = resume(rules, state, [each for each in inputs if after < each.arrives], stop, traffic)
        decisions += part.decisions
        state, traffic, after = restore(json.loads(json.dumps(snapshot(part.state)))), part.traffic, stop
        assert state == part.state
    assert tuple(decisions) == whole.decisions
    assert state == whole.state


@some
@given(program_texts(), situations(), chances, st.lists(st.integers(0, 20 * 24 * 4), min_size=1, max_size=20))
def test_a_look_at_an_instant_at_which_nothing_is_due_changes_nothing(
    text: str, situation: Situation, chance: Random, quarters: list[int]
) -> None:
    rules = ready(text)
    *_, case = cases(rules, situation, chance)
    whole = run(rules, case, situation.start, situation.end)
    beside = [each.at + shift for each in whole.decisions for shift in (-1, 1)]
    looks = {*(situation.start + number * 15 * MINUTE for number in quarters), *beside}
    state, inputs = begin(rules, case, situation.start, situation.end)
    traffic = engine.open_traffic(rules.program, situation.start)
    decisions: list[Decision] = []
    after = situation.start - 1
    for look in sorted(at for at in looks if situation.start <= at <= situation.end):
        part = resume(rules, state, [each for each in inputs if after < each.arrives], look, traffic)
        decisions += part.decisions
        looked = engine.step(rules, part.state, look, surroundings=Surroundings(traffic=part.traffic))
        assert not looked.decisions
        state, traffic, after = looked.state, looked.traffic, look
    left = [each for each in inputs if after < each.arrives]
    decisions += resume(rules, state, left, situation.end, traffic).decisions
    assert tuple(decisions) == whole.decisions


@some
@given(program_texts(), situations(most=4), chances, st.integers(1, 3))
def test_no_order_and_no_partition_of_the_input_matters(
    text: str, situation: Situation, chance: Random, size: int
) -> None:
    rules = ready(text)
    population = [(case.contact, [each for each in case.inputs if isinstance(each, Event)]) for case in situation.cases]
    decisions: list[Decision] = []
    whole = simulate(rules, population, situation.start, situation.end, decisions.extend)
    chance.shuffle(population)
    for _, events in population:
        chance.shuffle(events)
        events.sort(key=lambda event: (event.at, event.id))
    shuffled: list[Decision] = []
    limits, suppressions = rules.program.limits, rules.program.suppressions
    if limits.warm_ups or any(suppression.whole_account for suppression in suppressions):
        size = len(population)
    parts = [population[first : first + size] for first in range(0, len(population), size)]
    tallies = [simulate(rules, part, situation.start, situation.end, shuffled.extend) for part in parts]
    assert sorted(shuffled, key=lambda each: each.contact) == sorted(decisions, key=lambda each: each.contact)
    for name, journey in whole.journeys.items():
        assert journey.triggered == sum(tally.journeys[name].triggered for tally in tallies)
        assert journey.finished == sum((tally.journeys[name].finished for tally in tallies), Counter())


@few
@given(program_texts(), situations(most=3), chances)
def test_no_order_of_the_rows_of_files_matters(text: str, situation: Situation, chance: Random) -> None:
    rules = ready(text)
    told = [(case.contact, [each for each in case.inputs if isinstance(each, Event)]) for case in situation.cases]
    decisions: list[Decision] = []
    simulate(rules, told, situation.start, situation.end, decisions.extend)
    with TemporaryDirectory() as folder:
        files = write(Path(folder), situation.cases, chance)
        read: list[Decision] = []
        with data.read(rules.program.project, *files) as population:
            assert population.problems == ()
            simulate(rules, population, situation.start, situation.end, read.extend)
    assert sorted(read, key=lambda each: each.contact) == sorted(decisions, key=lambda each: each.contact)


@some
@given(program_texts())
def test_a_program_that_is_printed_means_the_same(text: str) -> None:
    read, mistakes = parse(Source("random.journey", text))
    assert not mistakes
    written, printed = compile_text(text).program, compile_text(printer.file(read)).program
    assert written is not None
    assert printed == written


def test_most_random_programs_can_be_run_and_do_something() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=30, derandomize=True, database=None)
    @given(program_texts(), situations())
    def look(text: str, situation: Situation) -> None:
        compilation = compile_text(text)
        seen["drawn"] += 1
        if not compilation.is_sound or compilation.program is None:
            return
        seen["sound"] += 1
        rules = engine.prepare(compilation.program)
        runs = [run(rules, case, situation.start, situation.end) for case in alike(situation.cases[0])]
        seen.update({decision.outcome for ran in runs for decision in ran.decisions})

    look()
    assert seen["sound"] > 0.8 * seen["drawn"]
    assert seen[Outcome.ENTERED] > 0.5 * seen["drawn"]
    assert seen[Outcome.SENT] > 0.3 * seen["drawn"]
    assert sum(outcome in seen for outcome in Outcome) > len(Outcome) / 2, seen
