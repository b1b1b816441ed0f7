"""What a filled-in template says, and what it can never reach."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeydsl import messages
from journeydsl.messages import TemplateProblem

VALUES: Mapping[str, object] = {
    "first_name": "Ann",
    "unknown": None,
    "total": 20.0,
    "rate": 2.5,
    "vip": True,
    "birthday": datetime.date(2001, 2, 3),
    "wish": "<b>",
    "items": ["a", "b"],
    "trigger": {"url": "https://shop.example", "coupon": None},
}


def filled(text: str) -> str:
    return messages.render(text, VALUES, html=False)


def problem(text: str) -> tuple[int, str]:
    with pytest.raises(TemplateProblem) as raised:
        messages.render(text, VALUES, html=False)
    return raised.value.line, raised.value.message


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Hello!", "Hello!"),
        ("{{ first_name }}", "Ann"),
        ("{{ trigger.url }} {{ trigger['url'] }}", "https://shop.example https://shop.example"),
        ("{{ total }} {{ rate }} {{ vip }} {{ birthday }}", "20 2.5 true 2001-02-03"),
        ("{{ '%.2f' | format(total) }}", "20.00"),
        ("{{ total * 2 }} {{ 7 % 4 }}", "40 3"),
        ("{{ missing or 'there' }}", "there"),
        ("{{ unknown | default('there') }}", "there"),
        ("{{ trigger.coupon | default('none') }} {{ trigger.no.such | default('none') }}", "none none"),
        ("{{ 'VIP' if missing }}.", "."),
        ("{{ none }}.", "."),
        ("{% if unknown is defined %}x{% else %}y{% endif %}", "y"),
        ("{% for item in items %}{{ item }}{{ ', ' if not loop.last }}{% endfor %}", "a, b"),
        ("{% if vip %}\nyes\n{% endif %}\nend\n", "yes\nend\n"),
    ],
)
def test_a_template_is_filled_in(text: str, result: str) -> None:
    assert filled(text) == result


def test_values_are_escaped_in_html_alone() -> None:
    assert messages.render("<i>{{ wish }}</i>", VALUES, html=True) == "<i>&lt;b&gt;</i>"
    assert messages.render("<i>{{ wish }}</i>", VALUES, html=False) == "<i><b></i>"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\n{{ missing }}", 2, "`missing` has no value"),
        ("{{ unknown }}", 1, "`unknown` has no value"),
        ("\n{{ trigger.coupon | upper }}", 2, "`trigger.coupon` has no value"),
        ("{% if missing == 'x' %}{% endif %}", 1, "`missing` has no value"),
        ("\n{{ first_name + 1 }}", 2, "the values do not fit what this line does with them"),
        ("{{ 1 / 0 }}", 1, "the values do not fit what this line does with them"),
        ("{{ items }}", 1, "the values do not fit what this line does with them"),
        ("{{ first_name", 1, "`{{` is never closed with `}}`"),
    ],
)
def test_what_cannot_be_filled_in_is_explained(text: str, line: int, message: str) -> None:
    assert problem(text) == (line, message)


@pytest.mark.parametrize(
    "text",
    [
        "{{ trigger.items }}",
        "{{ trigger.__class__ }}",
        "{{ first_name.upper }}",
        "{{ first_name['__class__'] }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ lipsum }}",
        "{{ range }}",
        "{{ self }}",
        "{{ cycler.__init__ }}",
        "{{ first_name * 1000000000 }}",
        "{{ '%s' % first_name }}",
        "{{ '%0999999999d' | format(1) }}",
        "{{ '%*d' | format(999999999, 1) }}",
        "{{ first_name | attr('__class__') }}",
        "{{ items | map(attribute='__class__') }}",
        "{% set trigger.url = 'x' %}",
    ],
)
def test_nothing_but_the_values_can_be_reached(text: str) -> None:
    problem(text)


def test_a_message_has_a_greatest_length() -> None:
    values = {"rows": ["x" * 1000] * 2000}
    with pytest.raises(TemplateProblem, match="longer than 1000000 characters"):
        messages.render("{% for row in rows %}{{ row }}{% endfor %}", values, html=False)


NAMES = ("a", "b", "trigger.c")


def expressions() -> st.SearchStrategy[str]:
    leaves = st.sampled_from([*NAMES, "'x'"])
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds("({} or {})".format, inner, inner),
            st.builds("({} and {})".format, inner, inner),
            st.builds("(not {})".format, inner),
            st.builds("({} | default({}))".format, inner, inner),
            st.builds("({} | upper)".format, inner),
            st.builds("({} is defined)".format, st.sampled_from(NAMES)),
            st.builds("({} if {} else {})".format, inner, inner, inner),
            st.builds("({} == {})".format, inner, inner),
        ),
        max_leaves=8,
    )


def templates() -> st.SearchStrategy[str]:
    prints = st.builds("{{{{ {} }}}}".format, expressions())
    return st.recursive(
        prints,
        lambda inner: st.one_of(
            st.builds("{}{}".format, inner, inner),
            st.builds("{{% if {} %}}{}{{% else %}}{}{{% endif %}}".format, expressions(), inner, inner),
            st.builds(
                "{{% if {} %}}{}{{% elif {} %}}{}{{% endif %}}".format, expressions(), inner, expressions(), inner
            ),
            st.builds("{{% set a = {} %}}{}".format, expressions(), inner),
        ),
        max_leaves=6,
    )


@given(templates(), st.sets(st.sampled_from(NAMES)))
def test_a_template_with_all_that_it_needs_can_be_filled_in(text: str, extra: set[str]) -> None:
    given_fields = extra | {".".join(use.path) for use in messages.fields(text)}
    values = {name: name for name in given_fields if "." not in name}
    trigger = {"c": "c"} if "trigger.c" in given_fields else {}
    messages.render(text, {**values, "trigger": trigger}, html=True)
