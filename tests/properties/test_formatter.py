"""Whatever the layout and wherever comments stand: one layout comes out, and nothing is lost on the way."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from journeydsl.formatter import tidy
from journeydsl.source import Source
from journeydsl.syntax import ast, parse, printer
from tests.properties.programs import files
from tests.properties.test_syntax import EXTREMES, PIECES

slowly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=150)

comments = st.sampled_from(["#", "# a reason", '#"', "# send x", "#  stop # now", "#\ue000 \\"]) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=8
).map(lambda text: f"#{text}")
rarely = st.integers(0, 3).map(lambda number: number == 0)
JOINT = re.compile(r'"(?:[^"\\\n]|\\.)*"|(?P<word> (?:and|or) )|(?P<opening>\()|(?P<closing>\))')


@st.composite
def sprinkled(draw: st.DrawFn, text: str) -> tuple[str, list[str]]:
    """`text` with other indentation, lines broken where they may be, blank lines and comments; and these comments."""
    widths = draw(st.lists(st.integers(1, 5), min_size=1, max_size=4))
    said: list[str] = []

    def comment() -> str:
        said.append(draw(comments))
        return said[-1]

    def above() -> list[str]:
        drawn = draw(st.lists(st.none() | st.integers(0, 12), max_size=2)) if draw(rarely) else []
        return ["" if column is None else " " * column + comment() for column in drawn]

    def broken(joint: re.Match[str]) -> str:
        if not joint.lastgroup or not draw(rarely):
            return joint[0]
        before, after = (joint[0], "") if joint["opening"] else ("", joint[0].lstrip())
        beside = f"  {comment()}" if draw(rarely) else ""
        return "\n".join([before + beside, *above(), " " * draw(st.integers(1, 40)) + after])

    out: list[str] = []
    for line in text.split("\n")[:-1]:
        depth = (len(line) - len(line.lstrip(" "))) // 2
        goes_on = line.lstrip().startswith(("and ", "or "))
        indent = 40 if goes_on else sum(widths[level % len(widths)] for level in range(depth))
        whole = " " * indent + JOINT.sub(broken, line.lstrip(" "))
        out += [*above(), f"{whole} {comment()}" if draw(rarely) and line else whole]
    return "\n".join([*out, *above()]), said


@slowly
@given(files.map(printer.file).flatmap(lambda text: st.tuples(st.just(text), sprinkled(text))))
def test_one_layout_comes_out_and_nothing_is_lost(given: tuple[str, tuple[str, list[str]]]) -> None:
    plain, (text, said) = given
    tree = tree_of(plain)
    assert tree_of(text) == tree
    tidied = tidy(Source("generated.journey", text)).text
    assert tree_of(tidied) == tree
    assert Counter(comments_in(tidied)) == Counter(comment.rstrip() for comment in said)
    assert tidy(Source("generated.journey", tidied)).text == tidied
    assert re.search(r"\n\n\n|[ \t]\n|\n\n\Z|\A\n", tidied) is None


@slowly
@given(files)
def test_what_is_printed_is_laid_out_already(file: ast.File) -> None:
    printed = printer.file(file)
    assert tidy(Source("generated.journey", printed)).text == printed


@slowly
@example("\r0")
@given(st.text() | st.lists(st.sampled_from((*PIECES, "# ")), max_size=40).map("".join))
def test_any_text_is_laid_out_or_left_as_it_is(text: str) -> None:
    tidied = tidy(Source("any.journey", text))
    if tidied.mistakes:
        assert tidied.text == text
    else:
        assert tidy(Source("any.journey", tidied.text)).text == tidied.text


@pytest.mark.parametrize("text", EXTREMES.values(), ids=EXTREMES.keys())
def test_no_text_is_too_much(text: str) -> None:
    tidied = tidy(Source("any.journey", text))
    assert not tidied.mistakes or tidied.text == text


def tree_of(text: str) -> ast.File:
    tree, mistakes = parse(Source("generated.journey", text))
    assert not mistakes, mistakes
    return tree


def comments_in(text: str) -> list[str]:
    pieces = re.findall(r'"(?:[^"\\\n]|\\.)*"|#[^\n]*', text)
    return [piece.rstrip() for piece in pieces if piece.startswith("#")]
