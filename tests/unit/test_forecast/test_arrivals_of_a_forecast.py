"""What arrives: history again, or events at a stated rate."""

from __future__ import annotations

import math

import pytest

from journeydsl.engine.chance import mix
from journeydsl.forecast.arrivals import Arrivals
from journeydsl.forecast.assumptions import ArrivalRate
from journeydsl.forecast.assumptions import Arrivals as Assumed
from journeydsl.forecast.chance import poisson
from journeydsl.forecast.history import History, learn
from journeydsl.model import clock
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.values import DAY, HOUR
from tests.cases.situations import parse_instant

ZONE = "Europe/Berlin"
START = parse_instant("2026-03-15T00:00+01:00")
END = START + 56 * DAY - 1


def event(at: int, name: str = "cart_updated", total: float = 10.0) -> Event:
    return Event(id=f"{name}@{at}", name=name, at=at, properties={"total": total})


def arriving(assumed: Assumed, events: list[Event], contacts: int = 400, history: History | None = None) -> list[Event]:
    known = history or History(contacts=contacts)
    arrivals = Arrivals(assumed, known, ZONE, START, END)
    return [each for number in range(contacts) for each in arrivals.of(mix(number + 7), events)]


def test_history_comes_again_as_often_and_at_the_same_local_time() -> None:
    last = [event(START - 3 * DAY + 9 * HOUR), event(START - 20 * DAY + 18 * HOUR), event(START - 40 * DAY)]
    again = arriving(Assumed(history=28 * DAY), last)
    expected = 400 * 2 * 2  # contacts, events in the last four weeks, stretches of four weeks
    assert abs(len(again) - expected) < 4 * math.sqrt(expected * 2)
    assert {clock.to_wall(each.at, ZONE).hour for each in again} == {9, 18}
    assert all(START <= each.at <= END for each in again)
    assert len({(each.id, each.at) for each in again}) > 100


def test_answers_of_history_do_not_come_again_and_neither_does_what_has_a_rate() -> None:
    last = [event(START - DAY, "message_opened"), event(START - DAY, "order_placed"), event(START - DAY)]
    rate = ArrivalRate(number=1, period=10_000 * DAY)
    again = arriving(Assumed(history=28 * DAY, events={"order_placed": rate}), last)
    assert {each.name for each in again} - {"order_placed"} == {"cart_updated"}
    assert sum(each.name == "order_placed" for each in again) < 3


def test_nothing_of_history_comes_again_where_none_is_asked_for() -> None:
    assert not arriving(Assumed(history=None), [event(START - DAY)])


def test_a_rate_is_spread_over_contacts_days_and_the_hours_of_history() -> None:
    morning = [event(START - each * DAY + 9 * HOUR, total=float(each)) for each in range(1, 20)]
    history = learn([(Contact(id="c"), morning)], ["cart_updated"], START, ZONE)
    known = History(contacts=400, examples=history.examples, hours=history.hours)
    rates = {"cart_updated": ArrivalRate(number=50, period=DAY)}
    found = arriving(Assumed(history=None, events=rates), [], history=known)
    assert abs(len(found) - 50 * 56) < 4 * math.sqrt(50 * 56)
    assert {clock.to_wall(each.at, ZONE).hour for each in found} == {9}
    assert len({clock.to_wall(each.at, ZONE).date() for each in found}) == 56
    assert {each.properties["total"] for each in found} == {float(each) for each in range(1, 20)}


def test_a_new_list_without_history_has_arrivals_with_stated_properties() -> None:
    rates = {"cart_updated": ArrivalRate(number=350, period=7 * DAY, properties={"total": 42.0})}
    found = arriving(Assumed(history=28 * DAY, events=rates), [])
    assert abs(len(found) - 50 * 56) < 4 * math.sqrt(50 * 56)
    assert {each.properties["total"] for each in found} == {42.0}


@pytest.mark.parametrize("mean", [0.01, 1.0, 7.5, 19.9, 250.0])
def test_a_poisson_draw_has_its_mean_and_its_variance(mean: float) -> None:
    draws = [poisson(mean, mix(number), "x") for number in range(4000)]
    average = sum(draws) / len(draws)
    assert average == pytest.approx(mean, abs=4 * math.sqrt(mean / len(draws)))
    variance = sum((each - average) ** 2 for each in draws) / (len(draws) - 1)
    assert variance == pytest.approx(mean, rel=0.15 if mean > 0.1 else 0.7)


def test_what_arrives_comes_in_the_order_of_time() -> None:
    last = [event(START - 3 * DAY), event(START - 2 * DAY), event(START - DAY, "order_placed")]
    rates = {"signed_up": ArrivalRate(number=3, period=DAY)}
    arrivals = Arrivals(Assumed(history=7 * DAY, events=rates), History(contacts=1), ZONE, START, END)
    found = arrivals.of(mix(7), last)
    assert len(found) > 100
    assert found == sorted(found, key=lambda each: (each.at, each.id))
