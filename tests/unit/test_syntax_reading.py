from __future__ import annotations

import pytest

from journeydsl.diagnostics import Code, Diagnostic
from journeydsl.source import Source
from journeydsl.syntax import ast, parse, printer


def read(text: str) -> tuple[ast.File, tuple[Diagnostic, ...]]:
    return parse(Source("a.journey", text))


def clean(text: str) -> ast.File:
    file, mistakes = read(text)
    assert not mistakes, mistakes
    return file


def told(text: str) -> list[tuple[int, Code]]:
    source = Source("a.journey", text)
    return [(source.position(mistake.span.start).line, mistake.code) for mistake in parse(source)[1]]


def condition(text: str) -> ast.Condition:
    (segment,) = clean(f"segment a:\n  when {text}\n").declarations
    assert isinstance(segment, ast.Segment)
    return segment.when


def fixed(text: str) -> str:
    """`text` after the fixes of all its mistakes."""
    for mistake in reversed(read(text)[1]):
        assert mistake.fix
        for edit in sorted(mistake.fix.edits, key=lambda edit: edit.span.start, reverse=True):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize("text", ["", "\n", "   ", "# only a comment", "\ufeff", "\r\n\r\n", "  # indented\n"])
def test_a_file_that_declares_nothing_is_no_mistake(text: str) -> None:
    assert clean(text) == ast.File(())


def test_names_and_text_have_the_spans_of_their_characters() -> None:
    source = Source("a.journey", '\ufeffsegment big_spenders "Big":\r\n  when spent.total > 100\r\n')
    (segment,) = parse(source)[0].declarations
    assert isinstance(segment, ast.Segment)
    assert isinstance(segment.when, ast.Comparison)
    assert segment.label
    spans = (segment.name.span, segment.label.span, segment.when.left.span, segment.when.right.span)
    assert [source.slice(span) for span in spans] == ["big_spenders", '"Big"', "spent.total", "100"]
    assert source.slice(segment.span) == source.text[1:-2]


def test_and_binds_tighter_than_or_and_not_tighter_than_both() -> None:
    assert condition("a or not b and c") == condition("a or ((not b) and c)")


@pytest.mark.parametrize(
    "text",
    [
        "a\n   and b\n   and c",
        "a\n\n  # why\n    and b and c",
        "a\n  and b\n  and c",
        "(a\n  and\nb) and c".replace("\nb", "\n b"),
        "(a and b\n) and c",
    ],
)
def test_a_condition_goes_on_after_and_and_within_parentheses(text: str) -> None:
    assert printer.condition(condition(text)).replace("(", "").replace(")", "") == "a and b and c"


def test_a_percentage_is_exact() -> None:
    (comparison,) = (condition("share > 12.3457%"),)
    assert isinstance(comparison, ast.Comparison)
    assert comparison.right == ast.Percent(123_457, comparison.right.span)


@pytest.mark.parametrize(
    "name",
    [
        "days",
        "goal",
        "channel",
        "email",
        "where",
        "times",
        "segment",
        "hours",
        "up",
        "then",
        "sent",
        "at",
        "expect",
        "label",
    ],
)
def test_words_of_the_language_are_names_where_they_cannot_be_words(name: str) -> None:
    clean(
        f"segment {name}:\n  when {name} > 2 and in {name} and no {name} ever and {name} is {name}\n"
        f"message {name}:\n  channel {name}\n  {name}.{name} or skip\n"
        f"journey {name}:\n  starts on {name} where {name}\n  goal {name} within 2 days\n  send {name}\n"
        f"  wait for {name} up to 2 days\n    happened: stop as {name}\n    timed out: continue\n"
        f"  set {name} to true\n  split {name}:\n    100% {name}: continue\n"
        f"  emit {name} with {name}: 1, {name}: 2\n  call {name}\n  label {name}\n  go to {name}\n"
        f"  wait until {name} at 09:00\n  wait until {name}, up to 2 days\n"
        f"    happened: start {name}\n    timed out: wait until {name}\n"
        f'scenario "{name}":\n  contact {name}: 1, {name}: 2, subscribed to {name}\n'
        f"  2026-03-02 10:00 {name} {name}: 1, {name}: 2\n"
        f"  expect {name} sent\n  expect journey {name} started\n  never {name}\n"
    )


