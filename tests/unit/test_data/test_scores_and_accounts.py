"""Scores and what is known of an account, as columns of the contacts file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from journeydsl.data import ColumnProblem, values
from journeydsl.model.contacts import ScoreValue
from journeydsl.model.project import Attribute, ContactColumns, Identity, Score
from journeydsl.model.values import DAY, Kind, ValueType
from tests.cases.situations import parse_instant
from tests.unit.test_data.shop import SHOP, read

COMPANY = Attribute(name="company", type=ValueType(Kind.TEXT), optional=True, identifies=Identity.ACCOUNT)
PROJECT = replace(
    SHOP,
    attributes={**SHOP.attributes, "company": COMPANY},
    account={
        "plan": Attribute(name="plan", type=ValueType(Kind.TEXT, ("free", "paid"))),
        "open_tickets": Attribute(name="open_tickets", type=ValueType(Kind.INTEGER), optional=True),
    },
    scores={
        "churn": Score(name="churn", fresh_for=7 * DAY, minimum_confidence=0.6),
        "affinity": Score(name="affinity"),
    },
)
HEAD = "contact_id,country,company,account.plan,account.open_tickets,score.churn,score.churn.confidence,score.churn.at"


def test_scores_and_what_is_known_of_an_account_are_read(tmp_path: Path) -> None:
    contacts = f"{HEAD},score.affinity\nc1,DE,acme,paid,2,0.8,0.9,2026-03-01T10:00Z,0.3\nc2,US,,,,,,,\n"
    found = read(tmp_path, contacts, project=PROJECT)
    first, second = (contact for contact, _ in found.people)
    assert first.account == {"plan": "paid", "open_tickets": 2}
    assert first.scores == {
        "churn": ScoreValue(0.8, 0.9, parse_instant("2026-03-01 10:00")),
        "affinity": ScoreValue(0.3),
    }
    assert (second.account, second.scores) == ({}, {})
    assert found.problems == ()


def test_their_columns_may_have_other_names(tmp_path: Path) -> None:
    columns = ContactColumns(
        account={"plan": "Plan"}, scores={"churn": "risk", "churn.confidence": "sure", "churn.at": "predicted"}
    )
    contacts = "contact_id,country,Plan,risk,sure,predicted\nc1,DE,free,1,0.5,2026-03-01T10:00Z\n"
    found = read(tmp_path, contacts, project=replace(PROJECT, contact_columns=columns))
    [(contact, _)] = found.people
    assert contact.account == {"plan": "free"}
    assert contact.scores == {"churn": ScoreValue(1.0, 0.5, parse_instant("2026-03-01 10:00"))}


def test_what_a_score_needs_and_the_file_lacks_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "contact_id,country,score.churn,score.affinity\nc1,DE,0.8,0.5\n", project=PROJECT)
    assert [told for told in found.findings if "score" in told or "account" in told] == [
        "no column `account.plan`: `account.plan` is missing for everybody",
        "no column `account.open_tickets`: `account.open_tickets` is missing for everybody",
        "no column `score.churn.confidence`: `score.churn` is missing for everybody",
        "no column `score.churn.at`: `score.churn` is missing for everybody",
    ]


def test_what_everybody_has_must_be_there(tmp_path: Path) -> None:
    everybody = replace(PROJECT, attributes={**SHOP.attributes, "company": replace(COMPANY, optional=False)})
    with pytest.raises(ColumnProblem) as raised:
        read(tmp_path, "contact_id,country,company\nc1,DE,acme\n", project=everybody)
    assert "account.plan" in str(raised.value)


@pytest.mark.parametrize(
    ("cells", "column", "problem"),
    [
        ("gold,,,,", "account.plan", values.NOT_DECLARED),
        (",many,,,", "account.open_tickets", values.NOT_WHOLE),
        (",,high,,", "score.churn", values.NOT_A_NUMBER),
        (",,0.5,1.01,", "score.churn.confidence", values.NOT_A_SHARE),
        (",,0.5,-0.1,", "score.churn.confidence", values.NOT_A_SHARE),
        (",,0.5,0.5,yesterday", "score.churn.at", values.NOT_AN_INSTANT),
    ],
)
def test_a_row_that_does_not_fit_is_rejected(tmp_path: Path, cells: str, column: str, problem: str) -> None:
    found = read(tmp_path, f"{HEAD}\nc1,DE,acme,{cells}\n", project=PROJECT)
    assert found.reasons() == [("contacts.csv", 2, column, problem)]
