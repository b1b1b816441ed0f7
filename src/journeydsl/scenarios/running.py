"""One scenario played to its end, and what of it did not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from journeydsl import engine
from journeydsl.engine import Rules, Step
from journeydsl.engine.words import decision_words, wall_words
from journeydsl.model.contacts import Change, Input
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.messages import Wording
from journeydsl.model.scenarios import Becomes, Expectation, Happens, Scenario, Sent, Started, begins_at
from journeydsl.model.values import DAY, Duration, Instant
from journeydsl.scenarios.expectations import holds, instead, nothing_instead, with_words
from journeydsl.simulator import walk

AFTERWARDS: Duration = 400 * DAY
"""How long a scenario goes on after its last input: longer than a year, so that whatever waits for a window of a year,
or for a day of it, still comes."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that does not hold, what was decided instead, and that in words."""

    expectation: Expectation
    instead: tuple[Decision, ...]
    happened: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a scenario: every decision in order, the expectations that do not hold, and how each message reads
    that was sent."""

    scenario: Scenario
    decisions: tuple[Decision, ...]
    failures: tuple[Failure, ...]
    said: Mapping[Decision, Wording] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        return not self.failures


def run(rules: Rules, scenario: Scenario) -> Result:
    """Play a scenario until nothing is left to happen, or `AFTERWARDS` has gone by, and see what holds."""
    played = list(play(rules, scenario))
    decisions = tuple(decision for step in played for decision in step.decisions)
    said = dict(each for step in played for each in _said(step))
    failures = (
        _failure(rules, expectation, decisions, said)
        for expectation in scenario.expectations
        if not holds(expectation, decisions, rules, said)
    )
    return Result(scenario, decisions, tuple(failures), said)


def _said(step: Step) -> Iterator[tuple[Decision, Wording]]:
    """How each message reads that a step sent."""
    sent = (decision for decision in step.decisions if decision.outcome is Outcome.SENT)
    return zip(sent, step.wordings, strict=True)


def _failure(
    rules: Rules, expectation: Expectation, decisions: tuple[Decision, ...], said: Mapping[Decision, Wording]
) -> Failure:
    found, zone = instead(expectation, decisions, rules), rules.program.project.timezone
    asks = isinstance(expectation, Sent) and expectation.wording
    told = "; ".join(
        f"{wall_words(each.at, zone)} {decision_words(rules, each)}"
        + (with_words(rules.program.messages[each.message], said[each]) if asks and each in said else "")
        for each in found
    )
    return Failure(expectation, found, told or nothing_instead(expectation, decisions))


def play(rules: Rules, scenario: Scenario) -> Iterator[Step]:
    """Every step of the scenario's contact, until nothing is left to happen or `AFTERWARDS` has gone by."""
    start, end = period(scenario)
    state = engine.begin(rules, scenario.contact, (), start)
    return walk(rules, state, inputs(scenario), end, engine.open_traffic(rules.program, start))


def period(scenario: Scenario) -> tuple[Instant, Instant]:
    """From the scenario's beginning until `AFTERWARDS` after the last that happens or is expected; both included."""
    expected = [each.at for each in scenario.expectations if isinstance(each, Sent | Started) and each.at is not None]
    first = begins_at(scenario.inputs, scenario.expectations)
    return first, max([first, *expected, *(each.at for each in scenario.inputs)]) + AFTERWARDS


def inputs(scenario: Scenario) -> list[Input]:
    """What happens to the contact, as the engine takes it."""
    return [_input(each) for each in scenario.inputs]


def _input(written: Happens | Becomes) -> Input:
    match written:
        case Happens(event=event):
            return event
        case Becomes(at=at, attribute=attribute, value=value):
            return Change(at=at, attribute=attribute, value=value)
