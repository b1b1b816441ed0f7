"""How fast the array machine is, on the shipped cart journey: one line a figure, with its goal and whether it is met.

Run by `make bench`. Makes contacts and events in memory, the same ones every time: 6 events a contact over 90 days.
Times are of one thread unless they say otherwise, medians of five runs; every ratio compares numbers of one run.
"""

from __future__ import annotations

import argparse
import datetime
import time
from collections.abc import Callable
from dataclasses import replace
from resource import RUSAGE_SELF, getrusage
from statistics import median

import numpy as np
from numba import njit
from numpy.typing import NDArray

from journeydsl import engine, machine
from journeydsl.compiler import compile_sources
from journeydsl.engine import Rules
from journeydsl.machine import Columns, Texts
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.program import Program
from journeydsl.model.values import DAY, HOUR, Value, instant
from journeydsl.resources import folder
from journeydsl.simulator import simulate
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
    if not isinstance(total, Texts) and not np.isnan(total[number]):
        properties["total"] = float(total[number])
    url = _word(columns.properties["url"], number)
    if url and name == "cart_updated":
        properties["url"] = url
    return Event(id=f"{number:09}", name=name, at=int(columns.at[number]), properties=properties)


def _word(column: object, number: int) -> str:
    assert isinstance(column, Texts)
    return column.words[column.codes[number]] if column.codes[number] >= 0 else ""


def timed(run: Callable[[], object], times: int = 5, clock: Callable[[], float] = time.process_time) -> float:
    """The median of some runs, in seconds: of the processor, so that other programs count little."""
    taken = []
    for _ in range(times):
        begun = clock()
        run()
        taken.append(clock() - begun)
    return median(taken)


def show(figure: str, value: float, goal: float, unit: str, *, at_least: bool = True) -> None:
    """One line: the figure, its value, its goal, and whether it is met."""
    meets = value >= goal if at_least else value <= goal
    limit = "at least" if at_least else "at most"
    met = "meets" if meets else "short"
    print(f"{figure:<62} {value:>14,.1f} {unit:<12} {limit} {goal:>12,.1f}  {met}")


@njit(cache=False)  # the limit: the same journey written out by hand
def by_hand(  # noqa: C901 all of it in one place, as somebody in a hurry would write it
    offsets: NDArray[np.int64],
    at: NDArray[np.int64],
    names: NDArray[np.int16],
    big: NDArray[np.uint8],
    worth: NDArray[np.uint8],
    link: NDArray[np.uint8],
    may: NDArray[np.uint8],
    held: NDArray[np.uint8],
    free: NDArray[np.uint8],
    offset: NDArray[np.int64],
    end: int,
    counts: NDArray[np.int64],
) -> int:
    """The cart journey with its rules in a loop of its own, without real zones: the offsets stand still."""
    day, hour, never = 86_400_000_000, 3_600_000_000, 1 << 62
    visits = 0
    sends = np.empty(256, np.int64)
    for contact in range(len(offsets) - 1):
        node, wake, arrived, trigger, entered, last_order, sent = -1, never, 0, 0, -never, -never, 0
        orders = 0
        place, last = offsets[contact], offsets[contact + 1]
        while True:
            happens = at[place] if place < last else never
            now = min(happens, wake)
            if now > end:
                break
            if happens == now:
                name = names[place]
                if name == 1:
                    last_order = now
                    orders += 1
                    if node >= 0:
                        counts[0] += 1
                        node, wake = -1, never
                elif name == 0:
                    if not worth[place]:
                        counts[1] += 1
                    elif node >= 0:
                        counts[2] += 1
                    elif now < entered + 7 * day:
                        counts[3] += 1
                    else:
                        entered, trigger, node, wake = now, place, 0, now + hour
                        counts[4] += 1
                        visits += 1
                place += 1
                continue
            if node == 0 or node == 2 or node == 5:
                node += 1
                arrived = now
                visits += 1
            if node == 1 or node == 4 or node == 7:
                wall = now + offset[contact]
                of_day = wall % day
                if not may[contact]:
                    counts[5] += 1
                elif now - last_order < day:
                    counts[6] += 1
                elif node != 4 and not link[trigger]:
                    counts[7] += 1
                else:
                    in_week, first = 0, sent
                    while first > 0 and sends[first - 1] > now - 7 * day:
                        first -= 1
                        in_week += 1
                    if in_week >= 4:
                        counts[8] += 1
                    elif sent > 0 and sends[sent - 1] > now - 16 * hour and now < arrived + 2 * day:
                        wake = min(sends[sent - 1] + 16 * hour, arrived + 2 * day)
                        counts[9] += 1
                        continue
                    elif (of_day >= 21 * hour or of_day < 8 * hour) and now < arrived + 3 * day:
                        wake = now + (8 * hour - of_day) % day
                        counts[10] += 1
                        continue
                    elif held[contact]:
                        counts[11] += 1
                    else:
                        sends[sent] = now
                        sent += 1
                        counts[12] += 1
                node += 1
                visits += 1
                if node == 2:
                    wake = now + 23 * hour
            if node == 3:
                visits += 1
                if big[trigger] or orders >= 2:
                    node, wake, arrived = 4, now, now
                    continue
                node = 5
            if node == 5:
                wall = now + offset[contact] + 2 * day
                wake = wall - wall % day + 10 * hour - offset[contact]
                if wake < now + 2 * day:
                    wake += day
            elif node == 6:
                visits += 1
                if free[contact]:
                    node, wake, arrived = 7, now, now
                else:
                    visits += 1
                    counts[13] += 1
                    node, wake = -1, never
            elif node == 8:
                counts[13] += 1
                node, wake = -1, never
    return visits


