"""What repeated runs add up to, and which layer is called weak."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeydsl.forecast.layers import Layer, layers
from journeydsl.forecast.outlook import Outlook, Seeded, interval
from journeydsl.forecast.results import Arm, Results
from journeydsl.model.responses import Answer
from journeydsl.reports import forecast_document, forecast_text

USUAL = {
    Answer.DELIVERED: 9_621,
    Answer.SOFT_BOUNCED: 360,
    Answer.HARD_BOUNCED: 19,
    Answer.INBOX: 8_193,
    Answer.OPENED: 3_004,
    Answer.CLICKED: 350,
    Answer.UNSUBSCRIBED: 38,
    Answer.COMPLAINED: 1,
}


def results(sent: int = 10_000, **changed: int) -> Results:
    counts = USUAL | {Answer(kind): number for kind, number in changed.items()}
    return Results(
        answers=Counter({("offer", kind): number for kind, number in counts.items()}), sends=Counter({"offer": sent})
    )


def weak(*runs: Results) -> list[str]:
    return [layer.name for layer in layers(runs, ["offer"]) if layer.is_weak]


@pytest.mark.parametrize(
    ("changed", "layer"),
    [
        ({"inbox": 7_000}, "deliverability"),
        ({"opened": 2_500}, "attention"),
        ({"clicked": 240}, "relevance"),
        ({"unsubscribed": 70}, "trust"),
        ({"complained": 40}, "trust"),
    ],
)
def test_a_layer_that_is_clearly_worse_than_published_is_weak(changed: dict[str, int], layer: str) -> None:
    assert weak(results()) == []
    assert layer in weak(results(**changed))


def test_a_bad_inbox_does_not_make_attention_weak() -> None:
    assert weak(results(inbox=4_000, opened=1_467, clicked=171)) == ["deliverability"]


def test_what_may_be_chance_is_not_called_weak() -> None:
    few = {kind: number // 100 for kind, number in USUAL.items()} | {Answer.OPENED: 25}
    assert weak(results(100, **{str(kind): number for kind, number in few.items()})) == []


def test_several_runs_are_looked_at_together() -> None:
    slightly = results(opened=2_650)
    assert weak(slightly, slightly) == ["attention"]
    assert [layer.share for layer in layers([results(), results(opened=0)], ["offer"])][1] == pytest.approx(
        3_004 / 16_386
    )


def test_nothing_sent_has_no_layers_to_judge() -> None:
    found = list(layers([Results()], ["offer"]))
    assert all(isinstance(layer, Layer) and layer.share is None and not layer.is_weak for layer in found)


def test_an_interval_is_the_median_between_the_percentiles() -> None:
    assert interval([float(each) for each in range(21)]) == (10.0, 1.0, 19.0)
    assert interval([2.0]) == (2.0, 2.0, 2.0)
    assert interval([1.0, 2.0]) == pytest.approx((1.5, 1.05, 1.95))


@given(st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=40))
def test_an_interval_lies_within_its_values_whatever_their_order(values: list[int]) -> None:
    median, low, high = interval(values)
    assert min(values) <= low <= median <= high <= max(values)
    assert interval(list(reversed(values))) == (median, low, high)


def outlook(*runs: Results) -> Outlook:
    return Outlook(
        runs=[
            Seeded(seed=seed, results=run, entered={"cart": 500}, goals={"cart": 40}) for seed, run in enumerate(runs)
        ],
        messages=["offer"],
        emails=["offer"],
        promotional=["offer"],
        left_out=3,
    )


def with_holdout(reached: int) -> Results:
    run = results()
    run.due.update({("cart", Arm.SENT): 900, ("cart", Arm.HELD_OUT): 100})
    run.reached.update({("cart", Arm.SENT): reached, ("cart", Arm.HELD_OUT): 5})
    run.revenue["offer"] = 5_000.0
    return run


def test_the_lift_is_that_of_runs_sent_to_over_those_held_out() -> None:
    told = dict(outlook(with_holdout(54), with_holdout(90)).of_journeys())["cart"]
    assert told["lift"].median == pytest.approx((0.2 + 1.0) / 2)
    assert told["goal_rate_held_out"] == (0.05, 0.05, 0.05)


def test_a_figure_that_a_run_does_not_have_is_not_shown() -> None:
    assert "lift" not in dict(outlook(with_holdout(54), results()).of_journeys())["cart"]


def test_the_text_and_the_document_say_the_same() -> None:
    told = outlook(with_holdout(54), with_holdout(90))
    text, document = forecast_text(told), forecast_document(told)
    assert document["rates"]["opened"]["median"] == pytest.approx(3_004 / 9_621)
    assert "31.22%" in text
    assert document["rates"]["revenue_per_recipient"]["median"] == 0.5
    assert "revenue per recipient" in text
    assert document["layers"][0]["layer"] == "deliverability"
    assert "3 events of the file lie after the beginning of the forecast and were left out" in text
