"""The lines of messages and of limits."""

from __future__ import annotations

from hypothesis import strategies as st

from journeydsl.syntax import ast
from tests.properties.programs.conditions import conditions
from tests.properties.programs.words import (
    NOWHERE,
    durations,
    names,
    nouns,
    paths,
    percents,
    texts,
    times_of_day,
    whole_numbers,
)

nowhere = st.just(NOWHERE)

contents: st.SearchStrategy[ast.Content] = texts | st.builds(ast.UseModule, texts, nowhere)
arms = st.builds(ast.BlockArm, conditions, contents, nowhere)
links = st.builds(ast.CallToAction, texts, paths | texts, nowhere)
call_arms = st.builds(ast.CallArm, conditions, links, nowhere)
entries = st.builds(ast.FooterEntry, st.lists(texts, min_size=1, max_size=3).map(tuple), contents, nowhere)
message_lines: st.SearchStrategy[ast.MessageLine] = st.one_of(
    st.builds(ast.ChannelLine, names, nowhere),
    st.builds(ast.ClassLine, names, nowhere),
    st.builds(ast.TopicLine, names, nowhere),
    *(st.builds(kind, texts, nowhere) for kind in (ast.GoalLine, ast.SubjectLine, ast.PreviewLine, ast.Helps)),
    st.builds(ast.TemplateLine, texts, nowhere),
    st.builds(ast.Fallback, paths, texts | st.just(ast.Skip(NOWHERE)), nowhere),
    st.builds(
        ast.BlockLine,
        names,
        st.lists(arms, min_size=1, max_size=3).map(tuple),
        st.none() | contents,
        nowhere,
        st.booleans(),
    ),
    links,
    st.builds(ast.CallsToAction, st.lists(call_arms, min_size=1, max_size=3).map(tuple), st.none() | links, nowhere),
    st.builds(ast.FooterBy, paths, nowhere, st.lists(entries, max_size=2).map(tuple), st.none() | contents),
    st.builds(ast.UseModule, texts, nowhere),
)
elses = st.just(ast.ElseDrop(NOWHERE)) | st.builds(ast.ElseWait, st.none() | durations, nowhere)
limit_lines: st.SearchStrategy[ast.LimitLine] = st.one_of(
    st.builds(ast.Cap, whole_numbers, st.none() | names, nouns, durations, elses, nowhere),
    st.builds(ast.Quiet, times_of_day, times_of_day, elses, nowhere),
    st.builds(ast.QuietDay, st.sampled_from(ast.Weekday), elses, nowhere),
    st.builds(ast.WarmUp, names, whole_numbers, percents, nowhere),
)
