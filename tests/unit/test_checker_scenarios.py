"""Scenarios: what a runner gets of them, and what about them cannot work."""

from __future__ import annotations

import datetime

import pytest

from journeydsl.model import scenarios as model
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.messages import MessageClass
from journeydsl.model.reasons import NotSent
from journeydsl.model.scenarios import Scenario
from journeydsl.model.values import DAY, Value, instant
from tests.unit.checking import checked, mistakes, pointed_at

REST = """
message hello:
  channel sms
  class transactional
  subject "Hi"

journey j:
  starts on signed_up
  stops on order_placed
  stops on cart_updated as tempted
  stops when vip as important
  goal order_placed within 7 days
  choose:
    when vip: stop as rich
    otherwise: send hello

journey k:
  starts on signed_up
  wait 1 day
"""


def text(*lines: str) -> str:
    return 'scenario "s":\n' + "".join(f"  {line}\n" for line in lines)


def scenario(*lines: str) -> Scenario:
    result = checked(text(*lines) + REST)
    assert not result.diagnostics, result.diagnostics
    (built,) = result.program.scenarios
    return built


def found(*lines: str) -> list[tuple[str, str]]:
    return pointed_at(text(*lines, "expect nothing sent") + REST)


def berlin(hour: int, day: int = 2) -> int:
    zone = datetime.timezone(datetime.timedelta(hours=1))
    return instant(datetime.datetime(2026, 3, day, hour, tzinfo=zone))


def test_a_contact_has_what_is_said_of_it_and_an_address_where_none_is_said() -> None:
    lines = ('contact country: "DE", orders: 2, timezone: "America/New_York", subscribed to promotions',)
    assert scenario(*lines, "expect nothing sent").contact == Contact(
        id="s",
        attributes={"email": "someone@example.com", "country": "DE", "orders": 2},
        subscriptions={"promotions": True},
        timezone="America/New_York",
    )
    other = scenario('contact email: "a@b.example", unsubscribed: true', "expect nothing sent").contact
    assert (other.attributes, other.unsubscribed, other.timezone) == ({"email": "a@b.example"}, True, None)


def test_what_happens_is_typed_and_in_the_order_of_time() -> None:
    built = scenario(
        "contact vip: false",
        "2026-03-02 10:00  cart_updated total: 80",
        "2026-03-02 10:00  set orders to 3",
        "2026-03-02 11:00  order_placed total: 80",
        "expect nothing sent",
    )
    assert [(each.at, type(each)) for each in built.inputs] == [
        (berlin(10), model.Happens),
        (berlin(10), model.Becomes),
        (berlin(11), model.Happens),
    ]
    first, second, _ = built.inputs
    assert isinstance(first, model.Happens)
    assert first.event == Event(id="0001", name="cart_updated", at=berlin(10), properties={"total": 80.0})
    assert isinstance(second, model.Becomes)
    assert (second.attribute, second.value) == ("orders", 3)


@pytest.mark.parametrize(
    ("line", "event", "properties"),
    [
        ("opened hello", "message_opened", {"message": "hello"}),
        ("clicked hello", "message_clicked", {"message": "hello"}),
        ("bounced hello", "message_bounced", {"message": "hello"}),
        ("complained about hello", "message_complained", {"message": "hello"}),
        ("subscribed to promotions", "consent_given", {"topic": "promotions"}),
        ("unsubscribed from promotions", "consent_withdrawn", {"topic": "promotions"}),
        ("unsubscribed from everything", "consent_withdrawn", {}),
        ("journey j called", "journey_called", {"journey": "j"}),
        ('message_opened message: "hello"', "message_opened", {"message": "hello"}),
    ],
)
def test_what_happens_in_every_project_has_words_of_its_own(
    line: str, event: str, properties: dict[str, Value]
) -> None:
    (happens,) = scenario(f"2026-03-02 10:00  {line}", "expect nothing sent").inputs
    assert isinstance(happens, model.Happens)
    assert happens.event == Event(id="0001", name=event, at=berlin(10), properties=properties)


@pytest.mark.parametrize(
    ("line", "code", "name"),
    [
        ("opened helo", "unknown-message", "helo"),
        ("complained about helo", "unknown-message", "helo"),
        ("subscribed to promotion", "unknown-topic", "promotion"),
        ("unsubscribed from promotion", "unknown-topic", "promotion"),
        ("journey z called", "unknown-journey", "z"),
        ('message_opened message: "helo"', "not-in-value-set", '"helo"'),
        ('consent_given topic: "promotion"', "not-in-value-set", '"promotion"'),
        ('journey_called journey: "z"', "not-in-value-set", '"z"'),
    ],
)
def test_what_happens_is_about_something_that_is_declared(line: str, code: str, name: str) -> None:
    assert found(f"2026-03-02 10:00  {line}") == [(code, name)]


