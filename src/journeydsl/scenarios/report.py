"""The results of scenarios for people and for CI."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from enum import StrEnum
from xml.etree import ElementTree

from journeydsl.scenarios.coverage import Coverage
from journeydsl.scenarios.running import Result
from journeydsl.source import Span

Where = Callable[[Span], str]
"""How a place is shown: `file:line`."""


class Format(StrEnum):
    """Who the report is for: people, other programs, or the test reports of CI."""

    TEXT = "text"
    JSON = "json"
    JUNIT = "junit"


def report(output: Format, results: Sequence[Result], coverage: Coverage | None, where: Where) -> str:
    """The results as `output` has them, with the coverage where it is asked for; ends in a line end."""
    match output:
        case Format.TEXT:
            return _text(results, coverage, where)
        case Format.JSON:
            return json.dumps(_document(results, coverage, where), ensure_ascii=False, indent=2) + "\n"
        case Format.JUNIT:
            return _junit(results, where)


def _text(results: Sequence[Result], coverage: Coverage | None, where: Where) -> str:
    lines = [line for result in results for line in _result(result, where)]
    failed = sum(not result.passed for result in results)
    lines.append(f"{len(results) - failed} passed, {failed} failed")
    if coverage is not None:
        gone = len(coverage.ways) - len(coverage.missing)
        lines.append(
            f"{coverage.share:.0%} of the ways through the journeys were gone ({gone} of {len(coverage.ways)})"
        )
        lines.extend(f"  not gone: {way.journey}, {way.step}: {way.words}" for way in coverage.missing)
    return "\n".join(lines) + "\n"


def _result(result: Result, where: Where) -> list[str]:
    place = where(result.scenario.span)
    if result.passed:
        return [f"passed  {result.scenario.title}  [{place}]"]
    lines = [f"FAILED  {result.scenario.title}  [{place}]"]
    for failure in result.failures:
        lines += [
            f"  {failure.expectation.words}  [{where(failure.expectation.span)}]",
            f"    but: {failure.happened}",
        ]
    return lines


def _document(results: Sequence[Result], coverage: Coverage | None, where: Where) -> dict[str, object]:
    return {
        "format_version": "1.0",
        "scenarios": [
            {
                "title": result.scenario.title,
                "place": where(result.scenario.span),
                "passed": result.passed,
                "failures": [
                    {
                        "expected": failure.expectation.words,
                        "place": where(failure.expectation.span),
                        "happened": failure.happened,
                    }
                    for failure in result.failures
                ],
            }
            for result in results
        ],
        "coverage": None if coverage is None else _coverage(coverage),
    }


def _coverage(coverage: Coverage) -> dict[str, object]:
    return {"share": coverage.share, "not_gone": [way._asdict() for way in coverage.missing]}


def _junit(results: Sequence[Result], where: Where) -> str:
    failed = sum(not result.passed for result in results)
    suite = ElementTree.Element("testsuite", name="journeydsl test", tests=str(len(results)), failures=str(failed))
    for result in results:
        place = where(result.scenario.span).rpartition(":")[0]
        case = ElementTree.SubElement(suite, "testcase", name=result.scenario.title, classname=place)
        if not result.passed:
            words = "\n".join(f"{each.expectation.words}\n  but: {each.happened}" for each in result.failures)
            first = result.failures[0].expectation.words
            ElementTree.SubElement(case, "failure", message=first, type="expectation").text = words
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"
