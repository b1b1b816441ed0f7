"""Whatever is written: it prints back, or it is told what is wrong with it."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeydsl.diagnostics.render import Format, render
from journeydsl.source import Source
from journeydsl.syntax import ast, parse, printer
from journeydsl.syntax.reading import MOST_BROKEN
from journeydsl.syntax.recovery import MOST_MISTAKES
from tests.properties.programs import files

CONTINUES = re.compile(r"\s+(?:and|or)\b")
slowly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=100)

PIECES = (
    *(
        "\n",
        "\n  ",
        "\n    ",
        "\n\t",
        "\r\n",
        "\r",
        " ",
        "\t",
        "\u00a0",
        "\u2028",
        "\x00",
        "\ufeff",
        "\u202e",
        "\ue000",
    ),
    *(
        "segment ",
        "journey ",
        "message ",
        "limits:",
        "suppression ",
        "when ",
        "choose:",
        "split ",
        "wait for ",
        "send ",
    ),
    *("if not sent:", "happened:", "timed out:", "otherwise:", "starts on ", "goal ", "a", "b_c", "Vip", "and ", "or "),
    *("not ", "(", ")", ":", ",", ", then ", ".", '"', "\\", "#", "=", "==", "<", ">=", "“", "”", "1", "2 days", "10%"),
    *(
        "wait until ",
        "repeat ",
        "up ",
        "times",
        "emit ",
        "with ",
        "go to ",
        "label ",
        "add ",
        "to ",
        "from ",
        "if missing:",
    ),
    *("starts ", "every ", "monday", "day ", "on ", "at ", "for ", "before ", "10:00", "ends ", "hypothesis:", "once "),
    *(
        'scenario "a":',
        "contact ",
        "subscribed to ",
        "2026-03-02 10:00 ",
        "2026-03-02",
        "set ",
        "expect ",
        "sent",
        "no ",
    ),
    *("journey ", "started", "never ", "always ", "at most ", "emails ", "in ", "is ", "has been ", "because ", "as "),
    *("25:00", "2027-02-30", "-", "where ", "in the last ", "ever", "at least ", "is one of ", "is known", "up to "),
)


def mistakes_in(text: str) -> int:
    source = Source("any.journey", text)
    file, mistakes = parse(source)
    for mistake in mistakes:
        spans = [mistake.span, *(label.span for label in mistake.labels)]
        spans += [edit.span for edit in mistake.fix.edits] if mistake.fix else []
        for span in spans:
            assert 0 <= span.start <= span.end <= len(text)
        assert mistake.message
        assert not mistake.message.endswith(".")
    assert isinstance(file, ast.File)
    return len(mistakes)


@slowly
@given(files)
def test_what_is_printed_reads_back_as_the_same_tree(file: ast.File) -> None:
    read, mistakes = parse(Source("generated.journey", printer.file(file)))
    assert not mistakes
    assert read == file


@slowly
@given(files)
def test_printing_is_settled_after_once(file: ast.File) -> None:
    once = printer.file(file)
    assert printer.file(parse(Source("generated.journey", once))[0]) == once


@slowly
@given(files)
def test_a_span_covers_what_a_declaration_says_and_nothing_else(file: ast.File) -> None:
    source = Source("generated.journey", printer.file(file))
    for declaration in parse(source)[0].declarations:
        alone, mistakes = parse(Source("alone.journey", source.slice(declaration.span)))
        assert not mistakes
        assert alone.declarations == (declaration,)


@slowly
@given(st.text())
def test_any_text_is_read_or_told_what_is_wrong(text: str) -> None:
    mistakes_in(text)


@slowly
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_pieces_of_the_language_are_read_or_told_what_is_wrong(text: str) -> None:
    mistakes_in(text)


@slowly
@given(files, st.data())
def test_a_program_with_something_changed_is_read_or_told_what_is_wrong(file: ast.File, data: st.DataObject) -> None:
    text = printer.file(file)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    piece = data.draw(st.sampled_from(("", *PIECES)))
    mistakes_in(text[:start] + piece + text[end:])


@slowly
@given(files.filter(lambda file: bool(file.declarations)), st.data())
def test_a_declaration_that_breaks_leaves_the_others_as_they_are(file: ast.File, data: st.DataObject) -> None:
    broken = "journey broken:\n  starts on signed_up\n  send 5\n"
    read, mistakes = parse(Source("generated.journey", f"{printer.file(file)}\n{broken}\n{printer.file(file)}"))
    assert read.declarations == file.declarations * 2
    assert "broken" in read.broken
    assert len(mistakes) == 1


@st.composite
def declarations_with_a_wrong_line(draw: st.DrawFn) -> tuple[ast.Declaration, str]:
    """A declaration, and its text with a line among the others that cannot be read."""
    declaration = draw(files.filter(lambda file: bool(file.declarations))).declarations[0]
    lines = printer.declaration(declaration)
    begins = [number for number, line in enumerate(lines) if number and line.strip() and not CONTINUES.match(line)]
    number = draw(st.sampled_from(begins))
    margin = len(lines[number]) - len(lines[number].lstrip())
    return declaration, "\n".join([*lines[:number], " " * margin + "5 5 5", *lines[number:]])


@slowly
@given(declarations_with_a_wrong_line())
def test_a_wrong_line_leaves_all_others(given: tuple[ast.Declaration, str]) -> None:
    declaration, text = given
    file, mistakes = parse(Source("generated.journey", text))
    assert len(mistakes) == 1
    assert file.partial == (declaration,)


@slowly
@given(files, st.data())
def test_what_is_left_of_a_declaration_is_a_declaration(file: ast.File, data: st.DataObject) -> None:
    text = printer.file(file)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    left = parse(Source("generated.journey", text[:start] + text[end:]))[0].partial
    read, mistakes = parse(Source("left.journey", printer.file(ast.File(left))))
    assert not mistakes
    assert read.declarations == left


MANY = 10_000
LONG = 1_000_000
EXTREMES = {
    "deep parentheses": "segment a:\n  when " + "(" * MANY + "vip" + ")" * MANY,
    "deep blocks": "journey a:\n" + "".join(f"{' ' * depth}choose:\n" for depth in range(1, MANY // 10)),
    "many nots": "segment a:\n  when " + "not " * MANY + "vip",
    "a long line": "segment a:\n  when " + "a" * LONG,
    "a long sentence": "segment a:\n  when " + "vip and " * (LONG // 80) + "vip",
    "a long path": "segment a:\n  when " + ".".join(["a"] * (LONG // 80)),
    "a long text": 'message a:\n  subject "' + "x" * LONG + '"',
    "a text without end": 'message a:\n  subject "' + "x" * LONG,
    "many quotes": '"' * LONG,
    "one quote a line": 'message a:\n  subject "\n' * MANY,
    "many digits": "segment a:\n  when vip > " + "9" * LONG,
    "many signs": "=" * LONG,
    "many different signs": "=!?" * (LONG // 3),
    "blank lines": "segment a:" + "\n" * LONG + "  when vip",
    "blanks": " " * LONG,
    "tabs": "\t" * LONG,
    "tabs before a comment": "segment a:\n" + "\t" * LONG + "#",
    "comments": "# a comment\n" * MANY + "segment a:\n  when vip",
    "comments before a continuation": "segment a:\n  when vip\n" + "   # why\n" * MANY + "   and b",
    "nothing but nul": "\x00" * MANY,
    "right to left": "\u202e\u200f" * MANY,
    "many mistakes in one declaration": "journey a:\n" + "  sned a\n" * MANY,
    "many broken declarations": "segment a:\n  wehn vip\n" * (MANY // 20),
    "lines at the margin": "journey a:\n" + "send a\n" * (MANY // 10),
    "carriage returns": "segment a:\r  when vip\r" * MANY,
}


# Ten megabytes on one line: how it begins, and what it goes on with.
ONE_LINERS = {
    "parentheses": ("segment a:\n  when ", "("),
    "nots": ("segment a:\n  when ", "not "),
    "one name": ("segment a:\n  when ", "a"),
    "one word": ("segment a:\n  when ", "Ä"),
    "figures": ("segment a:\n  when vip > ", "9-"),
    "signs": ("segment a:\n  when ", "=!?"),
    "quotation marks": ("message a:\n  subject ", '"'),
    "text": ('message a:\n  subject "', "x"),
    "backslashes": ('message a:\n  subject "', "\\"),
    "blanks": ("segment a:\n", " "),
    "tabs": ("", "\t"),
    "a comment": ("segment a:\n  when vip  # ", "x"),
    "nul": ("", "\x00"),
    "byte order marks": ("", "\ufeff"),
    "right to left": ("", "\u202e\u200f"),
    "carriage returns": ("segment a:\r", "\r"),
}


@pytest.mark.parametrize("text", EXTREMES.values(), ids=EXTREMES.keys())
def test_no_text_is_too_much(text: str) -> None:
    mistakes_in(text)


def test_a_declaration_full_of_mistakes_is_told_a_bounded_number() -> None:
    assert mistakes_in("journey a:\n" + "  sned a\n" * 1000) == MOST_MISTAKES


@pytest.mark.parametrize(("start", "unit"), ONE_LINERS.values(), ids=ONE_LINERS.keys())
def test_no_line_is_too_long(start: str, unit: str) -> None:
    source = Source("long.journey", start + unit * (10 * LONG // len(unit)))
    _, mistakes = parse(source)
    shown = render(Format.TEXT, mistakes, {source.path: source}, [source.path], color=False)
    assert len(shown) < 1_000 * (1 + len(mistakes))


def test_a_file_of_blank_lines_is_read() -> None:
    assert mistakes_in("segment a:" + "\r\n  # nothing" * (LONG // 2) + "\n" * LONG + "  when vip") == 0


def test_a_file_full_of_broken_declarations_is_told_a_bounded_number() -> None:
    assert mistakes_in("x\n" * MANY) == MOST_BROKEN + 1
