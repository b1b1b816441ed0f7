"""What the formatter refuses: to write anything that says something else, or that has lost a comment."""

from __future__ import annotations

import pytest

from journeydsl.formatter import LayoutError, tidy, tidying
from journeydsl.source import Source
from journeydsl.syntax import ast, printer

TEXT = "segment buyers:\n  # why\n  when vip  # because\n"


def source(text: str) -> Source:
    return Source("shop.journey", text)


def test_a_file_with_mistakes_is_left_as_it_is() -> None:
    text = "segment  buyers:\n  wehn vip\n"
    tidied = tidy(source(text))
    assert tidied.text == text
    assert [mistake.code for mistake in tidied.mistakes] == ["unknown-word"]


def test_line_ends_and_the_byte_order_mark_become_canonical() -> None:
    text = "\ufeff# head\r\n" + TEXT.replace("\n", "\r\n")
    assert tidy(source(text)).text == f"# head\n{TEXT}"


def test_it_refuses_a_layout_that_says_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer, "file", lambda tree: "segment buyers:\n  when not vip\n")
    with pytest.raises(LayoutError, match=r"would change what `shop\.journey` says"):
        tidy(source(TEXT))


def test_it_refuses_comments_that_change_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidying, "weave", lambda printed, written, places: f"# when\n{printed}  or old\n# why# because")
    with pytest.raises(LayoutError, match=r"would change what `shop\.journey` says"):
        tidy(source(TEXT))


def test_it_refuses_to_lose_a_comment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidying, "weave", lambda printed, written, places: f"{printed}# why\n")
    with pytest.raises(LayoutError, match=r"a comment of `shop\.journey` would be lost"):
        tidy(source(TEXT))


def test_it_refuses_to_lose_a_line_that_was_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing_read = (ast.File(()), ())
    monkeypatch.setattr(tidying, "parse", lambda source: nothing_read)
    with pytest.raises(LayoutError, match=r"line 1 of `shop\.journey` would be lost"):
        tidy(source(TEXT))


@pytest.mark.parametrize("lines", [1_000, 4_000])
def test_many_comments_are_no_trouble(lines: int) -> None:
    comments = "".join(f"  # {number}\n" for number in range(lines))
    text = f"segment buyers:\n{comments}  when vip\n{comments}"
    assert tidy(source(text)).text.count("#") == 2 * lines
