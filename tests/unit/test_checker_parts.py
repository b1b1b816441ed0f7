"""The parts of a message that differ from contact to contact, and the proof that each of them is complete."""

from __future__ import annotations

import pytest

from journeydsl.model.conditions import AccountFact, Attribute, TriggerProperty
from journeydsl.model.messages import Message, Tier, UseModule, Words
from tests.unit.checking import checked, mistakes, pointed_at

SEGMENT = "segment named:\n  when first_name is known and vip\n"


def email(template: str, *lines: str, subject: str = "Hi", **modules: str) -> tuple[str, dict[str, str]]:
    """A message made of a template, with modules by their name, and the templates there are."""
    more = "".join(f"  {line}\n" for line in lines)
    text = f'message m:\n  channel email\n  class transactional\n  subject "{subject}"\n  template "m.html"\n{more}'
    return text, {"m.html": template, **{f"modules/{name}.html": content for name, content in modules.items()}}


def built(written: tuple[str, dict[str, str]], declarations: str = "") -> Message:
    text, templates = written
    result = checked(text + declarations, templates=templates)
    assert not result.diagnostics, result.diagnostics
    return result.program.messages["m"]


def found(written: tuple[str, dict[str, str]], declarations: str = "") -> list[str]:
    text, templates = written
    return mistakes(text + declarations, templates=templates)


def test_a_block_holds_texts_and_modules_and_each_needs_its_own_fields() -> None:
    message = built(
        email(
            "{{ hero }}",
            "block hero:",
            '  when vip: use module "thanks"',
            '  when country is "DE": "{{ trigger.url }}"',
            '  otherwise: "Hello"',
            thanks="<b>{{ home_page }}</b>",
        )
    )
    (hero,) = message.blocks
    assert [arm.content for arm in hero.arms] == [
        UseModule("thanks", (Attribute("home_page"),)),
        Words("{{ trigger.url }}", (TriggerProperty("url"),)),
    ]
    assert (hero.otherwise, hero.tier, message.tier) == (Words("Hello"), Tier.ADAPTIVE, Tier.ADAPTIVE)
    assert (message.fields, message.needs) == ((), ())
    assert message.every_field == (Attribute("home_page"), TriggerProperty("url"))


@pytest.mark.parametrize(
    "condition",
    [
        "first_name is known",
        'first_name is "Ann"',
        "not first_name is unknown",
        'vip and first_name is not one of "A", "B"',
        'first_name contains "x" or first_name starts with "y"',
        "in named",
        "not (first_name is unknown or vip)",
    ],
)
def test_a_field_that_the_condition_of_an_arm_shows_to_be_known_needs_no_fallback(condition: str) -> None:
    written = email("{{ hero }}", "block hero:", f'  when {condition}: "{{{{ first_name }}}}"', '  otherwise: "x"')
    assert built(written, SEGMENT).blocks[0].arms[0].content == Words("{{ first_name }}")


@pytest.mark.parametrize(
    "condition",
    ["vip", 'vip or first_name is "Ann"', "first_name is unknown", "not in named", 'not (vip and first_name is "A")'],
)
def test_a_field_that_an_arm_does_not_show_to_be_known_needs_a_fallback(condition: str) -> None:
    written = email("{{ hero }}", "block hero:", f'  when {condition}: "{{{{ first_name }}}}"', '  otherwise: "x"')
    assert found(written, SEGMENT) == [
        "missing-fallback: `first_name` may be missing, and nothing says what to write then"
    ]


def test_a_segment_that_is_not_read_live_shows_nothing_to_be_known_now() -> None:
    written = email("{{ hero }}", "block hero:", '  when in named: "{{ first_name }}"', '  otherwise: "x"')
    for lines in ("  refresh daily\n", "  hold for 2 days\n"):
        (mistake,) = found(written, SEGMENT.replace(":\n", f":\n{lines}"))
        assert mistake.startswith("missing-fallback")


