"""When a journey next starts by the calendar, against a look at every minute."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeydsl.conditions import Facts
from journeydsl.engine.scheduled import next_occurrence
from journeydsl.model import clock
from journeydsl.model.conditions import AccountFact, Attribute
from journeydsl.model.journeys import Around, At, Every, EveryYear, Scheduled
from journeydsl.model.values import DAY, MINUTE, Instant, instant

ZONES = (
    "UTC",
    "Europe/Berlin",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "Asia/Kathmandu",
)
CHANGES = (
    "2026-03-29 01:00",
    "2026-10-25 01:00",
    "2026-04-04 15:00",
    "2026-10-03 15:30",
    "2018-11-04 03:00",
    "2018-02-18 02:00",
    "2011-12-30 10:00",
    "2027-12-31 23:00",
    "2028-02-29 12:00",
)
"""Instants at which clocks are put forward or back, a day is left out, or a year ends."""


def at(text: str) -> Instant:
    return instant(datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC))


nearby = st.builds(lambda change, offset: at(change) + offset, st.sampled_from(CHANGES), st.integers(-2 * DAY, 2 * DAY))
minutes = st.one_of(st.integers(0, 1439), st.sampled_from([0, 30, 105, 120, 135, 150, 180, 1439]))


@given(st.sampled_from(ZONES), nearby, st.none() | st.integers(0, 6), minutes)
def test_the_next_time_of_a_weekday_is_the_first_minute_whose_clock_says_so(
    zone: str, after: Instant, weekday: int | None, minute: int
) -> None:
    start = Every(words="", weekday=weekday, at=minute, segment="s")
    assert next_occurrence(start, after, Facts(now=after, timezone=zone)) == scanned(zone, after, weekday, minute)


def scanned(zone: str, after: Instant, weekday: int | None, minute: int) -> Instant:
    """The first minute after `after` at which the clock has come to a time for the first time that day."""
    days = (clock.to_wall(after, zone).date() + datetime.timedelta(days=ahead) for ahead in range(-1, 9))
    wanted = {
        datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(minutes=minute)
        for day in days
        if weekday in (None, day.weekday())
    }
    latest = None
    moment = (after // MINUTE - 3 * DAY // MINUTE) * MINUTE
    while True:
        wall = clock.to_wall(moment, zone)
        reached = {each for each in wanted if latest is not None and latest < each <= wall}
        if reached and moment > after:
            return moment
        latest = wall if latest is None else max(latest, wall)
        moment += MINUTE


@given(st.sampled_from(ZONES), nearby, st.none() | st.integers(0, 6), minutes)
def test_nothing_happens_twice_and_every_time_comes_after_the_one_before(
    zone: str, after: Instant, weekday: int | None, minute: int
) -> None:
    start = Every(words="", weekday=weekday, at=minute, segment="s")
    facts = Facts(now=after, timezone=zone)
    first = next_occurrence(start, after, facts)
    assert first is not None
    assert first > after
    assert next_occurrence(start, first - 1, facts) == first
    second = next_occurrence(start, first, facts)
    assert second is not None
    assert second > first


@given(st.sampled_from(ZONES), nearby, st.dates(datetime.date(1930, 1, 1), datetime.date(2030, 1, 1)), minutes)
def test_an_anniversary_is_the_first_day_that_stands_for_the_date_in_a_later_year(
    zone: str, after: Instant, born: datetime.date, minute: int
) -> None:
    facts = Facts(now=after, timezone=zone, attributes={"birthday": born})
    expected = next(
        moment
        for moment in (
            clock.to_instant(datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(minutes=minute), zone)
            for day in two_years_from(max(clock.to_wall(after, zone).date(), born))
            if day.year > born.year and stands_for(day, born)
        )
        if moment > after
    )
    assert next_occurrence(EveryYear(words="", date=Attribute("birthday"), at=minute), after, facts) == expected


def two_years_from(first: datetime.date) -> list[datetime.date]:
    return [first + datetime.timedelta(days=ahead) for ahead in range(2 * 366)]


def stands_for(day: datetime.date, born: datetime.date) -> bool:
    yesterday = day - datetime.timedelta(days=1)
    missing = (born.month, born.day) == (2, 29) and (day.month, day.day) == (3, 1) and yesterday.day == 28
    return missing or (day.month, day.day) == (born.month, born.day)


@pytest.mark.parametrize("years", [1, 9999])
def test_a_date_at_the_end_of_all_calendars_never_comes(years: int) -> None:
    facts = Facts(now=0, attributes={"birthday": datetime.date(years, 12, 31)})
    starts: list[Scheduled] = [
        Around(words="", days=days, date=Attribute("birthday"), at=0) for days in (-400_000, -1, 1, 3_000_000)
    ]
    found = {next_occurrence(start, 0, facts) for start in starts}
    assert None in found
    assert next_occurrence(EveryYear(words="", date=Attribute("birthday"), at=0), 0, facts) == (
        at("1970-12-31") if years == 1 else None
    )


def test_a_date_may_be_the_accounts_and_may_be_an_instant() -> None:
    renewed = at("2025-12-31 23:30")
    facts = Facts(now=0, timezone="Europe/Berlin", account={"renewed": renewed})
    start = Around(words="", days=-1, date=AccountFact("renewed"), at=9 * 60)
    assert next_occurrence(start, at("2025-12-30"), facts) == at("2025-12-31 08:00")


def test_an_instant_comes_once_and_a_date_that_is_missing_never() -> None:
    facts = Facts(now=0, timezone="Pacific/Auckland")
    start = At(words="", wall=datetime.datetime(2026, 12, 31, 15), segment="s")
    assert next_occurrence(start, at("2026-12-31 01:59"), facts) == at("2026-12-31 02:00")
    assert next_occurrence(start, at("2026-12-31 02:00"), facts) is None
    assert next_occurrence(EveryYear(words="", date=Attribute("birthday"), at=0), 0, facts) is None