def test_a_file_with_five_mistakes_shows_five() -> None:
    text = (
        "segment a:\n  wehn vip\n\n"
        "journey b:\n  starts on c whree vip\n\n  wait 2 dasy\n  wait for d\n    happened: stop\n    timed out: stopp\n"
    )
    assert told(text) == [
        (2, Code.UNKNOWN_WORD),
        (5, Code.UNKNOWN_WORD),
        (7, Code.UNKNOWN_UNIT),
        (8, Code.MISSING_DEADLINE),
        (10, Code.UNKNOWN_WORD),
    ]


def test_what_breaks_does_not_hide_what_stands_beside_it() -> None:
    file, mistakes = read('segment a "A":\n  when =\n\nsegment b:\n  when vip\n')
    assert [declaration.name.text for declaration in file.declarations if isinstance(declaration, ast.Segment)] == ["b"]
    assert file.broken == {"a", "A"}
    assert len(mistakes) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("segment a:\nsegment b:\n  when vip\n", [(1, Code.INDENTATION)]),
        ("segment a:", [(1, Code.INDENTATION)]),
        ("  segment a:\n    when vip\n", [(1, Code.INDENTATION)]),
        ("journey a:\n  send b\nsend c\n", [(3, Code.INDENTATION)]),
        ("journey a:\n  send b\n 45% c: stop\n", [(3, Code.INDENTATION)]),
        (
            "journey a:\n  choose:\n    when b: stop\n    whne c:\n      sned d\n",
            [(4, Code.UNKNOWN_WORD), (5, Code.UNKNOWN_WORD)],
        ),
        ("segment a:\n\twhen b\n        and c\n", [(2, Code.TABS)]),
        ("segment a:\n\u00a0\u00a0when b\n", [(2, Code.INDENTATION)]),
        ("segment a:\n  when (b\n    or c\n  # no end\n", [(2, Code.UNCLOSED_PARENTHESIS)]),
        ("segment a:\n  when b and and c\n", [(2, Code.SYNTAX)]),
        ("journey a:\n  wait for b up to 2 days\n", [(2, Code.MISSING_LINE)]),
        ("journey a:\n  wait for b up to 2 days\n    happened: stop\n", [(2, Code.MISSING_LINE)]),
        ("segment a:\n  when b\n  when c\n", [(3, Code.DUPLICATE_LINE)]),
        ("suppression a:\n  when b\n", [(1, Code.MISSING_LINE)]),
    ],
)
def test_one_mistake_makes_one_message(text: str, expected: list[tuple[int, Code]]) -> None:
    assert told(text) == expected


def test_a_mistake_in_a_continued_line_is_told_once() -> None:
    assert told("segment a:\n  when b\n   and c = 2\n   and d\n  when e\n") == [(3, Code.FOREIGN_SIGN)]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("segment a:\n  when b == 1 && c != 2\n", "segment a:\n  when b is 1 && c != 2\n"),
        ("segment a:\n  when b>=1and=2\n".replace("and=2", ""), "segment a:\n  when b>=1\n"),
        ("segment a:\n  when b=1\n", "segment a:\n  when b is 1\n"),
        ("segment a:\n  when b is “x”\n", 'segment a:\n  when b is "x"\n'),
        ("segment a:\n\twhen b\n\t\tand c\n", "segment a:\n  when b\n    and c\n"),
        ("journey a:\n  wait 2 Days\n  wait for b\n", "journey a:\n  wait 2 days\n  wait for b up to 3 days\n"),
        ("journey a:\n  holdout 10 %\n", "journey a:\n  holdout 10%\n"),
        ("journey a\n  send b\n", "journey a:\n  send b\n"),
    ],
)
def test_a_fix_mends_the_mistake(wrong: str, right: str) -> None:
    assert fixed(wrong) == right


def test_the_order_of_what_could_stand_is_always_the_same() -> None:
    (mistake,) = read("journey a:\n  5\n")[1]
    assert mistake.hint == "a step such as `send` or `wait` or a line such as `starts on` or `goal` belongs here"
