"""What other programs read: JSON, SARIF, GitHub's annotations, JUnit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from journeydsl import __version__
from journeydsl.diagnostics import Code, Diagnostic, Edit, Fix, Label, Severity
from journeydsl.diagnostics.render import Format, render
from journeydsl.source import Source, Span

CART = Source("shop/my cart.journey", "journey cart:\n  starts on 購入 where total > 20\n  send reminder\n")
CLEAN = Source("journeydsl.yaml", "project: shop\n")


def at(text: str) -> Span:
    start = CART.text.index(text)
    return CART.span(start, start + len(text))


EVERYTHING = Diagnostic(
    code=Code.UNKNOWN_EVENT,
    message="no event is named `購入`",
    span=at("購入"),
    labels=(Label(at("total"), "`total` is read of it"),),
    hint="did you mean `order_placed`?",
    fix=Fix("write `order_placed`", (Edit(at("購入"), "order_placed"),)),
)
WARNING = Diagnostic(
    code=Code.UNREACHABLE_STEP, message="nobody comes here", span=at("send reminder\n"), severity=Severity.WARNING
)
NO_TEXT = Diagnostic(code=Code.MISSING_TEMPLATE, message="gone", span=Span("mail.html", 3, 4))


def shown(output: Format, *diagnostics: Diagnostic) -> str:
    return render(output, diagnostics, {CART.path: CART, CLEAN.path: CLEAN}, [CLEAN.path, CART.path])


def located(place: Sequence[int | None], offsets: Sequence[int], file: str = CART.path) -> dict[str, Any]:
    names = ("line", "column", "end_line", "end_column")
    named = dict(zip(names, place, strict=True))
    return {"file": file, **named, "start_offset": offsets[0], "end_offset": offsets[1]}


def test_json_says_everything() -> None:
    assert json.loads(shown(Format.JSON, EVERYTHING, WARNING, NO_TEXT)) == {
        "format_version": "1.0",
        "tool": {"name": "journeydsl", "version": __version__},
        "counts": {"errors": 2, "warnings": 1, "files_checked": 2, "files_with_diagnostics": 2},
        "diagnostics": [
            {
                "code": "missing-template",
                "severity": "error",
                "message": "gone",
                "span": located([None] * 4, [3, 4], "mail.html"),
                "labels": [],
                "hint": None,
                "fix": None,
            },
            {
                "code": "unknown-event",
                "severity": "error",
                "message": "no event is named `購入`",
                "span": located([2, 13, 2, 15], [26, 28]),
                "labels": [{"text": "`total` is read of it", "span": located([2, 22, 2, 27], [35, 40])}],
                "hint": "did you mean `order_placed`?",
                "fix": {
                    "title": "write `order_placed`",
                    "edits": [{"span": located([2, 13, 2, 15], [26, 28]), "text": "order_placed"}],
                },
            },
            {
                "code": "unreachable-step",
                "severity": "warning",
                "message": "nobody comes here",
                "span": located([3, 3, 3, 16], [48, 62]),
                "labels": [],
                "hint": None,
                "fix": None,
            },
        ],
    }


def test_json_of_nothing_is_complete() -> None:
    empty = json.loads(shown(Format.JSON))
    assert empty["diagnostics"] == []
    assert empty["counts"] == {"errors": 0, "warnings": 0, "files_checked": 2, "files_with_diagnostics": 0}


def sarif(*diagnostics: Diagnostic) -> dict[str, Any]:
    log = json.loads(shown(Format.SARIF, *diagnostics))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_sarif_of_a_mistake_with_everything() -> None:
    run = sarif(EVERYTHING)
    artifact = {"uri": "shop/my%20cart.journey", "uriBaseId": "%SRCROOT%"}
    region = {"startLine": 2, "startColumn": 13, "endLine": 2, "endColumn": 15}
    (result,) = run["results"]
    fingerprints = result.pop("partialFingerprints")
    assert list(fingerprints) == ["primaryLocationLineHash"]
    assert result == {
        "ruleId": "unknown-event",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "no event is named `購入`\ndid you mean `order_placed`?"},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "relatedLocations": [
            {
                "id": 1,
                "message": {"text": "`total` is read of it"},
                "physicalLocation": {
                    "artifactLocation": artifact,
                    "region": {"startLine": 2, "startColumn": 22, "endLine": 2, "endColumn": 27},
                },
            }
        ],
        "fixes": [
            {
                "description": {"text": "write `order_placed`"},
                "artifactChanges": [
                    {
                        "artifactLocation": artifact,
                        "replacements": [{"deletedRegion": region, "insertedContent": {"text": "order_placed"}}],
                    }
                ],
            }
        ],
    }


def test_sarif_counts_columns_in_characters_and_leaves_the_root_to_the_reader() -> None:
    run = sarif(EVERYTHING)
    assert run["columnKind"] == "unicodeCodePoints"
    assert list(run["originalUriBaseIds"]) == ["%SRCROOT%"]
    assert "uri" not in run["originalUriBaseIds"]["%SRCROOT%"]


def test_every_sarif_result_has_its_rule() -> None:
    run = sarif(EVERYTHING, WARNING, NO_TEXT)
    rules = run["tool"]["driver"]["rules"]
    assert rules == [
        rule("missing-template", "missing template", "error"),
        rule("unknown-event", "unknown event", "error"),
        rule("unreachable-step", "unreachable step", "warning"),
    ]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        result["ruleId"] for result in run["results"]
    ]


def test_the_page_that_sarif_names_is_there() -> None:
    (found,) = sarif(EVERYTHING)["tool"]["driver"]["rules"]
    assert (Path(__file__).parents[2] / found["helpUri"]).is_file()


def rule(code: str, words: str, level: str) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": words},
        "helpUri": f"tests/cases/mistakes/{code}.md",
        "defaultConfiguration": {"level": level},
    }


def fingerprint(source: Source, text: str) -> list[str]:
    starts = [index for index in range(len(source.text)) if source.text.startswith(text, index)]
    found = [
        Diagnostic(code=Code.UNKNOWN_MESSAGE, message="no", span=source.span(start, start + len(text)))
        for start in starts
    ]
    log = json.loads(render(Format.SARIF, found, {source.path: source}, [source.path]))
    return [result["partialFingerprints"]["primaryLocationLineHash"] for result in log["runs"][0]["results"]]


def test_a_fingerprint_follows_its_line_and_tells_equal_lines_apart() -> None:
    once = Source("a.journey", "send x\n")
    moved = Source("a.journey", "# new\n\n  send x\n")
    twice = Source("a.journey", "send x\nsend x\n")
    assert fingerprint(once, "x") == fingerprint(moved, "x")
    assert fingerprint(once, "x") != fingerprint(Source("a.journey", "send x  # now\n"), "x")
    assert fingerprint(once, "x") != fingerprint(Source("b.journey", "send x\n"), "x")
    first, second = fingerprint(twice, "x")
    assert [first] == fingerprint(once, "x")
    assert first != second


def test_an_edit_keeps_the_line_end_that_it_removes() -> None:
    fix = Fix("remove the step", (Edit(at("  send reminder\n"), ""),))
    (result,) = sarif(Diagnostic(code=Code.UNREACHABLE_STEP, message="no", span=at("reminder"), fix=fix))["results"]
    region = result["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"]
    assert region == {"startLine": 3, "startColumn": 1, "endLine": 4, "endColumn": 1}


def test_github_gets_one_command_a_mistake_errors_first() -> None:
    assert shown(Format.GITHUB, WARNING, EVERYTHING, NO_TEXT).splitlines() == [
        "::error title=missing-template,file=mail.html::gone",
        "::error title=unknown-event,file=shop/my cart.journey,line=2,endLine=2,col=13,endColumn=15::"
        "no event is named `購入`%0Ahint: did you mean `order_placed`?",
        "::warning title=unreachable-step,file=shop/my cart.journey,line=3,endLine=3,col=3,endColumn=16::"
        "nobody comes here",
    ]


def test_github_commands_escape_what_would_end_them() -> None:
    found = Diagnostic(code=Code.SYNTAX, message="100%\r\n::x", span=Span("a:b,c%.journey", 0, 0))
    assert shown(Format.GITHUB, found) == "::error title=syntax,file=a%3Ab%2Cc%25.journey::100%25%0D%0A::x\n"


def test_github_gets_no_column_for_a_span_of_several_lines() -> None:
    found = Diagnostic(code=Code.SYNTAX, message="no", span=CART.span(0, 40))
    assert shown(Format.GITHUB, found) == f"::error title=syntax,file={CART.path},line=1,endLine=2::no\n"


@pytest.mark.parametrize(
    ("errors", "warnings", "notice"),
    [
        (10, 10, None),
        (11, 0, "1 more error"),
        (12, 11, "2 more errors and 1 more warning"),
        (0, 13, "3 more warnings"),
    ],
)
def test_github_is_told_how_many_annotations_it_would_drop(errors: int, warnings: int, notice: str | None) -> None:
    found = [NO_TEXT] * errors + [WARNING] * warnings
    lines = shown(Format.GITHUB, *found).splitlines()
    ending = [f"::notice title=journeydsl::{notice}, see the log of `journeydsl check`"] if notice else []
    assert lines[min(errors, 10) + min(warnings, 10) :] == ending
    assert sum(line.startswith("::error") for line in lines) == min(errors, 10)


def test_junit_fails_codes_and_passes_clean_files() -> None:
    again = Diagnostic(code=Code.UNKNOWN_EVENT, message="no event is named `total`", span=at("total"))
    assert shown(Format.JUNIT, EVERYTHING, again, WARNING) == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<testsuites tests="3" failures="1" errors="0">\n'
        '  <testsuite name="journeydsl check" tests="3" failures="1" errors="0">\n'
        '    <testcase classname="journeydsl.yaml" name="check" />\n'
        '    <testcase classname="shop/my cart.journey" name="unknown-event">\n'
        '      <failure message="no event is named `購入`" type="unknown-event">'
        "shop/my cart.journey:2:13: no event is named `購入` (did you mean `order_placed`?)\n"
        "shop/my cart.journey:2:22: no event is named `total`</failure>\n"
        "    </testcase>\n"
        '    <testcase classname="shop/my cart.journey" name="unreachable-step">\n'
        "      <system-out>shop/my cart.journey:3:3: nobody comes here</system-out>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_junit_is_xml_whatever_was_written() -> None:
    found = Diagnostic(code=Code.SYNTAX, message='<&>" \x00\ud800', span=Span("a\x07<.journey", 0, 0))
    suites = ElementTree.fromstring(shown(Format.JUNIT, found).encode())
    failure = suites.find(".//failure")
    assert failure is not None
    assert failure.get("message") == '<&>" \ufffd\ufffd'
