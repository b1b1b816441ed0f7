"""Whether contacts entered when they might, and whether every goal was counted, from the decisions alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import pairwise

from journeydsl.engine import Rules
from journeydsl.model.contacts import Event
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.journeys import After, Goal, Once
from journeydsl.model.values import Instant
from tests.properties.runnable.histories import Case
from tests.properties.runnable.visits import local
from tests.properties.runnable.words import the_project


def check_entries(rules: Rules, case: Case, decisions: Sequence[Decision]) -> None:
    """Raises AssertionError where a contact entered in spite of the laws L6, L7 and L9, or a goal (L16) is amiss."""
    for journey in rules.journeys.values():
        entered = [each for each in decisions if each.journey == journey.name and each.outcome is Outcome.ENTERED]
        ends = {
            each.enrollment: place
            for place, each in enumerate(decisions)
            if each.journey == journey.name and each.outcome is Outcome.FINISHED
        }
        for key in {each.detail for each in entered}:
            with_key = [each for each in entered if each.detail == key]
            assert len(with_key) == 1 or journey.again != Once()
            for one, other in pairwise(with_key):
                assert ends[one.enrollment] < decisions.index(other)
                again = journey.again.duration if isinstance(journey.again, After) else 1
                assert other.at - one.at >= again
        for each in entered:
            assert each.detail in ("" if journey.key is None else key for key in _keys(case, each.at, journey.key))
            today = local(each.at, the_project().timezone).date()
            assert today <= (journey.ends or datetime.date.max)
            reached = [
                goal.at
                for goal in decisions
                if (goal.journey, goal.enrollment, goal.outcome)
                == (journey.name, each.enrollment, Outcome.REACHED_GOAL)
            ]
            emitted = [each.at for each in decisions if journey.goal and each.detail == journey.goal.event]
            _check_goal(journey.goal, each.at, reached, case, emitted)


def _keys(case: Case, at: Instant, key: str | None) -> Iterator[str]:
    """The keys that a run can have that is entered now: of what has happened, and of what programs emit."""
    yield "c1"
    for each in case.inputs:
        if isinstance(each, Event) and each.arrives <= at and key in (None, *each.properties):
            yield str(each.properties.get(key or ""))


def _check_goal(
    goal: Goal | None, entered_at: Instant, reached: Sequence[Instant], case: Case, emitted: Sequence[Instant]
) -> None:
    """A goal is reached at most once, at an event of it, and at the first on time that comes within the window."""
    if goal is None:
        assert not reached
        return
    assert len(reached) <= 1
    matching = [each for each in case.inputs if isinstance(each, Event) and each.name == goal.event]
    assert set(reached) <= {*(each.arrives for each in matching), *emitted}
    assert all(at >= entered_at for at in reached)
    on_time = [each.at for each in matching if each.known_at is None]
    within = [at for at in on_time if entered_at < at <= entered_at + goal.within]
    if goal.where is None and within:
        assert reached
        assert reached[0] <= min(within)
