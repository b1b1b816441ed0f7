"""What is left of a declaration of which some lines could not be read."""

from __future__ import annotations

import pytest

from journeydsl.source import Source
from journeydsl.syntax import ast, parse, printer


def left(text: str) -> str:
    """What is left of the declarations of `text`, all of which have mistakes."""
    file, mistakes = parse(Source("a.journey", text))
    assert mistakes
    assert not file.declarations
    return printer.file(ast.File(file.partial))


def test_what_is_read_whole_is_not_partial() -> None:
    file, mistakes = parse(Source("a.journey", "segment a:\n  when vip\n"))
    assert not mistakes
    assert (len(file.declarations), file.partial) == (1, ())


def test_a_declaration_with_a_mistake_is_partial_and_its_neighbours_are_whole() -> None:
    file, _ = parse(Source("a.journey", "segment a:\n  refresh dayly\n  when vip\n\nsegment b:\n  when vip\n"))
    assert printer.file(file) == "segment b:\n  when vip\n"
    assert printer.file(ast.File(file.partial)) == "segment a:\n  when vip\n"
    assert file.broken == {"a"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "journey a:\n  starts on b\n  priorty 3\n  send c\n  sned d\n  stop\n",
            "journey a:\n  starts on b\n\n  send c\n  stop\n",
        ),
        (
            "journey a:\n  choose:\n    when b:\n      sned c\n      send d\n    whne e: stop\n    otherwise: stop\n",
            "journey a:\n  choose:\n    when b:\n      send d\n    otherwise: stop\n",
        ),
        (
            "journey a:\n  choose:\n    when b: sned c\n    otherwise: send d\n"
            "  split e:\n    50% f: sned g\n    50% h: stop\n",
            "journey a:\n  choose:\n    when b: continue\n    otherwise:\n      send d\n"
            "  split e:\n    50% f: continue\n    50% h: stop\n",
        ),
        (
            "journey a:\n  send b\n    if nto sent: stop\n  wait until c\n    if mising: stop\n",
            "journey a:\n  send b\n  wait until c\n",
        ),
        (
            'message a:\n  chanel email\n  block b:\n    when in c: “d”\n    when in e: "f"\n  helps\n',
            'message a:\n  block b:\n    when in e: "f"\n',
        ),
        (
            "segments a:\n  b: order_placed ever\n  c: when vip\n  d:\n    wehn vip\n  e: otherwise\n",
            "segments a:\n  c: when vip\n  e: otherwise\n",
        ),
        (
            "limits:\n  quiet on sundy, else wait\n  quiet on monday, else wait\n",
            "limits:\n  quiet on monday, else wait\n",
        ),
        (
            'scenario "a":\n  contact vip: true\n  expekt nothing sent\n  expect b sent\n',
            'scenario "a":\n  contact vip: true\n  expect b sent\n',
        ),
    ],
)
def test_lines_that_could_not_be_read_are_left_out(text: str, expected: str) -> None:
    assert left(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "segment a:\n  refresh daily\n  wehn vip\n",
        "suppression a:\n  wehn vip\n  blocks promotional\n",
        "limits:\n  quite on sunday, else wait\n",
        "journey a:\n  sned b\n",
        "jurney a:\n  send b\n",
        "journey a:\n  split b:\n    45 c: send d\n",
        "segment a:\n",
    ],
)
def test_what_is_no_declaration_without_them_is_left_out_whole(text: str) -> None:
    assert left(text) == ""


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ("happened: sned b\n    timed out: send c", "happened: continue\n    timed out: send c"),
        ("hapened: stop\n    timed out: send c", "happened: continue\n    timed out: send c"),
        ("happened: stop\n    timed out:\n      sned c", "happened: stop\n    timed out: continue"),
    ],
)
def test_a_wait_whose_case_could_not_be_read_goes_on_after_it(cases: str, expected: str) -> None:
    assert left(f"journey a:\n  wait for d up to 2 days\n    {cases}\n") == (
        f"journey a:\n  wait for d up to 2 days\n    {expected}\n"
    )


def test_a_step_of_which_no_step_could_be_read_does_nothing() -> None:
    assert left("journey a:\n  choose:\n    when b:\n      sned c\n      sned d\n") == (
        "journey a:\n  choose:\n    when b: continue\n"
    )


def test_what_was_only_indented_wrongly_is_left_whole() -> None:
    assert left("journey a:\n  wait 2 days\n    stop\n") == "journey a:\n  wait 2 days\n  stop\n"


def test_a_line_too_many_is_told_beside_a_line_that_could_not_be_read() -> None:
    text = "segment a:\n  refresh dayly\n  when vip\n  when old\n"
    assert [mistake.code.value for mistake in parse(Source("a.journey", text))[1]] == ["unknown-word", "duplicate-line"]
    assert left(text) == "segment a:\n  when vip\n"


def test_members_of_a_family_that_could_not_be_read_are_not_unknown() -> None:
    file, _ = parse(Source("a.journey", 'segmnts a:\n  b "B": when vip\n  c "C": otherwise\n'))
    assert file.broken == {"a", "b", "c"}
