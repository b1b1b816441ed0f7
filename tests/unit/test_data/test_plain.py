"""What is read many at a time is read as it would be alone: the value is the same, or somebody has to look."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from journeydsl.data.delimited import delimited
from journeydsl.data.plain import plain_cell
from journeydsl.data.slots import Header, Slot
from journeydsl.data.values import Unfit
from journeydsl.data.wall_times import instant_of_wall
from journeydsl.model import clock
from journeydsl.model.values import Kind, ValueType, instant

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
connection = duckdb.connect()


class OneColumn:
    path = Path("one.csv")
    columns = ("cell",)


def slot(declared: ValueType, zone: str) -> Slot:
    found = Header(OneColumn(), zone).find("cell", declared)  # type: ignore[arg-type]
    assert found is not None
    return found


def plain(written: Sequence[str], declared: ValueType, zone: str) -> list[tuple[Any, bool]]:
    """The value of each text, and whether somebody has to look."""
    cell = plain_cell(slot(declared, zone), ("VARCHAR",), zone)
    query = f"select {cell.value}, {cell.doubt} from (select unnest(?::varchar[]) as c0)"
    return connection.execute(query, [list(written)]).fetchall()


def alone(written: str, declared: ValueType, zone: str) -> Any:
    try:
        return slot(declared, zone).value([written])
    except Unfit as unfit:
        return unfit


digits = st.text("0123456789", max_size=20)
numbers = st.from_regex(r"[+-]?[0-9]{0,20}\.?[0-9]{0,20}([eE][+-]?[0-9]{1,3})?", fullmatch=True)
clocks = st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?", fullmatch=True)
real_clocks = st.datetimes(datetime.datetime(1960, 1, 1), datetime.datetime(2050, 1, 1)).map(str)
offsets = st.sampled_from(["", "Z", "+00", "+01:00", "-05:30", "+0100", "+14:00", "+25:00", "z"])
instants = st.builds(str.__add__, real_clocks | clocks, offsets)
dates = st.dates().map(str) | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True)
others = st.text(max_size=10) | st.sampled_from(
    ["", "true", "YES", "no", "0", "nan", "inf", " 5", "1_000", "٣", "a@b.c"]
)
cells = others | digits | numbers | instants | dates


@given(st.lists(cells, max_size=20), st.sampled_from(list(Kind)), st.sampled_from(ZONES))
@example(["0000-01-01T00:00Z", "9999-12-31T23:59-05:00", "0001-01-01T00:00+14:00"], Kind.INSTANT, "UTC")
@example(["2000-01-01 00:00:00+25:00", "2000-01-01 00:00:00+01:60"], Kind.INSTANT, "UTC")
@example(["2026-03-29 02:30", "2026-10-25 02:30", "2026-10-25 03:00"], Kind.INSTANT, "Europe/Berlin")
@example(["9007199254740993", "0.1234567890123456789", "-0"], Kind.NUMBER, "UTC")
def test_a_value_is_the_same_as_alone_or_somebody_has_to_look(written: list[str], kind: Kind, zone: str) -> None:
    written = [text for text in written if "\0" not in text]
    declared = ValueType(kind)
    for text, (value, is_doubtful) in zip(written, plain(written, declared, zone), strict=True):
        if not is_doubtful:
            assert value == alone(text, declared, zone), text
            assert repr(value) == repr(alone(text, declared, zone))


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Kind.TEXT, "anything at all"),
        (Kind.EMAIL, "ann.smith+shop@mail.example.com"),
        (Kind.PHONE, "+49 30 1234567"),
        (Kind.NUMBER, "-12.50"),
        (Kind.INTEGER, "42"),
        (Kind.BOOLEAN, "yes"),
        (Kind.DATE, "2026-03-31"),
        (Kind.INSTANT, "2026-03-31T10:00:00.123Z"),
        (Kind.INSTANT, "2026-03-31 10:00"),
        (Kind.INSTANT, "2026-03-31T10:00:00+02:00"),
    ],
)
def test_the_plain_ways_to_write_a_value_need_nobody_to_look(kind: Kind, written: str) -> None:
    assert plain([written], ValueType(kind), "Europe/Berlin") == [
        (alone(written, ValueType(kind), "Europe/Berlin"), False)
    ]


def test_what_is_not_among_the_declared_values_is_looked_at() -> None:
    declared = ValueType(Kind.TEXT, ("DE", "AT"))
    assert [is_doubtful for _, is_doubtful in plain(["DE", "AT", "de", ""], declared, "UTC")] == [
        False,
        False,
        True,
        False,
    ]


@given(st.datetimes(datetime.datetime(1970, 1, 3), datetime.datetime(2039, 12, 30)), st.sampled_from(ZONES))
@example(datetime.datetime(2026, 3, 29, 2, 0), "Europe/Berlin")
@example(datetime.datetime(2026, 3, 29, 3, 0), "Europe/Berlin")
@example(datetime.datetime(2026, 4, 5, 1, 45), "Australia/Lord_Howe")
def test_a_wall_time_is_the_instant_that_the_law_says_where_it_is_one(wall: datetime.datetime, zone: str) -> None:
    written = instant(wall.replace(tzinfo=datetime.UTC))
    found = connection.execute(f"select {instant_of_wall(str(written), zone)}").fetchall()[0][0]
    is_one = clock.to_instant(wall, zone) == clock.to_later_instant(wall, zone)
    exists = clock.to_wall(clock.to_instant(wall, zone), zone) == wall
    assert found == (clock.to_instant(wall, zone) if is_one and exists else None)


@pytest.mark.parametrize(
    ("text", "is_read_at_once"),
    [
        ("a,b\n1,2\n3,4\n", True),
        ("a,b\n1,2\n3,4", True),
        ('a,b\n"1",2\n', False),
        ("a,b\n1,2\n\n3,4\n", False),
        ("a,b\r\n1,2\r\n", False),
        ("a\n1\n", False),
    ],
)
def test_a_file_is_read_at_once_where_nothing_in_it_can_be_read_in_two_ways(
    tmp_path: Path, text: str, is_read_at_once: bool
) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(text.encode())
    relation = delimited(path).relation()
    assert (relation is not None) is is_read_at_once
    if relation is not None:
        found = connection.execute(relation.query).fetchall()
        assert found == [(row.number, *row.cells) for row in delimited(path).rows()]
