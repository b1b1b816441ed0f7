"""What a missing value does to a suppression, compared with what evaluation says of every contact."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeydsl.checker.guards import may_be_missing
from journeydsl.conditions import Facts, evaluate
from journeydsl.diagnostics import Code
from journeydsl.model.project import Attribute, Identity
from journeydsl.model.values import Kind, Value, ValueType
from journeydsl.source import Span
from journeydsl.syntax import ast
from tests.unit.checking import PROJECT, checked

SUPPRESSION = "suppression s:\n  when {}\n  blocks everything\n"
COMPARISONS = ("vip", "tickets > 0", 'first_name is "Ann"', "tickets is one of 1, 2")
QUESTIONS = ("tickets is known", "tickets is unknown", "first_name is known", "signed_up where (tickets > 0) ever")


def warned(condition: str) -> list[str]:
    found = checked(SUPPRESSION.format(condition)).diagnostics
    assert {(each.code.value, each.severity.value) for each in found} <= {("unknown-blocked", "warning")}
    return [each.message for each in found]


@pytest.mark.parametrize(
    "condition",
    [
        "vip",
        "tickets is known and tickets > 0",
        "tickets > 0 and tickets is known",
        "tickets is unknown or tickets > 0",
        "not (tickets is unknown or tickets < 1)",
        "vip and (tickets is known and tickets > 0)",
        "signed_up where tickets > 0 ever",
    ],
)
def test_a_guarded_condition_is_clean(condition: str) -> None:
    assert warned(condition) == []


@pytest.mark.parametrize(
    "condition",
    [
        "tickets > 0",
        "not tickets > 0",
        "tickets is one of 1, 2",
        "tickets is known or tickets > 0",
        "vip and tickets > 0",
        "vip or tickets > 0",
        "(tickets is known and vip) or tickets > 0",
        "orders > tickets",
    ],
)
def test_a_condition_that_a_missing_value_leaves_open_is_shown(condition: str) -> None:
    assert warned(condition) == ["contacts without a known `tickets` are blocked too"]


def test_each_attribute_is_shown_once() -> None:
    found = checked(SUPPRESSION.format('tickets > 5 or tickets < 2 or first_name is "Ann"')).diagnostics
    assert [each.message for each in found] == [
        "contacts without a known `tickets` are blocked too",
        "contacts without a known `first_name` are blocked too",
    ]


def test_segments_and_journeys_may_leave_it_open_because_they_act_on_true_alone() -> None:
    text = "segment s:\n  when tickets > 0\njourney j:\n  starts on signed_up\n  only if tickets > 0\n  wait 1 day\n"
    assert checked(text).diagnostics == ()


@pytest.mark.parametrize(
    ("condition", "lacking"),
    [
        ("score.churn > 0.5", ["score.churn"]),
        ("score.churn is known and score.churn > 0.5", []),
        ("account.cases > 0", ["account.cases"]),
        ('account.plan is "paid"', ["account.plan"]),
        ("account.plan is known", []),
        ('first_name contains "a"', ["first_name"]),
        ("birthday is today", ["birthday"]),
        ("birthday is known and birthday is today", []),
        ("birthday within 2 days", ["birthday"]),
        ("sum of order_placed.total ever > tickets", ["tickets"]),
        ("tickets is unknown or sum of order_placed.total ever > tickets", []),
        ("sum of order_placed.total where (tickets > 1) ever > 5", []),
        ("time since order_placed where (tickets > 1) > 5 days", []),
    ],
)
def test_whatever_may_be_missing_is_asked_about(condition: str, lacking: list[str]) -> None:
    found = checked(SUPPRESSION.format(condition)).diagnostics
    warnings = [each.message for each in found if each.code is Code.UNKNOWN_BLOCKED]
    assert warnings == [f"contacts without a known `{name}` are blocked too" for name in lacking]


def test_what_is_known_of_every_account_is_known_of_contacts_who_must_have_one() -> None:
    belongs = Attribute(name="account_id", type=ValueType(Kind.TEXT), identifies=Identity.ACCOUNT)
    project = replace(PROJECT, attributes={**PROJECT.attributes, "account_id": belongs})
    for path, missing in (("account.plan", False), ("account.cases", True)):
        assert may_be_missing(project, ast.Path(tuple(path.split(".")), Span("", 0, 0))) is missing


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(parts, min_size=2, max_size=3)
    return (
        st.builds(" and ".join, several).map("({})".format)
        | st.builds(" or ".join, several).map("({})".format)
        | parts.map("not ({})".format)
    )


@settings(deadline=None)
@given(st.recursive(st.sampled_from(COMPARISONS + QUESTIONS), joined, max_leaves=8))
def test_a_condition_without_a_warning_is_never_unknown(condition: str) -> None:
    result = checked(SUPPRESSION.format(condition))
    meaning = result.program.suppressions[0].condition
    may_be_unknown = any(
        evaluate(meaning, Facts(now=0, attributes=attributes)) is None for attributes in some_contacts()
    )
    assert bool(result.diagnostics) or not may_be_unknown


def some_contacts() -> list[dict[str, Value]]:
    choices: dict[str, tuple[Value | None, ...]] = {
        "vip": (True, False),
        "tickets": (None, 0, 1, 5),
        "first_name": (None, "Ann", "Bob"),
    }
    return [
        {name: value for name, value in zip(choices, values, strict=True) if value is not None}
        for values in product(*choices.values())
    ]
