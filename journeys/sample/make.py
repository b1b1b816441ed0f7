"""Makes contacts.csv and events.csv: an invented shop's contacts, and what they did from January to March 2026.

    python journeys/sample/make.py [FOLDER]

The same files every time. People sign up, fill carts, order some of them within hours, come back, or go quiet. A few
rows are wrong on purpose; README.md says which.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

_T = TypeVar("_T")

SEED = 2026
CONTACTS = 200
START = datetime(2026, 1, 1, tzinfo=UTC)
END = datetime(2026, 4, 1, tzinfo=UTC)

CONTACT_COLUMNS = (
    "contact_id",
    "email",
    "first_name",
    "country",
    "phone",
    "timezone",
    "subscribed_to_promotions",
    "subscribed_to_newsletter",
)
EVENT_COLUMNS = (
    "event_id",
    "contact_id",
    "event",
    "at",
    "cart_id",
    "total",
    "url",
    "order_id",
    "category",
    "source",
)

COUNTRIES = {"DE": 40, "AT": 12, "CH": 10, "FR": 10, "US": 18, "IN": 10}
ZONES = {
    "DE": ("Europe/Berlin",),
    "AT": ("Europe/Vienna",),
    "CH": ("Europe/Zurich",),
    "FR": ("Europe/Paris",),
    "US": ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    "IN": ("Asia/Kolkata",),
}
NAMES = {
    "DE": ("Anna", "Jonas", "Lena", "Paul", "Mia", "Felix", "Sophie", "Tim", "Jürgen", "Käthe"),
    "AT": ("Katharina", "Lukas", "Magdalena", "Tobias", "Valentina"),
    "CH": ("Luca", "Nina", "Noé", "Laura", "Reto"),
    "FR": ("Chloé", "Hugo", "Inès", "Louis", "Zoé"),
    "US": ("Emma", "Liam", "Olivia", "Noah", "Ava", "Ethan", "Grace"),
    "IN": ("Aarav", "Ananya", "Diya", "Ishaan", "Priya"),
}
PHONES = {"DE": "+49 30 5550", "AT": "+43 1 5550", "CH": "+41 44 555 0", "FR": "+33 1 55 50 0", "US": "+1 202 555 0"}
CATEGORIES = {"kitchen": 30, "garden": 20, "textiles": 25, "lamps": 15, "gifts": 10}
SOURCES = {"checkout": 40, "newsletter form": 35, "referral": 15, "fair": 10}


@dataclass(frozen=True)
class Habit:
    """Days between visits, how often a visit fills a cart, how often a cart is ordered, and how many days the contact
    stays interested (on average)."""

    days_between: float
    fills_cart: float
    orders: float
    stays: float


HABITS = {
    Habit(days_between=8, fills_cart=0.75, orders=0.75, stays=400): 22,  # regulars
    Habit(days_between=19, fills_cart=0.75, orders=0.50, stays=200): 38,  # now and then
    Habit(days_between=12, fills_cart=0.70, orders=0.06, stays=120): 20,  # looks, and leaves the cart
    Habit(days_between=7, fills_cart=0.75, orders=0.70, stays=18): 20,  # keen, then quiet
}


def main(folder: Path) -> None:
    chance = random.Random(SEED)
    contacts = [contact(chance, number) for number in range(1, CONTACTS + 1)]
    events = [event for each in contacts for event in life(chance, each) if event["at"] < f"{END:%Y-%m-%d}"]
    events.sort(key=lambda event: (event["at"], event["contact_id"], event["event"]))
    for number, event in enumerate(events, start=1):
        event["event_id"] = f"e{number:05}"
    spoil(contacts, events)
    write(folder / "contacts.csv", CONTACT_COLUMNS, contacts)
    write(folder / "events.csv", EVENT_COLUMNS, events)


def contact(chance: random.Random, number: int) -> dict[str, str]:
    country = drawn(chance, COUNTRIES)
    first_name = drawn(chance, dict.fromkeys(NAMES[country], 1)) if chance.random() < 0.85 else ""
    mailbox = plain(first_name).lower() or "shopper"
    has_phone = country in PHONES and chance.random() < 0.4
    return {
        "contact_id": f"c{number:04}",
        "email": f"{mailbox}.{number:03}@mail.example",
        "first_name": first_name,
        "country": country,
        "phone": f"{PHONES[country]}{number:03}" if has_phone else "",
        "timezone": drawn(chance, dict.fromkeys(ZONES[country], 1)) if chance.random() < 0.9 else "",
        "subscribed_to_promotions": drawn(chance, {"yes": 78, "no": 14, "": 8}),
        "subscribed_to_newsletter": drawn(chance, {"yes": 55, "no": 35, "": 10}),
    }


def life(chance: random.Random, who: dict[str, str]) -> Iterator[dict[str, str]]:
    """What one contact does in the three months; four in ten sign up in them, the others were there before."""
    habit = drawn(chance, HABITS)
    now = START
    if chance.random() < 0.4:
        now += (END - START) * (chance.random() * 0.9)
        now = in_daytime(chance, now, who)
        yield event(who, "signed_up", now, source=drawn(chance, SOURCES))
        now += timedelta(minutes=5 + 600 * chance.random())
    else:
        now += timedelta(days=habit.days_between * chance.random())
    gone = now + timedelta(days=chance.expovariate(1 / habit.stays))
    while now < min(gone, END):
        if chance.random() < habit.fills_cart:
            yield from visit(chance, who, habit, in_daytime(chance, now, who))
        now += timedelta(days=0.5 + chance.expovariate(1 / habit.days_between))


def visit(chance: random.Random, who: dict[str, str], habit: Habit, now: datetime) -> Iterator[dict[str, str]]:
    """A cart, changed a few times, and ordered within hours, the next day, or not at all."""
    cart = f"{who['contact_id']}-{now:%m%d%H}"
    total = 0.0
    for _ in range(drawn(chance, {1: 65, 2: 25, 3: 10})):
        total += round(6 + chance.expovariate(1 / 38), 2)
        url = f"https://shop.example/cart/{cart}" if chance.random() < 0.97 else ""
        yield event(who, "cart_updated", now, cart_id=cart, total=f"{total:.2f}", url=url)
        now += timedelta(minutes=2 + 25 * chance.random())
    if chance.random() < habit.orders:
        hours = chance.expovariate(1 / 1.5) if chance.random() < 0.85 else 14 + 12 * chance.random()
        placed = {"order_id": f"o-{cart}", "total": f"{total:.2f}", "category": drawn(chance, CATEGORIES)}
        yield event(who, "order_placed", now + timedelta(hours=hours), **placed)


def event(who: dict[str, str], name: str, at: datetime, **properties: str) -> dict[str, str]:
    return {
        "contact_id": who["contact_id"],
        "event": name,
        "at": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        **properties,
    }


def in_daytime(chance: random.Random, day: datetime, who: dict[str, str]) -> datetime:
    """A time of the local day at which people shop: mostly in the evening."""
    zone = ZoneInfo(who["timezone"] or ZONES[who["country"]][0])
    hour = drawn(chance, {8: 4, 10: 8, 12: 12, 14: 8, 16: 10, 18: 18, 20: 25, 22: 10})
    local = day.astimezone(zone).replace(hour=hour, minute=0, second=0, microsecond=0)
    return max(START, (local + timedelta(seconds=int(6900 * chance.random()))).astimezone(UTC))


def spoil(contacts: list[dict[str, str]], events: list[dict[str, str]]) -> None:
    """Make the mistakes that real exports have, one of each."""
    contacts[16]["timezone"] = "Europe/Berln"
    contacts[52]["email"] = contacts[52]["email"].replace("@", "(at)")
    contacts[120]["email"] = ""
    day = datetime.strptime(events[400]["at"], "%Y-%m-%dT%H:%M:%SZ")
    events[400]["at"] = f"{day:%d.%m.%Y %H:%M}"
    events[700]["event"] = "order_placd"
    events.insert(1001, dict(events[1000]))


def drawn(chance: random.Random, weights: dict[_T, int]) -> _T:
    return chance.choices(list(weights), list(weights.values()))[0]


def plain(name: str) -> str:
    return name.translate(str.maketrans("äéèü", "aeeu"))


def write(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