def test_what_is_left_for_otherwise_is_known_where_the_others_take_who_lacks_it() -> None:
    arms = ("block hero:", '  when first_name is unknown: "Hello"', '  otherwise: "Hello {{ first_name }}"')
    assert built(email("{{ hero }}", *arms)).blocks[0].otherwise == Words("Hello {{ first_name }}")
    arms = ("block hero:", '  when first_name is "Ann": "Ann"', '  otherwise: "Hello {{ first_name }}"')
    assert len(found(email("{{ hero }}", *arms))) == 1


def test_a_module_that_everybody_gets_is_part_of_the_core() -> None:
    message = built(email("{{ imprint }}", 'use module "imprint"', imprint="{{ country }}"))
    assert message.modules == (UseModule("imprint", (Attribute("country"),)),)
    assert (message.tier, message.needs) == (Tier.CORE, (Attribute("country"),))


def test_a_mistake_in_a_module_is_told_with_its_file_and_line() -> None:
    written = email(
        "{{ imprint }}", 'use module "imprint"', imprint="<p>\n{{ first_name }}\n{% if countri %}{% endif %}"
    )
    assert found(written) == [
        "missing-fallback: modules/imprint.html:2: `first_name` may be missing, and nothing says what to write then",
        "unknown-attribute: modules/imprint.html:3: there is no attribute `countri`",
    ]


def test_a_module_has_to_be_there_in_the_form_of_the_template() -> None:
    assert found(email("{{ imprint }}", 'use module "imprint"')) == ["unknown-module: there is no module `imprint`"]
    text, templates = email("{{ imprint }}", 'use module "imprint"')
    (mistake,) = mistakes(text, templates=templates | {"modules/imprint.mjml": "<mj-text/>"})
    assert mistake == "unknown-module: the module `imprint` is not there as `.html`, which this message is made of"


def test_the_text_form_of_a_module_is_read_too() -> None:
    text, templates = email("{{ imprint }}", 'use module "imprint"', imprint="Acme")
    templates["modules/imprint.txt"] = "{{ nothing }}"
    assert mistakes(text, templates=templates) == [
        "unknown-attribute: modules/imprint.txt:1: there is no attribute `nothing`"
    ]


def test_a_footer_has_an_entry_for_each_value_or_an_otherwise() -> None:
    message = built(email("{{ footer }}", "footer by country:", '  "DE", "AT": "{{ country }}"'))
    assert message.footer is not None
    assert [(entry.values, entry.content) for entry in message.footer.entries] == [
        (("DE", "AT"), Words("{{ country }}"))
    ]
    assert message.footer.otherwise is None
    assert found(email("{{ footer }}", "footer by country:", '  "DE": "x"')) == [
        "incomplete-block: there is no footer for `AT`"
    ]
    built(email("{{ footer }}", "footer by country:", '  "DE": "x"', '  otherwise: "y"'))


def test_the_footers_of_a_bare_line_are_modules_that_are_called_like_the_values() -> None:
    message = built(email("{{ footer }}", "footer by country", footer_DE="d", footer_AT="a"))
    assert message.footer is not None
    assert [entry.content for entry in message.footer.entries] == [UseModule("footer_AT"), UseModule("footer_DE")]
    (mistake,) = found(email("{{ footer }}", "footer by country", footer_DE="d"))
    assert mistake == "incomplete-block: there is no footer for `AT`"
    built(email("{{ footer }}", "footer by country", footer_DE="d", footer_otherwise="o"))


def test_a_footer_by_what_may_be_missing_needs_an_otherwise() -> None:
    entries = ("footer by account.plan:", '  "free", "paid": "x"')
    assert found(email("{{ footer }}", *entries)) == [
        "incomplete-block: there is no footer for contacts without a known `account.plan`"
    ]
    message = built(email("{{ footer }}", *entries, '  otherwise: "y"'))
    assert message.footer is not None
    assert message.footer.by == AccountFact("plan")


