"""What is known of an account: where it may be missing, and where it never changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from journeydsl import checker, syntax
from journeydsl.model.project import Attribute, Change, Project
from journeydsl.source import Source
from tests.unit.checking import DATE, PROJECT

RENEWS = Attribute(name="renews_on", type=DATE)
FOUNDED = Attribute(name="founded_on", type=DATE, change=Change.NEVER)


def project(*, everybody_has_one: bool) -> Project:
    belongs = replace(PROJECT.attributes["account_id"], optional=not everybody_has_one)
    account = {**PROJECT.account, RENEWS.name: RENEWS, FOUNDED.name: FOUNDED}
    return replace(PROJECT, attributes={**PROJECT.attributes, "account_id": belongs}, account=account)


def found(text: str, *, everybody_has_one: bool) -> list[str]:
    file, mistakes = syntax.parse(Source("a.journey", text))
    assert not mistakes
    return [
        str(each.code) for each in checker.check(project(everybody_has_one=everybody_has_one), [file], {}).diagnostics
    ]


@pytest.mark.parametrize("everybody_has_one", [True, False])
def test_a_wait_for_a_date_of_the_account_says_what_to_do_without_one(*, everybody_has_one: bool) -> None:
    wait = "journey j:\n  starts on signed_up\n  wait until account.renews_on\n"
    without = found(wait, everybody_has_one=everybody_has_one)
    assert without == ([] if everybody_has_one else ["missing-if-missing"])
    said = found(f"{wait}    if missing: stop\n", everybody_has_one=everybody_has_one)
    assert said == (["unused-fallback"] if everybody_has_one else [])


@pytest.mark.parametrize(("attribute", "constant"), [("renews_on", False), ("founded_on", True)])
def test_what_never_changes_of_an_account_cannot_stop_a_journey(attribute: str, constant: bool) -> None:
    text = f"journey j:\n  starts on signed_up\n  stops when account.{attribute} is known\n  wait 2 days\n"
    assert found(text, everybody_has_one=True) == (["constant-condition"] if constant else [])
