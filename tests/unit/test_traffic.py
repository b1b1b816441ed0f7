"""Law L24.9: how much a channel can send, in periods that follow each other without gaps."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeydsl.engine.traffic import MOST, Steady, Traffic, Warming, grown, open_traffic
from journeydsl.model.project import Throughput
from journeydsl.model.values import DAY, HOUR, WHOLE_SHARE, Instant
from tests.cases.situations import compiled, parse_instant

ZONES = (
    "UTC",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Asia/Beirut",  # goes forward at midnight
    "America/St_Johns",  # went back at a minute past midnight until 2011
    "Pacific/Apia",  # had no 30 December 2011
)
WARM_UP = "limits:\n  warm up email from 3 per day by 50% per day\n"


def warming(timezone: str, start: str) -> Warming:
    program = compiled(WARM_UP, {"timezone": timezone})
    (found,) = open_traffic(program, parse_instant(start)).capacities["email"]
    assert isinstance(found, Warming)
    return found


@given(st.integers(0, 90 * DAY), st.sampled_from(ZONES), st.sampled_from(["2010-10-15", "2011-11-01", "2026-02-15"]))
def test_the_days_of_a_warm_up_follow_each_other_without_gaps(after: int, timezone: str, start: str) -> None:
    capacity = warming(timezone, start)
    at = parse_instant(start) + after
    use = capacity.use(at)
    assert use.begins <= at < use.ends
    assert capacity.use(use.begins) == use
    assert capacity.use(use.ends).begins == use.ends
    assert capacity.use(use.begins - 1).ends == use.begins
    assert capacity.use(use.ends).room >= use.room


@given(st.integers(0, 10**17), st.integers(1, 1000), st.sampled_from([1_000_000, HOUR, DAY]))
def test_the_periods_of_a_throughput_begin_with_1970(at: Instant, number: int, period: int) -> None:
    capacity = Steady("email", Throughput(number=number, period=period))
    use = capacity.use(at)
    assert (use.begins % period, use.ends - use.begins, use.room) == (0, period, number)
    assert use.begins <= at < use.ends


@pytest.mark.parametrize(
    ("timezone", "start", "days"),
    [
        ("Asia/Beirut", "2026-03-28 12:00", ["2026-03-28 22:00", "2026-03-29 21:00"]),
        ("America/St_Johns", "2010-11-06 12:00", ["2010-11-07 02:30", "2010-11-08 03:30"]),
        ("Pacific/Apia", "2011-12-29 12:00", ["2011-12-30 10:00", "2011-12-31 10:00"]),
    ],
)
def test_a_day_begins_once_and_where_the_clock_says(timezone: str, start: str, days: list[str]) -> None:
    capacity = warming(timezone, start)
    use = capacity.use(parse_instant(start))
    for day in days:
        assert use.ends == parse_instant(day)
        use = capacity.use(use.ends)


def test_the_first_day_is_the_one_on_which_the_run_begins() -> None:
    capacity = warming("Europe/Berlin", "2026-03-01 23:00")
    rooms = [capacity.use(parse_instant(f"2026-03-{day:02} 12:00")).room for day in (2, 3, 4, 5)]
    assert rooms == [3, 4, 6, 10]


@given(st.integers(1, 10**6), st.integers(1, 5 * WHOLE_SHARE), st.integers(0, 60))
def test_a_warm_up_is_rounded_once_at_the_end_and_grows_no_further_than_anybody_needs(
    start: int, growth: int, days: int
) -> None:
    exact = start * (1 + Fraction(growth, WHOLE_SHARE)) ** days
    assert grown(start, growth, days) == min(int(exact), MOST)


def test_a_channel_is_full_until_its_period_ends_and_no_longer() -> None:
    program = compiled("", {"channels": {"email": {"address": "email", "throughput": "2 per hour"}}})
    start = parse_instant("2026-03-01 10:00")
    traffic = open_traffic(program, start)
    one = traffic.take("email", start)
    two = one.take("email", start + HOUR - 1)
    assert one.full("email", start) is None
    full = two.full("email", start + HOUR - 1)
    assert full is not None
    assert full.until == start + HOUR
    assert two.full("email", start + HOUR) is None
    assert two.full("sms", start) is None
    assert traffic.full("email", start) is None


def test_channels_without_a_capacity_are_never_full() -> None:
    at = parse_instant("2026-03-01 10:00")
    assert Traffic().take("email", at) == Traffic()
    assert open_traffic(compiled(""), at) == Traffic()
