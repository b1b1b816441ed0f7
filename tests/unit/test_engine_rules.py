"""What is made ready before anything runs."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from journeydsl import engine
from journeydsl.model.program import Program
from journeydsl.model.values import moment
from tests.cases.situations import compiled

JOURNEY = "journey j:\n  {}starts on signed_up\n  wait 1 day\n"


def closes(program: Program, timezone: str) -> datetime.datetime | None:
    rules = engine.prepare(replace(program, project=replace(program.project, timezone=timezone)))
    at = rules.closes.get("j")
    return None if at is None else moment(at)


@pytest.mark.parametrize(
    ("timezone", "hour"), [("UTC", "2027-07-01T00:00+00:00"), ("Europe/Berlin", "2027-06-30T22:00+00:00")]
)
def test_a_journey_closes_when_its_last_day_is_over_where_the_project_is(timezone: str, hour: str) -> None:
    at = closes(compiled(JOURNEY.format("ends 2027-06-30\n  ")), timezone)
    assert at == datetime.datetime.fromisoformat(hour)


def test_a_journey_that_does_not_end_never_closes() -> None:
    assert closes(compiled(JOURNEY.format("")), "UTC") is None
