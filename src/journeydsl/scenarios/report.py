"""The results of scenarios for people and for CI."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from xml.etree import ElementTree

from journeydsl.engine import Rules
from journeydsl.engine.words import wall_words
from journeydsl.model.values import moment
from journeydsl.scenarios.coverage import Coverage
from journeydsl.scenarios.differences import Line, Mark, difference
from journeydsl.scenarios.running import Result
from journeydsl.source import Span

Where = Callable[[Span], str]
"""How a place is shown: `file:line`."""


class Format(StrEnum):
    """Who the report is for: people, other programs, or the test reports of CI."""

    TEXT = "text"
    JSON = "json"
    JUNIT = "junit"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the scenarios of one project; `coverage` where it is asked for."""

    rules: Rules
    results: Sequence[Result]
    coverage: Coverage | None
    where: Where

    @property
    def failed(self) -> int:
        return sum(not result.passed for result in self.results)


def report(output: Format, outcome: Outcome) -> str:
    """The results as `output` has them; ends in a line end."""
    match output:
        case Format.TEXT:
            return _text(outcome)
        case Format.JSON:
            return json.dumps(_document(outcome), ensure_ascii=False, indent=2) + "\n"
        case Format.JUNIT:
            return _junit(outcome)


def _text(outcome: Outcome) -> str:
    lines: list[str] = []
    for result in outcome.results:
        lines += ["", *_failure(result, outcome), ""] if not result.passed else [_heading("passed", result, outcome)]
    lines = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    lines.append(f"{len(outcome.results) - outcome.failed} passed, {outcome.failed} failed")
    coverage = outcome.coverage
    if coverage is not None:
        gone = len(coverage.ways) - len(coverage.missing)
        lines.append(
            f"{coverage.share:.0%} of the ways through the journeys were gone ({gone} of {len(coverage.ways)})"
        )
        lines.extend(f"  not gone: {way.journey}, {way.step}: {way.words}" for way in coverage.missing)
    return "\n".join(lines) + "\n"


def _heading(word: str, result: Result, outcome: Outcome) -> str:
    return f"{word}  {result.scenario.title}  [{outcome.where(result.scenario.span)}]"


def _failure(result: Result, outcome: Outcome) -> list[str]:
    zone = outcome.rules.program.project.timezone
    legend = f"  - expected, + happened; times are those of {zone}"
    return [_heading("FAILED", result, outcome), legend, *_difference(result, outcome)]


def _difference(result: Result, outcome: Outcome) -> list[str]:
    """The timeline with its marks, in columns: mark, time, words, and for what was expected where it is written."""
    zone = outcome.rules.program.project.timezone
    lines = difference(outcome.rules, result)
    times = ["" if line.at is None else wall_words(line.at, zone) for line in lines]
    width = max(map(len, times), default=0)
    return [
        f"  {line.mark} {time:{width}}  {line.words}"
        + (f"  [{outcome.where(line.place)}]" if line.place and line.mark is not Mark.SAME else "")
        for line, time in zip(lines, times, strict=True)
    ]


def _document(outcome: Outcome) -> dict[str, object]:
    return {
        "format_version": "1.1",
        "scenarios": [
            {
                "title": result.scenario.title,
                "place": outcome.where(result.scenario.span),
                "passed": result.passed,
                "failures": [
                    {
                        "expected": failure.expectation.words,
                        "place": outcome.where(failure.expectation.span),
                        "happened": failure.happened,
                    }
                    for failure in result.failures
                ],
                "timeline": []
                if result.passed
                else [_line(line, outcome) for line in difference(outcome.rules, result)],
            }
            for result in outcome.results
        ],
        "coverage": None if outcome.coverage is None else _coverage(outcome.coverage),
    }


_SAID = {Mark.EXPECTED: "expected", Mark.HAPPENED: "happened", Mark.SAME: ""}


def _line(line: Line, outcome: Outcome) -> dict[str, object]:
    return {
        "mark": _SAID[line.mark],
        "at": None if line.at is None else moment(line.at).isoformat().replace("+00:00", "Z"),
        "words": line.words,
        "place": None if line.place is None else outcome.where(line.place),
    }


def _coverage(coverage: Coverage) -> dict[str, object]:
    not_gone = [{"journey": way.journey, "step": way.step, "way": way.way} for way in coverage.missing]
    return {"share": coverage.share, "not_gone": not_gone}


def _junit(outcome: Outcome) -> str:
    count = str(len(outcome.results))
    suite = ElementTree.Element("testsuite", name="journeydsl test", tests=count, failures=str(outcome.failed))
    for result in outcome.results:
        place = outcome.where(result.scenario.span).rpartition(":")[0]
        case = ElementTree.SubElement(suite, "testcase", name=result.scenario.title, classname=place)
        if not result.passed:
            words = "\n".join(f"{each.expectation.words}\n  but: {each.happened}" for each in result.failures)
            told = "\n".join((words, "", *_difference(result, outcome)))
            first = result.failures[0].expectation.words
            ElementTree.SubElement(case, "failure", message=first, type="expectation").text = told
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"
