"""The published figures come back out of the response model."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from journeydsl.engine.chance import mix, subject_number
from journeydsl.forecast import answering, defaults, many
from journeydsl.forecast.answering import Answers
from journeydsl.forecast.assumptions import Assumptions, Delay, Rate, Timing
from journeydsl.forecast.chance import place_number, send_number, times
from journeydsl.forecast.rates import Case, Rates
from journeydsl.model.mailboxes import Mailbox
from journeydsl.model.messages import Message, MessageClass
from journeydsl.model.project import Attribute, Channel, Project
from journeydsl.model.responses import Answer
from journeydsl.model.values import HOUR, Kind, ValueType
from journeydsl.source import Source

SENDS = 1_000_000
SENT = 1_767_225_600_000_000
ASSUMED = defaults.default_assumptions()


def rates(assumed: Assumptions = ASSUMED) -> Rates:
    span = Source("x", "x").span(0, 1)
    messages = {
        name: Message(
            name=name, label="", channel=channel, message_class=kind, topic=None, subject="", template=None, span=span
        )
        for name, channel, kind in (
            ("offer", "email", MessageClass.PROMOTIONAL),
            ("receipt", "email", MessageClass.TRANSACTIONAL),
            ("nudge", "sms", MessageClass.PROMOTIONAL),
        )
    }
    attributes = {
        "email": Attribute(name="email", type=ValueType(Kind.EMAIL)),
        "phone": Attribute(name="phone", type=ValueType(Kind.PHONE)),
    }
    channels = {"email": Channel(name="email", address="email"), "sms": Channel(name="sms", address="phone")}
    return Rates(assumed, Project(name="shop", attributes=attributes, channels=channels), messages)


def batch(message: str, sends: int = SENDS, salt: str = "shop forecast 0") -> tuple[Answers, np.ndarray]:
    """So many sends of a message to as many contacts whose mailboxes are the usual mix; with each one's provider."""
    counted = np.arange(sends, dtype=np.uint64)
    contacts = many.mix(counted + np.uint64(subject_number(salt, "the first")))
    upto = np.cumsum(list(ASSUMED.mix.values()))
    providers = np.searchsorted(upto, (counted.astype(np.float64) + 0.5) / sends, side="right")
    places = np.full(sends, place_number("cart", "1"), np.uint64)
    numbers = many.send_numbers(contacts, places, np.ones(sends, np.uint64), np.zeros(sends, np.uint64))
    known = rates()
    thresholds = [known.thresholds(Case(message, provider)) for provider in ASSUMED.mix]
    draws = many.Many(numbers, contacts, providers, thresholds, ASSUMED.delays)
    sent = np.full(sends, SENT, np.int64)
    answers = answering.of_email(draws, sent) if known.is_email(message) else answering.elsewhere(draws, sent)
    answers[Answer.CONVERTED] = answering.converted(draws, sent, answers[Answer.CLICKED])
    return answers, providers


def assert_share(part: int, whole: int, share: float) -> None:
    """Within four standard errors of what is assumed."""
    error = math.sqrt(share * (1 - share) / whole)
    assert abs(part / whole - share) < 4 * error, f"{part / whole:.5f} is not {share:.5f} ± {4 * error:.5f}"


def test_a_million_promotional_sends_give_back_the_published_figures() -> None:
    answers, providers = batch("offer")
    number = {kind: int(np.count_nonzero(comes)) for kind, (comes, _) in answers.items()}
    assert_share(number[Answer.SOFT_BOUNCED], SENDS, 0.036)
    assert_share(number[Answer.HARD_BOUNCED], SENDS, 0.0019)
    delivered = number[Answer.DELIVERED]
    assert delivered + number[Answer.SOFT_BOUNCED] + number[Answer.HARD_BOUNCED] == SENDS
    assert number[Answer.INBOX] + number[Answer.SPAM] == delivered
    assert_share(number[Answer.OPENED], delivered, 0.3122)
    assert_share(number[Answer.CLICKED], delivered, 0.0364)
    assert_share(number[Answer.UNSUBSCRIBED], delivered, 0.004)
    assert_share(number[Answer.COMPLAINED], delivered, 0.0001)
    for place, share in enumerate((0.881, 0.825, 0.874, 0.663)):
        there = providers == place
        placed = int(np.count_nonzero(answers[Answer.INBOX][0] & there))
        assert_share(placed, int(np.count_nonzero(answers[Answer.DELIVERED][0] & there)), share)


