"""Messages: what each channel asks of them, and the fields without which they are not complete."""

from __future__ import annotations

import pytest

from journeydsl import checker, syntax
from journeydsl.model.conditions import AccountFact, Attribute, Score, TriggerProperty
from journeydsl.model.messages import CallToAction, Message, MessageClass
from journeydsl.source import Source
from tests.unit.checking import PROJECT, checked, mistakes, pointed_at


def sms(subject: str, *lines: str) -> str:
    more = "".join(f"  {line}\n" for line in lines)
    return f'message m:\n  channel sms\n  class transactional\n  subject "{subject}"\n{more}'


def message(text: str, **templates: str) -> Message:
    result = checked(text, templates={f"{name}.html": content for name, content in templates.items()})
    assert not result.diagnostics, result.diagnostics
    return result.program.messages["m"]


def test_a_message_is_promotional_unless_it_says_otherwise() -> None:
    text = 'message m "Greeting":\n  channel email\n  topic newsletter\n  subject "Hi"\n  template "a.html"\n'
    built = message(text, a="<p>Hi</p>")
    assert (built.label, built.channel, built.message_class) == ("Greeting", "email", MessageClass.PROMOTIONAL)
    assert (built.topic, built.subject, built.template) == ("newsletter", "Hi", "a.html")


def test_a_transactional_message_needs_no_topic_and_its_label_is_its_name() -> None:
    built = message(sms("Hi"))
    assert (built.label, built.topic, built.template) == ("m", None, None)


@pytest.mark.parametrize(
    ("lines", "lacks"),
    [
        ('channel sms\n  subject "Hi"', ["`m` is promotional and has no topic that contacts can consent to"]),
        ("channel sms\n  class transactional", ["`m` has no text"]),
        (
            "channel email\n  topic newsletter",
            ["`m` is an email and has no subject", "`m` is an email and has no template"],
        ),
        ('class transactional\n  subject "Hi"', ["`m` has no channel"]),
    ],
)
def test_a_message_says_what_it_takes_to_send_it(lines: str, lacks: list[str]) -> None:
    assert mistakes(f"message m:\n  {lines}\n") == [f"missing-line: {each}" for each in lacks]


def test_a_line_is_said_once_and_a_fallback_once_a_field() -> None:
    text = sms(
        "{{ first_name }} {{ phone }}", "channel sms", 'first_name or "a"', "phone or skip", "first_name or skip"
    )
    assert pointed_at(text) == [("duplicate-line", "channel sms"), ("duplicate-line", "first_name or skip")]


def test_what_a_text_reads_is_needed_or_has_a_text_in_its_place() -> None:
    text = sms(
        "{{ first_name }} {{ country }} {{ trigger.total }} {{ phone }} {{ first_name }}",
        'first_name or "there"',
        "phone or skip",
    )
    built = message(text)
    assert built.needs == (Attribute("country"), TriggerProperty("total"), Attribute("phone"))
    assert built.fallbacks == ((Attribute("first_name"), "there"),)


def test_a_field_is_shown_in_the_subject_itself() -> None:
    assert pointed_at(sms("Hi {{ frist_name }}, {{ birthday }}")) == [
        ("unknown-attribute", "frist_name"),
        ("missing-fallback", "birthday"),
    ]


def test_a_field_in_a_subject_with_escapes_is_shown_by_the_whole_text() -> None:
    written = r"\"Hi\" {{ frist_name }}"
    assert pointed_at(sms(written)) == [("unknown-attribute", f'"{written}"')]


def test_a_field_in_a_template_is_told_with_its_file_and_line() -> None:
    text = 'message m:\n  channel sms\n  class transactional\n  template "texts/a.txt"\n'
    found = checked(text, templates={"texts/a.txt": "Hello\n{{ frist_name }}\n{{ trigger.sum }}"}).diagnostics
    assert [each.message for each in found] == [
        "texts/a.txt:2: there is no attribute `frist_name`",
        "texts/a.txt:3: no event has a property `sum`",
    ]
    assert {text[each.span.start : each.span.end] for each in found} == {'"texts/a.txt"'}


