"""Conditions: what they come down to, and what cannot be compared."""

from __future__ import annotations

import datetime

import pytest

from journeydsl.model.conditions import (
    AllOf,
    AnyOf,
    Attribute,
    Compare,
    Condition,
    Constant,
    Count,
    EventProperty,
    Ever,
    InSegment,
    Known,
    Last,
    Not,
    OneOf,
    Operator,
    Since,
    SinceEntry,
    Subscribed,
    TriggerProperty,
)
from journeydsl.model.journeys import OnEvent
from journeydsl.model.steps import Choose
from journeydsl.model.values import DAY, HOUR, Value, instant
from tests.unit.checking import checked, journey, meaning, mistakes, pointed_at

VIP = Compare(Attribute("vip"), Operator.EQUAL, Constant(True))
UTC = datetime.UTC


def equals(name: str, value: Value) -> Compare:
    return Compare(Attribute(name), Operator.EQUAL, Constant(value))


def long_ago(duration: int) -> Condition:
    ever = Count("signed_up", None, Ever(), Operator.AT_LEAST, 1)
    return AllOf((ever, Not(Count("signed_up", None, Last(duration), Operator.AT_LEAST, 1))))


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("vip", VIP),
        ("vip is true", VIP),
        ("not vip", Not(VIP)),
        ("vip and vip", AllOf((VIP, VIP))),
        ("vip or (vip and vip)", AnyOf((VIP, AllOf((VIP, VIP))))),
        ('country is "DE"', equals("country", "DE")),
        ('country is not "DE"', Compare(Attribute("country"), Operator.UNEQUAL, Constant("DE"))),
        ("orders >= 5", Compare(Attribute("orders"), Operator.AT_LEAST, Constant(5))),
        ("orders <= 5", Compare(Attribute("orders"), Operator.AT_MOST, Constant(5))),
        ("orders > spent", Compare(Attribute("orders"), Operator.GREATER, Attribute("spent"))),
        ("first_name is country", Compare(Attribute("first_name"), Operator.EQUAL, Attribute("country"))),
        ('country is one of "DE", "AT"', OneOf(Attribute("country"), ("DE", "AT"))),
        ('country is not one of "DE"', Not(OneOf(Attribute("country"), ("DE",)))),
        ("birthday is known", Known(Attribute("birthday"))),
        ("birthday is unknown", Not(Known(Attribute("birthday")))),
        ("signed_up ever", Count("signed_up", None, Ever(), Operator.AT_LEAST, 1)),
        ("no signed_up in the last 2 days", Count("signed_up", None, Last(2 * DAY), Operator.EQUAL, 0)),
        ("signed_up at most 3 times ever", Count("signed_up", None, Ever(), Operator.AT_MOST, 3)),
        ("signed_up exactly 1 time ever", Count("signed_up", None, Ever(), Operator.EQUAL, 1)),
        ("subscribed to newsletter", Subscribed("newsletter")),
        ("time since signed_up < 2 days", Count("signed_up", None, Last(2 * DAY), Operator.AT_LEAST, 1)),
        ("time since signed_up <= 2 days", Count("signed_up", None, Last(2 * DAY + 1), Operator.AT_LEAST, 1)),
        ("time since signed_up >= 2 days", long_ago(2 * DAY)),
        ("time since signed_up > 2 days", long_ago(2 * DAY + 1)),
    ],
)
def test_the_many_ways_to_say_a_condition_come_down_to_few(written: str, means: Condition) -> None:
    assert meaning(written) == means


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("orders is 5", 5),
        ("orders is 20.5", 20.5),
        ("spent is 5", 5.0),
        ("birthday is 2000-02-29", datetime.date(2000, 2, 29)),
        ("signed_up_at is 2027-06-30 09:00", instant(datetime.datetime(2027, 6, 30, 7, tzinfo=UTC))),
        ("patience is 2 hours", 2 * HOUR),
        ('email is "ann@example.com"', "ann@example.com"),
    ],
)
def test_a_literal_becomes_a_value_of_the_type_that_it_is_compared_with(written: str, value: Value) -> None:
    condition = meaning(written)
    assert isinstance(condition, Compare)
    assert condition.right == Constant(value)
    assert isinstance(condition.right, Constant)
    assert type(condition.right.value) is type(value)


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        ("2027-03-28 02:30", datetime.datetime(2027, 3, 28, 1, tzinfo=UTC)),
        ("2027-10-31 02:30", datetime.datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
    ],
    ids=["a time that is skipped in spring is the first after the gap", "one that comes twice is the first of the two"],
)
def test_a_date_with_a_time_is_in_the_zone_of_the_project(wall: str, utc: datetime.datetime) -> None:
    assert meaning(f"signed_up_at is {wall}") == equals("signed_up_at", instant(utc))


def test_since_a_date_begins_at_midnight_in_the_zone_of_the_project() -> None:
    midnight = instant(datetime.datetime(2027, 1, 9, 23, tzinfo=UTC))
    assert meaning("signed_up since 2027-01-10") == Count("signed_up", None, Since(midnight), Operator.AT_LEAST, 1)


def test_a_year_that_no_zone_reaches_is_reported() -> None:
    assert mistakes("segment s:\n  when signed_up since 0001-01-01\n") == ["bad-literal: the year 1 is out of reach"]


def test_a_name_in_a_where_is_first_a_property_of_the_event_and_then_an_attribute() -> None:
    condition = meaning("order_placed where (country is first_name and vip) ever")
    assert isinstance(condition, Count)
    assert condition.where == AllOf((Compare(EventProperty("country"), Operator.EQUAL, Attribute("first_name")), VIP))


