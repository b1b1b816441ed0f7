"""Syntax trees as they could have been read: every construct, every literal, names that are words of the language."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from journeydsl.source import Span
from journeydsl.syntax import ast, grammar

NOWHERE = Span("generated.journey", 0, 0)
NEVER_NAMES = frozenset({"and", "or", "not", "true", "false"})
# Words that begin a condition, or go on after `is`: there they are read as such.
BEGIN_CONDITIONS = frozenset({"in", "no"})
FOLLOW_IS = frozenset({"one", "known", "unknown"})
SOFT = sorted(word for word in grammar.words().values() if word.isidentifier())

names = (
    (st.from_regex(r"[a-z_][a-z0-9_]{0,8}", fullmatch=True) | st.sampled_from(SOFT))
    .filter(lambda word: word not in NEVER_NAMES)
    .map(lambda word: ast.Name(word, NOWHERE))
)
segments = names.filter(lambda name: name.text != "entering")
events = names.filter(lambda name: name.text not in BEGIN_CONDITIONS | {"entering"})
nouns = names.filter(lambda name: name.text != "in")
paths = st.lists(names.map(lambda name: name.text), min_size=1, max_size=3).map(
    lambda parts: ast.Path(tuple(parts), NOWHERE)
)
subjects = paths.filter(lambda path: path.parts[0] not in BEGIN_CONDITIONS)
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
operands: st.SearchStrategy[ast.Operand] = literals | paths.filter(lambda path: path.parts[0] not in FOLLOW_IS)

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
occurrences = st.builds(ast.Times, st.sampled_from(ast.Quantifier), st.integers(0, 1000), st.just(NOWHERE))
leaves: st.SearchStrategy[ast.Condition] = st.one_of(
    comparisons,
    memberships,
    known,
    st.builds(ast.Holds, subjects, st.just(NOWHERE)),
    st.builds(ast.InSegment, segments, st.just(NOWHERE)),
    st.builds(ast.SubscribedTo, names, st.just(NOWHERE)),
)


def larger(inner: st.SearchStrategy[ast.Condition]) -> st.SearchStrategy[ast.Condition]:
    """Conditions made of `inner`."""
    where = st.none() | inner
    parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
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

plain_steps: st.SearchStrategy[ast.Step] = st.one_of(
    st.builds(ast.Send, names, st.none(), st.just(NOWHERE)),
    st.builds(ast.Wait, durations, st.none() | times_of_day, st.just(NOWHERE)),
    st.builds(ast.Wait, st.none(), times_of_day, st.just(NOWHERE)),
    st.builds(ast.Set, paths, literals, st.just(NOWHERE)),
    st.builds(ast.Stop, st.none() | names, st.just(NOWHERE)),
    st.builds(ast.Continue, st.just(NOWHERE)),
)


def with_blocks(inner: st.SearchStrategy[ast.Step]) -> st.SearchStrategy[ast.Step]:
    """Steps whose blocks are made of `inner`."""
    blocks = st.lists(inner, min_size=1, max_size=3).map(tuple)
    arms = st.lists(st.builds(ast.Arm, conditions, blocks, st.just(NOWHERE)), min_size=1, max_size=3).map(tuple)
    variants = st.builds(ast.Variant, percents, names, blocks, st.just(NOWHERE))
    guards = st.builds(ast.IfNotSent, blocks, st.just(NOWHERE))
    return st.one_of(
        st.builds(ast.Send, names, guards, st.just(NOWHERE)),
        st.builds(ast.WaitFor, events, wheres, durations, blocks, blocks, st.just(NOWHERE)),
        st.builds(ast.Choose, arms, st.none() | blocks, st.just(NOWHERE)),
        st.builds(ast.Split, names, st.lists(variants, min_size=1, max_size=3).map(tuple), st.just(NOWHERE)),
    )


any_step = st.recursive(plain_steps, with_blocks, max_leaves=6)


@st.composite
def any_of_the_steps(draw: st.DrawFn) -> ast.Step:
    return draw(any_step)


steps = any_of_the_steps()

journey_lines: st.SearchStrategy[ast.JourneyLine] = st.one_of(
    st.builds(ast.StartsOnEvent, events, wheres, st.just(NOWHERE)),
    st.builds(ast.StartsOnEntering, segments, st.booleans(), st.just(NOWHERE)),
    st.builds(ast.AgainAfter, durations, st.just(NOWHERE)),
    st.builds(ast.Once, st.just(NOWHERE)),
    st.builds(ast.Always, st.just(NOWHERE)),
    st.builds(ast.OnlyIf, conditions, st.just(NOWHERE)),
    st.builds(ast.StopsOn, events, wheres, st.none() | names, st.just(NOWHERE)),
    st.builds(ast.Goal, events, wheres, durations, st.just(NOWHERE)),
    st.builds(ast.Holdout, percents, st.just(NOWHERE)),
    st.builds(ast.Priority, whole_numbers, st.just(NOWHERE)),
)
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

labels = st.none() | texts
any_declaration: st.SearchStrategy[ast.Declaration] = st.one_of(
    st.builds(ast.Segment, names, labels, conditions, st.just(NOWHERE)),
    st.builds(ast.Suppression, names, labels, conditions, names, st.just(NOWHERE)),
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
)


@st.composite
def any_of_the_declarations(draw: st.DrawFn) -> ast.Declaration:
    return draw(any_declaration)


declarations = any_of_the_declarations()
files = st.lists(declarations, max_size=3).map(lambda found: ast.File(tuple(found)))
