"""A scenario: one contact, what happens to it in the order of time, and what must follow.

`words` is a line as its author wrote it, for reports; `span` is where. An expectation holds or does not once all inputs
have been played and every wait has ended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from journeydsl.model.contacts import Contact, Event
from journeydsl.model.messages import MessageClass
from journeydsl.model.project import Project
from journeydsl.model.reasons import NotSent as Reason
from journeydsl.model.values import DAY, Duration, Instant, Kind, Value
from journeydsl.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Happens:
    """An event of the contact."""

    event: Event
    span: Span = field(compare=False)

    @property
    def at(self) -> Instant:
        """When it happens."""
        return self.event.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Becomes:
    """From `at` on the contact's attribute has this value."""

    at: Instant
    attribute: str
    value: Value
    span: Span = field(compare=False)


Input: TypeAlias = Happens | Becomes


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The message is sent, at exactly this instant where one is given. `wording` is what its parts then hold, by the
    name of a block, `footer`, `call_to_action`, `offer`, or a field that has a fallback: the text, the name of the
    module, or the item."""

    message: str
    at: Instant | None
    wording: tuple[tuple[str, str], ...] = ()
    words: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSent:
    """The message is not sent at any time; where a reason is given it was due, and this is why it was not sent."""

    message: str
    reason: Reason | None
    words: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingSent:
    """No message is sent at any time."""

    words: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverStarted:
    """The contact never enters the journey."""

    journey: str
    words: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The contact enters the journey, at exactly this instant where one is given."""

    journey: str
    at: Instant | None
    words: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A run of the journey ends; `reason`, where given, is an `Exit` or the author's word for it."""

    journey: str
    reason: str | None
    words: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedGoal:
    """The goal of the journey is reached."""

    journey: str
    words: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtMost:
    """In every window of this length at most `number` messages of a class and a channel (None: of any) are sent."""

    number: int
    message_class: MessageClass | None
    channel: str | None
    window: Duration
    words: str
    span: Span = field(compare=False)


Expectation: TypeAlias = Sent | NotSent | NothingSent | NeverStarted | Started | Ended | ReachedGoal | AtMost


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One checked scenario; inputs are in order of instant, those of one instant in the order written.

    An attribute that is the address of a channel and is never missing has a stand-in where the scenario says none. The
    contact's id is the title.
    """

    title: str
    contact: Contact
    inputs: tuple[Input, ...]
    expectations: tuple[Expectation, ...]
    span: Span = field(compare=False)


_STAND_INS: Mapping[Kind, Value] = {Kind.EMAIL: "someone@example.com", Kind.PHONE: "+12025550100"}


def begins_at(inputs: Sequence[Input], expectations: Sequence[Expectation]) -> Instant:
    """When a scenario begins: with its first input. Where nothing happens, journeys start by the calendar alone: then
    it is a day before the first instant that is expected."""
    expected = [each.at for each in expectations if isinstance(each, Sent | Started) and each.at is not None]
    return min((each.at for each in inputs), default=min(expected, default=DAY) - DAY)


def stand_ins(project: Project) -> dict[str, Value]:
    """An address for each channel whose address is never missing, by attribute."""
    addresses = (project.attributes.get(channel.address) for channel in project.channels.values())
    return {
        each.name: _STAND_INS[each.type.kind]
        for each in addresses
        if each is not None and not each.optional and each.type.kind in _STAND_INS
    }
