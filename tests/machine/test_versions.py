"""Whatever versions of a program follow each other: the machine takes contacts from one to the next as the engine
does."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from journeydsl import engine
from journeydsl.model.values import MINUTE
from journeydsl.simulator import Change
from tests.machine.both import assert_same, by_id
from tests.properties.runnable import Situation, program_texts, situations
from tests.properties.runnable.published import edited, edits, program, with_lines

quarters = st.lists(st.integers(0, 20 * 24 * 4), min_size=1, max_size=3, unique=True).map(sorted)
heads = st.sampled_from(
    [
        "",
        "  on edit follow",
        "  on edit follow\n  paused",
        "  paused\n  overdue send",
        "  on edit follow\n  overdue send",
        "  on edit follow\n  overdue spread over 2 days",
    ]
)


@settings(max_examples=100)
@given(
    st.lists(program_texts(), min_size=1, max_size=2),
    st.lists(st.tuples(heads, edits), min_size=3, max_size=3),
    quarters,
    situations(most=3),
)
def test_the_machine_publishes_what_the_engine_publishes(
    texts: list[str], changed: list[tuple[str, tuple[str, str]]], ats: list[int], situation: Situation
) -> None:
    """Versions of the same program with other words about edits and other steps, and other programs altogether."""
    later = (with_lines(edited(texts[number % len(texts)], edit), head) for number, (head, edit) in enumerate(changed))
    versions = [texts[0], *later]
    programs = [program(text) for text in versions[: len(ats) + 1]]
    prepared = [engine.prepare(each, earlier=programs[:number]) for number, each in enumerate(programs)]
    instants = [situation.start + quarter * 15 * MINUTE for quarter in ats]
    changes = [Change(at, rules) for at, rules in zip(instants, prepared[1:], strict=True) if at <= situation.end]
    population = by_id((case.contact, case.inputs) for case in situation.cases)
    assert_same(prepared[0], population, situation.start, situation.end, changes)
