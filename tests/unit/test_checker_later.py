"""Conditions on what is not a single value of the contact: names resolved, types compared."""

from __future__ import annotations

import pytest

from journeydsl.model.conditions import (
    Attribute,
    Compare,
    Constant,
    Contains,
    Count,
    EventProperty,
    Ever,
    Known,
    Operator,
    SinceEntry,
    Window,
)
from journeydsl.model.steps import Choose
from tests.unit.checking import checked, meaning, mistakes, pointed_at

SEGMENT = "segment s:\n  when {}\n"
MESSAGE = 'message hello:\n  channel sms\n  class transactional\n  subject "Hi"\nsegment vips:\n  when vip\n'


def test_a_list_is_asked_what_it_contains_and_whether_it_is_known() -> None:
    assert meaning('tags contains "garden"') == Contains(Attribute("tags"), "garden")
    assert meaning("tags is known") == Known(Attribute("tags"))


@pytest.mark.parametrize(
    "condition",
    [
        'first_name contains "a"',
        'country starts with "A"',
        "birthday is today",
        "signed_up_at is today",
        "signed_up_at within 14 days",
        "sum of order_placed.total in the last 7 days >= 500",
        "average of cart_updated.total where total > 5 ever < spent",
        "lowest of cart_updated.total ever is 5",
        "highest of cart_updated.total ever > 5.5",
        'latest of cart_updated.url ever is "a"',
        "number of distinct order_placed.country ever >= 2",
        "has been in vips for 7 days",
        "opened hello",
        "clicked hello in the last 7 days",
        "received hello ever",
        "score.churn >= 0.7",
        "score.churn is unknown",
        'account.plan is "paid"',
        "account.cases > orders",
    ],
)
def test_what_can_be_run_becomes_part_of_the_program(condition: str) -> None:
    assert mistakes(SEGMENT.format(condition) + MESSAGE) == []


@pytest.mark.parametrize(
    ("condition", "code", "place"),
    [
        ('orders contains "5"', "type-mismatch", 'orders contains "5"'),
        ('vip starts with "t"', "type-mismatch", 'vip starts with "t"'),
        ('country contains "X"', "not-in-value-set", '"X"'),
        ('country starts with "T"', "not-in-value-set", '"T"'),
        ("country is today", "type-mismatch", "country"),
        ("orders within 2 days", "type-mismatch", "orders"),
        ("birthday within 0 days", "empty-duration", "0 days"),
        ("sum of order_placed.country ever > 5", "type-mismatch", "country"),
        ("average of order_placed.country ever > 5", "type-mismatch", "country"),
        ("lowest of order_placed.country ever > 5", "type-mismatch", "country"),
        ("sum of order_placed.totl ever > 5", "unknown-property", "totl"),
        ("sum of signed_up.total ever > 5", "unknown-property", "total"),
        ("sum of nothing.total ever > 5", "unknown-event", "nothing"),
        ('sum of order_placed.total ever > "5"', "type-mismatch", '"5"'),
        ("sum of order_placed.total ever > country", "type-mismatch", "sum of order_placed.total ever > country"),
        ("number of distinct order_placed.country ever is vip", "type-mismatch", None),
        ("latest of order_placed.country ever > 5", "type-mismatch", None),
        ("latest of order_placed.country ever is 5", "type-mismatch", "5"),
        ("sum of order_placed.total where totl > 5 ever > 5", "unknown-property", "totl"),
        ("sum of order_placed.total in the last 0 days > 5", "empty-duration", "0 days"),
        ("sum of order_placed.total since entry > 5", "condition-out-of-place", None),
        ("time since nothing > 2 days", "unknown-event", "nothing"),
        ("time since signed_up > 0 days", "empty-duration", "0 days"),
        ("time since order_placed where totl > 5 > 2 days", "unknown-property", "totl"),
        ("has been in nobody for 2 days", "unknown-segment", "nobody"),
        ("has been in vips for 0 days", "empty-duration", "0 days"),
        ("opened nothing", "unknown-message", "nothing"),
        ("opened hello since entry", "condition-out-of-place", "opened hello since entry"),
        ("score.chrun > 0.5", "unknown-score", "score.chrun"),
        ("score is known", "unknown-score", "score"),
        ('score.churn is "high"', "type-mismatch", '"high"'),
        ("score.churn", "type-mismatch", "score.churn"),
        ("account.plam is known", "unknown-attribute", "account.plam"),
        ("account is known", "unknown-attribute", "account"),
        ('account.plan is "gold"', "not-in-value-set", '"gold"'),
        ('tags contains "attic"', "not-in-value-set", '"attic"'),
        ('tags is "garden"', "type-mismatch", '"garden"'),
        ('tags is one of "garden"', "type-mismatch", '"garden"'),
        ('tags starts with "g"', "type-mismatch", 'tags starts with "g"'),
        ("tags > 5", "type-mismatch", "tags > 5"),
        ("tags", "type-mismatch", "tags"),
        ("country is tags", "type-mismatch", "country is tags"),
    ],
)
def test_names_and_types_are_checked_all_the_same(condition: str, code: str, place: str | None) -> None:
    assert pointed_at(SEGMENT.format(condition) + MESSAGE) == [(code, place or condition)]


ARM = "journey j:\n  starts on signed_up\n  choose:\n    when {}: stop\n    otherwise: continue\n  wait 1 day\n"


def test_since_entry_is_for_what_happened_inside_a_journey() -> None:
    assert (
        mistakes(ARM.format("sum of order_placed.total since entry > 5 and opened hello since entry") + MESSAGE) == []
    )


def test_what_was_done_with_a_message_is_asked_since_entry_inside_a_journey_and_ever_elsewhere() -> None:
    program = checked(ARM.format("opened hello") + SEGMENT.format("opened hello") + MESSAGE).program
    choose = program.journeys["j"].steps[0]
    assert isinstance(choose, Choose)
    assert choose.arms[0].condition == opened(SinceEntry())
    assert program.segments["s"].condition == opened(Ever())


def opened(window: Window) -> Count:
    of_hello = Compare(EventProperty("message"), Operator.EQUAL, Constant("hello"))
    return Count("message_opened", of_hello, window, Operator.AT_LEAST, 1)


@pytest.mark.parametrize(
    ("condition", "hint"),
    [
        ("score.income > 5", "there is only `score.churn`"),
        ("account.size > 5", "it has `account.cases` and `account.plan`"),
        ("orders is today", "name an attribute that is a date, such as `birthday`"),
        ('orders contains "5"', "compare it, such as `orders > 20`"),
        ('tags starts with "g"', "ask whether it `contains` a text"),
        ("tags", 'compare it, such as `tags contains "garden"`'),
        ("sum of signed_up.total ever > 5", "`signed_up` has no properties"),
        ("sum of order_placed.country ever > 5", "ask for the `latest` or for the `number of distinct` values"),
    ],
)
def test_a_hint_says_what_can_be_asked(condition: str, hint: str) -> None:
    assert [found.hint for found in checked(SEGMENT.format(condition)).diagnostics] == [hint]
