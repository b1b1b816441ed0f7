"""A forecast by rounds comes to what comes of it when each send is answered as it is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from journeydsl import engine
from journeydsl.forecast.arrivals import Arrivals
from journeydsl.forecast.assumptions import Assumptions, Conversion, Rate
from journeydsl.forecast.defaults import default_assumptions
from journeydsl.forecast.history import learn
from journeydsl.forecast.modelling import Model, learnt_names, model
from journeydsl.forecast.responding import Responder
from journeydsl.forecast.results import Results
from journeydsl.forecast.rounds import Life, settle
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.messages import MessageClass
from journeydsl.model.responses import Answer, Response
from journeydsl.model.values import DAY, HOUR
from journeydsl.simulator import simulate
from tests.cases.situations import compiled, parse_instant

PROGRAM = """
message reminder:
  channel email
  topic promotions
  subject "Still there"
  template "plain.html"

message offer:
  channel email
  topic promotions
  subject "For you"
  template "plain.html"

limits:
  at most 3 promotional messages in 7 days, else drop

journey cart:
  starts on cart_updated where total >= 20
  again after 9 days
  stops on order_placed as bought
  goal order_placed within 7 days
  holdout 20%

  wait 1 hour
  send reminder
  wait for message_clicked up to 1 day
    happened: send offer
    timed out: continue
  wait 2 days, then until 10:00
  choose:
    when opened reminder: send offer
    otherwise: send reminder
  wait 1 day
  send reminder

journey thanks:
  starts on order_placed
  again after 5 days
  goal order_placed where order_id is trigger.order_id within 14 days

  wait 3 days
  send offer
  wait 1 day
  send reminder
"""
COLLEAGUES = """
suppression colleague_clicked:
  when message_clicked in the last 2 days
  blocks promotional for the whole account
"""
START, END = parse_instant("2026-03-01"), parse_instant("2026-04-15")


def people(number: int) -> list[tuple[Contact, Sequence[Event]]]:
    return [
        (
            Contact(
                id=f"c{each:04}",
                attributes={
                    "company": f"k{each // 4}",
                    "email": f"c{each}@{('gmail.com', 'icloud.com', 'shop.example')[each % 3]}",
                },
                subscriptions={"promotions": True},
                timezone="Europe/Berlin" if each % 2 else None,
            ),
            [
                Event(id="a", name="cart_updated", at=START - 9 * DAY + each * HOUR, properties={"total": 30.0}),
                Event(
                    id="b",
                    name="order_placed",
                    at=START - 5 * DAY + each * HOUR,
                    properties={"total": 40.0, "order_id": f"o{each}"},
                ),
            ],
        )
        for each in range(number)
    ]


def lively(**rates: float) -> Assumptions:
    usual = default_assumptions()
    said = {
        **usual.classes[MessageClass.PROMOTIONAL],
        Rate.OPENED: 0.6,
        Rate.CLICKED: 0.3,
        Rate.ORGANIC: 0.1,
        Rate.LIFT: 1.0,
    }
    said |= {Rate(name): share for name, share in rates.items()}
    return replace(
        usual,
        classes={MessageClass.PROMOTIONAL: said, MessageClass.TRANSACTIONAL: said},
        arrivals=replace(usual.arrivals, history=14 * DAY),
        conversions={"order_placed": Conversion(revenue="total")},
    )


Row = tuple[Contact, list[Event]]


def forecast_of(assumed: Assumptions, seed: int, more: str = "") -> tuple[Model, list[Row]]:
    """A model, and people with what arrives for them."""
    rules = engine.prepare(compiled(PROGRAM + more))
    history = learn(people(150), learnt_names(rules, assumed), START, "UTC")
    of_seed = model(rules, assumed, history, seed)
    arrivals = Arrivals(assumed.arrivals, history, "UTC", START, END)
    return of_seed, [
        (
            contact,
            [*known, *arrivals.of(of_seed.number(contact.id), known)],
        )
        for contact, known in people(150)
    ]


def as_they_are_made(of_seed: Model, rows: Sequence[Row]) -> tuple[list[Decision], list[Response], Results]:
    """What comes of it when each send is answered as it is made."""
    decisions: list[Decision] = []
    responses: list[Response] = []
    responder = Responder(of_seed, Results(), responses.extend)
    tally = simulate(of_seed.rules, rows, START, END, decisions.extend, responder=responder)
    assert tally.is_conserved
    assert sum(each.outcome is Outcome.SENT for each in decisions) > 300
    assert {each.kind for each in responses if not each.message} == {Answer.CONVERTED}
    return decisions, responses, responder.results


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("assumed", [lively(), lively(unsubscribed=0.2, hard_bounced=0.1, complained=0.1)])
def test_rounds_come_to_what_comes_of_answers_one_by_one(assumed: Assumptions, seed: int) -> None:
    of_seed, rows = forecast_of(assumed, seed)
    decisions, responses, results = as_they_are_made(of_seed, rows)
    rounds = []

    def walk(lives: Sequence[Life]) -> None:
        rounds.append(len(lives))
        for life in lives:
            simulate(of_seed.rules, [(life.contact, life.events)], START, END, life.decisions.extend)

    lives = settle(of_seed, rows, END, walk)
    assert [each for life in lives for each in life.decisions] == decisions
    assert [each for life in lives for each in life.responses] == responses
    assert sum(life.spoken_for for life in lives) == results.spoken_for
    assert len(rounds) > 3
    assert rounds == sorted(rounds, reverse=True)


def test_rounds_of_people_who_share_an_account_are_walked_together() -> None:
    of_seed, rows = forecast_of(lively(), 0, COLLEAGUES)
    decisions, responses, _ = as_they_are_made(of_seed, rows)
    assert any(each.detail == "colleague_clicked" for each in decisions)

    def walk(lives: Sequence[Life]) -> None:
        by_name = {life.contact.id: life for life in lives}
        told: list[Decision] = []
        simulate(of_seed.rules, [(life.contact, life.events) for life in lives], START, END, told.extend)
        for decision in told:
            by_name[decision.contact].decisions.append(decision)

    lives = settle(of_seed, rows, END, walk, together=True)
    assert sorted(each for life in lives for each in life.decisions) == sorted(decisions)
    assert sorted(each for life in lives for each in life.responses) == sorted(responses)
