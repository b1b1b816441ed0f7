"""What an author reads: the mistake, the lines that it is about, and what to do."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeydsl.diagnostics import Code, Diagnostic, Edit, Fix, Label, Severity
from journeydsl.diagnostics.render import Format, render
from journeydsl.source import Source, Span

CART = Source(
    "shop/cart.journey",
    """\
journey cart:
  starts on order_place where total > 20
  wait for order_placed up to 0 days
    happened: stop
    timed out: stop

  send reminder
  send reminder_2
  stop
""",
)
PROJECT = Source("journeydsl.yaml", "project: shop\nevents:\n  order_placed: {}\n")


def at(source: Source, text: str) -> Span:
    start = source.text.index(text)
    return source.span(start, start + len(text))


def mistake(span: Span, message: str = "this is wrong", **more: object) -> Diagnostic:
    return Diagnostic(code=Code.UNKNOWN_EVENT, message=message, span=span, **more)  # type: ignore[arg-type]


def shown(*diagnostics: Diagnostic, sources: tuple[Source, ...] = (CART, PROJECT), width: int = 120) -> str:
    known = {source.path: source for source in sources}
    return render(Format.TEXT, diagnostics, known, list(known), width=width)


def expected(text: str) -> str:
    return textwrap.dedent(text).lstrip("\n")


def excerpt(source: Source, span: Span, width: int = 120) -> list[str]:
    """The rows of the excerpt alone."""
    rows = shown(mistake(span), sources=(source,), width=width).split("\n")
    return rows[3 : rows.index("")]


def test_a_mistake_with_everything() -> None:
    found = mistake(
        at(CART, "order_place"),
        "no event is named `order_place`",
        labels=(Label(at(CART, "total"), "`total` is read of it"), Label(at(PROJECT, "order_placed"), "known here")),
        hint="did you mean `order_placed`?",
        fix=Fix("write `order_placed`", (Edit(at(CART, "order_place"), "order_placed"),)),
    )
    assert shown(found) == expected("""
        error[unknown-event]: no event is named `order_place`
         --> shop/cart.journey:2:13
          |
        2 |   starts on order_place where total > 20
          |             ^^^^^^^^^^^
          |                               ----- `total` is read of it
         ::: journeydsl.yaml:3:3
          |
        3 |   order_placed: {}
          |   ------------ known here
          |
          = hint: did you mean `order_placed`?
          = fix: write `order_placed`
        2 |   starts on order_placed where total > 20
          |             ~~~~~~~~~~~~

        1 error in 1 file, 2 files checked
        """)


def test_mistakes_come_by_file_and_place_and_are_counted() -> None:
    found = [
        mistake(at(CART, "stop"), severity=Severity.WARNING),
        mistake(at(CART, "0 days")),
        mistake(at(PROJECT, "order_placed")),
    ]
    assert shown(*found) == expected("""
        error[unknown-event]: this is wrong
         --> journeydsl.yaml:3:3
          |
        3 |   order_placed: {}
          |   ^^^^^^^^^^^^

        error[unknown-event]: this is wrong
         --> shop/cart.journey:3:31
          |
        3 |   wait for order_placed up to 0 days
          |                               ^^^^^^

        warning[unknown-event]: this is wrong
         --> shop/cart.journey:4:15
          |
        4 |     happened: stop
          |               ^^^^

        2 errors and 1 warning in 2 files, 2 files checked
        """)


def test_no_mistakes_are_one_line() -> None:
    assert shown() == "no mistakes, 2 files checked\n"
    assert render(Format.TEXT, [], {}, ["a.journey"]) == "no mistakes, 1 file checked\n"


def test_labels_far_off_in_the_same_file_leave_out_what_is_between() -> None:
    found = mistake(at(CART, "reminder_2"), labels=(Label(at(CART, "journey cart"), "in this journey"),))
    assert shown(found) == expected("""
        error[unknown-event]: this is wrong
         --> shop/cart.journey:8:8
          |
        1 | journey cart:
          | ------------ in this journey
        ...
        8 |   send reminder_2
          |        ^^^^^^^^^^

        1 error in 1 file, 2 files checked
        """)


def test_a_single_line_between_two_marked_ones_is_shown() -> None:
    found = mistake(at(CART, "0 days"), labels=(Label(at(CART, "timed out"), "its end"),))
    assert "4 |     happened: stop\n5 |     timed out: stop\n" in shown(found)


def test_a_short_span_of_several_lines_is_marked_whole() -> None:
    span = at(CART, "wait for order_placed up to 0 days\n    happened: stop\n    timed out: stop\n\n  send reminder\n")
    assert excerpt(CART, span) == [
        "3 |   wait for order_placed up to 0 days",
        "  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        "4 |     happened: stop",
        "  |     ^^^^^^^^^^^^^^",
        "5 |     timed out: stop",
        "  |     ^^^^^^^^^^^^^^^",
        "6 |",
        "7 |   send reminder",
        "  |   ^^^^^^^^^^^^^",
    ]


def test_a_long_span_is_shown_by_its_ends() -> None:
    assert excerpt(CART, CART.span(0, len(CART.text))) == [
        "1 | journey cart:",
        "  | ^^^^^^^^^^^^^",
        "2 |   starts on order_place where total > 20",
        "  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        "...",
        "9 |   stop",
        "  |   ^^^^",
    ]


@pytest.mark.parametrize(
    ("line", "marked", "rows"),
    [
        ("\twait\tfor x", "for", ["1 |     wait    for x", "  |             ^^^"]),
        ("名前 is 購入", "購入", ["1 | 名前 is 購入", "  |         ^^^^"]),
        ("cafe\u0301 is x", "x", ["1 | cafe\u0301 is x", "  |         ^"]),
        ("e\u0301", "\u0301", ["1 | e\u0301", "  |  ^"]),
        ("a \x1b[31m \u202e x", "x", ["1 | a \ufffd[31m \ufffd x", "  |           ^"]),
    ],
)
def test_carets_stand_under_what_they_mark(line: str, marked: str, rows: list[str]) -> None:
    source = Source("a.journey", f"{line}\n")
    assert excerpt(source, at(source, marked)) == rows


@pytest.mark.parametrize("text", ["stop", "stop\n", "stop\n\n  \n", "stop\r\n"])
def test_the_end_of_a_file_is_shown_after_its_last_words(text: str) -> None:
    source = Source("a.journey", text)
    assert excerpt(source, source.span(len(text), len(text))) == ["1 | stop", "  |     ^"]


def test_an_empty_file_has_a_place_too() -> None:
    source = Source("a.journey", "")
    assert shown(mistake(source.span(0, 0)), sources=(source,)) == expected("""
        error[unknown-event]: this is wrong
         --> a.journey:1:1
          |
        1 |
          | ^

        1 error in 1 file, 1 file checked
        """)


def test_a_span_without_characters_has_one_caret() -> None:
    assert excerpt(CART, CART.span(13, 13)) == ["1 | journey cart:", "  |              ^"]


@pytest.mark.parametrize(
    ("before", "after", "rows"),
    [
        (100, 0, [f"1 | …{'a' * 33} needle", f"  | {' ' * 35}^^^^^^"]),
        (0, 100, ["1 |  needle bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb…", "  |  ^^^^^^"]),
        (100, 100, [f"1 | …{'a' * 9} needle {'b' * 23}…", f"  | {' ' * 11}^^^^^^"]),
    ],
)
def test_a_very_long_line_is_cropped_around_what_is_marked(before: int, after: int, rows: list[str]) -> None:
    source = Source("a.journey", f"{'a' * before} needle {'b' * after}".rstrip())
    assert excerpt(source, at(source, "needle"), width=40) == rows


def test_a_mark_longer_than_the_line_that_is_shown_ends_with_it() -> None:
    source = Source("a.journey", "x" * 200)
    assert excerpt(source, source.span(0, 200), width=40) == [f"1 | {'x' * 40}…", f"  | {'^' * 40}"]


def test_a_file_whose_text_is_not_at_hand_is_named() -> None:
    found = mistake(Span("mails/hello.html", 3, 5), hint="look there")
    assert shown(found) == expected("""
        error[unknown-event]: this is wrong
         --> mails/hello.html
          |
          = hint: look there

        1 error in 1 file, 2 files checked
        """)


def test_a_fix_shows_every_line_that_it_changes() -> None:
    fix = Fix(
        "say when to go on",
        (
            Edit(
                CART.span(CART.text.index("  send reminder_2"), CART.text.index("  send reminder_2")), "  wait 1 day\n"
            ),
            Edit(at(CART, "order_place"), "order_placed"),
            Edit(at(CART, " where total > 20"), ""),
        ),
    )
    assert shown(mistake(at(CART, "cart"), fix=fix)) == expected("""
        error[unknown-event]: this is wrong
         --> shop/cart.journey:1:9
          |
        1 | journey cart:
          |         ^^^^
          |
          = fix: say when to go on
        2 |   starts on order_placed
          |             ~~~~~~~~~~~~
          |                         ~
        ...
        8 |   wait 1 day
          |   ~~~~~~~~~~

        1 error in 1 file, 2 files checked
        """)


def test_line_numbers_share_one_gutter() -> None:
    source = Source("a.journey", "\n" * 9 + "stop now\n")
    found = mistake(at(source, "now"), labels=(Label(source.span(0, 0), "here"),))
    assert shown(found, sources=(source,)) == expected("""
        error[unknown-event]: this is wrong
          --> a.journey:10:6
           |
         1 |
           | - here
        ...
        10 | stop now
           |      ^^^

        1 error in 1 file, 1 file checked
        """)


def test_color_only_adds_to_the_text() -> None:
    found = mistake(at(CART, "order_place"), hint="look", labels=(Label(at(CART, "total"), "read"),))
    sources = {CART.path: CART}
    colored = render(Format.TEXT, [found], sources, [CART.path], color=True)
    assert colored.startswith("\x1b[1;31merror[unknown-event]\x1b[0m\x1b[1m: this is wrong\x1b[0m\n")
    plain = colored
    for code in ("0", "1", "1;31", "1;33", "1;34", "32"):
        plain = plain.replace(f"\x1b[{code}m", "")
    assert plain == render(Format.TEXT, [found], sources, [CART.path])


def test_what_an_author_wrote_cannot_steer_the_terminal() -> None:
    source = Source("a\x1b.journey", "x\x1b[2J\n")
    found = mistake(source.span(0, 2), "no `\x1b[2J`", hint="a\nb\x07", labels=(Label(source.span(0, 1), "\x1b"),))
    assert not any(sign in shown(found, sources=(source,)) for sign in "\x1b\x07")


@given(st.data(), st.text(max_size=60), st.integers(min_value=1, max_value=30), st.sampled_from(Format))
def test_any_place_in_any_text_can_be_shown(data: st.DataObject, text: str, width: int, output: Format) -> None:
    source = Source("a.journey", text)
    places = st.tuples(*[st.integers(min_value=0, max_value=len(text))] * 2).map(sorted)
    spans = [source.span(*data.draw(places)) for _ in range(3)]
    found = mistake(spans[0], labels=(Label(spans[1], "there"),), fix=Fix("so", (Edit(spans[2], "new"),)))
    assert render(output, [found], {source.path: source}, [source.path], width=width).endswith("\n")
