"""When events became known, and events that no project declares because every project has them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from journeydsl.data import values
from journeydsl.model.contacts import Event
from journeydsl.model.project import EventColumns
from tests.unit.test_data.shop import EVENTS, PLAIN, read


def test_an_event_is_known_later_where_the_file_says_so_and_never_before_it_happens(tmp_path: Path) -> None:
    events = (
        "event_id,contact_id,event,at,received_at\n"
        "e1,c1,seen,2026-01-02T10:00Z,2026-01-02T10:00:01Z\n"
        "e2,c1,seen,2026-01-02T10:05Z,2026-01-02T10:04Z\n"
        "e3,c1,seen,2026-01-02T10:06Z,2026-01-02T10:06Z\n"
        "e4,c1,seen,2026-01-02T10:07Z,\n"
        "e5,c1,seen,2026-01-02T10:08Z,soon\n"
    )
    found = read(tmp_path, events=events, project=PLAIN)
    at = values.as_instant("2026-01-02T10:00Z", "UTC")
    assert [event.known_at for event in found.events_of("c1")] == [at + 1_000_000, None, None, None]
    assert found.reasons() == [("events.csv", 6, "received_at", values.NOT_AN_INSTANT)]


def test_the_column_of_arrival_can_be_named(tmp_path: Path) -> None:
    project = replace(PLAIN, event_columns=EventColumns(received_at="loaded"))
    events = f"{EVENTS[:-1]},loaded\ne1,c1,seen,2026-01-02T10:00Z,2026-01-03T10:00Z\n"
    (event,) = read(tmp_path, events=events, project=project).events_of("c1")
    assert event.arrives == values.as_instant("2026-01-03T10:00Z", "UTC")


def test_events_that_every_project_has_need_no_declaration(tmp_path: Path) -> None:
    project = replace(
        PLAIN, event_columns=EventColumns(properties={"message": "Campaign"}, names={"Open": "message_opened"})
    )
    events = (
        "event_id,contact_id,event,at,Campaign,topic,journey\n"
        "e1,c1,Open,2026-01-01T00:00Z,hello,,\n"
        "e2,c1,consent_withdrawn,2026-01-02T00:00Z,,news,\n"
        "e3,c1,consent_withdrawn,2026-01-03T00:00Z,,,\n"
        "e4,c1,journey_called,2026-01-04T00:00Z,,,gift\n"
    )
    found = read(tmp_path, events=events, project=project)
    assert [(event.name, event.properties) for event in found.events_of("c1")] == [
        ("message_opened", {"message": "hello"}),
        ("consent_withdrawn", {"topic": "news"}),
        ("consent_withdrawn", {}),
        ("journey_called", {"journey": "gift"}),
    ]
    assert not any("column `message`" in finding or "`topic`" in finding for finding in found.findings)


def test_what_such_an_event_is_about_is_missed_only_where_there_is_one(tmp_path: Path) -> None:
    rows = "e1,c1,message_opened,2026-01-01T00:00Z\ne2,c1,message_opened,2026-01-02T00:00Z\n"
    found = read(tmp_path, events=EVENTS + rows, project=PLAIN)
    assert found.counted["no column `message`: nobody knows what a `message_opened` is about"] == (2, 2)
    assert not any("`topic`" in finding for finding in found.findings)
    at = values.as_instant("2026-01-01T00:00Z", "UTC")
    assert found.events_of("c1")[0] == Event(id="e1", name="message_opened", at=at)
