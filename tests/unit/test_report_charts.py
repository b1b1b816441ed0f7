"""The columns of a chart: what they stand for, and how high they are."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeydsl.reports.figures import Capacity, ChannelDays
from journeydsl.reports.page.charts import HEIGHT, chart
from journeydsl.reports.page.words import grouped, percent

FIRST = datetime.date(2026, 3, 4)


def channel(*sent: int, room: tuple[int, ...] = ()) -> ChannelDays:
    days = tuple(FIRST + datetime.timedelta(days=place) for place in range(len(sent)))
    capacities = (Capacity("room", room),) if room else ()
    return ChannelDays(channel="email", days=days, sent={"gmail": sent}, capacities=capacities)


def test_columns_are_as_high_as_their_numbers() -> None:
    first, second = chart(channel(5, 10)).columns
    assert second.height == pytest.approx(2 * first.height, abs=0.1)
    assert (first.said, second.said) == ("4 Mar: 5 gmail", "5 Mar: 10 gmail")


def test_providers_stand_on_each_other() -> None:
    days = channel(5)
    made = chart(ChannelDays(channel="email", days=days.days, sent={"gmail": (5,), "yahoo": (3,)}, capacities=()))
    lower, upper = made.columns
    assert upper.y + upper.height == pytest.approx(lower.y)
    assert [each.series for each in made.columns] == [0, 1]


def test_many_days_are_weeks_from_monday() -> None:
    made = chart(channel(*[1] * 101))
    assert made.by_week
    assert [row.sent[0] for row in made.rows[:3]] == [5, 7, 7]
    assert made.rows[1].label == "2026-03-09"


def test_a_capacity_far_above_is_told_and_not_drawn() -> None:
    near, far = chart(channel(5, 10, room=(12, 12))).lines[0], chart(channel(5, 10, room=(1000, 1000))).lines[0]
    assert near.points
    assert not far.points
    assert (near.most_used, far.most_used) == (10 / 12, 0.01)


def test_a_warm_up_is_drawn_until_it_leaves_the_chart() -> None:
    (line,) = chart(channel(5, 5, 5, 5, room=(4, 8, 1000, 2000))).lines
    assert len(line.points.split()) == 5


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=400))
def test_nothing_stands_outside_of_the_chart(sent: list[int]) -> None:
    made = chart(channel(*sent))
    assert all(each.y >= 0 and each.y + each.height <= HEIGHT for each in made.columns)
    assert sum(row.sent[0] for row in made.rows) == sum(sent)
    assert 2 <= len(made.up) <= 8


@given(st.dictionaries(st.integers(0, 10**6), st.integers(1, 10)))
def test_groups_of_numbers_leave_nobody_out(counts: dict[int, int]) -> None:
    assert sum(times for _, times in grouped(counts)) == sum(counts.values())


def test_what_is_not_nothing_is_not_shown_as_nothing() -> None:
    assert [percent(0.0), percent(0.0004), percent(0.0006), percent(None), percent(24.381, 0)] == [
        "0.0%",
        "<0.1%",
        "0.1%",
        "–",
        "2,438%",
    ]
