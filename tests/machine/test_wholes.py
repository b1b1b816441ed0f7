"""Instants that floats have no room for: none is taken for another, and each has the day that the engine gives."""

from __future__ import annotations

import datetime
from functools import cache

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from journeydsl.conditions import dates
from journeydsl.data.staging import Staging
from journeydsl.machine import calendar, wholes, zones
from journeydsl.machine.compiled import whole
from journeydsl.machine.layout import Ints
from journeydsl.model.values import DAY, LARGEST_INTEGER, SECOND, instant

FIRST = instant(datetime.datetime(1, 1, 1, tzinfo=datetime.UTC))
LAST = instant(datetime.datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=datetime.UTC))
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Sydney", "Africa/Casablanca", "Asia/Kolkata", "Pacific/Apia")
near = st.integers(LARGEST_INTEGER - 3, LARGEST_INTEGER + 3)
numbers = st.integers(FIRST, LAST) | near | near.map(lambda number: -number) | st.integers(-(2**61), 2**61)
instants = st.integers(FIRST, LAST) | st.integers(FIRST // DAY, LAST // DAY).map(lambda day: day * DAY)


@whole
def way_back(stored: float) -> int:
    return wholes.as_whole(stored)


@whole
def way_there(number: int) -> float:
    return wholes.stored(number)


@whole
def local_day(table: Ints, zone: int, value: int) -> int:
    return calendar.local_day(table, zone, value, 0)


@cache
def tables() -> tuple[Ints, Ints]:
    return zones.table(ZONES, calendar.BEFORE_ZONES - 366 * DAY, calendar.BY_RULE_UNTIL + 366 * DAY, 0)


@given(st.lists(numbers, min_size=1))
def test_whole_numbers_keep_their_order_and_come_back(found: list[int]) -> None:
    floats = wholes.as_floats(np.array(sorted(set(found)), np.int64))
    assert wholes.as_wholes(floats).tolist() == sorted(set(found))
    assert (np.diff(floats) > 0).all()
    assert [way_back(each) for each in floats.tolist()] == sorted(set(found))
    assert [way_there(each) for each in sorted(set(found))] == floats.tolist()
    assert [wholes.as_float(each) for each in sorted(set(found))] == floats.tolist()


@settings(max_examples=20)
@given(st.lists(numbers, min_size=1))
def test_tables_say_the_same(found: list[int]) -> None:
    staging = Staging()
    try:
        staging.run("create table numbers as select unnest(?) as number", [found])
        read = staging.arrays(f"select {wholes.sql('number')} as stored from numbers")["stored"]
    finally:
        staging.close()
    assert read.tolist() == wholes.as_floats(np.array(found, np.int64)).tolist()


@given(instants, st.sampled_from(ZONES))
@example(FIRST, "America/New_York")
@example(LAST, "Pacific/Apia")
@example(instant(datetime.datetime(2400, 3, 26, 1, tzinfo=datetime.UTC)) - SECOND, "Europe/Berlin")
@example(instant(datetime.datetime(1850, 1, 1, tzinfo=datetime.UTC)) - SECOND, "Europe/Berlin")
def test_every_instant_has_the_local_day_that_the_engine_gives(at: int, zone: str) -> None:
    table, places = tables()
    day = datetime.date.fromordinal(local_day(table, int(places[ZONES.index(zone)]), at) + 719_163)
    assert day == dates.local_day(at, zone)
