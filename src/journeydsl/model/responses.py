"""What becomes of a message that was sent: one row per answer of a forecast."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from journeydsl.model.values import Instant


class Answer(StrEnum):
    """What can become of a message. `INBOX` and `SPAM` say where a delivered e-mail is placed; `OPENED` is by a person,
    `MACHINE_OPENED` by a privacy proxy or a bot."""

    DELIVERED = "delivered"
    SOFT_BOUNCED = "soft_bounced"
    HARD_BOUNCED = "hard_bounced"
    INBOX = "inbox"
    SPAM = "spam"
    OPENED = "opened"
    MACHINE_OPENED = "machine_opened"
    CLICKED = "clicked"
    CONVERTED = "converted"
    UNSUBSCRIBED = "unsubscribed"
    COMPLAINED = "complained"


class Response(NamedTuple):
    """One answer: to which send (its step and instant), by whose mailbox (`model.mailboxes`), what, and when.

    `amount` is what a conversion is worth, where that is known. A conversion of a contact that was held out has no
    `message`, and the step and instant at which the message was trapped.
    """

    contact: str
    journey: str
    enrollment: int
    step: str
    message: str
    sent: Instant
    provider: str
    kind: Answer
    at: Instant
    amount: float | None = None
