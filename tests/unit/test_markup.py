"""Documents before they are filled in: MJML that cannot become HTML, and what readers could not read, see or follow."""

from __future__ import annotations

import pytest

from journeydsl.diagnostics import Code
from journeydsl.markup import MjmlProblem, inlined, template_findings, to_html
from journeydsl.markup.components import COMPONENTS
from journeydsl.markup.contrast import Color, color_of, contrast
from journeydsl.markup.links import trouble

HEAD = "<mj-head><mj-title>T</mj-title></mj-head>"


def document(column: str, body: str = "") -> str:
    column = f"<mj-section><mj-column>{column}</mj-column></mj-section>" if column else ""
    return f'<mjml lang="en">{HEAD}<mj-body>{column}{body}</mj-body></mjml>'


def found(text: str, *, mjml: bool = True, **parts: frozenset[str]) -> list[tuple[Code, str]]:
    """The findings, each with the words that it is about."""
    return [(each.code, text[each.start : each.end]) for each in template_findings(text, mjml=mjml, **parts)]


@pytest.mark.parametrize(
    "column",
    [
        "<mj-text>Tom & Jerry<br>A &nbsp; b <p>closed</p></mj-text>",
        "<mj-text>{% if a < b %}<b>{{ '<mj-foo>' }}</b>{% endif %}</mj-text>",
        '<mj-button href="https://a.example/?a=1&b={{ x["y"] }}">Go to the shop</mj-button>',
        "<mj-raw>{% for a in b %}</mj-raw><mj-text>{{ a }}</mj-text><mj-raw>{% endfor %}</mj-raw>",
        "<!-- <mj-foo> {% if %} --><mj-divider />",
        '<mj-image src="https://a.example/{{ a }}.png" alt="{{ a }}" />',
        '<mj-social><mj-social-element name="facebook" alt="Facebook" href="https://a.example" /></mj-social>',
    ],
)
def test_what_is_right_is_left_alone(column: str) -> None:
    assert found(document(column)) == []


def test_defaults_of_components_are_checked_like_components() -> None:
    defaults = '<mj-all padding="0" /><mj-class name="x" colour="red" /><mj-text colour="red" />'
    attributes = f"<mj-attributes>{defaults}</mj-attributes>"
    text = document("<mj-text>x</mj-text>").replace("<mj-title>", attributes + "<mj-title>")
    assert found(text) == [(Code.UNKNOWN_COMPONENT_ATTRIBUTE, '<mj-text colour="red" />')]


def test_one_mistake_makes_one_message() -> None:
    assert found(document("<mj-txt><p>{{ x }} words</p></mj-txt>")) == [(Code.UNKNOWN_COMPONENT, "<mj-txt>")]


@pytest.mark.parametrize(
    ("column", "wrong"),
    [
        ("<mj-txt>x</mj-text>", (Code.UNKNOWN_COMPONENT, "<mj-txt>")),
        ("<mj-text>x</mj-txt>", (Code.UNCLOSED_COMPONENT, "</mj-txt>")),
        ("<mj-text>x", (Code.UNCLOSED_COMPONENT, "<mj-text>")),
        ("x</mj-text>", (Code.UNCLOSED_COMPONENT, "</mj-text>")),
    ],
)
def test_a_tag_that_does_not_fit_the_other_is_told_of_once(column: str, wrong: tuple[Code, str]) -> None:
    assert [each for each in found(document(column)) if each[0] is not Code.BETWEEN_COMPONENTS] == [wrong]


@pytest.mark.parametrize("part", ["{{ x }}", "{% if x %}", "words"])
def test_nothing_stands_between_components(part: str) -> None:
    assert found(document("", body=f"<mj-section></mj-section>{part}")) == [(Code.BETWEEN_COMPONENTS, part)]


def test_parts_made_of_components_stand_between_components_and_nowhere_else() -> None:
    imprint = frozenset({"imprint"})
    between = document("", body="<mj-section></mj-section>{{ imprint }}")
    assert found(between, parts=imprint, not_in_texts=imprint) == []
    inside = document("<mj-text>{{ imprint }}</mj-text>")
    assert found(inside, parts=imprint, not_in_texts=imprint) == [(Code.COMPONENT_OUT_OF_PLACE, "{{ imprint }}")]


