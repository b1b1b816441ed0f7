"""Names that are words of the language, and every literal."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from journeydsl.source import Span
from journeydsl.syntax import ast, grammar

NOWHERE = Span("generated.journey", 0, 0)
NEVER_NAMES = frozenset({"and", "or", "not", "true", "false"})
# Words that begin a condition, or a wait, or go on after `is`: there they are read as such.
BEGIN_CONDITIONS = frozenset({"in", "no"})
WEEKDAYS = frozenset(day.value for day in ast.Weekday)
FOLLOW_IS = frozenset({"one", "known", "unknown", "today"})
# Words that go on after a condition, and after an event or an attribute within one.
FOLLOW_CONDITIONS = frozenset({"as", "up", "at"})
FOLLOW_WORDS = frozenset({"is", "contains", "starts", "within", "where", "at", "exactly", "in", "since", "ever"})
SOFT = sorted(word for word in grammar.words().values() if word.isidentifier())

names = (
    (st.from_regex(r"[a-z_][a-z0-9_]{0,8}", fullmatch=True) | st.sampled_from(SOFT))
    .filter(lambda word: word not in NEVER_NAMES)
    .map(lambda word: ast.Name(word, NOWHERE))
)
segments = names.filter(lambda name: name.text != "entering")
events = names.filter(lambda name: name.text not in BEGIN_CONDITIONS | WEEKDAYS | {"entering", "time"})
messages = names.filter(lambda name: name.text not in FOLLOW_CONDITIONS | FOLLOW_WORDS)
nouns = names.filter(lambda name: name.text != "in")
paths = st.lists(names.map(lambda name: name.text), min_size=1, max_size=3).map(
    lambda parts: ast.Path(tuple(parts), NOWHERE)
)
subjects = paths.filter(lambda path: path.parts[0] not in BEGIN_CONDITIONS | WEEKDAYS)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\ue000"), max_size=20).map(
    lambda text: ast.Text(text, NOWHERE)
)
whole_numbers = st.integers(0, 10**15 - 1).map(lambda number: ast.Number(number, NOWHERE))
numbers = whole_numbers | (st.integers(-(10**15) + 1, -1) | st.decimals(-(10**6), 10**6, places=3).map(float)).map(
    lambda number: ast.Number(number, NOWHERE)
)
percents = st.integers(0, 10_000_000).map(lambda millionths: ast.Percent(millionths, NOWHERE))
durations = st.builds(ast.Duration, st.integers(0, 5000), st.sampled_from(ast.Unit), st.just(NOWHERE))
times_of_day = st.integers(0, 1439).map(lambda minutes: ast.TimeOfDay(minutes, NOWHERE))
dates = st.dates(datetime.date(1000, 1, 1)).map(lambda date: ast.Date(date, NOWHERE))
instants = st.datetimes(datetime.datetime(1000, 1, 1)).map(
    lambda at: ast.Instant(at.replace(second=0, microsecond=0), NOWHERE)
)
booleans = st.booleans().map(lambda value: ast.Boolean(value, NOWHERE))
literals: st.SearchStrategy[ast.Literal] = st.one_of(
    texts, numbers, percents, booleans, durations, times_of_day, dates, instants
)
told: st.SearchStrategy[ast.Told] = literals | st.builds(
    ast.ListOf, st.lists(literals, min_size=1, max_size=3).map(tuple), st.just(NOWHERE)
)
operands: st.SearchStrategy[ast.Operand] = literals | paths.filter(lambda path: path.parts[0] not in FOLLOW_IS)