def test_an_expectation_is_one_of_a_few_kinds() -> None:
    built = scenario(
        "expect hello sent",
        "expect hello sent at 2026-03-03 13:00",
        "expect hello not sent because suppressed",
        "expect nothing sent",
        "expect journey j never started",
        "expect journey j started at 2026-03-02 10:00",
        "expect journey j ended as rich",
        "expect journey j reached its goal",
        "always at most 2 transactional sms in 1 day",
        "never hello",
    )
    span = built.span
    assert built.expectations == (
        model.Sent(message="hello", at=None, words="expect hello sent", span=span),
        model.Sent(message="hello", at=berlin(13, 3), words="expect hello sent at 2026-03-03 13:00", span=span),
        model.NotSent(
            message="hello", reason=NotSent.SUPPRESSED, words="expect hello not sent because suppressed", span=span
        ),
        model.NothingSent(words="expect nothing sent", span=span),
        model.NeverStarted(journey="j", words="expect journey j never started", span=span),
        model.Started(journey="j", at=berlin(10), words="expect journey j started at 2026-03-02 10:00", span=span),
        model.Ended(journey="j", reason="rich", words="expect journey j ended as rich", span=span),
        model.ReachedGoal(journey="j", words="expect journey j reached its goal", span=span),
        model.AtMost(
            number=2,
            message_class=MessageClass.TRANSACTIONAL,
            channel="sms",
            window=DAY,
            words="always at most 2 transactional sms in 1 day",
            span=span,
        ),
        model.NotSent(message="hello", reason=None, words="never hello", span=span),
    )


@pytest.mark.parametrize("reason", ["completed", "stopped_by_event", "order_placed", "tempted", "important", "rich"])
def test_a_journey_ends_for_one_of_its_reasons(reason: str) -> None:
    assert scenario(f"expect journey j ended as {reason}").expectations[0].words.endswith(reason)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ('contact country: "US"', [("not-in-value-set", '"US"')]),
        ("contact orders: 1.5", [("type-mismatch", "1.5")]),
        ('contact timezone: "Europe/Berln"', [("bad-literal", '"Europe/Berln"')]),
        ("contact contry: 1", [("unknown-attribute", "contry")]),
        ("contact vip: true, vip: false", [("duplicate-line", "vip: false")]),
        ("contact subscribed to news", [("unknown-topic", "news")]),
        ("2026-03-02 10:00  order_palced", [("unknown-event", "order_palced")]),
        ("2026-03-02 10:00  order_placed totl: 3", [("unknown-property", "totl")]),
        ('2026-03-02 10:00  order_placed total: "3"', [("type-mismatch", '"3"')]),
        ("2026-03-02 10:00  set contry to 1", [("unknown-attribute", "contry")]),
        ('2026-03-02 10:00  set timezone to "UTC"', [("unknown-attribute", "timezone")]),
        ("9999-12-31 10:00  signed_up", [("bad-literal", "9999-12-31 10:00")]),
        ("expect hallo sent", [("unknown-message", "hallo")]),
        ("never hallo", [("unknown-message", "hallo")]),
        ("expect hello not sent because bored", [("unknown-reason", "bored")]),
        ("expect journey jj started", [("unknown-journey", "jj")]),
        ("expect journey k ended as rich", [("unknown-reason", "rich")]),
        ("expect journey k reached its goal", [("missing-line", "k")]),
        ("always at most 2 pigeons in 1 day", [("unknown-channel", "pigeons")]),
        ("always at most 2 sms in 0 days", [("empty-duration", "0 days")]),
    ],
)
def test_a_line_of_a_scenario_is_about_what_there_is(line: str, wrong: list[tuple[str, str]]) -> None:
    assert found(line) == wrong


def test_the_lines_stand_in_the_order_of_time() -> None:
    lines = ("2026-03-02 10:00  signed_up", "2026-03-02 09:00  signed_up", "2026-03-02 09:00  signed_up")
    assert found(*lines) == [("scenario-order", "2026-03-02 09:00")]


def test_a_scenario_expects_something_and_has_a_title_of_its_own() -> None:
    assert mistakes(text("2026-03-02 10:00  signed_up") + REST) == [
        "no-expectation: this scenario expects nothing, so it can never fail"
    ]
    assert mistakes(text("never hello") + text("never hello") + REST) == [
        "duplicate-name: `s` is already the title of a scenario"
    ]


def test_a_scenario_with_a_mistake_is_left_out() -> None:
    result = checked(text("expect nothing sent") + 'scenario "t":\n  never hallo\n' + REST)
    assert [each.title for each in result.program.scenarios] == ["s"]
