"""Conditions by example: files of `tests/cases/conditions`, for every back end that can answer one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from journeydsl.conditions import Facts, evaluate, next_change
from journeydsl.model.program import Program
from tests.cases.situations import compiled, parse_instant, population

NOW = parse_instant("2026-03-10 12:00")
RESULTS = {"true": True, "false": False, "unknown": None}


def cases() -> Iterator[Any]:
    for file in sorted((Path(__file__).parent / "conditions").glob("*.yaml")):
        for case in yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader):
            known = case.get("contact", {})
            yield pytest.param(case, id=f"{file.stem}: {case['condition']} for {known}")


@pytest.mark.parametrize("case", list(cases()))
def test_a_condition_gives_its_result(case: dict[str, Any]) -> None:
    program, facts = situation(case)
    assert evaluate(program.segments["asked"].condition, facts) is RESULTS[case["result"]]


@pytest.mark.parametrize("case", list(cases()))
def test_nothing_changes_before_the_next_change(case: dict[str, Any]) -> None:
    program, facts = situation(case)
    condition = program.segments["asked"].condition
    change = next_change(condition, facts)
    assert change is None or change > NOW
    just_before = change - 1 if change is not None else NOW + 10**16
    later = Facts(now=just_before, **{name: getattr(facts, name) for name in Facts._fields if name != "now"})
    assert evaluate(condition, later) is evaluate(condition, facts)


def situation(case: dict[str, Any]) -> tuple[Program, Facts]:
    declared = {**case.get("segments", {}), "asked": case["condition"]}
    program = compiled("\n".join(f"segment {name}:\n  when {condition}\n" for name, condition in declared.items()))
    history = {
        "contacts": {"ann": {"subscribed": {}, **case.get("contact", {})}},
        "events": [["ann", *event] for event in case.get("events", [])],
    }
    [(contact, events)] = population(program.project, history)
    return program, Facts(
        now=NOW,
        attributes=contact.attributes,
        subscriptions=contact.subscriptions,
        history=tuple(events),
        account=contact.account,
        scores=contact.scores,
        segments={name: segment.condition for name, segment in program.segments.items()},
    )
