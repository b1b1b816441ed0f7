"""Whatever happens to contacts: the machine decides what the engine decides, row by row."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from journeydsl import engine, machine
from journeydsl.engine import Rules
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.values import DAY, MINUTE, Value
from tests.cases.situations import compiled, parse_instant
from tests.machine.both import Population, assert_same, by_id, in_slices, on_the_machine
from tests.properties.runnable import Situation, program_texts, ready, situations

START = parse_instant("2026-03-20 00:00")
END = START + 40 * DAY
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", None)

MESSAGES = """
message promo:
  channel email
  topic promotions
  subject "Hello {{ country }}"
  template "plain.html"
  country or "you"

message digest:
  channel email
  topic newsletter
  subject "Points: {{ points }}"
  template "plain.html"
  points or skip

message receipt:
  channel sms
  class transactional
  subject "Thank you"
"""

RULES = """
segment buyers:
  when order_placed at least 2 times in the last 10 days

segment idle:
  when order_placed ever and no order_placed in the last 5 days

suppression complaints:
  when order_cancelled in the last 3 days
  blocks promotional

limits:
  at most 2 promotional emails in 3 days, else drop
  at most 3 emails in 7 days, else wait up to 1 day
  at most 1 promotional message in 6 hours, else wait
  quiet from 21:00 to 08:30, else wait
  quiet from 12:00 to 12:30, else drop
"""

JOURNEYS = """
journey cart:
  priority 60
  starts on cart_updated where total >= 20
  one per cart_id
  always
  stops on order_placed where cart_id is trigger.cart_id as bought
  stops when points is known and points > 90 as rich
  goal order_placed within 2 days
  holdout 20%

  wait 1 hour
  send promo
    if not sent: send receipt
  wait for order_placed up to 23 hours
    happened: stop as bought
    timed out: continue
  choose:
    when trigger.total > 150 and in buyers: send digest
    when vip: wait until sunday at 02:30
    otherwise: wait 1 day, then until 02:30
  split incentive:
    40% half: send promo
    60% none: continue

journey win_back:
  starts on entering idle existing members too
  again after 2 days
  stops on order_placed
  send digest
  set vip to true
  send promo

journey thanks:
  priority 60
  starts on order_placed
  starts on entering buyers
  always
  send receipt
    if not sent because missing_address: wait until 2026-04-10 09:00
"""


@cache
def rules() -> Rules:
    return engine.prepare(compiled(MESSAGES + RULES + JOURNEYS))


instants = st.builds(
    lambda days, minutes, microseconds: START + days * DAY + minutes * MINUTE + microseconds,
    st.integers(-10, 35),
    st.integers(0, 1439),
    st.sampled_from([0, 0, 0, 1, -1]),
)
WITH_PROPERTIES = ("cart_updated", "order_placed")
properties: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries(
    {}, optional={"total": st.sampled_from([5.0, 20.0, 200.0]), "cart_id": st.sampled_from(["c1", "c2"])}
)
names = st.sampled_from(
    ["signed_up", "cart_updated", "cart_updated", "order_placed", "order_placed", "order_cancelled"]
)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    happened = draw(st.lists(st.tuples(instants, names, properties), max_size=25))
    return sorted(
        (
            Event(id=f"{number:03}", name=name, at=at, properties=known if name in WITH_PROPERTIES else {})
            for number, (at, name, known) in enumerate(happened)
        ),
        key=lambda event: (event.at, event.id),
    )


contacts = st.builds(
    Contact,
    id=st.text(min_size=1, max_size=8),
    attributes=st.fixed_dictionaries(
        {},
        optional={
            "email": st.sampled_from(["ann@example.com", "nonsense"]),
            "phone": st.just("+49 30 1234567"),
            "country": st.sampled_from(["DE", "AT"]),
            "points": st.floats(0, 100),
            "vip": st.booleans(),
            "birthday": st.dates(),
        },
    ),
    subscriptions=st.dictionaries(st.sampled_from(["promotions", "newsletter"]), st.booleans()),
    unsubscribed=st.sampled_from([False, False, False, True]),
    timezone=st.sampled_from(ZONES),
)


populations = st.lists(st.tuples(contacts, histories()), max_size=6, unique_by=lambda row: row[0].id).map(by_id)


@given(populations)
def test_the_machine_decides_what_the_engine_decides(population: Population) -> None:
    assert_same(rules(), population, START, END)


@settings(max_examples=20)
@given(populations, st.integers(1, 3), st.integers(1, 4))
def test_neither_threads_nor_slices_change_anything(population: Population, threads: int, slice_size: int) -> None:
    decisions, _ = on_the_machine(rules(), population, START, END)
    assert in_slices(rules(), population, START, END, threads=threads, slice_size=slice_size) == decisions


def test_however_many_contacts_nothing_happens_to_each_is_kept_as_it_stands_at_the_end() -> None:
    """As many as there is room for in one table, and some more."""
    many = 20_000
    nobody = Contact(id="", attributes={}, subscriptions={}, unsubscribed=True)
    population = [(replace(nobody, id=f"c{number:05}"), ()) for number in range(many)]
    columns = machine.from_population(rules().program.project, population)
    bound = machine.bind(rules(), columns, START, END)
    ended: list[str] = []
    machine.run(bound, columns, lambda made: ended.extend(made.ends()["contact"].tolist()), slice_size=many)
    assert ended == [contact.id for contact, _ in population]


def test_a_contact_that_needs_more_room_than_others_gets_it() -> None:
    """Hundreds of runs at once, a thousand decisions and as many values in one sum are more than there is room for."""
    program = compiled("""
journey many:
  starts on cart_updated
  one per cart_id
  goal order_placed within 90 days
  wait 60 days
  choose:
    when sum of cart_updated.total ever > 100: stop as rich
    otherwise: continue
""")
    events = [
        Event(id=f"{n:05}", name="cart_updated", at=START + n, properties={"cart_id": f"c{n}", "total": n / 7})
        for n in range(1_500)
    ]
    last = Event(id="last", name="order_placed", at=START + DAY)
    population = [(Contact(id=name), [*events, last]) for name in ("a", "b")]
    assert len(assert_same(engine.prepare(program), population, START, START + 61 * DAY)) == 2 * 5 * 1_500


def test_whoever_waits_for_a_turn_passes_by_what_nobody_cares_for() -> None:
    crowded = {"channels": {"email": {"address": "email", "throughput": "1 per day"}}}
    program = compiled(MESSAGES + JOURNEYS.split("journey win_back")[0].replace("and in buyers", ""), crowded)
    idle, cart = Event(id="1", name="signed_up", at=START), Event(id="2", name="cart_updated", at=START + DAY)
    population = [
        (Contact(id=name), [idle, replace(cart, properties={"cart_id": "c", "total": 50.0})]) for name in "ab"
    ]
    assert assert_same(engine.prepare(program), population, START, END)


@settings(max_examples=40)
@given(program_texts(), situations(most=3))
def test_the_machine_decides_what_the_engine_decides_whatever_the_program(text: str, situation: Situation) -> None:
    ready_rules = ready(text)
    population = by_id((case.contact, case.inputs) for case in situation.cases)
    assert_same(ready_rules, population, situation.start, situation.end)