def hand_written(columns: Columns, rules: Rules) -> Callable[[], int]:
    """The hand-written loop over the same data, with all that is static found before, as the machine does."""
    totals = columns.properties["total"]
    url, email = columns.properties["url"], columns.attributes["email"]
    assert not isinstance(totals, Texts)
    assert isinstance(url, Texts)
    assert isinstance(email, Texts)
    subjects = np.array([rules.subject(name) for name in columns.ids], np.uint64)
    may = (email.codes == 0) & ~columns.unsubscribed & (columns.subscriptions["promotions"] == 1)
    offset = np.array([1, -5, 5.5, 1]) * HOUR
    counts = np.zeros(16, np.int64)
    arguments = (
        columns.offsets, columns.at, columns.names, (totals > 150).astype(np.uint8), (totals >= 20).astype(np.uint8),
        (url.codes >= 0).astype(np.uint8), may.astype(np.uint8), (subjects % 10 == 0).astype(np.uint8),
        (subjects % 2 == 0).astype(np.uint8), offset.astype(np.int64)[columns.zones + 1], END, counts,
    )  # fmt: skip
    return lambda: int(by_hand(*arguments))


def twenty(program: Program) -> Program:
    """The program with its one journey twenty times, each an experiment of its own."""
    (journey,) = program.journeys.values()
    names = [f"{journey.name}_{number:02}" for number in range(20)]
    return replace(program, journeys={name: replace(journey, name=name) for name in names})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=1_000_000)
    contacts = parser.parse_args().contacts
    program = cart()
    rules = engine.prepare(program)
    columns = population(contacts)
    machine.run(machine.bind(rules, population(100), START, END), population(100), threads=1)
    before = getrusage(RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    bound = machine.bind(rules, columns, START, END)
    binding = time.perf_counter() - begun
    visits = machine.run(bound, columns, threads=1).visits
    memory = (getrusage(RUSAGE_SELF).ru_maxrss - before) * 1024
    taken = timed(lambda: machine.run(bound, columns, threads=1))
    print(f"{contacts:,} contacts, {len(columns.at):,} events, {visits:,} node visits; ready in {binding:.2f} s")
    show("node visits a second, cart journey, one core", visits / taken / 1e6, 10.0, "M")
    hand = hand_written(columns, rules)
    by_hand_visits = hand()
    by_hand_taken = timed(hand)
    show(
        "against a loop written by hand, visit for visit",
        visits / taken / (by_hand_visits / by_hand_taken),
        0.5,
        "times",
    )
    one = timed(lambda: machine.run(bound, columns, threads=1), clock=time.perf_counter)
    two = timed(lambda: machine.run(bound, columns, threads=2), clock=time.perf_counter)
    print(f"{'two threads against one':<62} {one / two:>14,.1f} times")
    sample = min(1_000, contacts)
    rows = as_rows(columns, sample)
    by_engine = timed(lambda: simulate(rules, rows, START, END), 3)
    show("against the engine", (by_engine / sample) / (taken / contacts), 50.0, "times")
    bytes_each = memory - 40 * len(columns.at)
    show("peak memory a contact, besides 40 bytes an event", bytes_each / contacts, 200.0, "bytes", at_least=False)
    many = machine.bind(engine.prepare(twenty(program)), columns, START, END)
    of_twenty = timed(lambda: machine.run(many, columns, threads=1), 3)
    show("twenty journeys against one", of_twenty / taken, 12.0, "times", at_least=False)


if __name__ == "__main__":
    main()
