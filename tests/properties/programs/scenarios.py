"""Every line of a scenario."""

from __future__ import annotations

from hypothesis import strategies as st

from journeydsl.syntax import ast
from tests.properties.programs.words import (
    NOWHERE,
    durations,
    instants,
    names,
    nouns,
    paths,
    told,
    whole_numbers,
)

happenings = names.filter(lambda name: name.text != "set")
in_sentences = names.filter(lambda name: name.text != "everything")
messages = names.filter(lambda name: name.text not in {"journey", "nothing"})
facts = st.builds(ast.Fact, names, told, st.just(NOWHERE))
unlike_consent = names.filter(lambda name: name.text != "subscribed")
dotted = st.builds(
    lambda first, rest: ast.Name(".".join((first.text, *(name.text for name in rest))), NOWHERE),
    unlike_consent,
    st.lists(names, min_size=1, max_size=2),
)
known = facts | st.builds(ast.Fact, dotted, told, st.just(NOWHERE))
some_facts = st.lists(facts, max_size=3).map(tuple)
topics = st.lists(names, max_size=2).map(tuple)
moments = st.none() | instants
reasons = st.none() | names

scenario_lines: st.SearchStrategy[ast.ScenarioLine] = st.one_of(
    st.builds(ast.Given, st.lists(known, max_size=3).map(tuple), topics, st.just(NOWHERE)).filter(
        lambda given: bool(given.facts + given.topics)
    ),
    st.builds(ast.Happens, instants, happenings, some_facts, st.just(NOWHERE)),
    st.builds(ast.Responded, instants, st.sampled_from(ast.Response), unlike_consent, st.just(NOWHERE)),
    st.builds(ast.Consented, instants, names, st.just(NOWHERE)),
    st.builds(ast.Withdrew, instants, st.none() | in_sentences, st.just(NOWHERE)),
    st.builds(ast.Called, instants, names, st.just(NOWHERE)),
    st.builds(ast.Becomes, instants, paths, told, st.just(NOWHERE)),
    st.builds(ast.ExpectSent, messages, moments, st.just(NOWHERE), st.lists(known, max_size=2).map(tuple)),
    st.builds(ast.ExpectNotSent, messages, reasons, st.just(NOWHERE)),
    st.builds(ast.ExpectNothingSent, st.just(NOWHERE)),
    st.builds(ast.ExpectNeverStarted, names, st.just(NOWHERE)),
    st.builds(ast.ExpectStarted, names, moments, st.just(NOWHERE)),
    st.builds(ast.ExpectEnded, names, reasons, st.just(NOWHERE)),
    st.builds(ast.ExpectGoal, names, st.just(NOWHERE)),
    st.builds(ast.AlwaysAtMost, whole_numbers, st.none() | names, nouns, durations, st.just(NOWHERE)),
    st.builds(ast.NeverSent, names, st.just(NOWHERE)),
)
