"""The journeys of a contact see what it does with what it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from journeydsl import engine
from journeydsl.forecast.assumptions import Assumptions, Conversion, Rate
from journeydsl.forecast.defaults import default_assumptions
from journeydsl.forecast.history import History, learn
from journeydsl.forecast.modelling import learnt_names, model
from journeydsl.forecast.responding import Responder
from journeydsl.forecast.results import Arm, Results
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.messages import MessageClass
from journeydsl.model.responses import Answer, Response
from journeydsl.model.values import DAY, HOUR
from journeydsl.simulator import Tally, simulate
from tests.cases.situations import compiled, parse_instant

MESSAGES = """
message reminder:
  channel email
  topic promotions
  subject "Still there"
  template "plain.html"

message second:
  channel email
  topic promotions
  subject "Once more"
  template "plain.html"
"""
CART = (
    MESSAGES
    + """
journey cart "Cart":
  starts on cart_updated
  again after 1 day
  stops on order_placed as bought
  goal order_placed within 7 days
  {holdout}

  send reminder
  wait 4 days
  choose:
    when opened reminder: send second
    otherwise: continue
"""
)
START, END = parse_instant("2026-03-01"), parse_instant("2026-04-01")
NEVER = dict.fromkeys(Rate, 0.0)
READERS = {**NEVER, Rate.INBOX: 1.0, Rate.OPENED: 1.0}


def assuming(rates: Mapping[Rate, float], **changed: Any) -> Assumptions:
    usual = default_assumptions()
    classes = {MessageClass.PROMOTIONAL: rates, MessageClass.TRANSACTIONAL: rates}
    return replace(usual, classes=classes, providers={}, **changed)


def people(number: int) -> list[tuple[Contact, Sequence[Event]]]:
    return [
        (
            Contact(id=f"c{each:04}", attributes={"email": f"c{each}@gmail.com"}, subscriptions={"promotions": True}),
            [Event(id="1", name="cart_updated", at=START + each * HOUR, properties={"total": 30.0})],
        )
        for each in range(number)
    ]


def forecast(
    text: str,
    assumed: Assumptions,
    rows: Sequence[tuple[Contact, Sequence[Event]]],
    history: History | None = None,
    seed: int = 0,
) -> tuple[Tally, Results, list[Decision], list[Response]]:
    rules = engine.prepare(compiled(text))
    decisions: list[Decision] = []
    responses: list[Response] = []
    responder = Responder(model(rules, assumed, history or History(), seed), Results(), responses.extend)
    tally = simulate(rules, rows, START, END, decisions.extend, responder=responder)
    assert tally.is_conserved
    return tally, responder.results, decisions, responses


def test_who_opened_is_asked_by_a_later_step() -> None:
    tally, *_ = forecast(CART.format(holdout=""), assuming(READERS), people(20))
    assert tally.messages["second"].sent == 20
    tally, *_ = forecast(CART.format(holdout=""), assuming(NEVER), people(20))
    assert tally.messages["second"].sent == 0


def test_history_alone_answers_nothing_in_a_replay() -> None:
    tally = simulate(engine.prepare(compiled(CART.format(holdout=""))), people(20), START, END)
    assert (tally.messages["reminder"].sent, tally.messages["second"].sent) == (20, 0)


def test_opens_of_machines_are_filtered_unless_journeys_see_them() -> None:
    machines = {**NEVER, Rate.INBOX: 1.0, Rate.MACHINE_OPENED: 1.0}
    tally, results, *_ = forecast(CART.format(holdout=""), assuming(machines), people(20))
    assert (results.answers["reminder", Answer.MACHINE_OPENED], tally.messages["second"].sent) == (20, 0)
    tally, *_ = forecast(CART.format(holdout=""), assuming(machines, sees_machine_opens=True), people(20))
    assert tally.messages["second"].sent == 20


@pytest.mark.parametrize(
    ("rate", "reason"),
    [
        (Rate.HARD_BOUNCED, "hard_bounced"),
        (Rate.COMPLAINED, "complained"),
        (Rate.UNSUBSCRIBED, "not_subscribed"),
    ],
)
def test_who_is_lost_by_one_message_gets_no_other(rate: Rate, reason: str) -> None:
    text = (
        MESSAGES + 'journey cart "Cart":\n  starts on cart_updated\n\n  send reminder\n  wait 4 days\n  send second\n'
    )
    tally, *_ = forecast(text, assuming({**READERS, rate: 1.0}), people(10))
    assert [(why, number) for (why, _), number in tally.messages["second"].not_sent.items()] == [(reason, 10)]
    assert tally.messages["second"].sent == 0


def test_a_soft_bounce_loses_the_message_and_not_the_contact() -> None:
    text = (
        MESSAGES + 'journey cart "Cart":\n  starts on cart_updated\n\n  send reminder\n  wait 4 days\n  send second\n'
    )
    tally, results, *_ = forecast(text, assuming({**READERS, Rate.SOFT_BOUNCED: 1.0}), people(10))
    assert (results.answers["reminder", Answer.SOFT_BOUNCED], tally.messages["second"].sent) == (10, 10)
    assert not results.answers["reminder", Answer.DELIVERED]


def test_a_conversion_reaches_the_goal_and_stops_the_run() -> None:
    eager = {**READERS, Rate.CLICKED: 1.0, Rate.ORGANIC: 0.5, Rate.LIFT: 1.0}
    assumed = assuming(eager, conversions={"order_placed": Conversion(properties={"total": 40.0})})
    tally, results, _, responses = forecast(CART.format(holdout=""), assumed, people(10))
    assert tally.journeys["cart"].goals == 10
    assert tally.journeys["cart"].finished["stopped_by_event", "bought"] >= 8
    assert {each.amount for each in responses if each.kind is Answer.CONVERTED} == {40.0}
    assert results.revenue["reminder"] == 40.0 * results.answers["reminder", Answer.CONVERTED]


def test_who_is_held_out_converts_as_if_nothing_had_been_sent() -> None:
    """Common random numbers: the message adds conversions and takes none away."""
    lively = assuming({**READERS, Rate.CLICKED: 0.5, Rate.ORGANIC: 0.2, Rate.LIFT: 0.5})
    _, _, _, sent = forecast(CART.format(holdout=""), lively, people(400))
    _, _, _, trapped = forecast(CART.format(holdout="holdout 50%"), lively, people(400))
    with_message = {(each.contact, each.step) for each in sent if each.kind is Answer.CONVERTED}
    held_out = {(each.contact, each.step) for each in trapped if not each.message}
    assert held_out
    assert held_out <= with_message
    assert len(with_message) > 2 * len(held_out)
    assert {each.kind for each in trapped if not each.message} == {Answer.CONVERTED}


def test_the_lift_of_a_holdout_is_the_one_assumed() -> None:
    lively = assuming({**READERS, Rate.CLICKED: 0.8, Rate.ORGANIC: 0.3, Rate.LIFT: 0.5})
    text = MESSAGES + (
        'journey cart "Cart":\n  starts on cart_updated\n  goal order_placed within 30 days\n'
        "  holdout 50%\n\n  send reminder\n"
    )
    rows = [(contact, [replace(event, at=START) for event in events]) for contact, events in people(3000)]
    _, results, *_ = forecast(text, lively, rows)
    due = [results.due["cart", arm] for arm in Arm]
    assert sum(due) == 3000
    assert results.lift("cart") == pytest.approx(0.5, abs=0.25)


def test_answers_hang_on_nobody_else() -> None:
    assumed = default_assumptions()
    _, _, all_decisions, all_responses = forecast(CART.format(holdout="holdout 20%"), assumed, people(60))
    _, _, some_decisions, some_responses = forecast(
        CART.format(holdout="holdout 20%"), assumed, list(reversed(people(60)))[::2]
    )
    contacts = {each.contact for each in some_decisions}
    assert {each for each in all_decisions if each.contact in contacts} == set(some_decisions)
    assert {each for each in all_responses if each.contact in contacts} == set(some_responses)


def test_another_seed_is_another_draw_of_the_same_variants() -> None:
    one = forecast(CART.format(holdout="holdout 20%"), default_assumptions(), people(60))
    other = forecast(CART.format(holdout="holdout 20%"), default_assumptions(), people(60), seed=1)
    assert set(one[3]) != set(other[3])
    assert {each.contact for each in one[2] if each.outcome is Outcome.HELD_OUT and each.step == "1"} == {
        each.contact for each in other[2] if each.outcome is Outcome.HELD_OUT and each.step == "1"
    }


def test_what_would_have_come_by_itself_is_left_to_the_model() -> None:
    rows = [
        (contact, [*events, Event(id="2", name="order_placed", at=events[0].at + 2 * DAY)])
        for contact, events in people(10)
    ]
    tally, results, *_ = forecast(CART.format(holdout=""), assuming(READERS), rows)
    assert (results.spoken_for, tally.journeys["cart"].goals) == (10, 0)


def test_a_goal_that_is_an_answer_is_reached_by_the_answer_alone() -> None:
    text = CART.format(holdout="").replace("goal order_placed", "goal message_opened")
    tally, results, *_ = forecast(text, assuming({**NEVER, Rate.ORGANIC: 1.0}), people(10))
    assert (tally.journeys["cart"].goals, results.answers["reminder", Answer.CONVERTED]) == (0, 0)
    tally, *_ = forecast(text, assuming(READERS), people(10))
    assert tally.journeys["cart"].goals == 10


def test_a_conversion_is_like_one_in_history_that_meets_the_goal() -> None:
    text = CART.format(holdout="").replace("goal order_placed within", "goal order_placed where total > 50 within")
    rules = engine.prepare(compiled(text))
    before = START - 5 * DAY
    past = [
        Event(id=f"p{each}", name="order_placed", at=before + each, properties={"total": float(each)})
        for each in range(100)
    ]
    assumed = assuming({**READERS, Rate.CLICKED: 1.0, Rate.ORGANIC: 0.5, Rate.LIFT: 1.0})
    rows = [(contact, [*past, *events]) for contact, events in people(10)]
    history = learn(rows, learnt_names(rules, assumed), START, "UTC")
    _, _, _, responses = forecast(text, assumed, rows, history)
    amounts = [each.amount for each in responses if each.kind is Answer.CONVERTED]
    assert amounts
    assert all(amount is not None and amount > 50 for amount in amounts)


def test_a_conversion_is_of_what_the_run_is_about() -> None:
    text = CART.format(holdout="").replace(
        "order_placed within", "order_placed where cart_id is trigger.cart_id within"
    )
    rows = [
        (contact, [replace(event, properties={"total": 30.0, "cart_id": contact.id}) for event in events])
        for contact, events in people(10)
    ]
    assumed = assuming({**READERS, Rate.CLICKED: 1.0, Rate.ORGANIC: 0.5, Rate.LIFT: 1.0})
    tally, *_ = forecast(text, assumed, rows)
    assert tally.journeys["cart"].goals == 10


def test_rates_may_be_said_of_a_segment_and_of_a_message() -> None:
    text = "segment buyers:\n  when vip is true\n" + CART.format(holdout="")
    rows = [
        (replace(contact, attributes={**contact.attributes, "vip": number % 2 == 0}), events)
        for number, (contact, events) in enumerate(people(20))
    ]
    of_segment = assuming(NEVER | {Rate.INBOX: 1.0}, segments={"buyers": {Rate.OPENED: 1.0}})
    _, results, *_ = forecast(text, of_segment, rows)
    assert results.answers["reminder", Answer.OPENED] == 10
    of_message = replace(of_segment, messages={"reminder": {Rate.OPENED: 0.0}})
    _, results, *_ = forecast(text, of_message, rows)
    assert results.answers["reminder", Answer.OPENED] == 0
