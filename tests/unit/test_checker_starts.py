"""Where journeys start, what they are for, and what ends them."""

from __future__ import annotations

import datetime

import pytest

from journeydsl.model.conditions import Attribute, Compare, Constant, Operator
from journeydsl.model.journeys import (
    Around,
    At,
    Every,
    EveryYear,
    Hypothesis,
    Measure,
    OnEvent,
    Stage,
    Start,
    StopsWhen,
    WhenCalled,
)
from journeydsl.model.values import HOUR
from tests.unit.checking import journey, mistakes, pointed_at

STEPS = "  wait 1 day\n"


def lines(*written: str) -> str:
    return "journey j:\n" + "".join(f"  {line}\n" for line in written) + STEPS


def test_what_informs_about_a_journey_is_kept() -> None:
    built = journey(
        lines(
            'owner "ann@shop.example"',
            "stage expand",
            "ends 2027-06-30",
            "hypothesis:",
            '  because "they forget"',
            '  change "remind them"',
            "  expect unsubscribes to fall by 0.5 points",
            "starts on signed_up",
        )
    )
    assert (built.owner, built.stage, built.ends) == ("ann@shop.example", Stage.EXPAND, datetime.date(2027, 6, 30))
    assert built.hypothesis == Hypothesis(
        because="they forget", change="remind them", measure=Measure.UNSUBSCRIBES, points=-0.5
    )


def test_a_hypothesis_about_the_goal_needs_a_goal() -> None:
    hypothesis = ["hypothesis:", '  because "x"', '  change "y"', "  expect goal to rise by 2 points"]
    start = "starts on signed_up"
    assert mistakes(lines(*hypothesis, start)) == ["missing-line: `j` has no goal that could rise"]
    assert mistakes(lines(*hypothesis, start, "goal order_placed within 7 days")) == []


def test_a_condition_that_stops_a_journey_acts_on_what_is_unknown_and_says_so() -> None:
    text = lines("starts on signed_up", "stops when tickets > 0 as busy", "stops when vip")
    assert mistakes(text) == ["unknown-blocked: contacts without a known `tickets` are stopped too"]
    built = journey(lines("starts on signed_up", "stops when vip as important"))
    assert built.stops_when == (
        StopsWhen(
            words="stops when vip as important",
            condition=Compare(Attribute("vip"), Operator.EQUAL, Constant(True)),
            reason="important",
        ),
    )


@pytest.mark.parametrize(
    ("line", "constant"),
    [
        ("trigger.total > 5", True),
        ("not trigger.total > 5 and trigger.url is known", True),
        ("order_placed at least 0 times ever", True),
        ("trigger.total > spent", False),
        ("trigger.total > 5 and order_placed ever", False),
        ("no order_placed ever", False),
        ("vip", False),
    ],
)
def test_what_cannot_change_inside_a_journey_cannot_stop_it(line: str, constant: bool) -> None:
    found = [code for code, _ in pointed_at(lines("starts on cart_updated", f"stops when {line}"))]
    assert found == (["constant-condition"] if constant else [])


def test_runs_are_kept_apart_by_a_property_that_every_start_has() -> None:
    assert journey(lines("starts on cart_updated", "one per cart_id")).key == "cart_id"
    assert journey(lines("starts on cart_updated", "starts on order_placed", "one per total")).key == "total"
    assert pointed_at(lines("starts on cart_updated", "starts on order_placed", "one per cart_id")) == [
        ("unknown-property", "cart_id")
    ]


def test_a_key_is_one_value_of_one_kind() -> None:
    assert mistakes(lines("starts on cart_updated", "starts on order_placed", "one per url")) == [
        "type-mismatch: `url` is text in `cart_updated` and a number in `order_placed`"
    ]


def test_a_key_needs_an_event() -> None:
    text = lines("starts on cart_updated", "starts on entering s", "one per cart_id")
    assert pointed_at(text + "segment s:\n  when vip\n") == [("key-without-event", "one per cart_id")]