def test_a_missing_fallback_is_told_once_and_an_unknown_name_once_a_text() -> None:
    subject = "{{ phone }} {{ phone }} {{ nobody }} {{ nobody }}"
    text = sms(subject, 'template "a.html"')
    assert [code for code, _ in pointed_at(text, {"a.html": "{{ phone }} {{ nobody }}"})] == [
        "missing-fallback",
        "unknown-attribute",
        "unknown-attribute",
    ]


def test_a_field_that_a_text_itself_takes_care_of_needs_no_fallback() -> None:
    subject = "{% if first_name %}{{ first_name }}{% else %}you{% endif %}"
    assert mistakes(sms(subject)) == []
    assert pointed_at(sms(subject, 'first_name or "you"')) == [("unused-fallback", 'first_name or "you"')]


def test_a_fallback_for_a_name_that_nobody_declared_is_a_mistake_in_the_name() -> None:
    assert pointed_at(sms("Hi", 'frist_name or "you"')) == [("unknown-attribute", "frist_name")]


def test_no_fallback_is_called_unused_while_a_text_cannot_be_read() -> None:
    fallback = 'first_name or "you"'
    assert pointed_at(sms("{{ first_name", fallback)) == [("template-syntax", '"{{ first_name"')]
    assert pointed_at(sms("Hi", 'template "gone.html"', fallback)) == [("missing-template", '"gone.html"')]


def test_a_template_is_looked_for_beside_the_file_that_names_it() -> None:
    text = 'message m:\n  channel sms\n  class transactional\n  template "../texts/{}"\n'
    templates = {"shop/texts/welcome.txt": "Hi", "welcom.txt": "Hi"}
    right, _ = syntax.parse(Source("shop/journeys/a.journey", text.format("welcome.txt")))
    program = checker.check(PROJECT, [right], templates).program
    assert program.messages["m"].template == "shop/texts/welcome.txt"
    wrong, _ = syntax.parse(Source("shop/journeys/a.journey", text.format("welcom.txt")))
    (found,) = checker.check(PROJECT, [wrong], templates).diagnostics
    assert found.message == "there is no file `shop/texts/welcom.txt`"
    assert found.hint == "did you mean `../texts/welcome.txt`?"


def test_the_lines_that_say_what_a_message_is_for_are_kept() -> None:
    built = message(
        sms("Hi", 'goal "come back"', 'preview "For {{ country }}"', 'helps "saves a search"'),
    )
    assert (built.goal, built.preview, built.helps) == ("come back", "For {{ country }}", "saves a search")
    assert built.needs == (Attribute("country"),)


@pytest.mark.parametrize(
    ("to", "leads", "needs"),
    [
        ('"https://acme.example/{{ country }}?to={{ spent }}"', "https://acme.example/{{ country }}?to={{ spent }}", 2),
        ('"{{ home_page }}#cart"', "{{ home_page }}#cart", 1),
        ('"mailto:a@acme.example"', "mailto:a@acme.example", 0),
        ('"app://cart"', "app://cart", 0),
        ("home_page", Attribute("home_page"), 1),
    ],
)
def test_a_call_to_action_leads_to_a_link(to: str, leads: str | Attribute, needs: int) -> None:
    built = message(sms("Hi", f'call to action "Go" to {to}'))
    assert built.call_to_action == CallToAction("Go", leads)
    assert len(built.needs) == needs


@pytest.mark.parametrize(
    ("to", "code", "place"),
    [
        ('"www.acme.example"', "type-mismatch", '"www.acme.example"'),
        ('"to the cart"', "type-mismatch", '"to the cart"'),
        ('"note: to the cart"', "type-mismatch", '"note: to the cart"'),
        ("country", "type-mismatch", "country"),
        ("trigger.total", "type-mismatch", "trigger.total"),
        ("nothing", "unknown-attribute", "nothing"),
        ("trigger.nothing", "unknown-property", "trigger.nothing"),
        ('"https://acme.example/{{ nothing }}"', "unknown-attribute", "nothing"),
    ],
)
def test_a_call_to_action_that_leads_nowhere_is_shown(to: str, code: str, place: str) -> None:
    assert pointed_at(sms("Hi", f'call to action "Go" to {to}')) == [(code, place)]


def block(some: str, others: str = '"A card"') -> tuple[str, ...]:
    return "block gift:", f"  when {some}", f"  otherwise: {others}"