@pytest.mark.parametrize(
    ("lines", "code", "place"),
    [
        (('  "DE": "x"', '  "DE", "AT": "y"'), "duplicate-line", '"DE"'),
        (('  "FR": "x"', '  otherwise: "y"'), "not-in-value-set", '"FR"'),
        (('  "DE": "{{ nothing }}"', '  otherwise: "y"'), "unknown-attribute", "nothing"),
    ],
)
def test_what_is_wrong_in_a_footer_is_shown(lines: tuple[str, ...], code: str, place: str) -> None:
    text, templates = email("{{ footer }}", "footer by country:", *lines)
    assert pointed_at(text, templates) == [(code, place)]


def test_a_call_to_action_may_hang_on_a_condition() -> None:
    calls = (
        "call to action:",
        '  when vip: "{{ first_name }}, ask us" to home_page',
        '  otherwise: "Read" to "https://acme.example"',
    )
    message = built(email("{{ call_to_action.text }} {{ call_to_action.link }}", *calls, 'first_name or "You"'))
    (arm,) = message.calls
    assert (arm.words, arm.call.to, arm.call.fields) == (
        "vip",
        Attribute("home_page"),
        (Attribute("first_name"), Attribute("home_page")),
    )
    assert message.call_to_action is not None
    assert message.call_to_action.text == "Read"
    assert message.fallbacks == ((Attribute("first_name"), "You"),)
    assert found(email("x", *calls[:2], 'first_name or "You"')) == [
        "incomplete-block: this call to action does not say what it is when no `when` holds"
    ]


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (("block hero:", '  when vip: "a"', '  otherwise: "b"'), "hero"),
        (('use module "imprint"',), '"imprint"'),
        (("footer by country:", '  "DE": "x"', '  otherwise: "y"'), "footer by country"),
    ],
)
def test_a_part_that_no_text_shows_is_a_mistake(lines: tuple[str, ...], place: str) -> None:
    text, templates = email("nothing", *lines, imprint="x")
    assert pointed_at(text, templates) == [("not-shown", place)]


def test_a_part_that_a_template_asks_for_is_shown() -> None:
    hero = ("block hero:", '  when vip: "a"', '  otherwise: "b"')
    built(email("{% if hero %}<b>{{ hero }}</b>{% endif %}", *hero))


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("block footer:", '  when vip: "a"', '  otherwise: "b"'), "duplicate-name"),
        (("block country:", '  when vip: "a"', '  otherwise: "b"'), "duplicate-name"),
        (("block imprint:", '  when vip: "a"', '  otherwise: "b"', 'use module "imprint"'), "duplicate-name"),
        (('use module "Im-print"',), "bad-name"),
        (('use module "imprint"', 'use module "imprint"'), "duplicate-line"),
    ],
)
def test_the_parts_of_a_message_are_told_apart_by_their_names(lines: tuple[str, ...], code: str) -> None:
    written = email("x", *lines, imprint="x", **{"Im-print": "y"})
    assert [mistake.partition(":")[0] for mistake in found(written)] == [code]


def test_an_experiment_is_sent_by_a_variant_of_a_split_alone() -> None:
    experiment = ("experimental block hero:", '  when vip: "a"', '  otherwise: "b"')
    text, templates = email("{{ hero }}", *experiment)
    journey = "journey j:\n  starts on signed_up\n  {}\n"
    split = "split s:\n    50% new: send m\n    50% old: continue"
    assert not checked(text + journey.format(split), templates=templates).diagnostics
    assert mistakes(text + journey.format("send m"), templates=templates) == [
        "experiment-outside-split: `m` is an experiment, and not sent by a variant of a `split`"
    ]
    message = checked(text, templates=templates).program.messages["m"]
    assert message.tier is Tier.EXPERIMENTAL


def test_what_the_parts_read_of_the_trigger_has_to_be_there_in_every_journey_that_sends_them() -> None:
    hero = ("block hero:", '  when trigger.total > 5: "{{ trigger.url }}"', '  otherwise: "b"')
    text, templates = email("{{ hero }}", *hero)
    text += "journey j:\n  starts on signed_up\n  send m\n"
    assert mistakes(text.replace("trigger.total > 5", "trigger.cart_id is known"), templates=templates) == [
        "unknown-property: `m` needs `trigger.url`, but `signed_up`, which `j` starts on, has no `url`",
    ]
