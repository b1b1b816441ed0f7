"""Columns that are fetched at once are those that are made contact by contact."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeydsl import data
from journeydsl.data import columns as fetching
from journeydsl.data.columns import slices
from journeydsl.data.ordering import in_order
from journeydsl.data.staging import Staging
from journeydsl.engine.address import is_reachable
from journeydsl.machine import Mixed, Texts, from_population
from journeydsl.machine.reading import Reads
from journeydsl.model.values import Kind
from tests.unit.test_data.shop import SHOP, file

CONTACTS = """contact_id,country,email,birthday,timezone,unsubscribed,subscribed_to_news
c2,DE,ann@example.com,1990-02-28,Europe/Berlin,no,yes
c1,US,,,Nowhere/Land,yes,
c3,DE,bob@example.com,2001-12-31,,,no
"""
EVENTS = """event_id,contact_id,event,at,total,pieces,category,gift,delivery,paid_at,source
e1,c2,order_placed,2026-01-02T00:00Z,12.5,3,kitchen,yes,2026-01-05,2026-01-02 01:30,
e0,c2,order_placed,2026-01-02T00:00Z,,,garden,,,,
e9,c3,signed_up,2026-01-01 09:00,many,,,,,,Blog
"""
ALL = frozenset({"total", "pieces", "category", "gift", "delivery", "paid_at", "source"})


def fetched(folder: Path, events: str, properties: frozenset[str]) -> tuple[Any, Any]:
    paths = file(folder, "contacts.csv", CONTACTS), file(folder, "events.csv", events)
    with data.read(SHOP, *paths) as population:
        read = Reads(frozenset(SHOP.attributes), frozenset(), frozenset(), properties)
        (fetched,) = slices(population, read)
        return fetched, from_population(SHOP, population)


def plain(value: Any) -> Any:
    """Arrays as lists, numbered texts as the texts."""
    if isinstance(value, Texts):
        return [value.words[code] if code >= 0 else None for code in value.codes]
    if isinstance(value, Mixed):
        return [
            text if text is not None else number
            for text, number in zip(plain(value.texts), plain(value.numbers), strict=True)
        ]
    if isinstance(value, dict):
        columns = {name: plain(each) for name, each in value.items()}
        return {name: each for name, each in columns.items() if any(cell is not None for cell in each)}
    if value is None:
        return None
    if isinstance(value, np.ndarray):
        return [None if each != each else each for each in value.tolist()]
    return list(value)


def test_what_is_fetched_at_once_is_what_each_contact_has(tmp_path: Path) -> None:
    at_once, one_by_one = fetched(tmp_path, EVENTS, ALL)
    for field in fields(at_once):
        ours, theirs = plain(getattr(at_once, field.name)), plain(getattr(one_by_one, field.name))
        assert ours == ({name: theirs[name] for name in ours} if isinstance(ours, dict) else theirs), field.name
    assert set(plain(at_once.properties)) == ALL


def test_only_what_a_program_reads_is_fetched(tmp_path: Path) -> None:
    assert set(fetched(tmp_path, EVENTS, frozenset({"gift"}))[0].properties) == {"gift"}


def test_of_an_address_only_whether_it_can_be_reached_is_fetched(tmp_path: Path) -> None:
    contacts = "contact_id,country,email\nc1,US,ann@example.com\nc2,US,bob@example.com\nc3,US,nonsense\nc4,US,\n"
    paths = file(tmp_path, "contacts.csv", contacts), file(tmp_path, "events.csv", EVENTS)
    with data.read(SHOP, *paths) as population:
        read = Reads(frozenset(), frozenset({"email"}), frozenset(), frozenset())
        (fetched,) = slices(population, read)
        found = plain(fetched.attributes)["email"]
    assert found[0] == found[1]
    assert [text and is_reachable(Kind.EMAIL, text) for text in found] == [True, True, False, None]


def test_instants_that_floats_have_no_room_for_are_fetched_exactly(tmp_path: Path) -> None:
    rows = (
        "e5,c1,order_placed,2026-01-02T00:00Z,,,,,,9999-12-31T23:59:59.999999Z,\n"
        "e6,c1,order_placed,2026-01-02T00:00Z,,,,,,9999-12-31T23:59:59.999998Z,\n"
        "e7,c1,order_placed,2026-01-02T00:00Z,,,,,,0001-01-01T00:00:00Z,\n"
    )
    at_once, one_by_one = fetched(tmp_path, EVENTS + rows, ALL)
    assert plain(at_once.properties) == plain(one_by_one.properties)
    assert len({cell for cell in plain(at_once.properties["paid_at"]) if cell is not None}) == 4


def test_of_events_that_became_known_late_it_is_fetched_when(tmp_path: Path) -> None:
    late = (
        "event_id,contact_id,event,at,received_at\n"
        "e1,c1,signed_up,2026-01-01 09:00,2026-01-03 09:00\ne2,c1,signed_up,2026-01-02 09:00,\n"
    )
    at_once, one_by_one = fetched(tmp_path, late, frozenset())
    assert at_once.known.tolist() == one_by_one.known.tolist()
    assert (at_once.known > at_once.at).tolist() == [True, False]


@pytest.mark.parametrize("at_once", [1, 2, fetching.AT_ONCE])
@pytest.mark.parametrize("near", [1, 2, fetching.NEAR])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_slices_hold_what_the_whole_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, near: int, at_once: int
) -> None:
    monkeypatch.setattr(fetching, "NEAR", near)
    monkeypatch.setattr(fetching, "AT_ONCE", at_once)
    paths = file(tmp_path, "contacts.csv", CONTACTS), file(tmp_path, "events.csv", EVENTS)
    with data.read(SHOP, *paths) as population:
        read = Reads(frozenset(SHOP.attributes), frozenset(), frozenset(), ALL)
        (whole,) = slices(population, read)
        parts = list(slices(population, read, size))
    assert [contact for part in parts for contact in part.ids] == list(whole.ids)
    assert [at for part in parts for at in part.at.tolist()] == whole.at.tolist()
    for name, column in whole.properties.items():
        assert [cell for part in parts for cell in plain(part.properties[name])] == plain(column)
    for name, column in whole.attributes.items():
        assert [cell for part in parts for cell in plain(part.attributes[name])] == plain(column)


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from([0, 1, 2, 10**17]), st.text("ab\u00e9", max_size=2)), max_size=30
    )
)
def test_events_stand_by_contact_instant_and_id(events: list[tuple[int, int, str]]) -> None:
    staging = Staging()
    try:
        staging.run("create table events (place integer, happened_at bigint, id varchar, number bigint)")
        for number, event in enumerate(events):
            staging.run("insert into events values (?, ?, ?, ?)", [*event, number])
        found = staging.arrays("select * from events where place >= 0")
        order = in_order(
            staging, lambda: "from events where place >= 0", found["place"], found["happened_at"], found["number"]
        )
        arranged = [events[number] for number in found["number"][order].tolist()]
    finally:
        staging.close()
    assert arranged == sorted(events, key=lambda event: (event[0], event[1], event[2].encode()))
