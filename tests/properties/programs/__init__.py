"""Syntax trees as they could have been read: every construct, every literal, names that are words of the language."""

from __future__ import annotations

from hypothesis import strategies as st

from journeydsl.syntax import ast
from tests.properties.programs.conditions import conditions
from tests.properties.programs.journeys import journey_lines, steps
from tests.properties.programs.messages import limit_lines, message_lines
from tests.properties.programs.scenarios import scenario_lines
from tests.properties.programs.words import NOWHERE, durations, names, texts

__all__ = ["files"]

labels = st.none() | texts
refreshes = st.none() | st.builds(ast.Refresh, st.sampled_from(ast.Rhythm), st.just(NOWHERE))
holds = st.none() | st.builds(ast.HoldFor, durations, st.just(NOWHERE))


@st.composite
def families(draw: st.DrawFn) -> ast.Family:
    """A family, at most with its last member for all others."""
    conditions_of_members = draw(st.lists(conditions, max_size=3))
    rest = [None] if not conditions_of_members or draw(st.booleans()) else []
    members = tuple(ast.Member(draw(names), draw(labels), when, NOWHERE) for when in [*conditions_of_members, *rest])
    return ast.Family(draw(names), draw(labels), members, NOWHERE, draw(refreshes), draw(holds))


any_declaration: st.SearchStrategy[ast.Declaration] = st.one_of(
    st.builds(ast.Segment, names, labels, conditions, st.just(NOWHERE), refreshes, holds),
    families(),
    st.builds(ast.Suppression, names, labels, conditions, names, st.just(NOWHERE), st.booleans()),
    st.builds(ast.Limits, st.lists(limit_lines, min_size=1, max_size=3).map(tuple), st.just(NOWHERE)),
    st.builds(ast.Message, names, labels, st.lists(message_lines, min_size=1, max_size=4).map(tuple), st.just(NOWHERE)),
    st.builds(
        ast.Journey,
        names,
        labels,
        st.lists(journey_lines, min_size=1, max_size=4).map(tuple),
        st.lists(steps, max_size=4).map(tuple),
        st.just(NOWHERE),
    ),
    st.builds(ast.Scenario, texts, st.lists(scenario_lines, min_size=1, max_size=4).map(tuple), st.just(NOWHERE)),
)


@st.composite
def any_of_the_declarations(draw: st.DrawFn) -> ast.Declaration:
    return draw(any_declaration)


declarations = any_of_the_declarations()
files = st.lists(declarations, max_size=3).map(lambda found: ast.File(tuple(found)))
