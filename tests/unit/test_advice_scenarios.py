"""What authors are told of scenarios, line by line."""

from __future__ import annotations

import pytest

from journeydsl.diagnostics import Diagnostic
from journeydsl.source import Source
from journeydsl.syntax import parse

MENDED = (
    ('contact country is "DE"', 'contact country: "DE"', "a `:` is missing after `country`"),
    ('contact country = "DE"', 'contact country : "DE"', "`=` is not a sign of this language"),
    ('contact country "DE"', 'contact country: "DE"', "a `:` is missing after `country`"),
    ('contact: country "DE"', 'contact country "DE"', "`:` does not belong after `contact`"),
    (
        'contact country: "DE", subscribed promotions',
        'contact country: "DE", subscribed to promotions',
        "`to` is missing before `promotions`",
    ),
    ("at 2026-03-02 10:00 cart_updated", "2026-03-02 10:00 cart_updated", "`at` is not said here"),
    ("on 2026-03-02 10:00 cart_updated", "2026-03-02 10:00 cart_updated", "`on` is not said here"),
    (
        "2026-03-02 10:00 cart_updated with total: 2",
        "2026-03-02 10:00 cart_updated total: 2",
        "`with` is not said here",
    ),
    (
        "2026-03-02 10:00 cart_updated total 80",
        "2026-03-02 10:00 cart_updated total: 80",
        "a `:` is missing after `total`",
    ),
    (
        "2026-03-02 10:00 cart_updated total is 80",
        "2026-03-02 10:00 cart_updated total: 80",
        "a `:` is missing after `total`",
    ),
    ("2026-03-02 10:00 cart_updated, total: 80", "2026-03-02 10:00 cart_updated total: 80", "`,` does not belong here"),
    ("2026-03-02 10:00: cart_updated", "2026-03-02 10:00 cart_updated", "`:` does not belong here"),
    ('2026-03-02 10:00 set country: "AT"', '2026-03-02 10:00 set country to "AT"', "`:` is not said here"),
    ('2026-03-02 10:00 set country "AT"', '2026-03-02 10:00 set country to "AT"', "`to` is missing after `country`"),
    (
        '2026-03-02 10:00 set country = "AT"',
        '2026-03-02 10:00 set country to "AT"',
        "`=` is not a sign of this language",
    ),
    ("2026-03-02 10:00 opens x", "2026-03-02 10:00 opened x", "`opens` is not said here"),
    ("2026-03-02 10:00 complains about x", "2026-03-02 10:00 complained about x", "`complains` is not said here"),
    ("2026-03-02 10:00 complained x", "2026-03-02 10:00 complained about x", "`about` is missing before `x`"),
    ("2026-03-02 10:00 subscribes to x", "2026-03-02 10:00 subscribed to x", "`subscribes` is not said here"),
    ("2026-03-02 10:00 is subscribed to x", "2026-03-02 10:00 subscribed to x", "`is` is not said here"),
    ("2026-03-02 10:00 unsubscribed x", "2026-03-02 10:00 unsubscribed from x", "`from` is missing before `x`"),
    ("2026-03-02 10:00 opened the message x", "2026-03-02 10:00 opened x", "`the message` is not said here"),
    ("2026-03-02 10:00 journey x is called", "2026-03-02 10:00 journey x called", "`is` is not said here"),
    ("expect x is sent", "expect x sent", "`is` is not said here"),
    ("expect x was sent", "expect x sent", "`was` is not said here"),
    ("expect x has been sent", "expect x sent", "`has been` is not said here"),
    ("expect x to be sent", "expect x sent", "`to be` is not said here"),
    ("expect x not to be sent", "expect x not sent", "`to be` is not said here"),
    ("expect x is not sent", "expect x not sent", "`is` is not said here"),
    ("expect x isn't sent", "expect x not sent", "`isn't` is not said here"),
    ("expect x never sent", "expect x not sent", "`never` is not said here"),
    ("expect x sent on 2026-03-02 13:00", "expect x sent at 2026-03-02 13:00", "`on` is not said here"),
    ("expect x not sent as capped", "expect x not sent because capped", "`as` is not said here"),
    ("expect nothing is sent", "expect nothing sent", "`is` is not said here"),
    ("expect journey x not started", "expect journey x never started", "`not` is not said here"),
    ("expect journey x is started", "expect journey x started", "`is` is not said here"),
    ("expect journey x reached goal", "expect journey x reached its goal", "`goal` is not said here"),
    ("expect journey x stopped", "expect journey x ended", "`stopped` is not said here"),
    ("expect journey x finished as y", "expect journey x ended as y", "`finished` is not said here"),
    ("expcet x sent", "expect x sent", "`expcet` does not begin a line here"),
    ("always 2 emails in 1 day", "always at most 2 emails in 1 day", "`at most` is missing before `2`"),
    (
        "always at most 2 emails in 1 day, else drop",
        "always at most 2 emails in 1 day",
        "a scenario only says what must hold",
    ),
    ("at most 2 emails in 1 day", "always at most 2 emails in 1 day", "`always` is missing before `at most`"),
    ("never send x", "never x", "`send` goes without saying"),
    ("never x sent", "never x", "`sent` goes without saying"),
    ("never sent x", "never x", "`sent` goes without saying"),
)
TOLD = (
    ("contact", "this says nothing of the contact", 'add it, as in `contact country: "DE"`'),
    ('contact country: "DE" and vip: true', "`and` is not said here", "a `,` stands between what is known"),
    (
        'contact country: "DE", subscribed to promotions, newsletter',
        "each topic is said by itself",
        "write it as in `subscribed to promotions, subscribed to newsletter`",
    ),
    (
        'contact country: "DE", subscribed to promotions and newsletter',
        "each topic is said by itself",
        "write it as in `subscribed to promotions, subscribed to newsletter`",
    ),
    ('contact country: "DE", subscribed', "this does not say to what", "add a topic, as in `subscribed to promotions`"),
    ("contact vip", "a `:` is missing after `vip`", "a value stands after a `:`, as in `total: 80`"),
    (
        "contact unsubscribed from promotions",
        "`unsubscribed` is not said here",
        "leave it out: a contact is subscribed to what you say, and to nothing else",
    ),
    ('given country: "DE"', "`given` is not said here", "write `contact`"),
    (
        'cart_updated cart_id: "c1"',
        "this does not say when it happens",
        "begin the line with a date and time, as in `2026-03-02 10:00  cart_updated`",
    ),
    (
        "cart_updated",
        "this does not say when it happens",
        "begin the line with a date and time, as in `2026-03-02 10:00  cart_updated`",
    ),
    ("2026-03-02 cart_updated", "this does not say at what time", "a date and its time are written `2026-03-02 10:00`"),
    ("10:00 cart_updated", "this does not say on which day", "begin with it, as in `2026-03-02 10:00`"),
    (
        "2026-03-02 10:00 cart_updated (total: 80)",
        "what is known of an event stands in no parentheses",
        "write it as in `cart_updated total: 80`",
    ),
    (
        '2026-03-02 10:00 country becomes "AT"',
        "`country becomes` is not said here",
        "a change of the contact is written `set country to …`",
    ),
    ("2026-03-02T10:00 cart_updated", "`2026-03-02T10:00` is not a date and time", "write it as in `2026-03-02 10:00`"),
    ("2026-03-02 10:00", "this does not say what happens then", "add an event, as in `order_placed`"),
    (
        "2026-03-02 10am cart_updated",
        "this does not say at what time",
        "a date and its time are written `2026-03-02 10:00`",
    ),
    ("expect never x", "`never` stands after the message", "write `expect x not sent`"),
    ("expect send x", "`send` stands after the message", "write `expect x sent`"),
    ("expect sent x", "`sent` stands after the message", "write `expect x sent`"),
    (
        "expect x",
        "this does not say what becomes of `x`",
        "add `sent` or `not sent`; of a journey, write `expect journey x started`",
    ),
    ("expect x sent at 13:00", "this does not say on which day", "write it as in `at 2026-03-02 10:00`"),
    ("expect x sent at 2026-03-02", "this does not say at what time", "write it as in `at 2026-03-02 10:00`"),
    (
        "expect x sent 2 times",
        "how often is not said here",
        "say when, in a line for each time, or what may never be passed, as in `always at most 2 emails in 24 hours`",
    ),
    (
        "expect x sent before 2026-03-02 13:00",
        "`before` is not said here",
        "a scenario knows the very time: write `at 2026-03-02 10:00`",
    ),
    ("expect not sent x", "`not` stands after the message", "write `expect x not sent`"),
    ("expect no x", "`no` stands after the message", "write `expect x not sent`"),
    ("expect nothing", "this does not say what is not to happen", "write `expect nothing sent`"),
    ("expect no messages sent", "this does not say what is not to happen", "write `expect nothing sent`"),
    (
        "expect abandoned_cart never started",
        "`abandoned_cart` was read as the name of a message",
        "write `journey` before the name of a journey, as in `expect journey abandoned_cart started`",
    ),
    (
        "expect abandoned_cart started",
        "`abandoned_cart` was read as the name of a message",
        "write `journey` before the name of a journey, as in `expect journey abandoned_cart started`",
    ),
    (
        "expect abandoned_cart ended as x",
        "`abandoned_cart` was read as the name of a message",
        "write `journey` before the name of a journey, as in `expect journey abandoned_cart started`",
    ),
    (
        "expect abandoned_cart reached its goal",
        "`abandoned_cart` was read as the name of a message",
        "write `journey` before the name of a journey, as in `expect journey abandoned_cart started`",
    ),
    (
        "expect abandoned_cart not started",
        "`abandoned_cart` was read as the name of a message",
        "write `journey` before the name of a journey, as in `expect journey abandoned_cart started`",
    ),
    ("expect journey x ended because y", "`because` is not said here", "write `as`"),
    (
        "expect goal reached",
        "`goal` was read as the name of a message",
        "write `journey` before the name of a journey, as in `expect journey goal started`",
    ),
    ("always at most 2 emails", "this does not say in what time", "add it, as in `in 24 hours`"),
    ("always max 2 emails in 24 hours", "`max` is not said here", "write `always at most 2`"),
    (
        "always at least 2 emails in 1 day",
        "what always holds is a bound that is never passed",
        "write `at most`; what is to happen is written `expect cart_reminder sent`",
    ),
    ("2026-03-02 10:00 call x", "`call` is not said here", "write `journey x called`"),
    ("2026-03-02 10:00 x opened", "`opened` stands before the message", "write `opened x`"),
    (
        "2026-03-02 10:00 journey x",
        "this does not say what becomes of `x`",
        "add `called`: everything else a journey does by itself",
    ),
    ("send x", "a scenario has no steps", "what is to be sent is written `expect x sent`"),
    ("then expect x sent", "`then` is not said here", "write `expect`"),
)


def mistake_in(line: str) -> tuple[str, Diagnostic]:
    """The whole text around `line`, and the one thing that is wrong with it."""
    text = f'scenario "a":\n  {line}\n'
    (mistake,) = parse(Source("a.journey", text))[1]
    return text, mistake


@pytest.mark.parametrize(("wrong", "right", "message"), MENDED)
def test_a_mistake_that_is_certain_is_mended(wrong: str, right: str, message: str) -> None:
    text, mistake = mistake_in(wrong)
    assert mistake.message == message
    assert mistake.fix
    (edit,) = mistake.fix.edits
    mended = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert mended == text.replace(wrong, right)


@pytest.mark.parametrize(("line", "message", "hint"), TOLD)
def test_a_mistake_is_told_in_words_of_the_language(line: str, message: str, hint: str) -> None:
    _, mistake = mistake_in(line)
    assert (mistake.message, mistake.hint) == (message, hint)
    assert mistake.fix is None
