"""Whether a contact can be reached on a channel: the form of the address, and what became of earlier messages to it.

Whether an address exists, only the provider can tell: a bounce for good is that. A complaint is about the channel.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from journeydsl.model.contacts import Event
from journeydsl.model.happenings import MESSAGE, MESSAGE_BOUNCED, MESSAGE_COMPLAINED
from journeydsl.model.mailboxes import is_email
from journeydsl.model.program import Program
from journeydsl.model.reasons import NotSent
from journeydsl.model.values import Kind, Value

Unreachable: TypeAlias = Mapping[str, NotSent]
"""Why a contact cannot be reached, by channel."""

_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{4,}[0-9]")


def is_reachable(kind: Kind, value: Value) -> bool:
    """Whether `value` can be an address of a channel whose address attribute is of `kind`."""
    if kind is Kind.EMAIL:
        return is_email(value)
    if kind is Kind.PHONE:
        return isinstance(value, str) and _PHONE.fullmatch(value) is not None
    return value != ""


def is_about_reaching(event: Event) -> bool:
    """Whether an event says that a message could not reach the contact, or should not have."""
    return event.name in (MESSAGE_BOUNCED, MESSAGE_COMPLAINED)


def after_events(program: Program, unreachable: Unreachable, events: Iterable[Event]) -> Unreachable:
    """What `unreachable` becomes by what happened to messages. A complaint outweighs a bounce, since it stays."""
    for event in events:
        if not is_about_reaching(event):
            continue
        message = program.messages.get(str(event.properties.get(MESSAGE)))
        if message is None or unreachable.get(message.channel) is NotSent.COMPLAINED:
            continue
        reason = NotSent.HARD_BOUNCED if event.name == MESSAGE_BOUNCED else NotSent.COMPLAINED
        unreachable = {**unreachable, message.channel: reason}
    return unreachable


def after_change(program: Program, unreachable: Unreachable, attribute: str) -> Unreachable:
    """What `unreachable` becomes when an attribute gets another value: a new address has not bounced."""
    renewed = {name for name, channel in program.project.channels.items() if channel.address == attribute}
    return {
        channel: reason
        for channel, reason in unreachable.items()
        if reason is not NotSent.HARD_BOUNCED or channel not in renewed
    }
