"""Gates: what each sentence means, and what is said of one that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeydsl.cli.project import program_at
from journeydsl.diagnostics import Diagnostic
from journeydsl.gates import read
from journeydsl.gates.sentences import (
    Bound,
    Change,
    Crowd,
    Gate,
    Of,
    People,
    Reach,
    Sentence,
    Share,
    Subject,
    Unreached,
    Unsent,
    Volume,
    Way,
)
from journeydsl.model.program import Program
from journeydsl.model.values import DAY, HOUR
from journeydsl.source import Source
from journeydsl.syntax import tables

SHIPPED = Path(__file__).parents[2] / "journeys"


@pytest.fixture(scope="module")
def program() -> Program:
    return program_at(SHIPPED)


def said(program: Program, text: str) -> Gate | Diagnostic:
    return read(program, Source("--fail-if", text), 0, len(text))


def sentence(program: Program, text: str) -> Sentence:
    gate = said(program, text)
    assert isinstance(gate, Gate), gate
    assert gate.words == text
    return gate.sentence


def message(*names: str) -> Subject:
    return Subject(Of.MESSAGE, names)


def journey(*names: str) -> Subject:
    return Subject(Of.JOURNEY, names)


def test_the_grammar_is_free_of_conflicts_and_of_colliding_terminals() -> None:
    assert tables.lark(tables.text_of_grammar(tables.GATE_FILES), strict=True).terminals


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "any contact gets cart_reminder twice in 30 days",
            Crowd(messages=("cart_reminder",), number=1, window=30 * DAY),
        ),
        (
            "any contact gets more than 2 cart_reminder in 1 week",
            Crowd(messages=("cart_reminder",), number=2, window=7 * DAY),
        ),
        (
            "more than 100 renewal_sms are sent in 2 hours",
            Volume(messages=("renewal_sms",), number=100, window=2 * HOUR),
        ),
        (
            "cart_reminder loses more than 1%",
            Change(subject=message("cart_reminder"), way=Way.LOSES, limit=Share(10_000)),
        ),
        ("welcome gains more than 1 contact", Change(subject=journey("welcome"), way=Way.GAINS, limit=People(1))),
        (
            "journey welcome loses more than 12.5%",
            Change(subject=journey("welcome"), way=Way.LOSES, limit=Share(125_000)),
        ),
        (
            "message welcome_hello is sent to fewer than 100 contacts",
            Reach(subject=message("welcome_hello"), bound=Bound.FEWER, number=100),
        ),
        (
            "welcome is entered by more than 5 contacts",
            Reach(subject=journey("welcome"), bound=Bound.MORE, number=5),
        ),
        (
            "more than 20% of cart_reminder is not sent",
            Unsent(subject=message("cart_reminder"), share=Share(200_000), reason=None),
        ),
        (
            "more than 20% of cart_reminder is not sent because over_limit",
            Unsent(subject=message("cart_reminder"), share=Share(200_000), reason="over_limit"),
        ),
        ("fewer than 5% of welcome reach its goal", Unreached(subject=journey("welcome"), share=Share(50_000))),
    ],
)
def test_a_gate_says_what_must_not_be(program: Program, text: str, meant: Sentence) -> None:
    assert sentence(program, text) == meant


@pytest.mark.parametrize(
    ("words", "channel", "message_class", "topic"),
    [
        ("messages", None, None, None),
        ("emails", "email", None, None),
        ("promotional messages", None, "promotional", None),
        ("transactional emails", "email", "transactional", None),
        ("emails of newsletter", "email", None, "newsletter"),
        ("promotional messages of promotions", None, "promotional", "promotions"),
    ],
)
def test_messages_are_named_as_limits_name_them(
    program: Program, words: str, channel: str | None, message_class: str | None, topic: str | None
) -> None:
    found = sentence(program, f"any contact gets more than 4 {words} in 7 days")
    assert isinstance(found, Crowd)
    meant = {
        name
        for name, each in program.messages.items()
        if channel in (None, each.channel)
        and message_class in (None, each.message_class)
        and topic in (None, each.topic)
    }
    assert len(meant) > 0
    assert set(found.messages) == meant


def test_any_message_and_any_journey_are_all_of_them(program: Program) -> None:
    messages = sentence(program, "any message loses more than 3%")
    journeys = sentence(program, "any journey is entered by fewer than 1 contact")
    with_goal = sentence(program, "fewer than 1% of any journey reach its goal")
    assert isinstance(messages, Change)
    assert isinstance(journeys, Reach)
    assert isinstance(with_goal, Unreached)
    assert set(messages.subject.names) == set(program.messages)
    assert set(journeys.subject.names) == set(program.journeys)
    assert set(with_goal.subject.names) == {name for name, each in program.journeys.items() if each.goal is not None}


@pytest.mark.parametrize(
    ("text", "at", "message", "hint"),
    [
        ("any contact gets mroe than 4 emails in 7 days", "mroe", "`mroe` cannot stand here", "did you mean `more`?"),
        (
            "cart_remindr loses more than 1%",
            "cart_remindr",
            "there is no message or journey `cart_remindr`",
            "did you mean `cart_reminder`?",
        ),
        (
            "any contact gets more than 4 emals in 7 days",
            "emals",
            "there is no message and no channel `emals`",
            "did you mean `emails`?",
        ),
        (
            "any contact gets more than 4 promotinal emails in 7 days",
            "promotinal",
            "there is no class of messages `promotinal`",
            "did you mean `promotional`?",
        ),
        (
            "any contact gets more than 4 emails of newsleter in 7 days",
            "newsleter",
            "there is no topic `newsleter`",
            "did you mean `newsletter`?",
        ),
        (
            "welcome is sent to fewer than 3 contacts",
            "sent",
            "`welcome` is a journey",
            "a journey is `entered by` contacts, a message is `sent to` them",
        ),
        (
            "more than 2% of cart_reminder is not sent because overlimit",
            "overlimit",
            "there is no reason `overlimit`",
            "did you mean `over_limit`?",
        ),
        (
            "any contact gets more than 4 emails in 7 fortnights",
            "fortnights",
            "`fortnights` cannot stand here",
            "a time is a number and `seconds`, `minutes`, `hours`, `days` or `weeks`",
        ),
        (
            "any contact gets more than 4 emails in 0 days",
            "days",
            "nothing happens in no time",
            "write a longer time, such as `7 days`",
        ),
        (
            "cart_reminder loses more than 1",
            "",
            "this gate is not a whole sentence",
            "here comes `contact` or `contacts`",
        ),
        (
            "open rate falls",
            "open",
            "`open` cannot stand here",
            "a gate reads like `any contact gets more than 4 emails in 7 days` or `cart_reminder loses more than 1%`",
        ),
    ],
)
def test_what_is_no_gate_is_shown_where_it_goes_wrong(
    program: Program, text: str, at: str, message: str, hint: str
) -> None:
    found = said(program, text)
    assert isinstance(found, Diagnostic)
    assert (found.message, found.hint) == (message, hint)
    assert text[found.span.start : found.span.end] == at


def test_a_gate_stands_where_it_was_read(program: Program) -> None:
    source = Source("gates.txt", "# ours\n  cart_reminder loses more than 1%\n")
    gate = read(program, source, 9, 41)
    assert isinstance(gate, Gate)
    assert source.slice(gate.span) == "cart_reminder loses more than 1%"