@pytest.mark.parametrize(
    ("inside", "wrong"), [("<p>a <b>c", ["<p>", "<b>"]), ("<p>a</b></p>", ["</b>"]), ("<ul><li>a</ul>", ["</ul>"])]
)
def test_what_is_opened_in_a_text_is_closed_there(inside: str, wrong: list[str]) -> None:
    text = document(f"<mj-text>{inside}</mj-text>")
    assert found(text) == [(Code.UNCLOSED_COMPONENT, each) for each in wrong]


def test_a_finding_in_a_text_has_the_place_of_its_element() -> None:
    text = document('<mj-text>\n<p>See <a href="/x">{{ y }} click here</a>.</p>\n</mj-text>')
    assert found(text) == [(Code.BROKEN_LINK, '<a href="/x">')]


def test_a_module_is_checked_as_a_piece() -> None:
    assert found("<mj-text>x</mj-text>") == []
    assert found('<mj-section><mj-column><mj-image src="a.png" /></mj-column></mj-section>') == [
        (Code.MISSING_ALTERNATIVE_TEXT, '<mj-image src="a.png" />')
    ]
    assert found("<mj-style>p { color: red }</mj-style>") == []
    assert found('<a href="https://a.example">here</a>') == [(Code.VAGUE_LINK, '<a href="https://a.example">')]


def test_colours_are_those_that_are_seen() -> None:
    on_dark = '<div style="background:#222"><p style="color:#fff">a</p><p style="color:#333">b</p></div>'
    assert found(on_dark, mjml=False) == [(Code.LOW_CONTRAST, '<p style="color:#333">')]
    assert found('<div style="background:url(a.png) #222"><p style="color:#333">b</p></div>', mjml=False) == []
    assert found('<h1 style="color:#888">large</h1><p style="color:#888">small</p>', mjml=False) == [
        (Code.LOW_CONTRAST, '<p style="color:#888">')
    ]


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000", "#fff", 21.0),
        ("#777777", "white", 4.48),
        ("#767676", "rgb(255, 255, 255)", 4.54),
        ("#fff", "#fff", 1.0),
    ],
)
def test_the_contrast_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    one, other = color_of(first), color_of(second)
    assert one is not None
    assert other is not None
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("written", ["", "transparent", "rgba(0, 0, 0, 0.5)", "inherit", "var(--x)"])
def test_a_colour_that_cannot_be_told_is_none(written: str) -> None:
    assert color_of(written) is None
    assert color_of("url(a.png) #123456") == Color(0x12, 0x34, 0x56)


@pytest.mark.parametrize(
    "address",
    ["https://a.example", "http://a.example/x?y#z", "mailto:a@b.example", "tel:+491", "#top", "https://[::1].example"],
)
def test_an_address_leads_somewhere(address: str) -> None:
    assert trouble(address) is None


@pytest.mark.parametrize(
    "address", ["", "#", "cart.html", "//a.example", "www.a.example", "https:///x", "javascript:x", "mailto:"]
)
def test_an_address_leads_nowhere(address: str) -> None:
    assert trouble(address) is not None


def test_values_stay_where_they_stood() -> None:
    html = to_html(
        document('<mj-text>{{ a }}{% if b %}x{% endif %}</mj-text><mj-button href="{{ c }}">{{ "d" }}</mj-button>')
    )
    assert all(part in html for part in ("{{ a }}{% if b %}x{% endif %}", 'href="{{ c }}"', '{{ "d" }}'))


def test_a_value_where_mjml_has_no_place_for_it_is_a_problem() -> None:
    with pytest.raises(MjmlProblem, match="stands where MJML has no place for a value"):
        to_html(document("<mj-text>x</mj-text>").replace("<mj-head>", '<mj-head><mj-breakpoint width="{{ a }}" />'))


def test_styles_are_inlined_only_where_there_are_some() -> None:
    assert inlined("<p>x</p>") == "<p>x</p>"


def test_every_component_stands_somewhere() -> None:
    somewhere = {name for each in COMPONENTS.values() for name in each.children}
    assert set(COMPONENTS) - somewhere == {"mjml"}
    assert somewhere <= set(COMPONENTS)


def test_a_template_that_cannot_become_html_is_a_mistake_at_its_place() -> None:
    text = document("<mj-text>x</mj-text>").replace("<mj-head>", '<mj-head><mj-breakpoint width="{{ a }}" />')
    assert found(text) == [(Code.TEMPLATE_SYNTAX, "{{ a }}")]
