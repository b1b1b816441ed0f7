"""Contacts who share an account, or what a channel can send: whatever order they are told in, the same is decided."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeydsl import engine
from journeydsl.engine import ContactState, Rules, Traffic
from journeydsl.engine.snapshot import restore, snapshot
from journeydsl.model.contacts import Contact, Event, Input
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.reasons import NotSent
from journeydsl.model.values import DAY, HOUR, Instant
from journeydsl.simulator import simulate, walk_together
from journeydsl.simulator.coupling import groups
from tests.cases.situations import compiled, parse_instant

START = parse_instant("2026-03-27 00:00")
END = START + 6 * DAY

RECEIPT = """
message receipt:
  channel email
  class transactional
  subject "Thank you"
  template "plain.html"

journey thanks:
  priority 10
  starts on order_placed
  always
  send receipt
"""
PROMOTION = """
suppression angry:
  when order_cancelled in the last 1 day
  blocks promotional for the whole account

message promo:
  channel email
  topic promotions
  subject "Hello"
  template "plain.html"

journey hello:
  starts on signed_up
  always
  holdout 20%
  send promo
  wait 5 hours
  send promo
"""
LIMITS = """
limits:
  quiet from 22:00 to 06:00, else wait
  warm up email from 4 per day by 25% per day
"""
THROUGHPUT = {"channels": {"email": {"address": "email", "throughput": "2 per hour"}}, "timezone": "Europe/Berlin"}

Row = tuple[Contact, Sequence[Event]]


@cache
def coupled() -> Rules:
    """Everybody shares the channel, and some an account."""
    return engine.prepare(compiled(PROMOTION + RECEIPT + LIMITS, THROUGHPUT))


@cache
def queue() -> Rules:
    """Nothing but receipts, and all of them wait for the same."""
    return engine.prepare(compiled(RECEIPT + LIMITS, THROUGHPUT))


@cache
def accounts() -> Rules:
    """Some share an account, and nothing else."""
    return engine.prepare(compiled(PROMOTION + RECEIPT))


@st.composite
def populations(draw: st.DrawFn) -> list[Row]:
    """A few contacts of few companies, to whom much happens at full hours, so that many meet at one instant."""
    rows: list[Row] = []
    for name in draw(st.sets(st.sampled_from("abcdefgh"), min_size=1)):
        company = draw(st.sampled_from([None, "acme", "beta"]))
        hours = draw(st.lists(st.integers(-24, 5 * 24), max_size=6))
        names = st.sampled_from(["signed_up", "order_placed", "order_cancelled"])
        events = [
            Event(id=f"{number:02}", name=draw(names), at=START + hour * HOUR, properties={})
            for number, hour in enumerate(sorted(hours))
        ]
        attributes = {"email": f"{name}@example.com"} | ({"company": company} if company else {})
        rows.append((Contact(id=name, attributes=attributes, subscriptions={"promotions": True}), events))
    return rows


def decided(rules: Rules, population: Sequence[tuple[Contact, Sequence[Input]]]) -> list[Decision]:
    decisions: list[Decision] = []
    tally = simulate(rules, population, START, END, decisions.extend)
    assert tally.is_conserved, tally.balances()
    return decisions


@pytest.mark.parametrize("rules", [coupled, accounts])
@given(populations(), st.randoms(use_true_random=False))
def test_the_order_of_the_population_makes_no_difference(rules: Any, population: list[Row], random: Any) -> None:
    shuffled = list(population)
    random.shuffle(shuffled)
    assert Counter(decided(rules(), shuffled)) == Counter(decided(rules(), population))


@given(populations())
def test_accounts_do_not_depend_on_each_other(population: list[Row]) -> None:
    rules = accounts()
    together = walk_together(rules, [begun(rules, row) for row in population], END)
    assert Counter(decision for step in together for decision in step.decisions) == Counter(decided(rules, population))
    parts = list(groups(rules, population))
    assert sorted(contact.id for part in parts for contact, _ in part) == sorted(
        contact.id for contact, _ in population
    )
    apart = [decision for part in parts for decision in decided(rules, part)]
    assert Counter(apart) == Counter(decided(rules, population))


@given(populations())
def test_nobody_is_sent_what_is_over_a_capacity_or_suppressed_for_the_account(population: list[Row]) -> None:
    sends = [decision for decision in decided(coupled(), population) if decision.outcome is Outcome.SENT]
    capacities = engine.open_traffic(coupled().program, START).capacities["email"]
    for capacity in capacities:
        for use, sent in Counter(capacity.use(send.at) for send in sends).items():
            assert sent <= use.room
    company = {contact.id: contact.attributes.get("company", contact.id) for contact, _ in population}
    cancelled = [
        (company[contact.id], event.at)
        for contact, events in population
        for event in events
        if event.name == "order_cancelled"
    ]
    for send in (send for send in sends if send.message == "promo"):
        assert not any(whose == company[send.contact] and send.at - DAY < at < send.at for whose, at in cancelled)


@given(populations())
def test_nothing_is_dropped_over_a_capacity(population: list[Row]) -> None:
    decisions = decided(coupled(), population)
    assert {each.outcome for each in decisions if each.reason == NotSent.OVER_CAPACITY} <= {Outcome.HELD}
    assert {each.reason for each in decisions if each.outcome is Outcome.NOT_SENT} <= {NotSent.SUPPRESSED}


@given(populations())
def test_who_comes_first_is_served_first(population: list[Row]) -> None:
    """Where each contact has one message at a time: its messages go together, in the place of the one due longest."""
    due: dict[tuple[str, int], Instant] = {}
    sent: list[Instant] = []
    for decision in decided(queue(), population):
        if decision.outcome in (Outcome.HELD, Outcome.SENT):
            since = due.setdefault((decision.contact, decision.enrollment), decision.at)
            if decision.outcome is Outcome.SENT:
                sent.append(since)
    assert sent == sorted(sent)


@given(populations(), st.integers(0, 6 * 24))
@settings(max_examples=50)
def test_a_pause_and_restart_of_all_changes_nothing(population: list[Row], hours: int) -> None:
    rules, middle = coupled(), START + hours * HOUR
    members = [begun(rules, row) for row in population]
    early = [(state, [event for event in events if event.at <= middle]) for state, events in members]
    before, states, traffic = walked(early, middle, engine.open_traffic(rules.program, START))
    carried = {name: restore(json.loads(json.dumps(snapshot(state)))) for name, state in states.items()}
    late = [(carried[state.contact], [event for event in events if event.at > middle]) for state, events in members]
    after, _, _ = walked(late, END, traffic)
    assert before + after == decided(rules, population)


def begun(rules: Rules, row: Row) -> tuple[ContactState, list[Event]]:
    contact, events = row
    state = engine.begin(rules, contact, [event for event in events if event.at < START], START)
    return state, [event for event in events if event.at >= START]


def walked(
    members: list[tuple[ContactState, list[Event]]], end: Instant, traffic: Traffic
) -> tuple[list[Decision], dict[str, ContactState], Traffic]:
    decisions: list[Decision] = []
    states = {state.contact: state for state, _ in members}
    for step in walk_together(coupled(), members, end, traffic):
        decisions.extend(step.decisions)
        states[step.state.contact] = step.state
        traffic = step.traffic
    return decisions, states, traffic


def test_a_run_that_is_stopped_leaves_out_the_accounts_that_are_not_begun() -> None:
    companies = {"a": None, "b": "acme", "c": "beta", "d": "acme", "e": "beta"}
    signed_up = [Event(id="1", name="signed_up", at=START + HOUR, properties={})]
    population = [
        (Contact(id=name, attributes={"email": f"{name}@example.com"} | ({"company": each} if each else {})), signed_up)
        for name, each in companies.items()
    ]
    done: list[int] = []

    def goes_on(contacts: int) -> bool:
        done.extend([contacts] if contacts else [])
        return sum(done) < 3

    kept: list[str] = []
    tally = simulate(accounts(), population, START, END, keep=lambda end: kept.append(end.contact), goes_on=goes_on)
    assert (done, kept, tally.contacts) == ([1, 2], ["a", "b", "d"], 3)
