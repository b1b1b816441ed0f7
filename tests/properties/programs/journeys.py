"""Every line of a journey, and every step."""

from __future__ import annotations

from hypothesis import strategies as st

from journeydsl.syntax import ast
from journeydsl.syntax.build.steps import INSTEAD_OF_DAYS
from tests.properties.programs.conditions import conditions
from tests.properties.programs.scenarios import some_facts
from tests.properties.programs.words import (
    NOWHERE,
    dates,
    durations,
    events,
    instants,
    names,
    numbers,
    paths,
    percents,
    segments,
    subjects,
    texts,
    times_of_day,
    told,
    whole_numbers,
)

wheres = st.none() | conditions
reasons = st.none() | names
weekdays = st.sampled_from(ast.Weekday)
directions = st.sampled_from(ast.Direction)
offsets = st.builds(ast.Offset, durations, directions, st.just(NOWHERE))
awaited = subjects.filter(lambda path: path.text not in INSTEAD_OF_DAYS.keys() | {"time"})


def waits_until_attributes(if_missing: st.SearchStrategy[ast.Block | None]) -> st.SearchStrategy[ast.Step]:
    """Waits until a date of the contact, with `if_missing` beneath."""
    return st.builds(
        ast.WaitUntilAttribute, st.none() | offsets, awaited, st.none() | times_of_day, if_missing, st.just(NOWHERE)
    )


plain_steps: st.SearchStrategy[ast.Step] = st.one_of(
    st.builds(ast.Send, names, st.just(()), st.just(NOWHERE)),
    st.builds(ast.Wait, durations, st.none(), st.just(NOWHERE)),
    st.builds(ast.Wait, st.none() | durations, times_of_day, st.just(NOWHERE), st.none() | weekdays),
    st.builds(ast.WaitUntilDate, dates | instants, st.just(NOWHERE)),
    waits_until_attributes(st.none()),
    st.builds(ast.Set, paths, told, st.just(NOWHERE)),
    st.builds(ast.Emit, names, some_facts, st.just(NOWHERE)),
    *(
        st.builds(kind, names, st.just(NOWHERE))
        for kind in (ast.Call, ast.StartJourney, ast.AddTo, ast.RemoveFrom, ast.UnsubscribeFrom, ast.Offer)
    ),
    *(st.builds(kind, names, st.just(NOWHERE)) for kind in (ast.Label, ast.GoTo)),
    st.builds(ast.Stop, reasons, st.just(NOWHERE)),
    st.builds(ast.Continue, st.just(NOWHERE)),
)


def with_blocks(inner: st.SearchStrategy[ast.Step]) -> st.SearchStrategy[ast.Step]:
    """Steps whose blocks are made of `inner`."""
    blocks = st.lists(inner, min_size=1, max_size=3).map(tuple)
    arms = st.lists(st.builds(ast.Arm, conditions, blocks, st.just(NOWHERE)), min_size=1, max_size=3).map(tuple)
    variants = st.builds(ast.Variant, percents, names, blocks, st.just(NOWHERE))
    some_variants = st.lists(variants, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(ast.Send, names, guards(blocks), st.just(NOWHERE)),
        st.builds(ast.Offer, names, st.just(NOWHERE), blocks),
        waits_until_attributes(blocks),
        st.builds(ast.WaitUntilCondition, conditions, durations, blocks, blocks, st.just(NOWHERE)),
        st.builds(ast.WaitFor, events, wheres, durations, blocks, blocks, st.just(NOWHERE)),
        st.builds(ast.Choose, arms, st.none() | blocks, st.just(NOWHERE)),
        st.builds(ast.Split, names, some_variants, st.just(NOWHERE), st.booleans()),
        st.builds(ast.Repeat, whole_numbers, blocks, st.just(NOWHERE)),
    )


@st.composite
def guards(draw: st.DrawFn, blocks: st.SearchStrategy[ast.Block]) -> tuple[ast.IfNotSent, ...]:
    """What follows where a message was not sent: each reason once, and all others at the end."""
    reasons = draw(st.lists(names, max_size=2, unique_by=lambda name: name.text))
    rest = [None] if not reasons or draw(st.booleans()) else []
    return tuple(ast.IfNotSent(draw(blocks), NOWHERE, reason) for reason in [*reasons, *rest])


any_step = st.recursive(plain_steps, with_blocks, max_leaves=6)


@st.composite
def any_of_the_steps(draw: st.DrawFn) -> ast.Step:
    return draw(any_step)


steps = any_of_the_steps()

expectations = st.builds(ast.Expectation, names, st.sampled_from(ast.Movement), numbers, st.just(NOWHERE))
journey_lines: st.SearchStrategy[ast.JourneyLine] = st.one_of(
    st.builds(ast.Owner, texts, st.just(NOWHERE)),
    st.builds(ast.Stage, names, st.just(NOWHERE)),
    st.builds(ast.Priority, whole_numbers, st.just(NOWHERE)),
    st.builds(ast.Ends, dates, st.just(NOWHERE)),
    st.builds(ast.Hypothesis, texts, texts, expectations, st.just(NOWHERE)),
    st.builds(ast.StartsOnEvent, events, wheres, st.just(NOWHERE), st.none() | durations),
    st.builds(ast.StartsOnEntering, segments, st.booleans(), st.just(NOWHERE)),
    st.builds(ast.StartsEveryYear, paths, times_of_day, st.just(NOWHERE)),
    st.builds(ast.StartsAround, durations, directions, paths, times_of_day, st.just(NOWHERE)),
    st.builds(ast.StartsEvery, st.none() | weekdays, times_of_day, names, st.just(NOWHERE)),
    st.builds(ast.StartsAt, instants, names, st.just(NOWHERE)),
    st.builds(ast.StartsWhenCalled, st.just(NOWHERE)),
    st.builds(ast.OnePer, names, st.just(NOWHERE)),
    st.builds(ast.AgainAfter, durations, st.just(NOWHERE)),
    st.builds(ast.Once, st.just(NOWHERE)),
    st.builds(ast.Always, st.just(NOWHERE)),
    st.builds(ast.OnlyIf, conditions, st.just(NOWHERE)),
    st.builds(ast.StopsOn, events, wheres, reasons, st.just(NOWHERE)),
    st.builds(ast.StopsWhen, conditions, reasons, st.just(NOWHERE)),
    st.builds(ast.Goal, events, wheres, durations, st.just(NOWHERE)),
    st.builds(ast.Holdout, percents, st.booleans(), st.just(NOWHERE)),
    st.builds(ast.OnEdit, st.sampled_from(ast.Following), st.just(NOWHERE)),
    st.builds(ast.Moved, names, st.none() | names.filter(lambda name: name.text != "end"), st.just(NOWHERE)),
    st.builds(ast.Paused, st.just(NOWHERE)),
    st.builds(ast.Overdue, st.sampled_from([ast.Catching.SKIP, ast.Catching.SEND]), st.none(), st.just(NOWHERE)),
    st.builds(ast.Overdue, st.just(ast.Catching.SPREAD), durations, st.just(NOWHERE)),
)
