"""The project file: what it declares, and every mistake in it at once."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeydsl import project
from journeydsl.diagnostics import Code, Diagnostic
from journeydsl.model.project import (
    Attribute,
    Change,
    Channel,
    ContactColumns,
    Event,
    EventColumns,
    Identity,
    Origin,
    Project,
    Score,
    Team,
    Throughput,
)
from journeydsl.model.values import DAY, HOUR, MINUTE, Kind, ValueType
from journeydsl.source import Source

COMPLETE = """\
project: acme-store
timezone: Europe/Berlin
salt: spring
attributes:
  email: {type: email, unique: true}
  country: {type: text, values: [DE, NO, on, "1"], optional: true, source: declared, changes: never}
  city: {type: text, expected: false}
  tags: {type: text, many: true}
  account_id: {type: text, optional: true, identifies: account}
account:
  open_tickets: {type: integer, optional: true, source: observed}
  plan: text
scores:
  churn: {fresh_for: 7 days, minimum_confidence: 0.6}
  affinity:
events:
  cart_updated:
    properties: {total: number, kind: {type: text, values: [a, b]}}
    arrives_within: 5 minutes
  seen:
topics: [promotions, newsletter]
channels:
  email: {address: email, sender: "Acme <hello@acme.example>", throughput: 50000 per hour}
team: {people: 4, content_variants_per_month: 20}
data:
  contacts: {id: Kunde, attributes: {city: Ort}, subscriptions: {newsletter: wants_news}}
  events: {at: Wann, properties: {total: Summe}, names: {Warenkorb: cart_updated}}
