"""Local time on arrays is that of `model.clock`, to the microsecond, at every change of the clocks."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest

from journeydsl.machine import zones
from journeydsl.machine.compiled import whole
from journeydsl.machine.layout import Z_SINCE, Z_WIDTH, Ints
from journeydsl.model import clock
from journeydsl.model.values import DAY, HOUR, MINUTE, instant

START = instant(datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC))
END = instant(datetime.datetime(2028, 1, 1, tzinfo=datetime.UTC))
ZONES = (
    "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca",
    "Pacific/Chatham", "America/St_Johns", "America/Santiago", "Asia/Gaza", "Antarctica/Troll", "Europe/Dublin",
)  # fmt: skip
BESIDE = (-1, 0, 1, -HOUR, HOUR, -30 * MINUTE, 30 * MINUTE, DAY - 1)
ROWS, NUMBERS = zones.table(ZONES, START, END, START + 500 * DAY)


@whole
def to_wall(table: Ints, zone: int, at: int) -> int:
    return zones.to_wall(table, zone, at)


@whole
def to_instant(table: Ints, zone: int, wall: int) -> int:
    return zones.to_instant(table, zone, wall)


@whole
def to_later_instant(table: Ints, zone: int, wall: int) -> int:
    return zones.to_later_instant(table, zone, wall)


@whole
def until_time_of_day(table: Ints, zone: int, at: int, duration: int, minutes: int, weekday: int) -> int:
    return zones.until_time_of_day(table, zone, at, duration, minutes, weekday)


def changes(zone: int) -> list[tuple[int, int, int]]:
    """The instants at which the clocks of a zone change, with the offsets before and after."""
    rows = [tuple(map(int, row)) for row in ROWS.reshape(-1, Z_WIDTH)]
    ends = [place for place, row in enumerate(rows) if row[Z_SINCE] == 2**62]
    rows = rows[ends[zone - 1] + 1 if zone else 0 : ends[zone]]
    return [(at, before, after) for (_, before), (at, after) in pairwise(rows) if START < at < END]


@pytest.mark.parametrize("zone", range(len(ZONES)), ids=ZONES)
def test_wall_times_become_the_instants_that_the_laws_say(zone: int) -> None:
    number, name = int(NUMBERS[zone]), ZONES[zone]
    for at, before, after in [*changes(zone), (START + DAY, 0, 0)]:
        for wall in {at + offset + shift for offset in (before, after) for shift in BESIDE}:
            written = datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=wall)
            assert to_instant(ROWS, number, wall) == clock.to_instant(written, name), written
            assert to_later_instant(ROWS, number, wall) == clock.to_later_instant(written, name), written


@pytest.mark.parametrize("zone", range(len(ZONES)), ids=ZONES)
def test_instants_become_the_wall_times_that_clocks_show(zone: int) -> None:
    for at, _, _ in [*changes(zone), (START + DAY, 0, 0)]:
        for each in (at - 1, at, at + 1):
            shown = clock.to_wall(each, ZONES[zone]) - datetime.datetime(1970, 1, 1)
            wall = to_wall(ROWS, int(NUMBERS[zone]), each)
            assert wall == shown // datetime.timedelta(microseconds=1)


@pytest.mark.parametrize("zone", range(len(ZONES)), ids=ZONES)
@pytest.mark.parametrize("weekday", [None, 6])
def test_waits_until_a_time_of_day_end_as_on_the_engine(zone: int, weekday: int | None) -> None:
    number, name = int(NUMBERS[zone]), ZONES[zone]
    for at, _, _ in [*changes(zone), (START + DAY, 0, 0)]:
        for start in (at - DAY, at - HOUR, at - 1, at, at + 1):
            for duration in (0, HOUR, DAY):
                for minutes in (0, 30, 120, 150, 1439):
                    day = -1 if weekday is None else weekday
                    due = until_time_of_day(ROWS, number, start, duration, minutes, day)
                    assert due == clock.until_time_of_day(start, duration, minutes, name, weekday)
