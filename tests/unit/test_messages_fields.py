"""Which fields a template cannot do without, and what is said about one that cannot be read."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeydsl import messages
from journeydsl.messages import FieldUse, TemplateProblem
from journeydsl.workspace.field_cache import fields_cached


def needed(text: str) -> list[str]:
    return [".".join(use.path) for use in messages.fields(text)]


def problem(text: str) -> tuple[int, str]:
    with pytest.raises(TemplateProblem) as raised:
        messages.fields(text)
    return raised.value.line, raised.value.message


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Hello!", []),
        ("{# {{ first_name }} #}", []),
        ("{% raw %}{{ first_name }}{% endraw %}", []),
        ("{{ first_name }}", ["first_name"]),
        ("{{ trigger.url }} {{ trigger['url'] }}", ["trigger.url", "trigger.url"]),
        ("{{ first_name | upper | trim }}", ["first_name"]),
        ("{{ a ~ b + c[d] }}", ["a", "b", "c", "d"]),
        ("{{ '%.2f' | format(trigger.total) }}", ["trigger.total"]),
        ("{% filter upper %}{{ a }}{% endfilter %}", ["a"]),
    ],
)
def test_a_field_that_is_printed_is_needed(text: str, fields: list[str]) -> None:
    assert needed(text) == fields


@pytest.mark.parametrize(
    "text",
    [
        "{{ a or 'there' }}",
        "{{ a | default('there', true) }}",
        "{{ a | default('there') | upper }}",
        "{{ trigger.a.b | d('there') }}",
        "{{ (a or b) | default('c') }}",
        "{{ a if a else 'there' }}",
        "{{ a if a }}",
        "{{ 'there' if not a else a }}",
        "{% if a %}{{ a }}{% endif %}",
        "{% if a is defined %}{{ a }}{% endif %}",
        "{% if a is not defined %}x{% else %}{{ a }}{% endif %}",
        "{% if a and b %}{{ a }}{{ b }}{% endif %}",
        "{% if not (a and b) %}x{% else %}{{ a }}{{ b }}{% endif %}",
        "{% if not a or not b %}x{% else %}{{ a }}{{ b }}{% endif %}",
        "{% if not a %}x{% elif b %}{{ a }}{{ b }}{% endif %}",
        "{% if a is defined and a == 'x' %}y{% endif %}",
        "{% if trigger.url %}{{ trigger['url'] }}{% endif %}",
        "{% if not a %}x{% endif %}",
    ],
)
def test_what_the_template_provides_for_is_not_needed(text: str) -> None:
    assert needed(text) == []


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("{{ a or b }}", ["b"]),
        ("{{ a and b }}", ["a", "b"]),
        ("{{ a | default(b) }}", ["b"]),
        ("{{ a | upper | default('x') }}", ["a"]),
        ("{{ a if b else c }}", ["a", "c"]),
        ("{% if a %}{{ b }}{% else %}{{ a }}{% endif %}", ["b", "a"]),
        ("{% if a or b %}{{ a }}{% endif %}", ["a"]),
        ("{% if a == 'x' %}y{% endif %}", ["a"]),
        ("{% if a %}x{% endif %}{{ a }}", ["a"]),
        ("{% if trigger %}{{ trigger.url }}{% endif %}", ["trigger.url"]),
    ],
)
def test_a_guard_covers_only_what_it_guards(text: str, fields: list[str]) -> None:
    assert needed(text) == fields


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("{% for item in items %}{{ item.name }}{{ loop.index }}{% endfor %}", ["items"]),
        ("{% for a, b in items if a %}{{ a }}{{ b }}{% else %}{{ a }}{% endfor %}", ["items", "a"]),
        ("{% for item in items %}{{ loop.cycle('x', c) }}{% endfor %}", ["items", "c"]),
        ("{% set greeting = a or 'Hi' %}{{ greeting }}", []),
        ("{% set greeting %}Hi {{ a }}{% endset %}{{ greeting }}", ["a"]),
        ("{% if v %}{% set g = 'x' %}{% endif %}{{ g }}", ["g"]),
        ("{% if v %}{% set g = 'x' %}{% else %}{% set g = 'y' %}{% endif %}{{ g }}", []),
        ("{% with x = a %}{{ x }}{% endwith %}{{ x }}", ["a", "x"]),
        ("{{ loop }}", ["loop"]),
    ],
)
def test_names_that_the_template_gives_itself_are_no_fields(text: str, fields: list[str]) -> None:
    assert needed(text) == fields


def test_every_use_is_told_with_its_exact_place() -> None:
    text = "Hi {{ first_name }},\r\n{%- if x %}\n  {{ 'first_name' ~ first_name }} {{ trigger [ 'url' ] }}{% endif %}\n"
    assert [(use.path, text[use.start : use.end]) for use in messages.fields(text)] == [
        (("first_name",), "first_name"),
        (("first_name",), "first_name"),
        (("trigger", "url"), "trigger [ 'url' ]"),
    ]
    first, second, _ = messages.fields(text)
    assert (first.start, second.start) == (text.index("first_name"), text.index("~ first_name") + 2)


def test_mentions_has_the_fields_that_are_not_needed_too() -> None:
    text = "{% if vip %}{{ first_name or 'x' }}{% endif %}"
    assert [use.path for use in messages.mentions(text)] == [("vip",), ("first_name",)]
    assert messages.mentions("plain") == ()


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a\nHi {{ first_name", 2, "`{{` is never closed with `}}`"),
        ("Hi {{ first_name }\n<p>{{ a }}</p>", 1, "`{{` is never closed with `}}`"),
        ("{% if a\n<p>x</p>{% endif %}", 1, "`{%` is never closed with `%}`"),
        ("\n{% if a %}\n{% for b in c %}\n{% endfor %}\n", 2, "`{% if %}` is never closed with `{% endif %}`"),
        ("{% set a = 1 %}\n{% set b %}", 2, "`{% set %}` is never closed with `{% endset %}`"),
        ("{% raw %}x", 1, "`{% raw %}` is never closed with `{% endraw %}`"),
        ("x\n{# y", 2, "`{#` is never closed with `#}`"),
        ("\n\n{% endif %}", 3, "`{% endif %}` belongs to nothing that is open"),
        ("{% for a in b %}{% endif %}", 1, "`{% endif %}` stands where `{% endfor %}` is expected"),
        ("{% iff a %}{% endif %}", 1, "`{% iff %}` is not known; did you mean `if`?"),
        ("{{ first name }}", 1, "`name` does not fit here"),
        ("{{ a = b }}", 1, "`=` does not compare; write `==`"),
        ("\n{{ a ? }}", 2, "`?` does not fit here"),
        ("{{ 'a }}", 1, "the text in `'` is not closed"),
        ("{{ (a }}", 1, "a `)` is missing"),
        ("{{ a) }}", 1, "`)` does not fit here"),
        ("{{ }}", 1, "something is missing before the closing signs"),
        ("{{ a | }}", 1, "something is missing before the closing signs"),
        ("\n{{ a | uper }}", 2, "`| uper` is not known; did you mean `upper`?"),
        ("{{ a is defned }}", 1, "`is defned` is not known; did you mean `defined`?"),
        ("{{ a | safe }}", 1, "`| safe` is not known; did you mean `escape`?"),
        ("x\n{{ now() }}", 2, "nothing can be called in a message; use a filter such as `| upper`"),
        ("{{ a.upper() }}", 1, "nothing can be called in a message; use a filter such as `| upper`"),
        ("{% include 'x' %}", 1, "`{% include %}` cannot stand in a message"),
        ("{% macro m() %}{% endmacro %}", 1, "`{% macro %}` cannot stand in a message"),
        ("{{ self }}", 1, "`self` cannot stand in a message"),
        ("{{ 9 ** 9 }}", 1, "this cannot stand in a message"),
        ("{{ " + "(" * 5000 + "a" + ")" * 5000 + " }}", 1, "this template is nested too deeply"),
    ],
)
def test_a_template_that_cannot_be_read_is_explained(text: str, line: int, message: str) -> None:
    assert problem(text) == (line, message)


SIGNS = [
    "{{ ",
    "}}",
    "{% ",
    "%}",
    "{# ",
    "#}",
    "{%- ",
    "-%}",
    "'",
    '"',
    "(",
    ")",
    "[",
    "]",
    "|",
    ".",
    ",",
    "=",
    "==",
    "-",
]
WORDS = [
    "if ",
    "else",
    "endif",
    "for ",
    " in ",
    "endfor",
    "set ",
    "raw",
    "endraw",
    " or ",
    " and ",
    "not ",
    " is defined",
]
TEXTS = ["a", "b.c", "['d']", "default('x')", "1", "text", "{{ a }}", "\n", "\r\n", " ", "é", "購"]


@given(st.lists(st.sampled_from(SIGNS + WORDS + TEXTS), max_size=25).map("".join))
def test_whatever_is_written_is_a_template_or_explained(text: str) -> None:
    uses, lines = told(text)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)
    for use in uses:
        assert text[use.start :].startswith(use.path[0])
        assert text[: use.end].rstrip("']\"").endswith(use.path[-1])


def told(text: str) -> tuple[Sequence[FieldUse], Sequence[int]]:
    """The fields of a template, or the line of its problem."""
    try:
        return messages.mentions(text), ()
    except TemplateProblem as found:
        return (), (found.line,)


def test_a_text_with_nothing_to_fill_in_does_not_load_jinja2() -> None:
    code = "import sys; from journeydsl import messages; messages.fields('Hi'); messages.render('Hi', {}, html=True)"
    command = [sys.executable, "-c", f"{code}; print('jinja2' in sys.modules)"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False\n"


def test_fields_are_read_back_without_jinja2(tmp_path: Path) -> None:
    text = "{{ first_name }} {{ trigger.url }}"
    assert fields_cached(text, tmp_path) == messages.fields(text)
    code = "import sys; from pathlib import Path; from journeydsl.workspace.field_cache import fields_cached as f"
    told = f"{code}; print(f(sys.argv[1], Path(sys.argv[2])), 'jinja2' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", told, text, str(tmp_path)], capture_output=True, text=True, check=True)
    expected = (FieldUse(("first_name",), 3, 13), FieldUse(("trigger", "url"), 20, 31))
    assert ran.stdout == f"{expected} False\n"


def test_a_damaged_store_of_fields_is_no_mistake(tmp_path: Path) -> None:
    fields_cached("{{ a }}", tmp_path)
    (stored,) = tmp_path.iterdir()
    stored.write_text('[["a"]]', encoding="utf-8")
    assert fields_cached("{{ a }}", tmp_path) == messages.fields("{{ a }}")


def test_a_template_with_a_problem_is_not_stored(tmp_path: Path) -> None:
    with pytest.raises(TemplateProblem):
        fields_cached("{{ a", tmp_path)
    assert list(tmp_path.iterdir()) == []
