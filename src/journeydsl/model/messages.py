"""A message: its channel, its consent, and what it needs to be complete."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from journeydsl.model.conditions import AccountFact, Attribute, Score, TriggerProperty
from journeydsl.source import Span


class MessageClass(StrEnum):
    """Promotional messages need the topic's consent; transactional ones are exempt from it (law L24.3)."""

    PROMOTIONAL = "promotional"
    TRANSACTIONAL = "transactional"


@dataclass(frozen=True, slots=True)
class UseText:
    """Where the field is missing, say this instead."""

    text: str


@dataclass(frozen=True, slots=True)
class SkipMessage:
    """Where the field is missing, do not send."""


Fallback: TypeAlias = UseText | SkipMessage
Field: TypeAlias = Attribute | AccountFact | Score | TriggerProperty


@dataclass(frozen=True, slots=True)
class CallToAction:
    """The words of a link, and where it leads: to what a field holds, or to a text that may have fields in it."""

    text: str
    to: Field | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One checked message. `needs` are the fields without which it is not sent; `fallbacks` replace the others.

    In their author's words, `goal` is what the message is for, and `helps` what its reader has of the data in it.
    """

    name: str
    label: str
    channel: str
    message_class: MessageClass
    topic: str | None
    subject: str
    preview: str = ""
    template: str | None
    call_to_action: CallToAction | None = None
    goal: str | None = None
    helps: str | None = None
    needs: tuple[Field, ...] = ()
    fallbacks: tuple[tuple[Field, str], ...] = ()
    span: Span = field(compare=False)
