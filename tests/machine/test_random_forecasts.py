"""A forecast of whatever program: the machine decides and answers what the engine does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

pytest.importorskip("numba")

from hypothesis import given, settings
from hypothesis import strategies as st

from journeydsl import machine
from journeydsl.engine import Rules
from journeydsl.forecast import arrays
from journeydsl.forecast.assumptions import Assumptions, Rate
from journeydsl.forecast.history import learn
from journeydsl.forecast.modelling import learnt_names, model
from journeydsl.forecast.responding import Responder
from journeydsl.forecast.results import Results
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.decisions import Decision
from journeydsl.model.responses import Response
from journeydsl.model.values import Instant
from journeydsl.simulator import simulate
from tests.properties.runnable import Situation, alike, program_texts, ready, situations
from tests.unit.test_forecast.test_rounds import lively

Row = tuple[Contact, list[Event]]


def assumed(rules: Rules, chance: Random) -> Assumptions:
    """Lively people, who answer otherwise in each segment."""
    rates = [Rate.OPENED, Rate.CLICKED, Rate.UNSUBSCRIBED, Rate.COMPLAINED, Rate.HARD_BOUNCED, Rate.ORGANIC]
    said = {name: {rate: chance.random() * 0.6 for rate in chance.sample(rates, 3)} for name in rules.segments}
    return replace(lively(unsubscribed=0.1), segments=said)


def rows_of(situation: Situation, chance: Random) -> list[Row]:
    """The contacts of a situation, others to whom the same happens, and what arrives of itself: nothing comes late."""
    found: dict[str, Row] = {}
    for case in situation.cases:
        for each in alike(case):
            events = [event for event in each.inputs if isinstance(event, Event)]
            on_time = [event if event.arrives < situation.start else replace(event, known_at=None) for event in events]
            name = f"{each.contact.id}.{len(found):03}"
            found[name] = replace(each.contact, id=name), sorted(on_time, key=lambda event: (event.at, event.id))
    chosen = chance.sample(sorted(found), min(len(found), 8))
    return [found[name] for name in sorted(chosen)]


@settings(max_examples=40)
@given(program_texts(), situations(most=2), st.randoms(use_true_random=False))
def test_a_forecast_is_the_same_on_both_engines_whatever_the_program(
    text: str, situation: Situation, chance: Random
) -> None:
    rules = ready(text)
    rows, start, end = rows_of(situation, chance), situation.start, situation.end
    said = assumed(rules, chance)
    of_seed = model(rules, said, learn(rows, learnt_names(rules, said), start, "UTC"), 0)
    decisions: list[Decision] = []
    responses: list[Response] = []
    responder = Responder(of_seed, Results(), responses.extend)
    simulate(rules, rows, start, end, decisions.extend, responder=responder)
    forecast = arrays.Settled(of_seed, rows, start, end)
    assert sorted(each for life in forecast.lives for each in life.responses) == sorted(responses)
    assert sum(len(life.left_out) for life in forecast.lives) == responder.results.spoken_for
    assert sorted(settled(rules, forecast, start, end)) == sorted(decisions)


def settled(rules: Rules, forecast: arrays.Settled, start: Instant, end: Instant) -> Sequence[Decision]:
    columns, decisions = forecast.columns(), list[Decision]()
    machine.run(machine.bind(rules, columns, start, end), columns, decisions.extend)
    return decisions
