"""The project that random programs are about, and the values that they and their histories are made of.

Everything is drawn from a `Random`: one with a seed makes programs by the thousand, one of Hypothesis's makes what
fails small.

Durations are few and instants are made of them, so that what happens often happens exactly at a deadline.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random

from journeydsl import project
from journeydsl.model.happenings import known_events
from journeydsl.model.project import Event, Project
from journeydsl.model.values import DAY, HOUR, MINUTE, WEEK, Kind, Value, ValueType, instant
from journeydsl.source import Source

PROJECT_FILE = Source("journeydsl.yaml", Path(__file__).with_name("journeydsl.yaml").read_text(encoding="utf-8"))

DURATIONS = {
    "30 minutes": 30 * MINUTE,
    "6 hours": 6 * HOUR,
    "1 day": DAY,
    "36 hours": 36 * HOUR,
    "2 days": 2 * DAY,
    "3 days": 3 * DAY,
    "1 week": WEEK,
}
THROUGHPUTS = ("1 per hour", "2 per hour", "3 per day")
STARTED = ("cart_updated", "signed_up", "order_placed", "cart_updated", "order_cancelled")
MESSAGES = ("message_0", "message_1")
TIMES = ("00:00", "02:15", "02:30", "08:00", "10:00", "21:00", "23:59")
DATES = ("2026-03-29", "2026-04-05", "2026-10-25", "2026-12-31", "2028-02-29", "2028-03-01")
FAR = ("1650-07-01", "9998-12-31")
"""So far away that microseconds have no room in floats."""
CARTS = ("c1", "c2")
ITEMS = ("mug", "hat", "pen", "c1")
NUMBERS = (0, 5, 20, 200)

WEEKDAYS = ("monday", "saturday", "sunday")


def one_in(chance: Random, number: int) -> bool:
    """True about once in `number` draws. Neither end of the range, which Hypothesis likes best."""
    return chance.randint(0, number) == (number + 1) // 2


def duration(chance: Random) -> str:
    """A duration, as programs write it."""
    return chance.choice([*DURATIONS])


FILES = {
    "plain.html": "<p>Hello</p>",
    "link.html": "<a href='{{ call_to_action.link }}'>{{ call_to_action.text }}</a>",
    "footer.html": "<p>{{ footer }}</p>",
    "imprint.html": "<p>{{ imprint }}</p>",
    "modules/imprint.html": "Acme, for {{ nickname }}",
    "modules/footer_otherwise.html": "Acme GmbH, {{ points }}",
    "picks.csv": "item,name,picture\nmug,Mug,\nhat,Hat,u/hat\npen,Pen,u/pen\n",
    "extras.csv": "item,picture\nc1,u/cart\nmug,\n",
    "stock.csv": "item,stock\nmug,1\nhat,2\npen,0\nc1,1\n",
    "by_hand.csv": "contact,item,say\n,pen,first\n0-1,mug,never\n0-2,hat,first\n1-3,hat,never\n",
}
"""Everything beside the project file: templates, modules, and what can be offered."""


def crowded_project(chance: Random) -> Source:
    """The project with channels that can send only so much."""
    text = PROJECT_FILE.text
    for channel in chance.choice([["email"], ["sms"], ["email", "sms"]]):
        address = f"{{address: {'email' if channel == 'email' else 'phone'}"
        text = text.replace(f"{address}}}", f"{address}, throughput: {chance.choice(THROUGHPUTS)}}}")
    return Source(PROJECT_FILE.path, text)


@cache
def the_project() -> Project:
    """What the project file says."""
    read, mistakes = project.load(PROJECT_FILE)
    assert read is not None, mistakes
    return read


def the_events() -> Mapping[str, Event]:
    """The events that can be asked for."""
    return known_events(the_project().events)


def literal(chance: Random, wanted: ValueType) -> str:
    """A value of a type, as programs write it."""
    return _written(wanted.kind, value(chance, wanted))


def value(chance: Random, wanted: ValueType) -> Value:
    """A value of a type, as contacts and events have it."""
    if wanted.many:
        return tuple(chance.sample(ITEMS, chance.choice([1, 2, 3])))
    if wanted.values:
        return chance.choice(wanted.values)
    found: dict[Kind, tuple[Value, ...]] = {
        Kind.TEXT: ("Ann", *CARTS),
        Kind.NUMBER: tuple(float(number) for number in NUMBERS),
        Kind.INTEGER: NUMBERS,
        Kind.BOOLEAN: (True, False),
        Kind.DATE: tuple(map(datetime.date.fromisoformat, DATES)),
        Kind.INSTANT: tuple(_noon(date) for date in (*DATES, *FAR)),
        Kind.DURATION: tuple(DURATIONS.values()),
        Kind.EMAIL: ("ann@example.com", "ben@example.com", "ann@example.com", "ben@example.com", "nonsense"),
        Kind.URL: ("https://example.com",),
        Kind.PHONE: ("+49 30 1234567", "+49 30 1234567", "+49 30 1234567", "none"),
    }
    return chance.choice(found[wanted.kind])


def _noon(date: str) -> int:
    return instant(datetime.datetime.fromisoformat(f"{date}T12:00+00:00"))


def _written(kind: Kind, value: Value) -> str:
    match value:
        case tuple():
            return f"({', '.join(_written(kind, each) for each in value)})"
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value}"'
        case datetime.date():
            return value.isoformat()
        case int() if kind is Kind.DURATION:
            return next(words for words, duration in DURATIONS.items() if duration == value)
        case int() if kind is Kind.INSTANT:
            moment = datetime.datetime.fromtimestamp(value / 1_000_000, datetime.UTC)
            return f"{moment:%Y-%m-%d %H:%M}"
        case int() | float():
            return f"{value:g}"
