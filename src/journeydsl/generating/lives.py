"""What contacts do by themselves: they sign up, look, fill carts, order, use, renew, read, and leave.

What they do because of a message is not in it: that hangs on what is sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from journeydsl.generating.chance import Chance, Weighted
from journeydsl.generating.guesses import money
from journeydsl.generating.people import Person
from journeydsl.generating.period import DAY, Period
from journeydsl.generating.roles import Role
from journeydsl.model.project import Project
from journeydsl.model.values import Kind

_HOUR = 3600
_HOURS = Weighted({7: 3, 8: 4, 10: 8, 12: 12, 14: 8, 16: 10, 18: 18, 20: 25, 22: 10, 0: 2})
_THINGS = {
    "kitchen": ("copper pan", "bread knife", "salad bowl", "kettle"),
    "coffee": ("coffee from Huila", "coffee from Sidamo", "coffee for the morning"),
    "textiles": ("linen curtain", "wool blanket", "tablecloth"),
    "lamps": ("desk lamp", "paper lantern", "reading light"),
    "care": ("hand cream", "olive soap", "hair soap"),
    "garden": ("garden chair", "watering can", "bird house"),
    "gifts": ("tea set", "puzzle", "box of candles"),
}


class Deed(NamedTuple):
    """Something that a contact does: when (seconds since 1970), which event, and what can be told of it."""

    at: float
    event: str
    told: dict[str, str]


class Habit(NamedTuple):
    """Days between visits, how often a visit fills a cart, how often a cart is ordered, and for how many days it stays
    so, on average."""

    days_between: float
    fills_cart: float
    orders: float
    stays: float


_HABITS = Weighted(
    {
        Habit(25, 0.45, 0.7, 900): 14,  # regulars
        Habit(60, 0.4, 0.5, 400): 28,  # now and then
        Habit(30, 0.3, 0.08, 200): 18,  # looks, and buys elsewhere
        Habit(14, 0.5, 0.6, 25): 12,  # keen, then quiet
        Habit(400, 0.3, 0.4, 400): 28,  # asleep
    }
)


class Lives:
    """The lives of a project's contacts within a period; `events` are the events by the part that they play."""

    def __init__(self, project: Project, events: dict[Role, str], period: Period) -> None:
        self.project, self.events, self.period = project, events, period
        self.plain = sorted(set(project.events) - set(events.values()))
        dates = (each.name for each in project.attributes.values() if each.type.kind is Kind.DATE)
        self._renewal = next((name for name in dates if "renew" in name), "")
        self._categories = _categories(project, events) or tuple(_THINGS)

    def life(self, who: Person, chance: Chance) -> list[Deed]:
        """Everything that a contact does until the period ends, in its order."""
        joined = self._joined(chance)
        deeds = [
            *self._signing_up(who, chance, joined),
            *self._shopping(who, chance, joined),
            *self._membership(who, chance),
            *self._product(who, chance, joined),
            *self._company(who, chance, joined),
            *self._reading(who, chance, joined),
            *self._whatever(who, chance, joined),
        ]
        deeds = [deed for deed in deeds if self.period.history <= deed.at <= self.period.last]
        deeds.sort(key=lambda deed: (deed.at, deed.event))
        return deeds

    def _joined(self, chance: Chance) -> float:
        """When a contact came: most have been there before, one in four joins in the time that is told of."""
        if chance.happens(0.75):
            return self.period.history - chance.wait(300) * DAY
        return self.period.history + chance.share() * (self.period.last - self.period.history)

    def _does(self, role: Role, at: float, told: dict[str, str]) -> Iterator[Deed]:
        """The deed of a part, where the project has an event for it."""
        if role in self.events:
            yield Deed(at, self.events[role], told)

    def _signing_up(self, who: Person, chance: Chance, joined: float) -> Iterator[Deed]:
        yield from self._does(Role.SIGNED_UP, self._at_daytime(joined, who, chance), {})

    def _shopping(self, who: Person, chance: Chance, joined: float) -> Iterator[Deed]:
        habit = chance.drawn(_HABITS)
        between = habit.days_between / who.active * DAY
        gone = joined + chance.wait(habit.stays) * DAY
        now = joined + 600
        if joined < self.period.history:
            gone = self.period.history + chance.wait(habit.stays) * DAY
            now = self.period.history + chance.wait(between)
        favourite = chance.first_ones(self._categories)
        while now < min(gone, self.period.last):
            yield from self._visit(who, chance, habit, self._at_daytime(now, who, chance), favourite)
            now += 6 * _HOUR + chance.wait(between)

    def _visit(self, who: Person, chance: Chance, habit: Habit, now: float, favourite: str) -> Iterator[Deed]:
        """A few looks, perhaps a cart, and perhaps an order within hours or the next day."""
        thing = self._thing(chance, favourite)
        for _ in range(chance.first_ones((1, 2, 3, 5))):
            yield from self._does(Role.VIEWED, now, thing)
            now += 30 + chance.wait(240)
            thing = thing if chance.happens(0.6) else self._thing(chance, favourite)
        if not chance.happens(habit.fills_cart):
            return
        number = f"{who.number}-{int(now) // 60}"
        cents = 0
        for _ in range(chance.first_ones((1, 2, 3))):
            cents += int(float(money(chance, 45)) * 100)
            total = f"{cents // 100}.{cents % 100:02}"
            url = f"https://shop.example/cart/{number}" if chance.happens(0.98) else ""
            bought = {**thing, "cart_id": f"cart-{number}", "total": total, "url": url}
            yield from self._does(Role.FILLED_CART, now, bought)
            now += 60 + chance.wait(600)
        if chance.happens(habit.orders):
            hours = chance.wait(1.5) if chance.happens(0.85) else 14 + 12 * chance.share()
            yield from self._order(chance, now + hours * _HOUR, {**bought, "order_id": f"order-{number}"})

    def _order(self, chance: Chance, now: float, bought: dict[str, str]) -> Iterator[Deed]:
        """An order, and what becomes of it."""
        yield from self._does(Role.ORDERED, now, bought)
        shipped = now + (0.5 + chance.wait(1.2)) * DAY
        if chance.happens(0.03):
            return
        yield from self._does(Role.SHIPPED, shipped, bought)
        delivered = shipped + (1 + chance.wait(1.5)) * DAY
        yield from self._does(Role.DELIVERED, delivered, bought)
        if chance.happens(0.06):
            yield from self._does(Role.RETURNED, delivered + (1 + chance.wait(5)) * DAY, bought)
        elif chance.happens(0.08):
            rating = str(5 - chance.first_ones(range(5)))
            yield from self._does(Role.REVIEWED, delivered + (2 + chance.wait(8)) * DAY, {**bought, "rating": rating})

    def _thing(self, chance: Chance, favourite: str) -> dict[str, str]:
        """Something to look at."""
        number = chance.first_ones(range(400))
        category = favourite if chance.happens(0.6) else chance.first_ones(self._categories)
        names = _THINGS.get(category) or (f"{category} {number}",)
        return {
            "product_id": f"p{number:03}",
            "name": names[number % len(names)],
            "category": category,
            "price": money(chance, 55),
            "url": f"https://shop.example/p{number:03}",
        }

    def _membership(self, who: Person, chance: Chance) -> Iterator[Deed]:
        """Most renew on the day, some have cancelled before it, and some let it go."""
        written = who.cells.get(self._renewal, "")
        if not written:
            return
        day = self.period.day_of(written) * DAY
        if chance.happens(0.15):
            yield from self._does(Role.CANCELLED, day - chance.wait(20) * DAY, {})
        elif chance.happens(0.8):
            yield from self._does(Role.RENEWED, day + _HOUR * (8 - who.east), {})

    def _product(self, who: Person, chance: Chance, joined: float) -> Iterator[Deed]:
        """One in six begins with the product; three in ten of them never come back, others use it for long."""
        is_member = who.cells.get(self._renewal, "") != ""
        if not is_member and not chance.happens(0.16):
            return
        begun = max(joined, self.period.history) + chance.share() * (self.period.last - self.period.history)
        if is_member and chance.happens(0.8):
            begun = self.period.history - DAY
        begun = self._at_daytime(begun, who, chance)
        yield from self._does(Role.BEGAN, begun, {})
        if chance.happens(0.3):
            return
        gone = begun + chance.wait(90) * DAY
        now = begun + chance.wait(0.5) * DAY
        between = 5 * DAY / who.active
        while now < min(gone, self.period.last):
            yield from self._does(Role.USED, self._at_daytime(now, who, chance), {})
            now += _HOUR + chance.wait(between)

    def _company(self, who: Person, chance: Chance, joined: float) -> Iterator[Deed]:
        """Those at companies download something, and some of them ask for more."""
        if not chance.happens(0.35 if who.at_company else 0.01):
            return
        first = max(joined, self.period.history)
        at = first + chance.share() * (self.period.last - first)
        at = self._at_daytime(at, who, chance)
        yield from self._does(Role.DOWNLOADED, at, {})
        if chance.happens(0.12):
            yield from self._does(Role.ASKED, at + (1 + chance.wait(12)) * DAY, {})

    def _reading(self, who: Person, chance: Chance, joined: float) -> Iterator[Deed]:
        """Every third reads what comes, few click, and a few have had enough."""
        now = max(joined, self.period.history)
        if chance.happens(0.33):
            between = 16 * DAY / who.active
            clicks = 0.12 if chance.happens(0.6) else 0.0
            while (now := now + DAY + chance.wait(between)) < self.period.last:
                yield from self._does(Role.OPENED, now, {})
                if chance.happens(clicks):
                    yield from self._does(Role.CLICKED, now + 20 + chance.wait(40), {})
        if self.project.topics and chance.happens(0.02):
            at = self.period.first + chance.share() * (self.period.last - self.period.first)
            yield from self._does(Role.LEFT, at, {"topic": chance.one_of(self.project.topics)})

    def _whatever(self, who: Person, chance: Chance, joined: float) -> Iterator[Deed]:
        """Events that no story tells of, each at a plain rate: about once a year."""
        for event in self.plain:
            now = max(joined, self.period.history)
            while (now := now + chance.wait(400 / who.active) * DAY) < self.period.last:
                yield Deed(self._at_daytime(now, who, chance), event, {})

    def _at_daytime(self, at: float, who: Person, chance: Chance) -> float:
        """A time of the same day at which people are awake, mostly in the evening, by their own clock."""
        midnight = (int(at) + who.east * _HOUR) // DAY * DAY - who.east * _HOUR
        return midnight + chance.drawn(_HOURS) * _HOUR + int(chance.share() * 2 * _HOUR)


def _categories(project: Project, events: dict[Role, str]) -> tuple[str, ...]:
    """The categories that the project declares for what is ordered or seen."""
    for role in (Role.ORDERED, Role.VIEWED):
        event = project.events.get(events.get(role, ""))
        if event is not None and "category" in event.properties and event.properties["category"].values:
            return event.properties["category"].values
    return ()
