"""The lines of messages and of limits."""

from __future__ import annotations

from hypothesis import strategies as st

from journeydsl.syntax import ast
from tests.properties.programs.words import NOWHERE, durations, names, nouns, paths, texts, times_of_day, whole_numbers

message_lines: st.SearchStrategy[ast.MessageLine] = st.one_of(
    st.builds(ast.ChannelLine, names, st.just(NOWHERE)),
    st.builds(ast.ClassLine, names, st.just(NOWHERE)),
    st.builds(ast.TopicLine, names, st.just(NOWHERE)),
    st.builds(ast.SubjectLine, texts, st.just(NOWHERE)),
    st.builds(ast.TemplateLine, texts, st.just(NOWHERE)),
    st.builds(ast.Fallback, paths, texts | st.just(ast.Skip(NOWHERE)), st.just(NOWHERE)),
)
elses = st.just(ast.ElseDrop(NOWHERE)) | st.builds(ast.ElseWait, st.none() | durations, st.just(NOWHERE))
limit_lines: st.SearchStrategy[ast.LimitLine] = st.one_of(
    st.builds(ast.Cap, whole_numbers, st.none() | names, nouns, durations, elses, st.just(NOWHERE)),
    st.builds(ast.Quiet, times_of_day, times_of_day, elses, st.just(NOWHERE)),
)
