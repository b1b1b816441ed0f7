"""A forecast on the array machine decides and answers what it does on the engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

pytest.importorskip("numba")

from journeydsl import machine
from journeydsl.forecast import arrays
from journeydsl.forecast.assumptions import Assumptions
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.reasons import NotSent
from tests.unit.test_forecast.test_rounds import (
    COLLEAGUES,
    END,
    MORE_RULES,
    START,
    THROUGHPUT,
    WARM_UP,
    as_they_are_made,
    forecast_of,
    lively,
    told_apart,
)

LEAVING = lively(unsubscribed=0.2, hard_bounced=0.1, complained=0.1)


def assert_same(
    assumed: Assumptions, more: str = "", project: Mapping[str, Any] | None = None, seed: int = 0
) -> list[Decision]:
    """The same decisions and answers on both; returns the decisions."""
    of_seed, rows = forecast_of(assumed, seed, more, project)
    forecast = arrays.Settled(of_seed, rows, START, END)
    decisions, responses, results = as_they_are_made(of_seed, rows)
    assert sorted(each for life in forecast.lives for each in life.responses) == sorted(responses)
    assert sum(len(life.left_out) for life in forecast.lives) == results.spoken_for
    columns = forecast.columns()
    settled: list[Decision] = []
    machine.run(machine.bind(of_seed.rules, columns, START, END), columns, settled.extend)
    assert sorted(settled) == sorted(decisions)
    return decisions


@pytest.mark.parametrize("assumed", [lively(), LEAVING])
@pytest.mark.parametrize("more", ["", COLLEAGUES])
def test_a_forecast_is_the_same_on_both_engines(assumed: Assumptions, more: str) -> None:
    assert_same(assumed, more)


@pytest.mark.parametrize("assumed", [lively(), LEAVING])
def test_those_in_a_segment_answer_otherwise_on_both_engines(assumed: Assumptions) -> None:
    decisions = assert_same(told_apart(assumed), MORE_RULES)
    assert any(each.outcome is Outcome.CHANGED for each in decisions)


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize(("more", "project"), [("", THROUGHPUT), (WARM_UP, None), (COLLEAGUES, THROUGHPUT)])
def test_who_leaves_makes_room_for_others_on_both_engines(
    more: str, project: Mapping[str, Any] | None, seed: int
) -> None:
    decisions = assert_same(LEAVING, more, project, seed)
    assert sum(each.reason == NotSent.OVER_CAPACITY for each in decisions) > 50


def test_everything_that_couples_contacts_and_tells_them_apart_goes_together() -> None:
    assert_same(told_apart(LEAVING), MORE_RULES + COLLEAGUES, THROUGHPUT)
