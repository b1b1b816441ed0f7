"""Every condition."""

from __future__ import annotations

from hypothesis import strategies as st

from journeydsl.syntax import ast
from tests.properties.programs.words import (
    NOWHERE,
    dates,
    durations,
    events,
    literals,
    messages,
    names,
    operands,
    segments,
    subjects,
    texts,
)

comparisons = st.builds(ast.Comparison, subjects, st.sampled_from(ast.Operator), operands, st.just(NOWHERE))
memberships = st.builds(
    ast.IsOneOf, subjects, st.lists(literals, min_size=1, max_size=3).map(tuple), st.booleans(), st.just(NOWHERE)
)
known = st.builds(ast.IsKnown, subjects, st.booleans(), st.just(NOWHERE))
windows: st.SearchStrategy[ast.Window] = st.one_of(
    st.builds(ast.WindowLast, durations),
    st.builds(ast.WindowSince, dates),
    st.just(ast.WindowSinceEntry()),
    st.just(ast.WindowEver()),
)
signs = st.sampled_from([each for each in ast.Operator if each not in (ast.Operator.IS, ast.Operator.IS_NOT)])
occurrences = st.builds(ast.Times, st.sampled_from(ast.Quantifier), st.integers(0, 1000), st.just(NOWHERE))
engagements = st.builds(ast.Engaged, st.sampled_from(ast.Engagement), messages, st.none() | windows, st.just(NOWHERE))
leaves: st.SearchStrategy[ast.Condition] = st.one_of(
    comparisons,
    memberships,
    known,
    engagements,
    st.builds(ast.TextMatch, subjects, st.sampled_from(ast.TextTest), texts, st.just(NOWHERE)),
    st.builds(ast.IsToday, subjects, st.just(NOWHERE)),
    st.builds(ast.Within, subjects, durations, st.just(NOWHERE)),
    st.builds(ast.HasBeenIn, names, durations, st.just(NOWHERE)),
    st.builds(ast.Holds, subjects, st.just(NOWHERE)),
    st.builds(ast.InSegment, segments, st.just(NOWHERE)),
    st.builds(ast.SubscribedTo, names, st.just(NOWHERE)),
)


def larger(inner: st.SearchStrategy[ast.Condition]) -> st.SearchStrategy[ast.Condition]:
    """Conditions made of `inner`."""
    where = st.none() | inner
    parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(
            ast.Aggregate,
            st.sampled_from(ast.Function),
            names.filter(lambda name: name.text != "of"),
            names,
            where,
            windows,
            st.sampled_from(ast.Operator),
            operands,
            st.just(NOWHERE),
        ),
        st.builds(ast.TimeSince, names, where, signs, durations, st.just(NOWHERE)),
        st.builds(ast.Happened, events, where, st.none() | occurrences, windows, st.just(NOWHERE)),
        st.builds(ast.No, names, where, windows, st.just(NOWHERE)),
        st.builds(ast.Not, inner, st.just(NOWHERE)),
        st.builds(ast.AllOf, parts, st.just(NOWHERE)),
        st.builds(ast.AnyOf, parts, st.just(NOWHERE)),
    )


any_condition = st.recursive(leaves, larger, max_leaves=6)


# Composite, for Hypothesis spells out what other strategies are made of.
@st.composite
def any_of_the_conditions(draw: st.DrawFn) -> ast.Condition:
    return draw(any_condition)


conditions = any_of_the_conditions()
wheres = st.none() | conditions
