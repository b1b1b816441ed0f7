"""A forecast on the array machine decides and answers what it does on the engine."""

from __future__ import annotations

import pytest

pytest.importorskip("numba")

from journeydsl import machine
from journeydsl.forecast import arrays
from journeydsl.forecast.assumptions import Assumptions
from journeydsl.model.decisions import Decision
from tests.unit.test_forecast.test_rounds import COLLEAGUES, END, START, as_they_are_made, forecast_of, lively


@pytest.mark.parametrize(
    ("assumed", "more"),
    [(lively(), ""), (lively(unsubscribed=0.2, hard_bounced=0.1, complained=0.1), ""), (lively(), COLLEAGUES)],
)
def test_a_forecast_is_the_same_on_both_engines(assumed: Assumptions, more: str) -> None:
    of_seed, rows = forecast_of(assumed, 0, more)
    assert not arrays.unsupported(of_seed)
    lives = arrays.settle_on_machine(of_seed, rows, START, END)
    decisions, responses, results = as_they_are_made(of_seed, rows)
    assert sorted(each for life in lives for each in life.responses) == sorted(responses)
    assert sum(life.spoken_for for life in lives) == results.spoken_for
    columns = arrays.columns_of(of_seed, lives)
    settled: list[Decision] = []
    machine.run(machine.bind(of_seed.rules, columns, START, END), columns, settled.extend)
    assert sorted(settled) == sorted(decisions)
