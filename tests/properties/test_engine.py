"""Whatever happens to a contact, in whatever order it is told: the books balance and no protection gives way."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeydsl import engine
from journeydsl.engine import ContactState, Rules
from journeydsl.engine.snapshot import restore, snapshot
from journeydsl.model import clock
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.reasons import Exit
from journeydsl.model.values import DAY, HOUR, MINUTE, Instant, Value
from journeydsl.simulator import simulate, walk
from tests.cases.situations import compiled, parse_instant

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

journey letter:
  starts on signed_up, then quiet for 5 hours
  starts every sunday at 02:30 for buyers
  starts every year on birthday at 02:15
  starts 3 days before birthday at 23:59
  always
  send receipt
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


@given(contacts, histories())
def test_the_books_balance_and_every_visit_ends_in_one_decision(contact: Contact, events: list[Event]) -> None:
    decisions: list[Decision] = []
    tally = simulate(rules(), [(contact, events)], START, END, decisions.extend)
    assert tally.is_conserved, tally.balances()
    assert [d.at for d in decisions] == sorted(d.at for d in decisions)
    assert all(START <= decision.at <= END for decision in decisions)
    for name, journey in tally.journeys.items():
        assert journey.entered == sum(d.journey == name and d.outcome is Outcome.ENTERED for d in decisions)
        stopped = sum(number for (why, _), number in journey.finished.items() if why == Exit.STOPPED_BY_CONDITION)
        assert journey.steps[rules().charts[name].nodes[0].step.id].arrived + stopped >= journey.entered
        assert journey.goals <= journey.entered


@given(contacts, histories())
def test_nobody_is_sent_what_the_rules_forbid(contact: Contact, events: list[Event]) -> None:
    sends = [decision for decision in run(contact, events) if decision.outcome is Outcome.SENT]
    promos = [send.at for send in sends if send.message != "receipt"]
    emails = promos
    assert most_within(promos, 3 * DAY) <= 2
    assert most_within(emails, 7 * DAY) <= 3
    assert most_within(promos, 6 * HOUR) <= 1
    for send in sends:
        wall = clock.to_wall(send.at, contact.timezone or "UTC")
        minute = wall.hour * 60 + wall.minute
        assert 8 * 60 + 30 <= minute < 21 * 60, wall
        assert not 12 * 60 <= minute < 12 * 60 + 30, wall
        if send.message == "receipt":
            assert "phone" in contact.attributes
            continue
        topic = "promotions" if send.message == "promo" else "newsletter"
        assert contact.attributes["email"] != "nonsense"
        assert contact.subscriptions[topic]
        assert not contact.unsubscribed
        assert not any(event.name == "order_cancelled" and send.at - 3 * DAY < event.at <= send.at for event in events)


@given(contacts, histories(), st.integers(0, 40 * 24))
def test_a_pause_and_restart_at_any_instant_changes_nothing(contact: Contact, events: list[Event], hours: int) -> None:
    middle = START + hours * HOUR
    state = begin(contact, events)
    before, state = resume(state, [event for event in events if START <= event.at <= middle], middle)
    carried = restore(json.loads(json.dumps(snapshot(state))))
    assert carried == state
    after, _ = resume(carried, [event for event in events if middle < event.at], END)
    assert before + after == run(contact, events)


@settings(max_examples=25)
@given(st.lists(st.tuples(contacts, histories()), max_size=6, unique_by=lambda pair: pair[0].id))
def test_contacts_do_not_depend_on_each_other(population: list[tuple[Contact, list[Event]]]) -> None:
    together: list[Decision] = []
    simulate(rules(), population, START, END, together.extend)
    assert together == [decision for contact, events in population for decision in run(contact, events)]


@pytest.mark.parametrize("seed", [0, 1])
def test_a_seed_draws_other_variants(seed: int) -> None:
    drawn = engine.prepare(rules().program, seed=seed)
    variants = [drawn.splits["incentive"].draw(drawn.subject(f"contact-{number}")) for number in range(200)]
    live = [rules().splits["incentive"].draw(rules().subject(f"contact-{number}")) for number in range(200)]
    assert (variants == live) is (seed == 0)


def run(contact: Contact, events: Sequence[Event]) -> list[Decision]:
    decisions: list[Decision] = []
    simulate(rules(), [(contact, events)], START, END, decisions.extend)
    return decisions


def begin(contact: Contact, events: Sequence[Event]) -> ContactState:
    return engine.begin(rules(), contact, [event for event in events if event.at < START], START)


def resume(state: ContactState, events: Sequence[Event], end: Instant) -> tuple[list[Decision], ContactState]:
    decisions: list[Decision] = []
    for step in walk(rules(), state, events, end):
        decisions.extend(step.decisions)
        state = step.state
    return decisions, state


def most_within(instants: Sequence[Instant], window: int) -> int:
    """The most instants in any window (t - window, t]."""
    return max((sum(other - window < at <= other for at in instants) for other in instants), default=0)


def test_most_within_counts_a_half_open_window() -> None:
    assert most_within([0, 5, 10], 10) == 2