def test_a_text_may_show_the_blocks_of_its_message() -> None:
    built = message(sms("{{ gift }}", *block('vip: "A tree"')) + "segment s:\n  when vip\n")
    assert [block.name for block in built.blocks] == ["gift"]
    assert ("unknown-attribute", "gift") in pointed_at(sms("{{ gift }}"))


@pytest.mark.parametrize(
    ("lines", "code", "place"),
    [
        (block('nothing: "A tree"'), "unknown-attribute", "nothing"),
        (block('vip: "{{ nothing }}"'), "unknown-attribute", "nothing"),
        (block('vip: "A tree"', '"{{ first_name }}"'), "missing-fallback", "first_name"),
        (block('trigger.nothing > 5: "A tree"'), "unknown-property", "trigger.nothing"),
        (block('trigger.url is known: "A tree"'), "type-mismatch", "trigger.url"),
        (("block gift:", '  when vip: "A tree"'), "incomplete-block", "block gift"),
        (("block country:", '  when vip: "A"', '  otherwise: "B"'), "duplicate-name", "country"),
        (
            (*block('vip: "A"'), *block('vip: "B"')),
            "duplicate-line",
            'block gift:\n    when vip: "B"\n    otherwise: "A card"',
        ),
        (("footer by nothing",), "unknown-attribute", "nothing"),
        (("footer by first_name",), "type-mismatch", "first_name"),
        (("footer by tickets",), "type-mismatch", "tickets"),
    ],
)
def test_what_is_wrong_with_a_block_or_a_footer_is_shown(lines: tuple[str, ...], code: str, place: str) -> None:
    assert pointed_at(sms("Hi", *lines)) == [(code, place)]


def test_the_block_of_a_message_may_ask_what_happened_since_entry_and_about_any_trigger() -> None:
    arms = block('order_placed since entry and trigger.cart_id is known: "A tree"')
    assert len(message(sms("{{ gift }}", *arms)).blocks) == 1


def test_a_message_may_read_what_is_known_of_an_account_and_scores() -> None:
    result = checked(sms("{{ account.plan }} {{ score.churn }}", "account.plan or skip", 'score.churn or "?"'))
    assert result.diagnostics == ()
    message = result.program.messages["m"]
    assert message.needs == (AccountFact("plan"),)
    assert message.fallbacks == ((Score("churn", minimum_confidence=0.6), "?"),)


def test_a_message_may_go_through_a_list() -> None:
    built = message(sms("{% for tag in tags %}{{ tag }} {% endfor %}"))
    assert built.needs == (Attribute("tags"),)


def test_what_is_known_of_an_account_may_be_missing() -> None:
    assert pointed_at(sms("{{ account.plan }}")) == [("missing-fallback", "account.plan")]
    assert pointed_at(sms("{{ account.plam }} {{ score.chrun }}")) == [
        ("unknown-attribute", "account.plam"),
        ("unknown-score", "score.chrun"),
    ]


def test_a_name_is_mended_where_it_stands_alone() -> None:
    alone, escaped = sms("{{ cuontry }}"), sms(r"\"{{ cuontry }}\"")
    (found,) = checked(alone).diagnostics
    assert found.fix is not None
    assert [(edit.text, alone[edit.span.start : edit.span.end]) for edit in found.fix.edits] == [("country", "cuontry")]
    assert [each.fix for each in checked(escaped).diagnostics] == [None]
    in_template = sms("Hi", 'template "a.txt"')
    assert [each.fix for each in checked(in_template, templates={"a.txt": "{{ cuontry }}"}).diagnostics] == [None]


SENDS = 'message m:\n  channel sms\n  class transactional\n  subject "{{ trigger.url }}"\njourney j:\n'


@pytest.mark.parametrize(
    ("starts", "lacking"),
    [
        ("  starts on cart_updated\n", None),
        ("  starts on cart_updated\n  starts on signed_up\n", "`signed_up`, which `j` starts on, has no `url`"),
        ("  starts on entering s\n", "contacts enter `j` by a segment, without an event"),
    ],
)
def test_a_message_is_sent_only_where_the_trigger_has_what_it_reads(starts: str, lacking: str | None) -> None:
    found = mistakes("segment s:\n  when vip\n" + SENDS + starts + "  send m\n")
    wanted = [] if lacking is None else [f"unknown-property: `m` needs `trigger.url`, but {lacking}"]
    assert found == wanted