"""


def load(text: str) -> Project:
    loaded, diagnostics = project.load(Source("journeydsl.yaml", text))
    assert diagnostics == ()
    assert loaded is not None
    return loaded


def mistakes(text: str) -> list[tuple[Code, str, str]]:
    """Code, what is marked, and message of each mistake."""
    source = Source("journeydsl.yaml", textwrap.dedent(text))
    loaded, diagnostics = project.load(source)
    assert loaded is None
    return [(found.code, source.slice(found.span), found.message) for found in diagnostics]


def only_mistake(text: str) -> Diagnostic:
    loaded, diagnostics = project.load(Source("journeydsl.yaml", text))
    assert loaded is None
    (found,) = diagnostics
    return found


def test_a_complete_project_file_says_everything() -> None:
    assert load(COMPLETE) == Project(
        name="acme-store",
        timezone="Europe/Berlin",
        salt="spring",
        attributes={
            "email": Attribute(name="email", type=ValueType(Kind.EMAIL), unique=True),
            "country": Attribute(
                name="country",
                type=ValueType(Kind.TEXT, ("DE", "NO", "on", "1")),
                optional=True,
                origin=Origin.DECLARED,
                change=Change.NEVER,
            ),
            "city": Attribute(name="city", type=ValueType(Kind.TEXT), expected=False),
            "tags": Attribute(name="tags", type=ValueType(Kind.TEXT, many=True)),
            "account_id": Attribute(
                name="account_id", type=ValueType(Kind.TEXT), optional=True, identifies=Identity.ACCOUNT
            ),
        },
        account={
            "open_tickets": Attribute(
                name="open_tickets", type=ValueType(Kind.INTEGER), optional=True, origin=Origin.OBSERVED
            ),
            "plan": Attribute(name="plan", type=ValueType(Kind.TEXT)),
        },
        scores={
            "churn": Score(name="churn", fresh_for=7 * DAY, minimum_confidence=0.6),
            "affinity": Score(name="affinity"),
        },
        events={
            "cart_updated": Event(
                name="cart_updated",
                properties={"total": ValueType(Kind.NUMBER), "kind": ValueType(Kind.TEXT, ("a", "b"))},
                arrives_within=5 * MINUTE,
            ),
            "seen": Event(name="seen"),
        },
        topics=("promotions", "newsletter"),
        channels={
            "email": Channel(
                name="email",
                address="email",
                sender="Acme <hello@acme.example>",
                throughput=Throughput(number=50_000, period=HOUR),
            )
        },
        contact_columns=ContactColumns(
            id="Kunde", attributes={"city": "Ort"}, subscriptions={"newsletter": "wants_news"}
        ),
        event_columns=EventColumns(at="Wann", properties={"total": "Summe"}, names={"Warenkorb": "cart_updated"}),
        team=Team(people=4, content_variants_per_month=20),
    )


def test_only_the_name_must_be_given() -> None:
    assert load("project: shop") == Project(name="shop")


def test_a_section_without_content_counts_as_not_written() -> None:
    empty = "project: shop\ntimezone:\nattributes:\nevents:\ntopics:\nchannels:\naccount:\nscores:\nteam:\n"
    empty += "data:\n  contacts:\n"
    assert load(empty) == Project(name="shop")


@pytest.mark.parametrize("word", ["NO", "on", "yes", "22:30", "2027-01-01", "1_000", "0b1"])
def test_what_only_old_yaml_takes_for_something_else_stays_text(word: str) -> None:
    assert load(f"project: {word}").name == word


@pytest.mark.parametrize("word", ["1", "-2.5", "0x1F", "true", "1e3", ".inf", "0o17", "9" * 500])
def test_what_is_no_text_must_be_quoted_to_be_one(word: str) -> None:
    found = only_mistake(f"project: {word}")
    assert (found.code, found.message) == (Code.PROJECT_VALUE, f"`{word}` is not text without quotes")
    assert found.fix is not None
    assert found.fix.edits[0].text == f'"{word}"'
    assert load(f'project: "{word}"').name == word


def test_all_mistakes_show_at_once_each_at_its_place() -> None:
    assert mistakes("""\
        projekt: shop
        timezone: Europe/Berln
        attributes:
          email: {type: emial, uniqe: true}
          First Name: text
          trigger: text
          lang:
          age: {type: integer, values: [1], optional: yes}
          plan: text
          plan: number
        events:
          seen: 3
        topics: [news, News, news]
        channels:
          sms: {}
          email: {address: emal}
          post: {address: age}
        data:
          contacts: {attributes: {plam: x}, subscriptions: {newz: y}}
          events: {names: {Seen: sen}, properties: {total: z}}
        """) == [
        (Code.PROJECT_KEY, "projekt", "`projekt` means nothing here"),
        (Code.PROJECT_VALUE, "Europe/Berln", "`Europe/Berln` is no time zone"),
        (Code.PROJECT_VALUE, "emial", "`type` cannot be `emial`"),
        (Code.PROJECT_KEY, "uniqe", "`uniqe` means nothing here"),
        (Code.PROJECT_VALUE, "First Name", "`First Name` is no name: lower-case letters, digits and `_` make one"),
        (Code.PROJECT_VALUE, "trigger", "`trigger` is a word of the language and cannot be a name"),
        (Code.PROJECT_KEY, "lang", "`lang` has no `type`"),
        (Code.PROJECT_VALUE, "[1]", "`values` lists texts, but the type is `integer`"),
        (Code.PROJECT_VALUE, "yes", "`yes` is neither `true` nor `false`"),
        (Code.DUPLICATE_NAME, "plan", "`plan` is written twice"),
        (Code.PROJECT_VALUE, "3", "`seen` must be lines of the form `name: value`"),
        (Code.PROJECT_VALUE, "News", "`News` is no name: lower-case letters, digits and `_` make one"),
        (Code.DUPLICATE_NAME, "news", "`news` is written twice"),
        (Code.PROJECT_KEY, "sms", "`sms` has no `address`"),
        (Code.UNKNOWN_ATTRIBUTE, "emal", "no attribute is named `emal`"),
        (Code.PROJECT_VALUE, "age", "`age` is of type `integer` and cannot hold an address"),
        (Code.UNKNOWN_ATTRIBUTE, "plam", "no attribute is named `plam`"),
        (Code.UNKNOWN_TOPIC, "newz", "no topic is named `newz`"),
        (Code.UNKNOWN_EVENT, "sen", "no event is named `sen`"),
        (Code.UNKNOWN_PROPERTY, "total", "no property of an event is named `total`"),
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("project: a\nsalz: x", "did you mean `salt`?"),
        ("project: a\ntimezone: europe/berln", "did you mean `Europe/Berlin`?"),
        ("project: a\nattributes: {firstName: text}", "did you mean `first_name`?"),
        ("project: a\nattributes: {x: Txt}", "did you mean `text`?"),
        ("project: a\nattributes: {x: {type: text, changes: sometimes}}", "one of `never`, `grows`, `freely`"),
        ("project: a\nattributes: {x: text}\nchannels: {sms: {address: y}}", None),
        ("project: a\nattributes: {x: {type: text, values: [[1]]}}", None),
    ],
)
def test_a_mistake_comes_with_what_was_probably_meant(text: str, hint: str | None) -> None:
    assert only_mistake(text).hint == hint


@pytest.mark.parametrize(
    ("text", "marked", "message"),
    [
        ("scores: {churn: {fresh_for: 7 dayz}}", "7 dayz", "`7 dayz` is no duration"),
        ("scores: {churn: {fresh_for: 7}}", "7", "`7` is no duration"),
        ("scores: {churn: {fresh_for: 0 days}}", "0 days", "`0 days` is no duration"),
        (
            "scores: {churn: {minimum_confidence: 60}}",
            "60",
            "`minimum_confidence` must be at most 1",
        ),
        ("scores: {churn: {minimum_confidence: -1}}", "-1", "`minimum_confidence` must be at least 0"),
        ("scores: {churn: {minimum_confidence: high}}", "high", "`minimum_confidence` must be a number"),
        ("team: {people: 0}", "0", "`people` must be more than 0"),
        ("team: {people: 2.5}", "2.5", "`people` must be a whole number"),
        ("events: {seen: {arrives_within: soon}}", "soon", "`soon` is no duration"),
        (
            "channels: {email: {address: email, throughput: 500}}",
            "500",
            "`500` does not say how many in which time",
        ),
        ("channels: {x: {address: tags}}", "tags", "`tags` holds many values and cannot hold an address"),
        ("account: {plan: text}", "{plan: text}", "no attribute says which account a contact belongs to"),
    ],
)
def test_what_a_later_stage_counts_on_is_looked_at_now(text: str, marked: str, message: str) -> None:
    written = f"project: a\nattributes: {{email: email, tags: {{type: text, many: true}}}}\n{text}"
    found = only_mistake(written)
    assert (written[found.span.start : found.span.end], found.message) == (marked, message)


def test_one_attribute_identifies_the_account() -> None:
    named = "{type: text, identifies: account}"
    assert mistakes(f"project: a\nattributes: {{a: {named}, b: {named}}}\naccount: {{plan: text}}\n") == [
        (
            Code.PROJECT_VALUE,
            f"{{a: {named}, b: {named}}}",
            "both `a` and `b` identify the account; only one can",
        )
    ]


def test_a_second_entry_points_to_the_first() -> None:
    text = "project: a\nattributes:\n  x: text\n  x: number\n"
    found = only_mistake(text)
    (label,) = found.labels
    assert (found.span.start, label.span.start, label.text) == (
        text.rindex("x:"),
        text.index("x:"),
        "first written here",
    )


def test_a_value_of_many_lines_is_shown_by_its_key() -> None:
    text = "project: a\nattributes:\n  x:\n    - text\n    - number\n"
    found = only_mistake(text)
    assert text[found.span.start : found.span.end] == "x"
    assert found.message.startswith("`type` must be one of `text`, `number`, ")


@pytest.mark.parametrize(
    ("text", "message", "marked"),
    [
        ("a: b: c", "a second `:` on one line", ":"),
        ("a\nb: 1", "this line does not fit the line above", "b"),
        ("a: [1, 2\nb: 3", "`[` is not closed", "["),
        ("a: {b: 1", "`{` is not closed", "{"),
        ('a: "x', "these quotes are not closed", '"'),
        ("a:\n\tb: 1", "a tab cannot indent a line", "\t"),
        ("a: @x", "text cannot begin with `@`", "@"),
        ("a: `x`", "text cannot begin with a backtick", "`"),
        ("a:\n  b: 1\n c: 2", "this line does not line up with those above", "c:"),
        ('a: "x" y', "nothing can follow the closing quotes", "y"),
        ('a: "\\q"', "`\\q` means nothing in double quotes", "\\q"),
        ("a: - b", "a list item does not fit here", "-"),
        ("x: {{ y }}", "a name is expected before the `:`", "{"),
        ("a: &x 1\nb: *x", "`*x` points to another place; write the value out instead", "*x"),
        ("a: !!python/name:os.system x", "the type `!!python/name:os.system` is not known here; leave it out", None),
        ("a: 1\n---\nb: 2", "a second document begins here; the project file is one document", "---"),
        ("a: " + "[" * 3000, "this is nested too deeply", None),
        ("a: b\x07", "the character U+0007 cannot stand in YAML", "\x07"),
        ("\ufeffa: *x", "`*x` points to another place; write the value out instead", "*x"),
        ("a: x\r\nb: c: d\r\n", "a second `:` on one line", ":"),
    ],
)
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_yaml_that_cannot_be_read_is_one_mistake_in_plain_words(
    text: str, message: str, marked: str | None, loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    yaml = pytest.importorskip("yaml")
    if not hasattr(yaml, loader):
        pytest.skip("this PyYAML was built without libyaml")
    monkeypatch.setattr("journeydsl.project.document._LOADER", getattr(yaml, loader))
    found = only_mistake(text)
    assert (found.code, found.message) == (Code.PROJECT_YAML, message)
    assert marked is None or text[found.span.start : found.span.end] == marked


def test_a_file_that_is_empty_or_no_mapping_says_what_is_missing() -> None:
    assert only_mistake("").message == "the project file has no `project`"
    assert only_mistake("- a\n").message == "the project file must be lines of the form `name: value`"


SIGNS = [": ", ", ", "- ", "{", "}", "[", "]", '"', "'", "&x", "*x", "!!t", "#", ">", "---", "? ", "%"]
BLANKS = ["\t", "\n", "\n  ", "\r\n", "\ufeff", "é"]
WORDS = ["project", "attributes", "events", "data", "channels", "a", "text", "1", "true"]


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS + SIGNS + BLANKS)).map("".join)))
def test_whatever_is_written_is_a_project_or_has_mistakes_within_its_text(text: str) -> None:
    loaded, diagnostics = project.load(Source("journeydsl.yaml", text))
    assert (loaded is None) == bool(diagnostics)
    for found in diagnostics:
        assert 0 <= found.span.start <= found.span.end <= len(text)