def test_a_journey_reads_the_properties_of_its_trigger() -> None:
    read = journey("journey j:\n  starts on cart_updated where total > 5\n  only if trigger.total > 10\n  wait 1 day\n")
    assert read.starts == (
        OnEvent(
            words="starts on cart_updated where total > 5",
            event="cart_updated",
            where=Compare(EventProperty("total"), Operator.GREATER, Constant(5.0)),
        ),
    )
    assert read.only_if == Compare(TriggerProperty("total"), Operator.GREATER, Constant(10.0))


SEVERAL_STARTS = """\
journey j:
  starts on cart_updated
  starts on order_placed
  only if {condition}
  wait 1 day
"""


def test_a_property_of_the_trigger_has_to_be_there_whichever_event_the_trigger_was() -> None:
    assert not mistakes(SEVERAL_STARTS.format(condition="trigger.total > 5"))
    assert mistakes(SEVERAL_STARTS.format(condition='trigger.order_id is "7"')) == [
        "unknown-property: `cart_updated`, which the journey starts on, has no property `order_id`"
    ]
    assert mistakes(SEVERAL_STARTS.format(condition="trigger.url is known")) == [
        "type-mismatch: `trigger.url` is text in `cart_updated` and a number in `order_placed`"
    ]
    assert mistakes(SEVERAL_STARTS.format(condition="trigger is known")) == [
        "unknown-property: `trigger` is an event, not a value"
    ]


def test_since_entry_is_for_those_inside_a_journey() -> None:
    inside = journey(
        "journey j:\n  starts on signed_up\n  choose:\n    when order_placed since entry: stop\n"
        "    otherwise: continue\n  wait 1 day\n"
    ).steps[0]
    assert isinstance(inside, Choose)
    assert inside.arms[0].condition == Count("order_placed", None, SinceEntry(), Operator.AT_LEAST, 1)
    before = "journey j:\n  starts on signed_up\n  only if order_placed since entry\n  wait 1 day\n"
    assert pointed_at(before) == [("condition-out-of-place", "order_placed since entry")]


@pytest.mark.parametrize(
    "asked",
    [
        "in s",
        "has been in s for 2 days",
        "subscribed to newsletter",
        "opened nothing",
        "signed_up ever",
        "no signed_up ever",
        "time since signed_up > 2 days",
        "sum of order_placed.total ever > 2",
    ],
)
def test_a_where_asks_only_for_values(asked: str) -> None:
    text = f"segment s:\n  when order_placed where (total > 1 and {asked}) ever\n"
    assert pointed_at(text) == [("condition-out-of-place", asked)]


@pytest.mark.parametrize(
    ("condition", "place"),
    [
        ('orders is "5"', '"5"'),
        ("country is 5", "5"),
        ("vip is 1", "1"),
        ("birthday >= 2027-01-01 09:00", "2027-01-01 09:00"),
        ("signed_up_at >= 2027-01-01", "2027-01-01"),
        ("patience > 5", "5"),
        ("spent > 10%", "10%"),
        ("signed_up_at > 09:00", "09:00"),
        ('orders is one of 1, "2"', '"2"'),
        ("country > first_name", "country > first_name"),
        ("vip < true", "vip < true"),
        ("orders is country", "orders is country"),
        ("birthday < signed_up_at", "birthday < signed_up_at"),
        ("orders", "orders"),
    ],
)
def test_values_of_different_kinds_are_not_compared(condition: str, place: str) -> None:
    assert pointed_at(f"segment s:\n  when {condition}\n") == [("type-mismatch", place)]


@pytest.mark.parametrize(("condition", "fixed"), [('orders is "5"', "orders is 5"), ('vip is "true"', "vip is true")])
def test_quotes_round_a_number_or_a_truth_are_taken_off(condition: str, fixed: str) -> None:
    text = f"segment s:\n  when {condition}\n"
    (found,) = checked(text).diagnostics
    assert found.fix is not None
    (edit,) = found.fix.edits
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == f"segment s:\n  when {fixed}\n"


def test_each_value_outside_a_closed_set_is_reported_with_the_one_that_was_meant() -> None:
    found = checked('segment s:\n  when country is one of "de", "XX", "AT"\n').diagnostics
    assert [(each.code.value, each.hint) for each in found] == [
        ("not-in-value-set", "did you mean `DE`?"),
        ("not-in-value-set", "the values of `country` are `AT` and `DE`"),
    ]


def test_a_hint_says_how_to_reach_what_was_meant() -> None:
    in_journey = "journey j:\n  starts on cart_updated\n  only if total > 5\n  wait 1 day\n"
    assert [found.hint for found in checked(in_journey).diagnostics] == [
        "did you mean `trigger.total`, of the event that the journey starts on?"
    ]
    dotted = "segment s:\n  when order_placed.total > 5\n  and contact.vip\n"
    assert [found.hint for found in checked(dotted).diagnostics] == [
        "ask for the event, and for its property in a `where`: `order_placed where total … ever`",
        "did you mean `vip`?",
    ]


def test_a_condition_may_hold_several_mistakes_and_each_is_reported() -> None:
    text = 'segment s:\n  when colour is "red" and (in nowhere or no nothing ever) and orders is "5"\n'
    assert [code for code, _ in pointed_at(text)] == [
        "unknown-attribute",
        "unknown-segment",
        "unknown-event",
        "type-mismatch",
    ]


def test_nothing_is_said_about_the_where_of_an_event_that_nobody_knows() -> None:
    text = "journey j:\n  starts on nothing where size > 5\n  only if trigger.size > 5\n  wait 1 day\n"
    assert pointed_at(text) == [("unknown-event", "nothing")]


def test_segments_are_named_across_files() -> None:
    program = checked("segment a:\n  when in b\n", "segment b:\n  when vip\n").program
    assert program.segments["a"].condition == InSegment("b")
