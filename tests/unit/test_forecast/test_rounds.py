"""A forecast by rounds comes to what comes of it when each send is answered as it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from typing import Any

import pytest

from journeydsl import engine
from journeydsl.forecast.arrivals import Arrivals
from journeydsl.forecast.assumptions import Assumptions, Conversion, Rate
from journeydsl.forecast.defaults import default_assumptions
from journeydsl.forecast.history import learn
from journeydsl.forecast.lives import Life, Stopped, Told, lives_of
from journeydsl.forecast.modelling import Model, learnt_names, model
from journeydsl.forecast.responding import Responder
from journeydsl.forecast.results import Results
from journeydsl.forecast.rounds import settle
from journeydsl.model.contacts import Contact, Event, Input
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.mailboxes import Mailbox
from journeydsl.model.messages import MessageClass
from journeydsl.model.reasons import NotSent
from journeydsl.model.responses import Answer, Response
from journeydsl.model.values import DAY, HOUR, Instant, Value
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
MORE_RULES = """
segment clickers:
  when message_clicked in the last 3 days
segment openers:
  hold for 2 days
  when message_opened in the last 6 hours
segment sent_to:
  refresh daily
  when message_sent in the last 3 days
segment busy:
  when message_sent at least 2 times in the last 7 days and order_placed in the last 20 days

journey moving:
  starts on message_opened
  again after 6 days

  wait 3 hours
  set email to "somebody@yahoo.com"
  send offer
  wait 1 day
  set email to "somebody@icloud.com"
  send reminder
"""
THROUGHPUT = {"channels": {"email": {"address": "email", "throughput": "12 per day"}}}
WARM_UP = """
limits:
  warm up email from 4 per day by 4% per day
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


def told_apart(assumed: Assumptions) -> Assumptions:
    """What is assumed of those who are in segments, and of two providers."""
    return replace(
        assumed,
        segments={
            "clickers": {Rate.OPENED: 0.8, Rate.CLICKED: 0.6},
            "openers": {Rate.UNSUBSCRIBED: 0.1, Rate.ORGANIC: 0.3},
            "busy": {Rate.OPENED: 0.2, Rate.CLICKED: 0.1},
            "sent_to": {Rate.HARD_BOUNCED: 0.1, Rate.COMPLAINED: 0.05},
        },
        providers={Mailbox.YAHOO: {Rate.INBOX: 0.3}, Mailbox.APPLE: {Rate.INBOX: 0.9, Rate.MACHINE_OPENED: 0.8}},
    )


def forecast_of(
    assumed: Assumptions, seed: int, more: str = "", project: Mapping[str, Any] | None = None
) -> tuple[Model, list[Row]]:
    """A model, and people with what arrives for them."""
    rules = engine.prepare(compiled(PROGRAM + more, project))
    history = learn(people(150), learnt_names(rules, assumed), START, "UTC")
    of_seed = model(rules, assumed, history, seed)
    arrivals = Arrivals(assumed.arrivals, history, "UTC", START, END)
    before = [(contact, [event for event in known if event.at < START]) for contact, known in people(150)]
    return of_seed, [(contact, [*known, *arrivals.of(of_seed.number(contact.id), known)]) for contact, known in before]


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


@dataclass
class Noting:
    """Whoever answers nothing, and notes by what entries were made."""

    triggers: dict[str, dict[tuple[str, int], Mapping[str, Value]]]

    def ahead(self, step: engine.Step, inputs: Sequence[Input]) -> Sequence[Input]:
        for watch in step.state.goals:
            entry = watch.entry
            self.triggers[step.state.contact][entry.journey, entry.number] = entry.trigger
        return inputs


def walk(of_seed: Model, lives: Sequence[Life]) -> None:
    """Walk contacts, and tell what was decided."""
    told: dict[str, list[Decision]] = {life.contact.id: [] for life in lives}
    noting = Noting({life.contact.id: {} for life in lives})
    everything: list[Decision] = []
    rows = [(life.contact, life.events) for life in lives]
    simulate(of_seed.rules, rows, START, END, everything.extend, responder=noting)
    for decision in everything:
        told[decision.contact].append(decision)
    for life in lives:
        life.tell(Told(told[life.contact.id], {}, noting.triggers[life.contact.id]))


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("assumed", [lively(), lively(unsubscribed=0.2, hard_bounced=0.1, complained=0.1)])
def test_rounds_come_to_what_comes_of_answers_one_by_one(assumed: Assumptions, seed: int) -> None:
    of_seed, rows = forecast_of(assumed, seed)
    decisions, responses, results = as_they_are_made(of_seed, rows)
    rounds = []

    def walk_and_count(lives: Sequence[Life]) -> None:
        rounds.append(len(lives))
        walk(of_seed, lives)

    lives = lives_of(rows)
    settle(of_seed, lives, END, walk_and_count)
    assert [each for life in lives for each in life.told.decisions] == decisions
    assert [each for life in lives for each in life.responses] == responses
    assert sum(len(life.left_out) for life in lives) == results.spoken_for
    assert len(rounds) > 3
    assert rounds == sorted(rounds, reverse=True)


@pytest.mark.parametrize(("more", "project"), [(COLLEAGUES, None), ("", THROUGHPUT), (COLLEAGUES + WARM_UP, None)])
def test_rounds_of_people_who_share_something_are_walked_together(more: str, project: Mapping[str, Any] | None) -> None:
    of_seed, rows = forecast_of(lively(unsubscribed=0.2, complained=0.1), 0, more, project)
    decisions, responses, _ = as_they_are_made(of_seed, rows)
    shared = (each.detail == "colleague_clicked" or each.reason == NotSent.OVER_CAPACITY for each in decisions)
    assert sum(shared) > 20
    lived: list[list[Sequence[Event]]] = []

    def walk_and_note(lives: Sequence[Life]) -> None:
        lived.append([life.events for life in lives])
        walk(of_seed, lives)

    lives = lives_of(rows)
    settle(of_seed, lives, END, walk_and_note, together=True)
    assert sorted(each for life in lives for each in life.told.decisions) == sorted(decisions)
    assert sorted(each for life in lives for each in life.responses) == sorted(responses)
    news = [first_news(*each) for each in pairwise(lived)]
    assert news == sorted(set(news)), "what is settled grows with each round"


def first_news(before: Sequence[Sequence[Event]], after: Sequence[Sequence[Event]]) -> Instant:
    """The first instant at which somebody lives through something else."""
    told = zip(before, after, strict=True)
    pairs = (pair for lives in told for pair in zip_longest(*lives) if pair[0] != pair[1])
    return min(each.at for pair in pairs for each in pair if each is not None)


def test_nothing_is_settled_where_it_is_stopped() -> None:
    of_seed, rows = forecast_of(lively(), 0)
    rounds_left = [True, True]
    with pytest.raises(Stopped):
        settle(
            of_seed,
            lives_of(rows),
            END,
            lambda lives: walk(of_seed, lives),
            goes_on=lambda: bool(rounds_left) and rounds_left.pop(),
        )
