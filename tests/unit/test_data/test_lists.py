"""Cells with several values, in every format."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from journeydsl.data import values
from journeydsl.data.lists import EMPTY_VALUE, NOT_A_LIST, NOT_ONE_VALUE, packed, unpacked
from journeydsl.data.values import Unfit, converter
from journeydsl.model.project import Attribute
from journeydsl.model.project import Event as EventKind
from journeydsl.model.values import Kind, ValueType
from tests.unit.test_data.shop import EVENTS, PLAIN, Reading, file, json_lines
from tests.unit.test_data.test_formats import parquet

TAGS = ValueType(Kind.TEXT, ("garden", "kitchen"), many=True)
SIZES = ValueType(Kind.NUMBER, many=True)
DAYS = ValueType(Kind.DATE, many=True)
PROJECT = replace(
    PLAIN,
    attributes={
        "tags": Attribute(name="tags", type=TAGS, optional=True),
        "sizes": Attribute(name="sizes", type=SIZES, optional=True),
        "days": Attribute(name="days", type=DAYS, optional=True),
        "names": Attribute(name="names", type=ValueType(Kind.TEXT, many=True), optional=True),
    },
    events={"seen": EventKind(name="seen", properties={"tags": TAGS})},
)
EXPECTED = {
    "c1": {"tags": ("garden", "kitchen"), "sizes": (1.0, 2.5), "days": (datetime.date(2026, 3, 1),), "names": ("a b",)},
    "c2": {"tags": (), "names": ("x", "y")},
    "c3": {"tags": ("kitchen",)},
}


def attributes(read: Reading) -> dict[str, dict[str, Any]]:
    return {contact.id: dict(contact.attributes) for contact, _ in read.people}


def test_a_list_is_written_with_semicolons_or_as_a_json_array_in_csv(tmp_path: Path) -> None:
    rows = (
        "contact_id,tags,sizes,days,names\n"
        "c1,garden; kitchen,1;2.5,2026-03-01,a b\n"
        'c2,[],,,"[""x"",""y""]"\n'
        "c3,kitchen,,,\n"
    )
    events = f"{EVENTS[:-1]},tags\ne1,c1,seen,2026-01-02T00:00Z,kitchen;garden\n"
    read = Reading(PROJECT, file(tmp_path, "c.csv", rows), file(tmp_path, "e.csv", events))
    assert attributes(read) == EXPECTED
    assert [event.properties for _, happened in read.people for event in happened] == [{"tags": ("kitchen", "garden")}]


def test_a_list_is_an_array_in_json_lines(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {
            "contact_id": "c1",
            "tags": ["garden", "kitchen"],
            "sizes": [1, 2.5],
            "days": ["2026-03-01"],
            "names": ["a b"],
        },
        {"contact_id": "c2", "tags": [], "names": ["x", "y"]},
        {"contact_id": "c3", "tags": "kitchen"},
    ]
    contacts = file(tmp_path, "c.jsonl", json_lines(rows))
    assert attributes(Reading(PROJECT, contacts, file(tmp_path, "e.csv", EVENTS))) == EXPECTED


def test_a_list_is_a_list_in_parquet(tmp_path: Path) -> None:
    query = """
        select * from (values
            ('c1', ['garden', 'kitchen'], [1, 2.5]::double[], [date '2026-03-01'], ['a b']),
            ('c2', []::varchar[], null, null, ['x', 'y']),
            ('c3', ['kitchen'], null, null, null)
        ) t(contact_id, tags, sizes, days, names)
    """
    contacts = parquet(tmp_path, "c.parquet", query)
    assert attributes(Reading(PROJECT, contacts, file(tmp_path, "e.csv", EVENTS))) == EXPECTED


def test_a_list_with_a_wrong_value_rejects_its_row_in_every_format(tmp_path: Path) -> None:
    wrong = [["garden", "attic"], ["garden", None], ["garden", ""]]
    written = "contact_id,tags\nc0,garden;attic\nc1,garden;\n"
    events = file(tmp_path, "e.csv", EVENTS)
    in_csv = Reading(PROJECT, file(tmp_path, "c.csv", written), events)
    lines = json_lines([{"contact_id": f"c{number}", "tags": each} for number, each in enumerate(wrong)])
    in_lines = Reading(PROJECT, file(tmp_path, "c.jsonl", lines), events)
    rows = ", ".join(f"('c{number}', {each!r})".replace("None", "null") for number, each in enumerate(wrong))
    query = f"select * from (values {rows}, ('good', ['garden'])) t(contact_id, tags)"
    in_parquet = Reading(PROJECT, parquet(tmp_path, "c.parquet", query), events)
    problems = [values.NOT_DECLARED, NOT_ONE_VALUE, EMPTY_VALUE]
    assert [problem for *_, problem in in_csv.reasons()] == [values.NOT_DECLARED, EMPTY_VALUE]
    assert [problem for *_, problem in in_lines.reasons()] == problems
    assert [problem for *_, problem in in_parquet.reasons()] == problems
    assert attributes(in_parquet) == {"good": {"tags": ("garden",)}}


@pytest.mark.parametrize(
    ("cell", "problem"),
    [("[1, 2", NOT_A_LIST), ({"a": "b"}, NOT_A_LIST), ('["a", ["b"]]', NOT_ONE_VALUE), (";", EMPTY_VALUE)],
)
def test_what_is_no_list_says_why(cell: object, problem: str) -> None:
    with pytest.raises(Unfit, match=f"^{problem[:20]}".replace("[", r"\[")):
        packed(cell, converter(ValueType(Kind.TEXT), "UTC"))


def test_a_list_is_read_back_as_what_it_was() -> None:
    integers = ValueType(Kind.INTEGER, many=True)
    assert unpacked(packed("1; 20", converter(integers, "UTC")), integers) == (1, 20)
    assert unpacked(packed(["true", "no"], converter(ValueType(Kind.BOOLEAN), "UTC")), ValueType(Kind.BOOLEAN)) == (
        True,
        False,
    )
