"""Columns that are made of others are those that would be made of the contacts and events themselves."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("numba")

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from journeydsl import machine
from journeydsl.machine import Columns, Mixed, Texts
from journeydsl.model.contacts import Contact, Event
from tests.cases.situations import compiled

PROJECT = compiled("journey j:\n  starts on signed_up\n  wait 1 hour\n").project
values = st.none() | st.sampled_from(["a", "b", "c"]) | st.sampled_from([1.0, 2.5]) | st.just(("a", "b"))
happened = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(["signed_up", "picked", "order_placed"]), values, st.booleans()),
    max_size=6,
)


def contact(number: int) -> Contact:
    points: dict[str, Any] = {"points": float(number)} if number % 3 else {}
    return Contact(
        id=f"c{number}",
        attributes={"email": f"c{number}@{('gmail.com', 'shop.example')[number % 2]}", **points},
        timezone=(None, "Europe/Berlin", "America/Santiago")[number % 3],
        subscriptions={"promotions": number % 2 == 0},
        account={"open_tickets": number} if number % 4 else {},
    )


def event(number: int, at: int, name: str, value: Any) -> Event:
    told = {} if value is None else {"total": value}
    return Event(id=f"{number}", name=name, at=at, properties=told)


def told(columns: Columns) -> dict[str, Any]:
    """Everything that columns say, whatever the numbers of words."""
    parts = {"attributes": columns.attributes, "account": columns.account, "properties": columns.properties}
    return {
        "ids": list(columns.ids),
        "zones": [columns.zone_names[zone] if zone >= 0 else None for zone in columns.zones.tolist()],
        "unsubscribed": columns.unsubscribed.tolist(),
        "offsets": columns.offsets.tolist(),
        "at": columns.at.tolist(),
        "names": [columns.event_names[name] for name in columns.names.tolist()],
        "subscriptions": {topic: said.tolist() for topic, said in columns.subscriptions.items()},
        "mailboxes": None if columns.mailboxes is None else said_in(columns.mailboxes),
    } | {name: {column: said_in(rows) for column, rows in part.items()} for name, part in parts.items()}


def said_in(column: Any) -> list[Any]:
    match column:
        case Texts(codes, words):
            return [words[code] if code >= 0 else None for code in codes.tolist()]
        case Mixed(texts, numbers):
            pairs = zip(said_in(texts), said_in(numbers), strict=True)
            return [number if text is None else text for text, number in pairs]
        case _:
            return [None if np.isnan(number) else number for number in column.tolist()]


def known(columns: dict[str, Any]) -> dict[str, Any]:
    """Without the columns in which nothing is known."""
    parts = ("attributes", "account", "properties")
    return columns | {
        part: {name: rows for name, rows in columns[part].items() if set(rows) - {None}} for part in parts
    }


@given(st.lists(happened, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_what_else_happens_is_put_among_the_events_and_what_does_not_is_left_out(everything: Any, random: Any) -> None:
    lives = [
        sorted(
            [(event(number, *row[:3]), row[3], random.random() < 0.3) for number, row in enumerate(rows)],
            key=lambda each: (each[0].at, each[0].id),
        )
        for rows in everything
    ]
    arriving = [[each for each, is_new, _ in life if not is_new] for life in lives]
    lived = [[each for each, is_new, is_left in life if is_new or not is_left] for life in lives]
    people = [contact(number) for number in range(len(lives))]
    columns = machine.from_population(PROJECT, list(zip(people, arriving, strict=True)))
    first = columns.offsets.tolist()
    more, owners, before, without = [], [], [], []
    for number, life in enumerate(lives):
        place = first[number]
        for each, is_new, is_left in life:
            if is_new:
                more.append(each)
                owners.append(number)
                before.append(place)
                continue
            without += [place] if is_left else []
            place += 1
    places = (np.array(each, np.int64) for each in (owners, before, without))
    made = machine.with_events(columns, more, *places)
    wanted = machine.from_population(PROJECT, list(zip(people, lived, strict=True)))
    assert known(told(made)) == known(told(wanted))


@given(st.lists(happened, min_size=1, max_size=5), st.data())
def test_some_of_the_contacts_keep_their_events(everything: Any, data: st.DataObject) -> None:
    rows = [
        (
            contact(number),
            [event(place, *row[:3]) for place, row in enumerate(sorted(happened, key=lambda row: row[0]))],
        )
        for number, happened in enumerate(everything)
    ]
    chosen = data.draw(st.lists(st.sampled_from(range(len(rows))), unique=True))
    made = machine.of_contacts(machine.from_population(PROJECT, rows), np.array(chosen, np.int64))
    assert known(told(made)) == known(told(machine.from_population(PROJECT, [rows[each] for each in chosen])))
