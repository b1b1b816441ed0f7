"""How a cell becomes a value of its declared type."""

from __future__ import annotations

import datetime

import pytest

from journeydsl.data import values
from journeydsl.data.values import Unfit, converter
from journeydsl.model.values import DAY, MINUTE, WEEK, Kind, Value, ValueType, instant


def utc(text: str) -> int:
    return instant(datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC))


def value(kind: Kind, text: str, zone: str = "Europe/Berlin") -> Value:
    return converter(ValueType(kind), zone)(text)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Kind.TEXT, " as it is ", " as it is "),
        (Kind.TEXT, "17850.0", "17850.0"),
        (Kind.EMAIL, "not an address", "not an address"),
        (Kind.URL, "not a link", "not a link"),
        (Kind.PHONE, "none", "none"),
        (Kind.NUMBER, "20", 20.0),
        (Kind.NUMBER, "-0.5", -0.5),
        (Kind.NUMBER, "1e3", 1000.0),
        (Kind.NUMBER, ".5", 0.5),
        (Kind.NUMBER, "+7.", 7.0),
        (Kind.INTEGER, "007", 7),
        (Kind.INTEGER, "-9007199254740992", -9007199254740992),
        (Kind.INTEGER, "+0000009007199254740992", 9007199254740992),
        (Kind.DATE, "2024-02-29", datetime.date(2024, 2, 29)),
        (Kind.DURATION, "90 minutes", 90 * MINUTE),
        (Kind.DURATION, "1 day", DAY),
        (Kind.DURATION, "2 weeks", 2 * WEEK),
    ],
)
def test_a_cell_of_its_type_is_its_value(kind: Kind, text: str, expected: Value) -> None:
    assert value(kind, text) == expected
    assert type(value(kind, text)) is type(expected)


@pytest.mark.parametrize("text", ["true", "TRUE", "Yes", "yes", "1"])
def test_yes_is_true_in_capitals_or_not(text: str) -> None:
    assert value(Kind.BOOLEAN, text) is True


@pytest.mark.parametrize("text", ["false", "False", "NO", "no", "0"])
def test_no_is_false_in_capitals_or_not(text: str) -> None:
    assert value(Kind.BOOLEAN, text) is False


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-31T10:00:00Z", "2026-03-31T10:00"),
        ("2026-03-31T10:00:00+02:00", "2026-03-31T08:00"),
        ("2026-03-31T10:00-0530", "2026-03-31T15:30"),
        ("2026-03-31 10:00+02", "2026-03-31T08:00"),
        ("2026-03-31 10:00:00.123456Z", "2026-03-31T10:00:00.123456"),
        ("2026-03-31 10:00:00.123456789Z", "2026-03-31T10:00:00.123456"),
        ("2026-03-31 10:00:00,5Z", "2026-03-31T10:00:00.5"),
        ("2026-01-15 10:00", "2026-01-15T09:00"),
        ("2026-07-15 10:00", "2026-07-15T08:00"),
        ("2026-03-29 02:30", "2026-03-29T01:00"),  # skipped by the clocks: the first instant after it
        ("2026-10-25 02:30", "2026-10-25T00:30"),  # twice: the first of the two
        ("0001-01-01T00:00Z", "0001-01-01T00:00"),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999"),
    ],
)
def test_an_instant_has_an_offset_or_is_wall_time_of_the_projects_zone(text: str, expected: str) -> None:
    assert value(Kind.INSTANT, text) == utc(expected)


@pytest.mark.parametrize(
    ("kind", "text", "problem"),
    [
        (Kind.NUMBER, "1,5", values.NOT_A_NUMBER),
        (Kind.NUMBER, "1,234.5", values.NOT_A_NUMBER),
        (Kind.NUMBER, "1_000", values.NOT_A_NUMBER),
        (Kind.NUMBER, " 5", values.NOT_A_NUMBER),
        (Kind.NUMBER, "5\n", values.NOT_A_NUMBER),
        (Kind.NUMBER, "٣", values.NOT_A_NUMBER),
        (Kind.NUMBER, "NaN", values.NOT_A_NUMBER),
        (Kind.NUMBER, "inf", values.NOT_A_NUMBER),
        (Kind.NUMBER, "1e999", values.TOO_LARGE),
        (Kind.INTEGER, "5.0", values.NOT_WHOLE),
        (Kind.INTEGER, "²", values.NOT_WHOLE),
        (Kind.INTEGER, "9007199254740993", values.NOT_EXACT),
        (Kind.INTEGER, "-9007199254740993", values.NOT_EXACT),
        (Kind.INTEGER, "1" * 5000, values.NOT_EXACT),
        (Kind.BOOLEAN, "on", values.NOT_BOOLEAN),
        (Kind.BOOLEAN, "y", values.NOT_BOOLEAN),
        (Kind.DATE, "31.03.2026", values.NOT_A_DATE),
        (Kind.DATE, "20260331", values.NOT_A_DATE),
        (Kind.DATE, "2026-02-29", values.NOT_A_DATE),
        (Kind.DATE, "2026-03-31 00:00:00", values.NOT_A_DATE),
        (Kind.INSTANT, "2026-03-31", values.NOT_AN_INSTANT),
        (Kind.INSTANT, "31.03.2026 10:00", values.NOT_AN_INSTANT),
        (Kind.INSTANT, "1767225600", values.NOT_AN_INSTANT),
        (Kind.INSTANT, "2026-03-31T24:30Z", values.NOT_AN_INSTANT),
        (Kind.INSTANT, "2026-03-31T10:00:60Z", values.NOT_AN_INSTANT),
        (Kind.INSTANT, "2026-03-31T10:00+25:00", values.NOT_AN_INSTANT),
        (Kind.INSTANT, "0000-01-01T00:00Z", values.NOT_AN_INSTANT),
        (Kind.INSTANT, "10000-01-01T00:00Z", values.NOT_AN_INSTANT),
        (Kind.INSTANT, "0001-01-01T00:00+01:00", values.OUTSIDE_YEARS),
        (Kind.INSTANT, "9999-12-31T23:59-01:00", values.OUTSIDE_YEARS),
        (Kind.INSTANT, "0001-01-01T00:00", values.OUTSIDE_YEARS),
        (Kind.DURATION, "soon", values.NOT_A_DURATION),
        (Kind.DURATION, "1.5 days", values.NOT_A_DURATION),
        (Kind.DURATION, "999999999999999 weeks", values.TOO_LARGE),
        (Kind.DURATION, "3652501 days", values.TOO_LARGE),
    ],
)
def test_a_cell_of_another_type_does_not_fit(kind: Kind, text: str, problem: str) -> None:
    with pytest.raises(Unfit) as unfit:
        value(kind, text)
    assert unfit.value.problem == problem


def test_wall_time_at_the_end_of_the_calendar_does_not_fit_west_of_greenwich() -> None:
    with pytest.raises(Unfit) as unfit:
        value(Kind.INSTANT, "9999-12-31 23:59", "America/New_York")
    assert unfit.value.problem == values.OUTSIDE_YEARS


def test_a_closed_set_of_values_is_enforced_to_the_letter() -> None:
    convert = converter(ValueType(Kind.TEXT, ("DE", "AT")), "UTC")
    assert convert("DE") == "DE"
    with pytest.raises(Unfit) as unfit:
        convert("de")
    assert unfit.value.problem == values.NOT_DECLARED