def test_the_lift_comes_back_over_those_who_are_held_out() -> None:
    answers, _ = batch("offer")
    assert_share(int(np.count_nonzero(answers[Answer.CONVERTED][0])), SENDS, 0.02 * 1.2)


def test_who_does_not_click_converts_no_more_than_who_is_held_out() -> None:
    answers, _ = batch("offer")
    clicked, converted = answers[Answer.CLICKED][0], answers[Answer.CONVERTED][0]
    assert_share(int(np.count_nonzero(converted & ~clicked)), int(np.count_nonzero(~clicked)), 0.02)


def test_transactional_messages_have_their_own_figures_and_nobody_unsubscribes_from_them() -> None:
    answers, _ = batch("receipt", 200_000)
    delivered = int(np.count_nonzero(answers[Answer.DELIVERED][0]))
    assert_share(int(np.count_nonzero(answers[Answer.OPENED][0])), delivered, 0.449)
    assert not np.count_nonzero(answers[Answer.UNSUBSCRIBED][0])


def test_a_channel_that_is_no_e_mail_is_delivered_and_clicked() -> None:
    answers, _ = batch("nudge", 200_000)
    delivered = int(np.count_nonzero(answers[Answer.DELIVERED][0]))
    assert_share(delivered, 200_000, 0.95)
    assert_share(int(np.count_nonzero(answers[Answer.CLICKED][0])), delivered, 0.19)
    assert Answer.OPENED not in answers


def test_half_of_those_who_open_do_so_within_the_median() -> None:
    answers, _ = batch("offer")
    opened, at = answers[Answer.OPENED]
    in_time = np.count_nonzero(opened & (at - answers[Answer.DELIVERED][1] < ASSUMED.delays[Timing.OPENED].median))
    assert_share(int(in_time), int(np.count_nonzero(opened)), 0.5)


@pytest.mark.parametrize("message", ["offer", "receipt", "nudge"])
def test_an_array_of_sends_is_answered_as_each_of_them_alone(message: str) -> None:
    answers, providers = batch(message, 5_000)
    known, first = rates(), subject_number("shop forecast 0", "the first")
    for place in range(5_000):
        contact = mix((first + place) % 2**64)
        case = Case(message, list(ASSUMED.mix)[providers[place]])
        number = send_number(contact, place_number("cart", "1"), 1, 0)
        draws = answering.One(number, contact, known.thresholds(case), ASSUMED.delays)
        alone = (answering.of_email if known.is_email(message) else answering.elsewhere)(draws, SENT)
        alone[Answer.CONVERTED] = answering.converted(draws, SENT, alone[Answer.CLICKED])
        assert {kind: (bool(comes), at) for kind, (comes, at) in alone.items()} == {
            kind: (bool(comes[place]), int(at[place])) for kind, (comes, at) in answers.items()
        }


def test_times_are_those_of_the_distribution_and_never_nothing() -> None:
    table = times(Delay(3 * HOUR, 1.8))
    assert table[512] == 3 * HOUR
    assert table[round(1024 * 0.8413)] == pytest.approx(3 * HOUR * math.exp(1.8), rel=0.01)
    assert list(table) == sorted(table)
    assert table[0] > 0


def test_rates_of_a_provider_are_of_what_is_delivered_there() -> None:
    said = {**ASSUMED.providers, Mailbox.APPLE: {Rate.INBOX: 0.5, Rate.OPENED: 0.2}}
    known = rates(replace(ASSUMED, providers=said))
    assert known.shares(Case("offer", Mailbox.APPLE)).opened == pytest.approx(0.4)
