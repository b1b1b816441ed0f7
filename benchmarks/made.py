"""The shipped cart journey, and contacts and events for it in memory, the same ones every time."""

from __future__ import annotations

import datetime

import numpy as np

from journeydsl.compiler import compile_sources
from journeydsl.machine import Columns, Texts
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.program import Program
from journeydsl.model.values import DAY, Value, instant
from journeydsl.resources import folder
from journeydsl.source import Source

START = instant(datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
END = START + 90 * DAY
ZONES = ("America/New_York", "Asia/Kolkata", "Europe/Berlin")
EVENTS = ("cart_updated", "order_placed", "signed_up")
EVENTS_EACH = 6


def cart() -> Program:
    """The shipped cart journey with the rules of the shipped shop."""
    journeys = folder("journeys")
    files = [journeys / "rules.journey", journeys / "abandoned_cart" / "abandoned_cart.journey"]
    templates = {path.name: path.read_text("utf-8") for path in (journeys / "abandoned_cart").glob("*.mjml")}
    templates |= {f"modules/{path.name}": path.read_text("utf-8") for path in (journeys / "modules").glob("*.mjml")}
    project = Source("journeydsl.yaml", (journeys / "journeydsl.yaml").read_text("utf-8"))
    made = compile_sources(project, [Source(path.name, path.read_text("utf-8")) for path in files], templates)
    assert made.program is not None
    assert made.is_sound, made.diagnostics
    return made.program


def population(contacts: int) -> Columns:
    """So many contacts with six events each on average."""
    chance = np.random.default_rng(1)
    number = chance.poisson(EVENTS_EACH, contacts)
    offsets = np.concatenate([[0], np.cumsum(number)]).astype(np.int64)
    total = int(offsets[-1])
    at = START + chance.integers(0, 90 * 86_400, total) * 1_000_000
    owners = np.repeat(np.arange(contacts), number)
    order = np.lexsort((at, owners))
    names = chance.choice(np.array([0, 1, 2], np.int16), total, p=[0.6, 0.1, 0.3])
    totals = np.where(names == 2, np.nan, np.round(chance.exponential(80, total), 2))
    link = Texts(np.where(chance.random(total) < 0.9, 0, -1).astype(np.int32), ("https://shop.example/c",))
    address = Texts(np.where(chance.random(contacts) < 0.98, 0, 1).astype(np.int32), ("a@example.com", "nonsense"))
    return Columns(
        ids=[f"c{number:07}" for number in range(contacts)],
        zones=chance.integers(-1, len(ZONES), contacts).astype(np.int32),
        zone_names=ZONES,
        unsubscribed=chance.random(contacts) < 0.02,
        offsets=offsets,
        at=at[order],
        names=names,
        event_names=EVENTS,
        attributes={"email": address},
        subscriptions={"promotions": chance.choice(np.array([0, 1, 2], np.uint8), contacts, p=[0.1, 0.8, 0.1])},
        properties={"total": totals, "url": link},
    )


def as_rows(columns: Columns, contacts: int) -> list[tuple[Contact, list[Event]]]:
    """The first contacts as the engine reads them."""
    rows = []
    for number in range(contacts):
        subscribed = columns.subscriptions["promotions"][number]
        zone = columns.zones[number]
        contact = Contact(
            id=columns.ids[number],
            timezone=columns.zone_names[zone] if zone >= 0 else None,
            unsubscribed=bool(columns.unsubscribed[number]),
            subscriptions={} if subscribed == 2 else {"promotions": bool(subscribed)},
            attributes={"email": _word(columns.attributes["email"], number)},
        )
        events = range(columns.offsets[number], columns.offsets[number + 1])
        rows.append((contact, [_event(columns, number) for number in events]))
    return rows


def _event(columns: Columns, number: int) -> Event:
    name = columns.event_names[columns.names[number]]
    properties: dict[str, Value] = {}
    total = columns.properties["total"]
    if isinstance(total, np.ndarray) and not np.isnan(total[number]):
        properties["total"] = float(total[number])
    url = _word(columns.properties["url"], number)
    if url and name == "cart_updated":
        properties["url"] = url
    return Event(id=f"{number:09}", name=name, at=int(columns.at[number]), properties=properties)


def _word(column: object, number: int) -> str:
    assert isinstance(column, Texts)
    return column.words[column.codes[number]] if column.codes[number] >= 0 else ""
