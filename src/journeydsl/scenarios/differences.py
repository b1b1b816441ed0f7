"""A scenario that failed, as one timeline: what was expected against what happened, among what happened before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from journeydsl.engine import Rules
from journeydsl.engine.words import decision_words, input_words, place
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.scenarios import Expectation, Sent
from journeydsl.model.values import Instant
from journeydsl.scenarios.expectations import expected_at, expected_words, nothing_instead, with_words
from journeydsl.scenarios.running import Failure, Result, inputs
from journeydsl.source import Span

_IN_SHORT = frozenset(Outcome) - {
    Outcome.WAITED,
    Outcome.INTERRUPTED,
    Outcome.TIMED_OUT,
    Outcome.HAPPENED,
    Outcome.REPEATED,
}
"""What a short timeline tells: what came of waits is seen from what follows them."""


class Mark(StrEnum):
    """What a line is: expected and not so, so and not expected, or neither."""

    EXPECTED = "-"
    HAPPENED = "+"
    SAME = " "


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a timeline; `at` is None for what was expected at no certain time, or did not happen at all."""

    mark: Mark
    at: Instant | None
    words: str
    place: Span | None = None


def difference(rules: Rules, result: Result) -> tuple[Line, ...]:
    """The timeline of a scenario up to the last thing that was not as expected."""
    told = _timeline(rules, result)
    for failure in result.failures:
        line = Line(
            Mark.EXPECTED,
            expected_at(failure.expectation),
            expected_words(failure.expectation),
            failure.expectation.span,
        )
        told.insert(_before(told, failure), _Told(line))
        if not failure.instead:
            told.append(_Told(Line(Mark.HAPPENED, None, nothing_instead(failure.expectation, result.decisions))))
    last = max((place for place, each in enumerate(told) if each.line.mark is not Mark.SAME), default=-1)
    return tuple(each.line for each in told[: last + 1])


class _Told(NamedTuple):
    """A line, and the decision that it tells."""

    line: Line
    decision: Decision | None = None


def _timeline(rules: Rules, result: Result) -> list[_Told]:
    """What happened to the contact and what was decided, in order, in short; what is not as expected is marked."""
    marked = {id(each) for failure in result.failures for each in failure.instead}
    happened = [_Told(Line(Mark.SAME, each.at, input_words(each))) for each in inputs(result.scenario)]
    asked = {id(each) for failure in result.failures if _asks(failure.expectation) for each in failure.instead}
    decided = [
        _Told(Line(_mark(each, marked), each.at, _words(rules, result, each, asked), place(rules, each)), each)
        for each in result.decisions
        if id(each) in marked or each.outcome in _IN_SHORT
    ]
    return sorted([*happened, *decided], key=lambda each: each.line.at or 0)


def _asks(expectation: Expectation) -> bool:
    """Whether it asks what a message says."""
    return isinstance(expectation, Sent) and bool(expectation.wording)


def _words(rules: Rules, result: Result, decision: Decision, asked: Collection[int]) -> str:
    words = decision_words(rules, decision)
    if id(decision) not in asked or decision not in result.said:
        return words
    return words + with_words(rules.program.messages[decision.message], result.said[decision])


def _mark(decision: Decision, marked: Collection[int]) -> Mark:
    return Mark.HAPPENED if id(decision) in marked else Mark.SAME


def _before(told: Sequence[_Told], failure: Failure) -> int:
    """Where what was expected stands: at its time, else before what happened instead, else at the end."""
    at = expected_at(failure.expectation)
    if at is not None:
        later = (place for place, each in enumerate(told) if each.line.at is None or each.line.at > at)
    else:
        later = (place for place, each in enumerate(told) if each.decision in failure.instead)
    return next(later, len(told))
