"""Laws L1 to L3: instants, wall times, gaps and overlaps."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeydsl.model import clock
from journeydsl.model.values import DAY, HOUR, MINUTE, WEEK, instant, moment

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Santiago", "UTC")


def at(text: str) -> int:
    return instant(datetime.fromisoformat(text).replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("wall", "zone", "expected"),
    [
        ("2027-03-28T01:59:59.999999", "Europe/Berlin", "2027-03-28T00:59:59.999999"),
        ("2027-03-28T02:00", "Europe/Berlin", "2027-03-28T01:00"),  # gap: the first valid instant after it
        ("2027-03-28T02:30", "Europe/Berlin", "2027-03-28T01:00"),
        ("2027-03-28T02:59:59.999999", "Europe/Berlin", "2027-03-28T01:00"),
        ("2027-03-28T03:00", "Europe/Berlin", "2027-03-28T01:00"),
        ("2027-10-31T02:30", "Europe/Berlin", "2027-10-31T00:30"),  # overlap: the first of the two
        ("2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:30"),  # a gap of half an hour, south
        ("2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45"),  # an overlap of half an hour
        ("2011-12-30T12:00", "Pacific/Apia", "2011-12-30T10:00"),  # a day that never was
        ("2026-06-01T12:00", "Asia/Kolkata", "2026-06-01T06:30"),
    ],
)
def test_a_wall_time_becomes_one_instant(wall: str, zone: str, expected: str) -> None:
    assert clock.to_instant(datetime.fromisoformat(wall), zone) == at(expected)


def test_an_unknown_zone_counts_as_utc() -> None:
    assert not clock.is_zone("Europe/Atlantis")
    assert not clock.is_zone("../etc/passwd")
    assert not clock.is_zone("")
    assert clock.to_instant(datetime(2026, 1, 1, 12), "Europe/Atlantis") == at("2026-01-01T12:00")


@given(st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)), st.sampled_from(ZONES))
def test_every_instant_outside_an_overlap_comes_back_from_its_wall_time(now: datetime, zone: str) -> None:
    wall = clock.to_wall(instant(now), zone)
    first, later = clock.to_instant(wall, zone), clock.to_later_instant(wall, zone)
    assert instant(now) in (first, later)
    assert first <= later <= first + DAY


@pytest.mark.parametrize(
    ("now", "duration", "minutes", "expected"),
    [
        ("2026-03-02T08:59", 0, 600, "2026-03-02T09:00"),  # 10:00 in Berlin
        ("2026-03-02T09:00", 0, 600, "2026-03-02T09:00"),  # exactly then: at once
        ("2026-03-02T09:00:00.000001", 0, 600, "2026-03-03T09:00"),
        ("2026-03-27T12:00", DAY, 600, "2026-03-29T08:00"),  # summer time begins: 10:00 is an hour earlier in UTC
        ("2026-03-28T09:00", DAY, 600, "2026-03-29T08:00"),  # one calendar day of 23 hours
        ("2026-10-24T08:00", DAY, 600, "2026-10-25T09:00"),  # one calendar day of 25 hours
        ("2027-03-27T12:00", 0, 150, "2027-03-28T01:00"),  # 02:30 does not exist
        ("2027-10-31T00:15", 0, 150, "2027-10-31T00:30"),
        ("2027-10-31T01:15", 0, 150, "2027-11-01T01:30"),  # 02:30 was already: nothing happens twice
    ],
)
def test_a_time_of_day_is_found_in_calendar_time(now: str, duration: int, minutes: int, expected: str) -> None:
    assert clock.until_time_of_day(at(now), duration, minutes, "Europe/Berlin") == at(expected)


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)),
    st.integers(0, 10 * DAY // MINUTE),
    st.integers(0, 1439),
    st.sampled_from(ZONES),
)
def test_a_time_of_day_comes_within_a_day_and_never_before_now(
    now: datetime, wait_minutes: int, minutes: int, zone: str
) -> None:
    start, duration = instant(now), wait_minutes * MINUTE
    due = clock.until_time_of_day(start, duration, minutes, zone)
    assert start <= due <= start + duration + DAY + 2 * HOUR
    wall = clock.to_wall(due, zone)
    scheduled = wall.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(minutes=minutes)
    assert clock.to_instant(scheduled, zone) == due


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)),
    st.integers(0, 10 * DAY // MINUTE),
    st.integers(0, 1439),
    st.integers(0, 6),
    st.sampled_from(ZONES),
)
def test_a_weekday_comes_within_a_week_and_is_the_first_one(
    now: datetime, wait_minutes: int, minutes: int, weekday: int, zone: str
) -> None:
    start, duration = instant(now), wait_minutes * MINUTE
    due = clock.until_time_of_day(start, duration, minutes, zone, weekday)
    assert start <= due <= start + duration + WEEK + 2 * HOUR
    assert clock.to_wall(due, zone).weekday() == weekday
    days = [clock.until_time_of_day(start, duration + day * DAY, minutes, zone) for day in range(8)]
    assert due in days


@given(st.integers(-(10**15), 10**15))
def test_an_instant_is_exact_to_the_microsecond(microseconds: int) -> None:
    assert instant(moment(microseconds)) == microseconds
