"""A forecast on the array machine decides and answers what it does on the engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

pytest.importorskip("numba")

from journeydsl import engine, machine
from journeydsl.forecast import arrays
from journeydsl.forecast.arrivals import Arrivals
from journeydsl.forecast.assumptions import Assumptions, Conversion, Rate
from journeydsl.forecast.defaults import default_assumptions
from journeydsl.forecast.history import learn
from journeydsl.forecast.modelling import learnt_names, model
from journeydsl.forecast.responding import Responder
from journeydsl.forecast.results import Results
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.messages import MessageClass
from journeydsl.model.responses import Response
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
  goal order_placed within 14 days

  wait 3 days
  send offer
  wait 1 day
  send reminder
"""
START, END = parse_instant("2026-03-01"), parse_instant("2026-04-15")


def people(number: int) -> list[tuple[Contact, Sequence[Event]]]:
    return [
        (
            Contact(
                id=f"c{each:04}",
                attributes={"email": f"c{each}@{('gmail.com', 'icloud.com', 'shop.example')[each % 3]}"},
                subscriptions={"promotions": True},
                timezone="Europe/Berlin" if each % 2 else None,
            ),
            [
                Event(id="a", name="cart_updated", at=START - 9 * DAY + each * HOUR, properties={"total": 30.0}),
                Event(id="b", name="order_placed", at=START - 5 * DAY + each * HOUR, properties={"total": 40.0}),
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


PEACEFUL = lively(hard_bounced=0.0, unsubscribed=0.0, complained=0.0)


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("assumed", [PEACEFUL, lively(), lively(unsubscribed=0.2, hard_bounced=0.1, complained=0.1)])
def test_a_forecast_is_the_same_on_both_engines(assumed: Assumptions, seed: int) -> None:
    rules = engine.prepare(compiled(PROGRAM))
    history = learn(people(150), learnt_names(rules, assumed), START, "UTC")
    of_seed = model(rules, assumed, history, seed)
    arrivals = Arrivals(assumed.arrivals, history, "UTC", START, END)
    rows = [
        (
            contact,
            sorted([*known, *arrivals.of(of_seed.number(contact.id), known)], key=lambda each: (each.at, each.id)),
        )
        for contact, known in people(150)
    ]
    decisions: list[Decision] = []
    responses: list[Response] = []
    results = Results()
    responder = Responder(of_seed, results, responses.extend)
    tally = simulate(rules, rows, START, END, decisions.extend, responder=responder)
    assert tally.is_conserved
    assert sum(each.outcome is Outcome.SENT for each in decisions) > 300
    assert not arrays.unsupported(of_seed)
    lives = arrays.settle(of_seed, rows, START, END)
    assert [each for life in lives for each in life.responses] == responses
    assert sum(life.spoken_for for life in lives) == results.spoken_for
    columns = arrays.columns_of(of_seed, lives)
    settled: list[Decision] = []
    machine.run(machine.bind(rules, columns, START, END), columns, settled.extend)
    assert settled == decisions