@pytest.mark.parametrize(
    ("start", "meaning"),
    [
        (
            "starts on signed_up, then quiet for 1 hour",
            OnEvent(words="starts on signed_up, then quiet for 1 hour", event="signed_up", quiet_for=HOUR),
        ),
        (
            "starts every year on birthday at 09:00",
            EveryYear(words="starts every year on birthday at 09:00", date=Attribute("birthday"), at=540),
        ),
        (
            "starts 2 weeks before signed_up_at at 10:00",
            Around(
                words="starts 2 weeks before signed_up_at at 10:00", days=-14, date=Attribute("signed_up_at"), at=600
            ),
        ),
        (
            "starts 1 day after birthday at 10:00",
            Around(words="starts 1 day after birthday at 10:00", days=1, date=Attribute("birthday"), at=600),
        ),
        (
            "starts every sunday at 09:00 for s",
            Every(words="starts every sunday at 09:00 for s", weekday=6, at=540, segment="s"),
        ),
        (
            "starts every day at 00:00 for s",
            Every(words="starts every day at 00:00 for s", weekday=None, at=0, segment="s"),
        ),
        (
            "starts on 2026-11-27 08:00 for s",
            At(words="starts on 2026-11-27 08:00 for s", wall=datetime.datetime(2026, 11, 27, 8), segment="s"),
        ),
        ("starts when called", WhenCalled(words="starts when called")),
    ],
)
def test_a_start_means_what_it_says(start: str, meaning: Start) -> None:
    assert journey(lines(start) + "segment s:\n  when vip\n").starts == (meaning,)


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("starts on signed_up, then quiet for 0 hours", [("empty-duration", "0 hours")]),
        ("starts every year on vip at 09:00", [("type-mismatch", "vip")]),
        ("starts every year on brithday at 09:00", [("unknown-attribute", "brithday")]),
        ("starts 14 days before trigger.total at 10:00", [("condition-out-of-place", "trigger.total")]),
        ("starts 3 hours before birthday at 10:00", [("not-whole-days", "3 hours")]),
        ("starts 0 days after birthday at 10:00", [("empty-duration", "0 days")]),
        ("starts every monday at 09:00 for fans", [("unknown-segment", "fans")]),
        ("starts on 9999-12-31 08:00 for fans", [("bad-literal", "9999-12-31 08:00"), ("unknown-segment", "fans")]),
    ],
)
def test_a_start_is_checked_as_if_it_could_be_run(start: str, found: list[tuple[str, str]]) -> None:
    assert pointed_at(lines(start)) == found


@pytest.mark.parametrize(
    ("start", "way"),
    [
        ("starts on entering s", "by a segment"),
        ("starts every year on birthday at 09:00", "by a date"),
        ("starts every monday at 09:00 for s", "at a set time"),
        ("starts when called", "when it is called"),
    ],
)
def test_a_journey_that_can_be_entered_without_an_event_has_no_trigger(start: str, way: str) -> None:
    text = lines("starts on cart_updated", start, "only if trigger.total > 5") + "segment s:\n  when vip\n"
    found = mistakes(text)
    why = f"contacts enter this journey {way}, without an event"
    assert found == [f"condition-out-of-place: `trigger.total` cannot be known here: {why}"]


def test_a_line_that_may_be_repeated_is_not_repeated_word_for_word() -> None:
    twice = lines("starts on signed_up", "starts on  signed_up", "stops on order_placed", "stops on order_placed as x")
    assert mistakes(twice) == ["duplicate-line: `starts on signed_up` is said twice"]


@pytest.mark.parametrize(("day", "found"), [("2027-06-30", []), ("2027-07-01", ["2027-07-01 08:00"])])
def test_nobody_starts_after_the_last_day(day: str, found: list[str]) -> None:
    text = lines("ends 2027-06-30", "starts on signed_up", f"starts on {day} 08:00 for s") + "segment s:\n  when vip\n"
    assert [place for code, place in pointed_at(text) if code == "past-end"] == found


def test_a_last_day_is_one_of_our_time() -> None:
    assert pointed_at(lines("ends 9999-12-31", "starts on signed_up")) == [("bad-literal", "9999-12-31")]
