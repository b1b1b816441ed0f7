"""Files as tables: CSV as spreadsheets write it, JSON Lines, JSON arrays, Parquet."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest

from journeydsl.data import FileProblem, values
from tests.unit.test_data.shop import CONTACTS, EVENTS, PLAIN, SHOP, Reading, file, json_lines, read

ONE_EVENT = "event_id,contact_id,event,at\ne1,c1,signed_up,2026-01-01T00:00Z\n"


def parquet(folder: Path, name: str, query: str) -> Path:
    path = folder / name
    with duckdb.connect() as connection:
        connection.sql(query).write_parquet(str(path))
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_one_that_makes_the_most_columns(tmp_path: Path, separator: str) -> None:
    found = read(tmp_path, CONTACTS.replace(",", separator), ONE_EVENT.replace(",", separator))
    assert found.ids == ["c1", "c2"]
    assert len(found.events_of("c1")) == 1


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(tmp_path: Path) -> None:
    found = read(tmp_path, "\ufeff" + CONTACTS.replace("\n", "\r\n"), EVENTS)
    assert found.ids == ["c1", "c2"]
    assert not found.rejected


def test_spaces_around_the_name_of_a_column_do_not_matter(tmp_path: Path) -> None:
    assert read(tmp_path, "contact_id; country \nc1;DE\n", EVENTS).ids == ["c1"]


def test_a_quoted_cell_may_hold_separators_line_breaks_and_quotation_marks(tmp_path: Path) -> None:
    events = 'event_id,contact_id,event,at,source\ne1,c1,signed_up,2026-01-01T00:00Z,"a, ""b""\nc"\n'
    assert read(tmp_path, events=events).events_of("c1")[0].properties == {"source": 'a, "b"\nc'}


def test_a_row_is_known_by_the_line_on_which_it_starts(tmp_path: Path) -> None:
    found = read(tmp_path, 'contact_id,country,note\nc1,DE,"two\nlines"\n\nc2,XX,\n,DE,\n')
    assert [row for _, row, _, _ in found.reasons()] == [5, 6]


def test_a_quotation_mark_within_a_bare_cell_is_a_character(tmp_path: Path) -> None:
    events = 'event_id,contact_id,event,at,source\ne1,c1,signed_up,2026-01-01T00:00Z,5" pipe\n'
    assert read(tmp_path, events=events).events_of("c1")[0].properties == {"source": '5" pipe'}


def test_ragged_rows_are_rejected_and_the_rest_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, "contact_id,country\nc1\nc2,DE,extra,more\nc3,DE\n")
    assert found.ids == ["c3"]
    assert found.reasons() == [
        ("contacts.csv", 2, "", "too few values: 1 for 2 columns"),
        ("contacts.csv", 3, "", "too many values: 4 for 2 columns"),
    ]
    assert [each.values for each in found.rejected] == [
        {"contact_id": "c1"},
        {"contact_id": "c2", "country": "DE", "": ["extra", "more"]},
    ]


def test_text_after_a_closing_quotation_mark_rejects_its_row_alone(tmp_path: Path) -> None:
    found = read(tmp_path, 'contact_id,country\n"c1"x,DE\nc2,DE\n')
    assert found.ids == ["c2"]
    assert found.reasons() == [("contacts.csv", 2, "", "text stands after a closing quotation mark")]
    assert found.rejected[0].values == {"": ['"c1"x,DE']}


def test_a_quotation_mark_that_is_never_closed_is_a_problem_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="opens a quotation mark in line 3 and never closes it"):
        read(tmp_path, 'contact_id,country\nc1,DE\n"c2,DE\nc3,DE\n')
    with pytest.raises(FileProblem, match="opens a quotation mark in line 3 and never closes it"):
        read(tmp_path, 'contact_id,country\nc1,DE\n"c2,DE\n' + "c3,DE\n" * (csv.field_size_limit() // 5))
    with pytest.raises(FileProblem, match="in its header"):
        read(tmp_path, '"contact_id,country\nc1,DE\n')


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("contacts.csv", b"", "is empty"),
        ("contacts.csv", b"\n", "is empty"),
        ("contacts.csv", "contact_id,country\nJürgen,DE\n".encode("cp1252"), "is not UTF-8 text"),
        ("contacts.csv", "contact_id,country\nc1,DE\n".encode("utf-16"), "is not UTF-8 text"),
        ("contacts.jsonl", b'{"contact_id": "\xff"}\n', "is not UTF-8 text"),
        ("contacts.jsonl", b"\n", "is empty"),
        ("contacts.json", b"[]", "is empty"),
        ("contacts.json", b"{", "is not JSON"),
        ("contacts.json", b'{"contact_id": "c1"}', "is not a JSON array"),
        ("contacts.parquet", b"PAR1, it says", "is not a Parquet file"),
        ("contacts.xlsx", b"", "is of no known kind"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_a_problem(tmp_path: Path, name: str, content: bytes, problem: str) -> None:
    with pytest.raises(FileProblem, match=problem):
        Reading(SHOP, file(tmp_path, name, content), file(tmp_path, "events.csv", EVENTS))


@pytest.mark.parametrize("name", ["none.csv", "none.jsonl", "none.json", "none.parquet"])
def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileProblem, match=r"none\.\w+` does not exist"):
        Reading(SHOP, tmp_path / name, file(tmp_path, "events.csv", EVENTS))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").mkdir()
    with pytest.raises(FileProblem, match="is a folder"):
        Reading(SHOP, tmp_path / "contacts.csv", file(tmp_path, "events.csv", EVENTS))


def test_a_parquet_file_that_breaks_off_is_a_problem(tmp_path: Path) -> None:
    whole = parquet(tmp_path, "whole.parquet", "select 'c' || i as contact_id, 'DE' as country from range(100000) t(i)")
    content = bytearray(whole.read_bytes())
    content[1000:60_000] = bytes(59_000)
    with pytest.raises(FileProblem, match="is damaged"):
        Reading(SHOP, file(tmp_path, "contacts.parquet", bytes(content)), file(tmp_path, "events.csv", EVENTS))


def test_json_lines_give_values_as_they_are_written(tmp_path: Path) -> None:
    rows = json_lines([{"contact_id": 17850, "country": "DE"}, {"country": "US", "contact_id": "c2", "birthday": None}])
    events = (
        '{"contact_id":17850,"event":"order_placed","at":"2026-01-01T00:00Z","total":1.50,"gift":true,"pieces":3}\n'
    )
    found = Reading(SHOP, file(tmp_path, "c.jsonl", rows), file(tmp_path, "e.ndjson", "\ufeff" + events))
    assert found.ids == ["17850", "c2"]
    assert found.events_of("17850")[0].properties == {"total": 1.5, "gift": True, "pieces": 3}


def test_json_events_may_nest_their_properties(tmp_path: Path) -> None:
    events = json_lines(
        [
            {
                "contact_id": "c1",
                "event": "order_placed",
                "at": "2026-01-01T00:00Z",
                "pieces": 1,
                "properties": {"total": 5, "pieces": 2, "event": "signed_up", "contact_id": "c2"},
            }
        ]
    )
    found = Reading(SHOP, file(tmp_path, "c.csv", CONTACTS), file(tmp_path, "e.jsonl", events))
    (event,) = found.events_of("c1")
    assert event.name == "order_placed"
    assert event.properties == {"total": 5.0, "pieces": 1}


def test_a_line_that_is_no_json_object_is_rejected(tmp_path: Path) -> None:
    text = (
        '{"contact_id": "c1"}\n\n[1]\n{"contact_id": \n{"contact_id": NaN}\n{"contact_id": "\\ud800"}\n' + "[" * 99999
    )
    found = Reading(PLAIN, file(tmp_path, "c.jsonl", text), file(tmp_path, "e.csv", EVENTS))
    assert found.ids == ["c1"]
    assert [(row, problem) for _, row, _, problem in found.reasons()] == [
        (3, "not a JSON object"),
        (4, "not a JSON object"),
        (5, "not a JSON object"),
        (6, "half a character (an unpaired surrogate)"),
        (7, "not a JSON object"),
    ]
    assert found.rejected[0].values == {"": ["[1]"]}


def test_a_list_or_an_object_is_not_one_value(tmp_path: Path) -> None:
    rows = json_lines([{"contact_id": ["c1"]}, {"contact_id": {"id": "c1"}}])
    found = Reading(PLAIN, file(tmp_path, "c.jsonl", rows), file(tmp_path, "e.csv", EVENTS))
    assert [problem for _, _, _, problem in found.reasons()] == [values.NOT_ONE_VALUE] * 2


def test_a_json_array_counts_its_objects_from_one(tmp_path: Path) -> None:
    text = '[{"contact_id": 1.0, "country": "DE"},\n\n {"contact_id": "c2", "country": "XX"}]'
    found = Reading(SHOP, file(tmp_path, "c.json", text), file(tmp_path, "e.csv", EVENTS))
    assert found.ids == ["1.0"]
    assert found.reasons() == [("c.json", 2, "country", values.NOT_DECLARED)]


def test_typed_parquet_columns_are_read_as_what_they_say(tmp_path: Path) -> None:
    contacts = parquet(
        tmp_path, "c.parquet", "select 17850::int as contact_id, 'DE' as country, date '1990-01-02' as birthday"
    )
    events = parquet(
        tmp_path,
        "e.parquet",
        "select 17850::bigint as contact_id, 'order_placed' as event, timestamptz '2026-07-01 10:00:00+02' as at_,"
        " 1.50::decimal(9,2) as total, 2::utinyint as pieces, true as gift, timestamp '2026-07-01 10:00' as paid_at",
    )
    renamed = events.with_name("renamed.parquet")
    with duckdb.connect() as connection:
        query = 'select contact_id, event, at_ as "at", total, pieces, gift, paid_at from read_parquet(?)'
        connection.sql(query, params=[str(events)]).write_parquet(str(renamed))
    found = Reading(SHOP, contacts, renamed)
    assert found.people[0][0].attributes["birthday"].isoformat() == "1990-01-02"  # type: ignore[union-attr]
    (event,) = found.events_of("17850")
    assert event.at == values.as_instant("2026-07-01T08:00Z", "UTC")
    assert event.properties == {
        "total": 1.5,
        "pieces": 2,
        "gift": True,
        "paid_at": values.as_instant("2026-07-01T08:00Z", "UTC"),
    }


@pytest.mark.parametrize("kept_as", ["bigint", "ubigint"])
def test_a_parquet_number_beyond_2_to_the_53_is_rejected(tmp_path: Path, kept_as: str) -> None:
    contacts = parquet(tmp_path, "c.parquet", "select 'c1' as contact_id, 'DE' as country")
    events = parquet(
        tmp_path,
        "e.parquet",
        f"select 'c1' as contact_id, 'order_placed' as event, timestamptz '2026-07-01 10:00Z' as \"at\","
        f" unnest([9007199254740992, 9007199254740993])::{kept_as} as pieces",
    )
    found = Reading(SHOP, contacts, events)
    assert [event.properties for event in found.events_of("c1")] == [{"pieces": 2**53}]
    assert found.reasons() == [("e.parquet", 2, "pieces", values.NOT_EXACT)]


def test_a_parquet_number_with_a_fraction_is_an_id_as_it_is(tmp_path: Path) -> None:
    contacts = parquet(tmp_path, "c.parquet", "select 17850.0::double as contact_id")
    assert Reading(PLAIN, contacts, file(tmp_path, "e.csv", EVENTS)).ids == ["17850.0"]


def test_parquet_columns_of_several_values_bytes_and_endless_times_do_not_fit(tmp_path: Path) -> None:
    contacts = parquet(tmp_path, "c.parquet", "select 'c1' as contact_id")
    events = parquet(
        tmp_path,
        "e.parquet",
        "select unnest([null, {'a': 1}]) as contact_id, 'seen' as event, 'infinity'::timestamptz as \"at\"",
    )
    found = Reading(PLAIN, contacts, events)
    assert found.reasons() == [
        ("e.parquet", 1, "contact_id", values.MISSING),
        ("e.parquet", 2, "contact_id", values.NOT_ONE_VALUE),
    ]
    events = parquet(
        tmp_path,
        "f.parquet",
        "select 'c1' as contact_id, 'seen' as event, unnest(['infinity'::timestamptz, null]) as \"at\","
        " 'e1'::blob as event_id",
    )
    assert Reading(PLAIN, contacts, events).reasons() == [
        ("f.parquet", 1, "at", values.NOT_AN_INSTANT),
        ("f.parquet", 2, "at", values.MISSING),
    ]


def test_parquet_rows_are_counted_from_one(tmp_path: Path) -> None:
    contacts = parquet(
        tmp_path,
        "c.parquet",
        "select if(i in (0, 29999), null, 'c' || i) as contact_id from range(30000) t(i)",
    )
    found = Reading(PLAIN, contacts, file(tmp_path, "e.csv", EVENTS))
    assert [row for _, row, _, _ in found.reasons()] == [1, 30000]


def test_a_path_with_signs_of_a_pattern_means_that_one_file(tmp_path: Path) -> None:
    contacts = parquet(tmp_path, "c[1]*?.parquet", "select 'c1' as contact_id")
    parquet(tmp_path, "c1xx.parquet", "select 'c2' as contact_id")
    assert Reading(PLAIN, contacts, file(tmp_path, "e.csv", EVENTS)).ids == ["c1"]


def in_database(folder: Path, statement: str) -> Path:
    with duckdb.connect(folder / "shop.duckdb") as connection:
        connection.execute(statement)
    return folder / "shop.duckdb"


def test_a_table_of_a_database_is_read_like_a_file(tmp_path: Path) -> None:
    rows = "(values ('c2', 'US'), ('c0', 'XX'), ('c1', 'DE')) t(contact_id, country)"
    shop = in_database(
        tmp_path, f"create table contacts as select * from {rows}; delete from contacts where contact_id = 'c2'"
    )
    before = shop.read_bytes()
    found = Reading(SHOP, shop.with_name("shop.duckdb:contacts"), file(tmp_path, "events.csv", ONE_EVENT))
    assert found.ids == ["c1"]
    assert [(row, problem) for _, row, _, problem in found.reasons()] == [(2, values.NOT_DECLARED)]
    assert shop.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("shop.duckdb:people", "has no table `people`; it has `crm.events`, `contacts`"),
        ("shop.duckdb:events", "has no table `events`"),
        ("other.duckdb:contacts", "does not exist"),
        ("events.db:contacts", "is not a DuckDB database"),
    ],
)
def test_a_table_that_is_not_there_is_said(tmp_path: Path, name: str, problem: str) -> None:
    in_database(tmp_path, "create table contacts (id varchar); create schema crm; create table crm.events (id varchar)")
    events = file(tmp_path, "events.csv", ONE_EVENT)
    file(tmp_path, "events.db", "no database")
    with pytest.raises(FileProblem, match=problem):
        Reading(SHOP, tmp_path / name, events)


def test_a_pattern_names_all_its_parquet_files(tmp_path: Path) -> None:
    (tmp_path / "contacts").mkdir()
    parquet(tmp_path / "contacts", "2.parquet", "select 'c3' as contact_id, 'XX' as country")
    parquet(tmp_path / "contacts", "1.parquet", "select unnest(['c2', 'c1']) as contact_id, 'DE' as country")
    found = Reading(SHOP, tmp_path / "contacts" / "*.parquet", file(tmp_path, "events.csv", ONE_EVENT))
    assert found.ids == ["c1", "c2"]
    assert [row for _, row, _, _ in found.reasons()] == [3]
    with pytest.raises(FileProblem, match="names no file"):
        Reading(SHOP, tmp_path / "people" / "*.parquet", file(tmp_path, "events.csv", ONE_EVENT))


@pytest.mark.parametrize(
    "value",
    [
        "17", "17::utinyint", "17::hugeint", "1.5::double", "'nan'::double", "2.5::decimal(10, 2)", "true", "null",
        "date '2026-01-02'", "time '10:00'", "timestamp '2026-01-02 10:00'", "timestamptz '2026-01-02 10:00Z'",
        "timestamp_ns '2026-01-02 10:00'", "'infinity'::timestamp", "interval 1 day", "'x'::blob", "uuid()", "[1]",
        "['DE']", "{'a': 1}", "map {'a': 1}",
    ],
)  # fmt: skip
def test_a_parquet_column_of_any_type_is_read_or_its_rows_are_rejected(tmp_path: Path, value: str) -> None:
    contacts = {"contact_id": "'c1'", "email": "'c1@example.com'", "phone": "'+4912345678'", "country": "'DE'"}
    events = {
        "contact_id": "'c1'", "event": "'order_placed'", "at": "'2026-01-01T00:00Z'", "total": "1.5", "pieces": "1",
        "category": "'garden'", "gift": "true", "delivery": "'2026-01-01'", "paid_at": "'2026-01-01T00:00Z'",
    }  # fmt: skip
    for place, name in enumerate([*contacts, *events]):
        both = contacts if place < len(contacts) else events
        one, other = (
            parquet(tmp_path, f"{place}.{file}.parquet", _row(each | {name: value} if each is both else each))
            for file, each in (("c", contacts), ("e", events))
        )
        found = Reading(SHOP, one, other)
        assert (found.contacts.rows, found.contacts.kept + found.contacts.rejected) == (1, 1)
        assert (found.events.rows, found.events.kept + found.events.rejected) == (1, 1)


def _row(cells: dict[str, str]) -> str:
    return "select " + ", ".join(f'{value} as "{name}"' for name, value in cells.items())


def test_a_folder_of_any_name_is_no_file(tmp_path: Path) -> None:
    for name in ("contacts", "contacts.csv", "contacts.parquet"):
        (tmp_path / name).mkdir()
        with pytest.raises(FileProblem, match="is a folder, not a file"):
            Reading(SHOP, tmp_path / name, file(tmp_path, "events.csv", EVENTS))
