"""A forecast on the array machine decides and answers what it does on the engine."""

from __future__ import annotations

import pytest

pytest.importorskip("numba")

from journeydsl import machine
from journeydsl.forecast import arrays
from journeydsl.forecast.assumptions import Assumptions
from journeydsl.model.decisions import Decision
from tests.unit.test_forecast.test_rounds import END, START, as_they_are_made, forecast_of, lively

PEACEFUL = lively(hard_bounced=0.0, unsubscribed=0.0, complained=0.0)


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("assumed", [PEACEFUL, lively(unsubscribed=0.2, hard_bounced=0.1, complained=0.1)])
def test_a_forecast_is_the_same_on_both_engines(assumed: Assumptions, seed: int) -> None:
    of_seed, rows = forecast_of(assumed, seed)
    assert not arrays.unsupported(of_seed)
    try:
        lives = arrays.settle_on_machine(of_seed, rows, START, END)
    except machine.Unfit as unfit:
        pytest.skip(f"the machine cannot do this yet: {unfit}")
    decisions, responses, results = as_they_are_made(of_seed, rows)
    assert [each for life in lives for each in life.responses] == responses
    assert sum(life.spoken_for for life in lives) == results.spoken_for
    columns = arrays.columns_of(of_seed, lives)
    settled: list[Decision] = []
    machine.run(machine.bind(of_seed.rules, columns, START, END), columns, settled.extend)
    assert settled == decisions
