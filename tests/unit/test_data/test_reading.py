"""What becomes of contacts and events: matched, sorted, counted; nothing repaired, nothing lost."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from journeydsl import data
from journeydsl.data import ColumnProblem, DataUnavailable, FileProblem, values
from journeydsl.model.contacts import Event
from journeydsl.model.project import ContactColumns, EventColumns
from tests.unit.test_data.shop import CONTACTS, EVENTS, PLAIN, SHOP, file, read


def test_contacts_come_in_the_order_of_their_ids_and_events_in_the_order_of_time_and_id(tmp_path: Path) -> None:
    contacts = "contact_id,country\nz,DE\nä,DE\nZ,DE\n10,DE\n9,DE\n\U0001f600,DE\n"
    events = EVENTS + (
        "e2,9,signed_up,2026-01-02T00:00Z\n"
        "e3,9,signed_up,2026-01-01T00:00Z\n"
        "e10,9,signed_up,2026-01-02T00:00Z\n"
        "e1,z,signed_up,2026-01-02T00:00Z\n"
    )
    found = read(tmp_path, contacts, events)
    assert found.ids == ["10", "9", "Z", "z", "ä", "\U0001f600"]
    assert [event.id for event in found.events_of("9")] == ["e3", "e10", "e2"]
    assert [event.id for event in found.events_of("z")] == ["e1"]
    assert found.length == 6


def test_a_population_can_be_walked_again(tmp_path: Path) -> None:
    found = read(tmp_path, CONTACTS, EVENTS + "e1,c1,signed_up,2026-01-02T00:00Z\n")
    assert found.again == found.people


def test_two_walks_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    contacts = file(tmp_path, "c.csv", CONTACTS)
    with data.read(SHOP, contacts, file(tmp_path, "e.csv", EVENTS)) as population:
        pairs = list(zip(population, population, strict=True))
    assert [(first[0].id, second[0].id) for first, second in pairs] == [("c1", "c1"), ("c2", "c2")]


def test_no_contacts_are_no_problem(tmp_path: Path) -> None:
    found = read(tmp_path, "contact_id,country\n", EVENTS)
    assert (found.people, found.length, found.problems) == ([], 0, ())


def test_an_id_is_text_to_the_letter(tmp_path: Path) -> None:
    found = read(tmp_path, "contact_id,country\n17850,DE\n", EVENTS + "e1,17850.0,signed_up,2026-01-02T00:00Z\n")
    assert found.people[0][1] == ()
    assert found.reasons() == [("events.csv", 2, "contact_id", "no contact with this id was read from contacts.csv")]


def test_profiles_hold_known_values_of_the_declared_types(tmp_path: Path) -> None:
    columns = "contact_id,country,email,birthday,timezone,unsubscribed,subscribed_to_news\n"
    rows = "c1,DE,a@shop.example,1990-01-02,Europe/Vienna,yes,no\nc2,US,,,,,\n"
    found = read(tmp_path, columns + rows)
    first, second = (contact for contact, _ in found.people)
    assert first.attributes["email"] == "a@shop.example"
    assert str(first.attributes["birthday"]) == "1990-01-02"
    assert (first.timezone, first.unsubscribed, first.subscriptions) == ("Europe/Vienna", True, {"news": False})
    assert second.attributes == {"country": "US"}
    assert (second.timezone, second.unsubscribed, second.subscriptions) == (None, False, {})


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        (",DE,,,", "contact_id", values.MISSING),
        ("c1,,,,", "country", values.MISSING),
        ("c1,FR,,,", "country", values.NOT_DECLARED),
        ("c1,DE,2.1.1990,,", "birthday", values.NOT_A_DATE),
        ("c1,DE,,maybe,", "unsubscribed", values.NOT_BOOLEAN),
        ("c1,DE,,,perhaps", "subscribed_to_news", values.NOT_BOOLEAN),
    ],
)
def test_a_contact_that_does_not_fit_is_rejected(tmp_path: Path, row: str, column: str, problem: str) -> None:
    found = read(tmp_path, f"contact_id,country,birthday,unsubscribed,subscribed_to_news\nc0,DE,,,\n{row}\n")
    assert found.ids == ["c0"]
    assert found.reasons() == [("contacts.csv", 3, column, problem)]


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        ("e1,,order_placed,2026-01-01T00:00Z,", "contact_id", values.MISSING),
        ("e1,c1,,2026-01-01T00:00Z,", "event", values.MISSING),
        (
            "e1,c1,order_placd,2026-01-01T00:00Z,",
            "event",
            "the project declares no event `order_placd`; did you mean `order_placed`?",
        ),
        ("e1,c1,xyz,2026-01-01T00:00Z,", "event", "the project declares no event `xyz`"),
        ("e1,c1,order_placed,,", "at", values.MISSING),
        ("e1,c1,order_placed,yesterday,", "at", values.NOT_AN_INSTANT),
        ("e1,c1,order_placed,9999-12-31T23:59-05:00,", "at", values.OUTSIDE_YEARS),
        ('e1,c1,order_placed,2026-01-01T00:00Z,"1,5"', "total", values.NOT_A_NUMBER),
        (
            "e1,c9,order_placed,2026-01-01T00:00Z,1.5",
            "contact_id",
            "no contact with this id was read from contacts.csv",
        ),
    ],
)
def test_an_event_that_does_not_fit_is_rejected(tmp_path: Path, row: str, column: str, problem: str) -> None:
    kept = "e0,c1,order_placed,2026-01-01T00:00Z,7"
    found = read(tmp_path, events=f"event_id,contact_id,event,at,total\n{row}\n{kept}\n")
    assert [event.id for event in found.events_of("c1")] == ["e0"]
    assert found.reasons() == [("events.csv", 2, column, problem)]


def test_a_whole_number_beyond_2_to_the_53_is_rejected_and_kept_as_it_was_written(tmp_path: Path) -> None:
    rows = [
        f"{name},c1,order_placed,2026-01-01T00:00Z,{pieces}\n" for name, pieces in (("e1", 2**53), ("e2", 2**53 + 1))
    ]
    found = read(tmp_path, events=f"event_id,contact_id,event,at,pieces\n{''.join(rows)}")
    assert [event.properties for event in found.events_of("c1")] == [{"pieces": 2**53}]
    assert found.reasons() == [("events.csv", 3, "pieces", values.NOT_EXACT)]
    assert found.rejected[0].values["pieces"] == "9007199254740993"


def test_an_unknown_event_is_not_mistaken_for_one_that_is_written_otherwise_in_the_file(tmp_path: Path) -> None:
    project = replace(SHOP, event_columns=EventColumns(names={"Completed Checkout": "order_placed"}))
    events = EVENTS + "e1,c1,Completed Checkout,2026-01-01T00:00Z\ne2,c1,Completed Chekout,2026-01-01T00:00Z\n"
    found = read(tmp_path, events=events, project=project)
    assert [event.name for event in found.events_of("c1")] == ["order_placed"]
    assert "did you mean `Completed Checkout`?" in found.rejected[0].problem


def test_the_first_of_two_contacts_with_an_id_stays(tmp_path: Path) -> None:
    found = read(tmp_path, "contact_id,country\nc1,DE\nc2,DE\nc1,US\nc1,XX\n")
    assert [contact.attributes["country"] for contact, _ in found.people] == ["DE", "DE"]
    assert found.reasons() == [
        ("contacts.csv", 4, "contact_id", "a row further up has the same contact"),
        ("contacts.csv", 5, "country", values.NOT_DECLARED),
    ]


def test_the_events_of_a_rejected_contact_are_rejected_with_it(tmp_path: Path) -> None:
    found = read(tmp_path, "contact_id,country\nc1,XX\n", EVENTS + "e1,c1,signed_up,2026-01-01T00:00Z\n")
    assert [(file, column) for file, _, column, _ in found.reasons()] == [
        ("contacts.csv", "country"),
        ("events.csv", "contact_id"),
    ]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2)])
def test_a_second_event_with_the_same_id_is_dropped_whatever_the_order_of_the_rows(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    rows = [
        "e1,c1,signed_up,2026-01-01T00:00Z\n",
        "e1,c1,signed_up,2026-01-02T00:00Z\n",
        "e1,c2,signed_up,2026-01-03T00:00Z\n",
        "e1,c1,order_placed,2026-01-02T00:00Z\n",
    ]
    found = read(tmp_path, events=EVENTS + "".join(rows[place] for place in order))
    assert [(event.name, event.at) for event in found.events_of("c1")] == [
        ("signed_up", values.as_instant("2026-01-01T00:00Z", "UTC"))
    ]
    assert len(found.events_of("c2")) == 1
    assert not found.rejected
    assert found.events.duplicates == 2


def test_every_row_is_kept_rejected_or_a_duplicate(tmp_path: Path) -> None:
    contacts = "contact_id,country\nc1,DE\nc1,DE\n,DE\nc2\n"
    events = EVENTS + "e1,c1,signed_up,2026-01-01T00:00Z\n" * 3 + "e2,c9,signed_up,2026-01-01T00:00Z\ne3,c1,oops,\n"
    found = read(tmp_path, contacts, events)
    assert (found.contacts.rows, found.contacts.kept, found.contacts.rejected, found.contacts.duplicates) == (
        4,
        1,
        3,
        0,
    )
    assert (found.events.rows, found.events.kept, found.events.rejected, found.events.duplicates) == (5, 1, 2, 2)
    assert len(found.rejected) == 5


def test_an_event_without_an_id_is_known_by_its_row(tmp_path: Path) -> None:
    rows = "".join(f"c1,signed_up,2026-01-01T00:00Z,{n}\n" for n in range(10))
    found = read(tmp_path, events="contact_id,event,at,source\n" + rows)
    assert [event.properties["source"] for event in found.events_of("c1")] == list("0123456789")
    assert found.events_of("c1")[0].id == "row 000000000002"
    assert "no column `event_id`: the number of its row is each event's id" in found.findings


def test_an_empty_event_id_is_counted(tmp_path: Path) -> None:
    found = read(tmp_path, events=EVENTS + ",c1,signed_up,2026-01-01T00:00Z\ne1,c1,signed_up,2026-01-01T00:00Z\n")
    assert [event.id for event in found.events_of("c1")] == ["e1", "row 000000000002"]
    assert found.counted["no `event_id`: the number of the row is the event's id"] == (1, 2)


def test_an_event_has_the_properties_that_are_declared_of_it_and_known(tmp_path: Path) -> None:
    events = (
        "event_id,contact_id,event,at,total,pieces,source,category\n"
        "e1,c1,order_placed,2026-01-01T00:00Z,5,,web,garden\n"
        "e2,c1,signed_up,2026-01-02T00:00Z,5,7,web,garden\n"
    )
    first, second = read(tmp_path, events=events).events_of("c1")
    assert first.properties == {"total": 5.0, "category": "garden"}
    assert second.properties == {"total": "5", "source": "web"}


def test_times_without_an_offset_are_those_of_the_project(tmp_path: Path) -> None:
    found = read(tmp_path, events=EVENTS + "e1,c1,signed_up,2026-07-01 12:00\n")
    assert found.events_of("c1")[0].at == values.as_instant("2026-07-01T10:00Z", "UTC")


def test_an_unknown_time_zone_is_counted_and_left_out(tmp_path: Path) -> None:
    rows = "c1,DE,Europe/Atlantis\nc2,DE,Europe/Berlin\nc3,DE,../etc\n"
    found = read(tmp_path, "contact_id,country,timezone\n" + rows)
    assert [contact.timezone for contact, _ in found.people] == [None, "Europe/Berlin", None]
    assert found.counted["an unknown time zone: Europe/Berlin is used"] == (2, 2)
    assert not found.rejected


def test_an_address_that_cannot_be_one_is_kept_and_counted(tmp_path: Path) -> None:
    found = read(
        tmp_path, "contact_id,country,email,phone\nc1,DE,anna(at)shop.example,none\nc2,DE,a@b.example,+49 30 5550123\n"
    )
    assert found.people[0][0].attributes["email"] == "anna(at)shop.example"
    assert found.counted["`email` cannot be an e-mail address: it is kept, and nothing is sent to it"] == (1, 2)
    assert found.counted["`phone` cannot be a phone number: it is kept, and nothing is sent to it"] == (1, 2)
    assert not found.rejected


def test_a_value_that_should_be_unique_and_is_not_is_counted(tmp_path: Path) -> None:
    rows = "c1,DE,a@b.example\nc2,DE,a@b.example\nc3,DE,b@b.example\nc4,DE,\nc5,DE,\n"
    found = read(tmp_path, "contact_id,country,email\n" + rows)
    assert found.counted["`email` is shared with another contact, although it is declared unique"][0] == 2


def test_what_a_file_does_not_have_is_said_once(tmp_path: Path) -> None:
    assert read(tmp_path).findings == [
        "no column `email`: `email` is missing for everybody",
        "no column `phone`: `phone` is missing for everybody",
        "no column `birthday`: `birthday` is missing for everybody",
        "no column `subscribed_to_news`: nobody is subscribed to `news`",
        "no column `timezone`: every contact's local time is that of Europe/Berlin",
        "no column `unsubscribed`: nobody has unsubscribed from everything",
        "no column `total`: no event has a `total`",
        "no column `pieces`: no event has a `pieces`",
        "no column `category`: no event has a `category`",
        "no column `gift`: no event has a `gift`",
        "no column `delivery`: no event has a `delivery`",
        "no column `paid_at`: no event has a `paid_at`",
        "no column `source`: no event has a `source`",
    ]


def test_columns_that_nothing_is_read_from_are_named(tmp_path: Path) -> None:
    found = read(tmp_path, "contact_id,shoe_size,,notes\n", EVENTS, project=PLAIN)
    assert "unused columns: `shoe_size`, `notes`" in found.findings


@pytest.mark.parametrize(
    ("contacts", "events", "problem"),
    [
        (
            "contactid,country\n",
            EVENTS,
            "no column `contact_id` .*it has `contactid`, `country`.*did you mean `contactid`",
        ),
        ("contact_id,land\n", EVENTS, "no column `country` .*the attribute `country` is not optional.*it has"),
        (CONTACTS, "event_id,event,at\n", "events.csv` has no column `contact_id` .*whose event it was"),
        (CONTACTS, "event_id,contact_id,at\n", "no column `event` .*what happened"),
        (CONTACTS, "event_id,contact_id,event,time\n", "no column `at` .*when it happened"),
    ],
)
def test_nothing_is_read_without_the_columns_that_there_have_to_be(
    tmp_path: Path, contacts: str, events: str, problem: str
) -> None:
    with pytest.raises(ColumnProblem) as raised:
        read(tmp_path, contacts, events)
    assert re.search(problem, f"{raised.value} {raised.value.hint}")


def test_a_column_that_is_there_twice_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="has two columns `country`; which of them is meant"):
        read(tmp_path, "contact_id,country,country\nc1,DE,US\n")


def test_columns_are_found_by_the_names_that_the_project_gives_them(tmp_path: Path) -> None:
    project = replace(
        SHOP,
        contact_columns=ContactColumns(
            id="Customer",
            timezone="TZ",
            unsubscribed="Out",
            attributes={"country": "Land"},
            subscriptions={"news": "NL"},
        ),
        event_columns=EventColumns(
            contact="Customer",
            event="What",
            at="When",
            id="No",
            properties={"total": "Amount"},
            names={"Order": "order_placed"},
        ),
    )
    found = read(
        tmp_path,
        "Customer,TZ,Out,Land,NL\n1,Europe/Paris,no,DE,yes\n",
        "No,Customer,What,When,Amount\ne1,1,Order,2026-01-01T00:00Z,9.5\n",
        project,
    )
    contact, events = found.people[0]
    assert (contact.timezone, contact.unsubscribed, contact.subscriptions) == ("Europe/Paris", False, {"news": True})
    at = values.as_instant("2026-01-01T00:00Z", "UTC")
    assert events == (Event(id="e1", name="order_placed", at=at, properties={"total": 9.5}),)


def test_rejected_rows_are_counted_by_problem_with_the_first_few_of_each(tmp_path: Path) -> None:
    rows = "".join(f"c{n},XX\n" for n in range(5)) + ",DE\n"
    found = read(tmp_path, "contact_id,country\n" + rows)
    assert [(each.column, each.problem, each.count, each.rows) for each in found.problems] == [
        ("country", values.NOT_DECLARED, 5, (2, 3, 4)),
        ("contact_id", values.MISSING, 1, (7,)),
    ]


def test_rejected_rows_are_written_with_what_stood_in_them(tmp_path: Path) -> None:
    contacts = file(tmp_path, "contacts.csv", "contact_id,country,email\nc1,XX,jürgen@b.example\n")
    events = file(tmp_path, "events.csv", EVENTS + "e1,c1,signed_up,2026-01-01T00:00Z\n")
    out = tmp_path / "rejected.jsonl"
    with data.read(SHOP, contacts, events) as population:
        assert population.write_rejected(out) == 2
    assert [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] == [
        {
            "file": str(contacts),
            "row": 2,
            "column": "country",
            "problem": values.NOT_DECLARED,
            "values": {"contact_id": "c1", "country": "XX", "email": "jürgen@b.example"},
        },
        {
            "file": str(events),
            "row": 2,
            "column": "contact_id",
            "problem": "no contact with this id was read from contacts.csv",
            "values": {"event_id": "e1", "contact_id": "c1", "event": "signed_up", "at": "2026-01-01T00:00Z"},
        },
    ]


def test_rejected_rows_that_cannot_be_written_are_a_problem(tmp_path: Path) -> None:
    with (
        data.read(PLAIN, file(tmp_path, "c.csv", "contact_id\n"), file(tmp_path, "e.csv", EVENTS)) as population,
        pytest.raises(FileProblem, match="could not be written"),
    ):
        population.write_rejected(tmp_path)


def test_problems_hold_no_values_of_the_contacts(tmp_path: Path) -> None:
    secret = "Geheimnis"
    contacts = "contact_id,country,birthday,email,timezone\n"
    contacts += f"{secret},DE,,{secret},{secret}\nc2,{secret},,,\nc3,DE,{secret},,\n"
    events = (
        f"event_id,contact_id,event,at,total\ne1,{secret}2,signed_up,2026-01-01T00:00Z,\ne2,c1,order_placed,{secret},\n"
    )
    found = read(tmp_path, contacts, events)
    assert len(found.rejected) == 4
    assert not [each for each in found.problems if secret in each.problem + each.column]
    assert not [message for message in found.findings if secret in message]


def test_more_rows_than_one_batch_are_all_read(tmp_path: Path) -> None:
    contacts = "contact_id\n" + "".join(f"c{n}\n" for n in range(12_345))
    events = EVENTS + "".join(f"e{n},c{n % 12_346},seen,2026-01-01T00:00Z\n" for n in range(23_456))
    found = read(tmp_path, contacts, events, PLAIN)
    assert found.length == len(found.people) == 12_345
    assert sum(len(theirs) for _, theirs in found.people) == found.events.kept == 23_455
    assert [row for _, row, _, _ in found.reasons()] == [12_347]


def test_nothing_is_left_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    population = data.read(PLAIN, file(tmp_path, "c.csv", "contact_id\nc1\n"), file(tmp_path, "e.csv", EVENTS))
    assert list(scratch.iterdir())
    population.close()
    population.close()
    with pytest.raises(ColumnProblem):
        data.read(PLAIN, file(tmp_path, "c.csv", "nobody\n"), file(tmp_path, "e.csv", EVENTS))
    assert not list(scratch.iterdir())


def test_what_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(DataUnavailable) as raised:
        data.read(PLAIN, file(tmp_path, "c.csv", CONTACTS), file(tmp_path, "e.csv", EVENTS))
    assert raised.value.hint == 'pip install "journeydsl[data]"'
