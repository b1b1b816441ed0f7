"""What is found in messages once they are filled in."""

from __future__ import annotations

from typing import Any

import pytest

from journeydsl import messages
from journeydsl.content.inspecting import Found, Marked, Trouble, inspect, shape


def marked(text: str, **values: Any) -> str:
    return messages.render_marked(text, values, html=True)


def troubles(html: str, **values: Any) -> list[tuple[Trouble, str]]:
    found = inspect(Marked(subject="", preview="", html=marked(html, **values), text=None), is_email=True)
    return [(each.trouble, each.words) for each in found]


@pytest.mark.parametrize("name", ["Ann", "Ann-Marie O'Neill", "Œuf", "N"])
def test_a_message_that_is_as_it_should_be_has_no_problems(name: str) -> None:
    html = '<p>Hello {{ name }}, see <a href="https://a.example/{{ name | urlencode }}">this</a>.</p>'
    assert troubles(html, name=name) == []


@pytest.mark.parametrize(
    ("html", "name", "trouble"),
    [
        ("<p>Hello {{ name }}, good day</p>", "", Trouble.GAP),
        ("<p>Hello {{ name }}, good day</p>", "  ", Trouble.GAP),
        ("<p>Hello {{ name }}, good day</p>", "Ann ", Trouble.GAP),
        ("<p>Hello {{ name }}</p>", " Ann", Trouble.GAP),
        ("<p>Good day.</p><p>{{ name }}</p>", "", Trouble.EMPTY_SENTENCE),
        ("<p>Good day. {{ name }}. Bye.</p>", "", Trouble.EMPTY_SENTENCE),
        ("<p>Hello {{ name }}</p>", "None", Trouble.NO_VALUE_IN_WORDS),
        ("<p>Hello {{ name }}</p>", "nan", Trouble.NO_VALUE_IN_WORDS),
        ("<p>Hello {{ name }}</p>", "{{ first_name }}", Trouble.RAW_SYNTAX),
        ("<p>Hello {{ name }}</p>", "*|FNAME|*", Trouble.RAW_SYNTAX),
        ("<p>Hello {{ '{%' }} {{ name }}</p>", "Ann", Trouble.RAW_SYNTAX),
        ('<a href="{{ name }}">See</a>', "/cart", Trouble.BROKEN_LINK),
        ('<a href="{{ name }}">See</a>', "https://", Trouble.BROKEN_LINK),
        ('<a href="https://a.example/{{ name }}">See</a>', "a b", Trouble.BROKEN_LINK),
        ('<a href="cart.html">See</a>', "", Trouble.BROKEN_LINK),
    ],
)
def test_what_is_wrong_is_found_once(html: str, name: str, trouble: Trouble) -> None:
    assert [found for found, _ in troubles(html, name=name)] == [trouble]


def test_the_words_around_are_told() -> None:
    assert troubles("<p>Hello {{ name }}, good day</p>", name="") == [(Trouble.GAP, "Hello ␣, good day")]


def test_none_is_a_word_where_no_value_says_it() -> None:
    assert troubles("<p>None of it is lost, {{ name }}.</p>", name="Ann") == []


def test_what_nobody_sees_is_not_looked_at() -> None:
    assert troubles("<style>{{ name }}</style><!-- {{ name }} --><p>Hello</p>", name="") == []


@pytest.mark.parametrize(
    ("size", "trouble"), [(80_000, []), (95_000, [Trouble.NEARLY_LARGE_HTML]), (103_000, [Trouble.LARGE_HTML])]
)
def test_a_message_that_is_too_large_is_cut_off(size: int, trouble: list[Trouble]) -> None:
    assert [found for found, _ in troubles("<p>{{ name }}</p>", name="x" * size)] == trouble


def test_only_emails_have_subjects_that_can_be_too_long() -> None:
    long = Marked(subject="a" * 61, preview="", html=None, text=None)
    assert inspect(long, is_email=True) == [Found(Trouble.LONG_SUBJECT, "subject", "a" * 61)]
    assert inspect(long, is_email=False) == []


def test_lines_of_texts_are_looked_at() -> None:
    text = messages.render_marked("Hello {{ name }}!\nBye.", {"name": ""}, html=False)
    assert inspect(Marked(subject="", preview="", html=None, text=text), is_email=False) == [
        Found(Trouble.GAP, "text", "Hello ␣!")
    ]


def test_messages_of_one_shape_differ_in_values_alone() -> None:
    html = "<p>{{ name }}</p>{% if vip %}<p>VIP</p>{% endif %}"
    first, second = marked(html, name="a"), marked(html, name="b")
    assert shape(first) == shape(second) != shape(marked(html, name="a", vip=True))
