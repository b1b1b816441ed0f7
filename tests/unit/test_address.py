"""Law L24.2: what closes a channel to a contact, and what opens it again."""

from __future__ import annotations

import pytest

from journeydsl import engine
from journeydsl.engine import ContactState
from journeydsl.model.contacts import Change, Contact, Event, Input
from journeydsl.model.reasons import NotSent
from journeydsl.simulator import walk
from tests.cases.situations import compiled

RULES = engine.prepare(
    compiled("""
message hello:
  channel email
  topic promotions
  subject "Hello"
  template "plain.html"

message text:
  channel sms
  topic promotions
  subject "Hello"
""")
)
BOUNCED, COMPLAINED = NotSent.HARD_BOUNCED, NotSent.COMPLAINED


def after(*inputs: Input) -> ContactState:
    contact = Contact(id="ann", attributes={"email": "old@example.com", "phone": "+49 30 123456"})
    state = engine.begin(RULES, contact, [], 0)
    for step in walk(RULES, state, inputs, 100):
        state = step.state
    return state


def event(name: str, message: str, at: int) -> Event:
    return Event(id=str(at), name=name, at=at, properties={"message": message} if message else {})


@pytest.mark.parametrize(
    ("inputs", "unreachable"),
    [
        ([event("message_bounced", "hello", 1)], {"email": BOUNCED}),
        ([event("message_bounced", "text", 1)], {"sms": BOUNCED}),
        ([event("message_complained", "hello", 1)], {"email": COMPLAINED}),
        ([event("message_bounced", "hello", 1), event("message_complained", "hello", 2)], {"email": COMPLAINED}),
        ([event("message_complained", "hello", 1), event("message_bounced", "hello", 2)], {"email": COMPLAINED}),
        ([event("message_bounced", "gone_since", 1), event("message_bounced", "", 2)], {}),
        ([event("message_opened", "hello", 1)], {}),
        ([event("message_bounced", "hello", 1), Change(at=2, attribute="email", value="new@example.com")], {}),
        (
            [event("message_bounced", "hello", 1), Change(at=2, attribute="email", value="old@example.com")],
            {"email": BOUNCED},
        ),
        (
            [event("message_bounced", "hello", 1), Change(at=2, attribute="phone", value="+49 30 654321")],
            {"email": BOUNCED},
        ),
        (
            [event("message_complained", "hello", 1), Change(at=2, attribute="email", value="new@example.com")],
            {"email": COMPLAINED},
        ),
        # At one instant events come before changes (law L4): the bounce was of the address before.
        ([event("message_bounced", "hello", 1), Change(at=1, attribute="email", value="new@example.com")], {}),
    ],
)
def test_a_bounce_is_of_an_address_and_a_complaint_of_the_contact(
    inputs: list[Input], unreachable: dict[str, NotSent]
) -> None:
    assert after(*inputs).unreachable == unreachable
