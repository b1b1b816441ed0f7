"""Whatever program takes the place of whatever other, at whatever instants: nobody is lost, and the books balance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from hypothesis import given, note, settings
from hypothesis import strategies as st

from journeydsl import engine, graph
from journeydsl.engine import Rules
from journeydsl.graph.matching import match
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.program import Program
from journeydsl.model.reasons import Exit
from journeydsl.model.values import MINUTE, Instant
from journeydsl.simulator import Change, Tally, simulate, walk_through
from journeydsl.versions import Edition, compare, journey_fingerprint, program_fingerprint
from tests.properties.runnable import Situation, begin, program_texts, ready, run, situations
from tests.properties.runnable.published import program, with_lines
from tests.properties.runnable.running import MOST_STEPS

quarters = st.lists(st.integers(0, 20 * 24 * 4), min_size=1, max_size=4, unique=True).map(sorted)
lines = st.sampled_from(
    [
        "  on edit pin",
        "  on edit follow",
        "  on edit follow\n  paused",
        "  paused\n  overdue send",
        "  overdue send",
        "  on edit follow\n  overdue spread over 2 days",
    ]
)
some = settings(max_examples=settings().max_examples * 2 // 5)


def through(
    programs: Sequence[Program], ats: Sequence[Instant], situation: Situation
) -> tuple[list[Decision], Tally, Rules]:
    """What is decided about the first contact while the programs are published one after the other."""
    (case, *_) = situation.cases
    versions = [engine.prepare(each, earlier=programs[:number]) for number, each in enumerate(programs)]
    changes = [Change(at, rules) for at, rules in zip(ats, versions[1:], strict=True)]
    member = begin(versions[0], case, situation.start, situation.end)
    traffic = engine.open_traffic(versions[0].program, situation.start)
    steps = list(islice(walk_through(versions[0], changes, [member], situation.end, traffic), MOST_STEPS))
    assert len(steps) < MOST_STEPS, "a contact goes round for ever"
    tally = Tally(versions[-1], situation.start, situation.end)
    for step in steps:
        tally.add_step(step)
    tally.add_end(steps[-1].state if steps else member[0])
    decisions = [decision for step in steps for decision in step.decisions]
    note("\n".join(map(str, decisions)))
    return decisions, tally, versions[-1]


@some
@given(program_texts(), situations(), quarters)
def test_publishing_the_same_again_changes_nothing(text: str, situation: Situation, numbers: list[int]) -> None:
    rules = ready(text)
    ats = [at for number in numbers if (at := situation.start + number * 15 * MINUTE) <= situation.end]
    whole = run(rules, situation.cases[0], situation.start, situation.end)
    decisions, _, _ = through([program(text)] * (len(ats) + 1), ats, situation)
    assert tuple(decisions) == whole.decisions


@some
@given(program_texts(), situations(most=3), quarters)
def test_publishing_the_same_again_takes_nobodys_turn(text: str, situation: Situation, numbers: list[int]) -> None:
    rules = ready(text)
    programs = [program(text)] * (len(numbers) + 1)
    ats = [situation.start + number * 15 * MINUTE for number in numbers]
    changes = [
        Change(at, engine.prepare(programs[0], earlier=programs[:number]))
        for number, at in enumerate(ats, 1)
        if at <= situation.end
    ]
    population = [(case.contact, case.inputs) for case in situation.cases]
    undisturbed: list[Decision] = []
    disturbed: list[Decision] = []
    simulate(rules, population, situation.start, situation.end, undisturbed.extend)
    simulate(rules, population, situation.start, situation.end, disturbed.extend, changes)
    assert sorted(disturbed, key=_contact) == sorted(undisturbed, key=_contact)


def _contact(decision: Decision) -> str:
    return decision.contact


@some
@given(program_texts(), st.lists(st.tuples(program_texts(), lines), min_size=1, max_size=3), situations(), quarters)
def test_whatever_is_published_the_books_balance(
    first: str, later: list[tuple[str, str]], situation: Situation, numbers: list[int]
) -> None:
    ats = [at for number in numbers if (at := situation.start + number * 15 * MINUTE) <= situation.end][: len(later)]
    texts = [first, *(with_lines(text, line) for text, line in later[: len(ats)])]
    decisions, tally, _ = through([program(text) for text in texts], ats, situation)
    assert tally.is_conserved, tally.balances()
    instants = [decision.at for decision in decisions]
    assert instants == sorted(instants)


@some
@given(program_texts(), lines, situations(), quarters)
def test_a_pause_and_other_lines_for_those_inside_lose_nobody(
    text: str, line: str, situation: Situation, numbers: list[int]
) -> None:
    ats = [at for number in numbers if (at := situation.start + number * 15 * MINUTE) <= situation.end]
    texts = [text, *(with_lines(text, line) if number % 2 else text for number in range(1, len(ats) + 1))]
    decisions, tally, _ = through([program(each) for each in texts], ats, situation)
    assert tally.is_conserved, tally.balances()
    assert not [each for each in decisions if each.reason == Exit.JOURNEY_CHANGED or each.outcome is Outcome.MOVED]


@some
@given(program_texts())
def test_every_step_is_itself_and_the_same_program_means_the_same(text: str) -> None:
    read = program(text)
    for journey in read.journeys.values():
        chart = graph.build(journey)
        assert match(chart, chart) == {index: index for index in range(len(chart.nodes))}
    edition = Edition(read, {"plain.html": "<p>Hello</p>"})
    assert compare(edition, edition).is_same


@some
@given(program_texts(), program_texts())
def test_fingerprints_are_the_same_where_and_only_where_nothing_is_said(one: str, other: str) -> None:
    before, after = (Edition(program(text), {"plain.html": "<p>Hello</p>"}) for text in (one, other))
    compared = compare(before, after)
    assert compared.is_same is (program_fingerprint(before) == program_fingerprint(after))
    told = {group.name for group in compared.groups if group.what == "journey"}
    for name in before.program.journeys.keys() & after.program.journeys.keys():
        same = journey_fingerprint(before.program.journeys[name]) == journey_fingerprint(after.program.journeys[name])
        assert same is (name not in told)


@some
@given(program_texts())
def test_the_order_of_declarations_makes_no_difference(text: str) -> None:
    parts = re.split(r"\n(?=\S)", text.rstrip("\n"))
    shuffled = sorted(parts, key=lambda part: part[::-1])
    one, other = (Edition(program(each), {"plain.html": "<p>Hello</p>"}) for each in (text, "\n".join(shuffled) + "\n"))
    assert program_fingerprint(one) == program_fingerprint(other)
