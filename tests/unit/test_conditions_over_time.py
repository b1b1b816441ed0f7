"""Dates relative to now and aggregates: what they mean, and when time alone changes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeydsl.conditions import Facts, evaluate, next_change
from journeydsl.model.conditions import (
    Aggregate,
    Attribute,
    Condition,
    Constant,
    Count,
    Ever,
    Function,
    IsToday,
    Last,
    Operator,
    TextMatch,
    TextTest,
    Within,
)
from journeydsl.model.contacts import Event
from journeydsl.model.values import DAY, HOUR, Instant, Truth, Value, instant


def at(text: str) -> Instant:
    return instant(datetime.fromisoformat(text).replace(tzinfo=UTC))


def facts(now: str, *orders: tuple[str, float], zone: str = "UTC", **attributes: Value) -> Facts:
    history = [
        Event(id=str(number), name="order", at=at(when), properties={"total": total})
        for number, (when, total) in enumerate(orders)
    ]
    return Facts(now=at(now), attributes=attributes, history=history, timezone=zone)


@pytest.mark.parametrize(
    ("born", "now", "zone", "expected"),
    [
        (date(1990, 5, 3), "2026-05-03T00:00", "UTC", True),
        (date(1990, 5, 3), "2026-05-02T23:59:59.999999", "UTC", False),
        (date(1990, 5, 3), "2026-05-02T23:00", "Europe/Berlin", True),
        (date(1990, 5, 3), "2026-05-03T23:00", "Europe/Berlin", False),
        (date(1992, 2, 29), "2028-02-29T12:00", "UTC", True),
        (date(1992, 2, 29), "2027-02-28T12:00", "UTC", False),
        (date(1992, 2, 29), "2027-03-01T12:00", "UTC", True),
    ],
)
def test_a_birthday_is_today_where_the_contact_lives(born: date, now: str, zone: str, expected: bool) -> None:
    assert evaluate(IsToday(Attribute("born")), facts(now, zone=zone, born=born)) is expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-05-09T23:59:59.999999", False),
        ("2026-05-10T00:00", True),
        ("2026-05-24T23:59:59.999999", True),
        ("2026-05-25T00:00", False),
    ],
)
def test_a_date_within_a_duration_lasts_its_whole_day(now: str, expected: bool) -> None:
    condition = Within(Attribute("renewal"), 14 * DAY)
    assert evaluate(condition, facts(now, renewal=date(2026, 5, 24))) is expected


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Kiritimati"])
@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_can_be_asked_about(day: date, zone: str) -> None:
    known = facts("2026-03-01", zone=zone, renewal=day)
    condition = Within(Attribute("renewal"), 14 * DAY)
    assert evaluate(condition, known) is False
    assert next_change(condition, known) is None or day is date.max


def test_an_instant_within_a_duration_is_included_at_both_ends() -> None:
    condition = Within(Attribute("due"), DAY)
    due = at("2026-05-24T12:00")
    truths = [
        evaluate(condition, Facts(now=now, attributes={"due": due})) for now in (due - DAY - 1, due - DAY, due, due + 1)
    ]
    assert truths == [False, True, True, False]


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (Function.SUM, 60.0),
        (Function.AVERAGE, 20.0),
        (Function.LOWEST, 10.0),
        (Function.HIGHEST, 40.0),
        (Function.LATEST, 10.0),
        (Function.NUMBER_OF_DISTINCT, 2),
    ],
)
def test_an_aggregate_is_over_the_known_values_of_its_window(function: Function, expected: float) -> None:
    known = facts(
        "2026-05-10T00:00",
        ("2026-05-01T00:00", 99),
        ("2026-05-07T01:00", 10),
        ("2026-05-08T00:00", 40),
        ("2026-05-09T00:00", 10),
    )
    condition = Aggregate(function, "order", "total", None, Last(3 * DAY), Operator.EQUAL, Constant(expected))
    assert evaluate(condition, known) is True


@pytest.mark.parametrize(
    ("function", "operator", "right", "expected"),
    [
        (Function.SUM, Operator.LESS, Constant(5.0), True),
        (Function.NUMBER_OF_DISTINCT, Operator.EQUAL, Constant(0), True),
        (Function.AVERAGE, Operator.LESS, Constant(5.0), False),
        (Function.LATEST, Operator.UNEQUAL, Constant(5.0), False),
        (Function.SUM, Operator.LESS, Attribute("missing"), None),
    ],
)
def test_an_aggregate_over_nothing(
    function: Function, operator: Operator, right: Constant | Attribute, expected: Truth
) -> None:
    condition = Aggregate(function, "order", "total", None, Ever(), operator, right)
    assert evaluate(condition, facts("2026-05-10T00:00")) is expected


@pytest.mark.parametrize(
    ("test", "text", "expected"),
    [
        (TextTest.CONTAINS, "burg", True),
        (TextTest.CONTAINS, "Burg", False),
        (TextTest.STARTS_WITH, "Ham", True),
        (TextTest.STARTS_WITH, "burg", False),
    ],
)
def test_a_text_is_searched_to_the_letter(test: TextTest, text: str, expected: bool) -> None:
    assert evaluate(TextMatch(Attribute("city"), test, text), facts("2026-05-10T00:00", city="Hamburg")) is expected
    assert evaluate(TextMatch(Attribute("city"), test, text), facts("2026-05-10T00:00")) is None


changing: st.SearchStrategy[Condition] = st.one_of(
    st.just(IsToday(Attribute("day"))),
    st.builds(lambda days: Within(Attribute("day"), days * DAY), st.integers(1, 40)),
    st.builds(lambda days: Within(Attribute("due"), days * DAY), st.integers(1, 40)),
    st.builds(
        lambda operator, days, number: Count("order", None, Last(days * DAY), operator, number),
        st.sampled_from(Operator),
        st.integers(1, 30),
        st.integers(0, 3),
    ),
    st.builds(
        lambda function, operator, days: Aggregate(
            function, "order", "total", None, Last(days * DAY), operator, Constant(20.0)
        ),
        st.sampled_from(Function),
        st.sampled_from(Operator),
        st.integers(1, 30),
    ),
)
START = at("2026-03-01T00:00")


@given(
    changing,
    st.lists(st.tuples(st.integers(0, 30 * 24), st.sampled_from([10.0, 20.0, 30.0])), max_size=5),
    st.dates(date(2026, 2, 20), date(2026, 5, 20)),
    st.integers(0, 60 * 24),
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York"]),
    st.data(),
)
def test_nothing_changes_before_the_next_change(
    condition: Condition, orders: list[tuple[int, float]], day: date, due: int, zone: str, data: st.DataObject
) -> None:
    history = [
        Event(id=str(number), name="order", at=START + hours * HOUR, properties={"total": total})
        for number, (hours, total) in enumerate(sorted(orders))
    ]
    known: dict[str, Value] = {"day": day, "due": START + due * HOUR}
    now = START + 31 * DAY
    before = Facts(now=now, attributes=known, history=history, timezone=zone)
    change = next_change(condition, before)
    assert change is None or change > now
    horizon = change - 1 if change is not None else now + 400 * DAY
    later = data.draw(st.integers(now, max(now, horizon)))
    then = Facts(now=later, attributes=known, history=history, timezone=zone)
    assert evaluate(condition, then) is evaluate(condition, before), timedelta(microseconds=later - now)
