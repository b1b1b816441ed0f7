"""A message as one contact gets it: its parts in place, its fields filled in, in HTML and in text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from journeydsl.conditions import Facts
from journeydsl.content import Rendered, Renderer
from journeydsl.markup import MjmlUnavailable
from journeydsl.messages import TemplateProblem
from journeydsl.model.conditions import Attribute, Compare, Constant, Operator, TriggerProperty
from journeydsl.model.messages import (
    Block,
    BlockArm,
    CallToAction,
    Footer,
    FooterEntry,
    Message,
    MessageClass,
    Module,
    UseModule,
    Words,
)
from journeydsl.model.program import Program
from journeydsl.source import Span
from tests.unit.checking import PROJECT

HERE = Span("page.journey", 0, 0)
IN_GERMANY = Compare(Attribute("country"), Operator.EQUAL, Constant("DE"))
MODULES = {"imprint": Module("imprint", {"mjml": "modules/imprint.mjml", "html": "modules/imprint.html"})}
SHARED = {
    "modules/imprint.mjml": (
        "<mj-section><mj-column><mj-text>Shop & Co, {{ country }}</mj-text></mj-column></mj-section>"
    ),
    "modules/imprint.html": "<p>Shop &amp; Co, {{ country }}</p>",
}


def message(**given: Any) -> Message:
    told: dict[str, Any] = {
        "name": "hello",
        "label": "hello",
        "channel": "email",
        "message_class": MessageClass.TRANSACTIONAL,
        "topic": None,
        "subject": "Hello",
        "template": "hello.html",
        "span": HERE,
    }
    return Message(**{**told, **given})


def rendered(
    said: Message, template: str, *, trigger: Mapping[str, Any] | None = None, beside: str = "", **attributes: Any
) -> Rendered:
    templates = {str(said.template): template, **SHARED} | ({"hello.txt": beside} if beside else {})
    renderer = Renderer(Program(project=PROJECT, modules=MODULES), templates, said)
    facts = Facts(now=0, attributes=attributes, trigger=trigger or {}, account={"plan": "paid"}, timezone="Asia/Tokyo")
    return renderer.render(renderer.values("c1", facts, renderer.wording(facts)))


def test_fields_are_filled_in_everywhere() -> None:
    said = message(subject="Hi {{ first_name }}", preview="For {{ account.plan }}")
    got = rendered(
        said,
        "<html><body><p>{{ trigger.url }} {{ first_name }}</p></body></html>",
        trigger={"url": "u"},
        first_name="A<n",
    )
    assert got.subject == "Hi A<n"
    assert got.preview == "For paid"
    assert got.html is not None
    assert "<p>u A&lt;n</p>" in got.html
    assert got.text == "u A<n\n"


def test_a_fallback_is_used_in_subject_preview_and_body() -> None:
    said = message(
        subject="{{ first_name }}!", preview="{{ first_name }}?", fallbacks=((Attribute("first_name"), "there"),)
    )
    nobody: dict[str, Any] = {}
    for missing in (nobody, {"first_name": "  "}):
        got = rendered(said, "<p>{{ first_name }}.</p>", **missing)
        assert (got.subject, got.preview, got.text) == ("there!", "there?", "there.\n")


def test_a_missing_value_is_a_problem_and_never_a_gap() -> None:
    with pytest.raises(TemplateProblem, match="`first_name` has no value"):
        rendered(message(), "<p>{{ first_name }}</p>")


def test_the_preview_stands_hidden_before_everything_and_not_in_the_text() -> None:
    got = rendered(message(preview="Tom & {{ first_name }}"), "<p>seen</p>", first_name="Ann")
    assert got.html is not None
    body = got.html[got.html.index("<body") :]
    assert "Tom &amp; Ann</div>" in body.partition("<p>")[0]
    assert got.text == "seen\n"


def test_a_piece_of_html_is_put_into_a_document() -> None:
    got = rendered(message(subject="A & {{ first_name }}"), "<p>seen</p>", first_name="B")
    assert got.html is not None
    assert got.html.startswith("<!doctype html>")
    assert "<title>A &amp; B</title>" in got.html


def test_styles_are_put_into_the_elements_and_those_for_small_screens_stay() -> None:
    style = "<style>p {color: red} @media (max-width: 400px) {p {color: green}}</style>"
    got = rendered(message(), f"<html><head>{style}</head><body><p>x</p></body></html>")
    assert got.html is not None
    assert '<p style="color: red;">' in got.html
    assert "@media (max-width: 400px)" in got.html


def test_a_text_beside_the_template_is_the_text_part() -> None:
    got = rendered(message(), "<p>{{ first_name }}</p>", beside="{{ first_name }} & co\n", first_name="<Ann>")
    assert got.text == "<Ann> & co\n"


@pytest.mark.parametrize(("template", "text"), [(None, "Hello"), ("hello.txt", "Dear Ann")])
def test_a_plain_channel_has_text_alone(template: str | None, text: str) -> None:
    got = rendered(message(channel="sms", template=template), "Dear {{ first_name }}", first_name="Ann")
    assert got.html is None
    assert got.text == text


def test_instants_are_told_where_the_contact_lives() -> None:
    got = rendered(message(subject="{{ signed_up_at }}"), "<p>x</p>", signed_up_at=0)
    assert got.subject == "1970-01-01 09:00"


def test_a_line_end_in_a_value_does_not_end_the_subject() -> None:
    got = rendered(message(subject="{{ first_name }}"), "<p>x</p>", first_name="Ann\r\nBcc: a@b.example")
    assert got.subject == "Ann Bcc: a@b.example"


MJML = (
    '<mjml lang="en"><mj-body><mj-section><mj-column><mj-text>{{ hero }}</mj-text></mj-column></mj-section>'
    "{{ imprint }}</mj-body></mjml>"
)


def hero(*arms: Words | UseModule) -> Block:
    chosen = BlockArm(words='country is "DE"', condition=IN_GERMANY, content=arms[0])
    return Block(name="hero", arms=(chosen,), otherwise=arms[1], span=HERE)


@pytest.mark.parametrize(("country", "greeting"), [("DE", "Guten Tag <Ann>"), ("AT", "Servus & hallo")])
def test_mjml_with_a_block_and_a_module(country: str, greeting: str) -> None:
    block = hero(Words("Guten Tag {{ first_name }}"), Words("Servus & hallo"))
    said = message(template="hello.mjml", blocks=(block,), modules=(UseModule("imprint"),))
    got = rendered(said, MJML, country=country, first_name="<Ann>")
    assert got.text == f"{greeting}\n\nShop & Co, {country}\n"
    assert got.html is not None
    assert "&lt;Ann&gt;" in got.html or country == "AT"
    assert "{{" not in got.html
    assert "{%" not in got.html


def test_a_module_between_components_is_there_for_whom_it_is_chosen_and_for_nobody_else() -> None:
    block = hero(UseModule("imprint"), Words(""))
    said = message(template="hello.mjml", blocks=(block,))
    template = (
        MJML.replace("{{ imprint }}", "")
        .replace("<mj-section>", "{{ hero }}<mj-section>", 1)
        .replace("<mj-text>{{ hero }}", "<mj-text>x")
    )
    assert rendered(said, template, country="DE").text == "Shop & Co, DE\n\nx\n"
    assert rendered(said, template, country="AT").text == "x\n"


@pytest.mark.parametrize("template", ["hello.html", "hello.mjml"])
def test_the_footer_is_that_of_the_value(template: str) -> None:
    footer = Footer(
        by=Attribute("country"),
        entries=(FooterEntry(values=("DE",), content=Words("Impressum")),),
        otherwise=Words("Imprint"),
        span=HERE,
    )
    said = message(template=template, footer=footer)
    body = (
        "<p>{{ footer }}</p>"
        if template.endswith("html")
        else MJML.replace("hero", "footer").replace("{{ imprint }}", "")
    )
    assert rendered(said, body, country="DE").text == "Impressum\n"
    assert rendered(said, body, country="AT").text == "Imprint\n"


def test_the_call_to_action_has_words_and_a_link() -> None:
    said = message(call_to_action=CallToAction("Back, {{ first_name }}", TriggerProperty("url")))
    body = '<a href="{{ call_to_action.link }}">{{ call_to_action.text }}</a> {{ first_name }}'
    got = rendered(said, body, trigger={"url": "https://a.example/?a=1&b=2"}, first_name="Ann")
    assert got.text == "Back, Ann (https://a.example/?a=1&b=2) Ann\n"


def test_facts_of_the_account_are_read() -> None:
    assert rendered(message(subject="{{ account.plan }}"), "<p>x</p>").subject == "paid"


def test_mjml_needs_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "mjml", None)
    with pytest.raises(MjmlUnavailable):
        rendered(message(template="hello.mjml"), MJML.replace("{{ hero }}", "").replace("{{ imprint }}", ""))
