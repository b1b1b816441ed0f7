"""Events that every project has: what became of a message, what was said about consent, and calls from outside.

They stand in an events file and in `starts on`, `wait for`, conditions and scenarios like the project's own. The engine
adds `message_sent` to the history of a contact by itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from journeydsl.model.project import Event
from journeydsl.model.values import Kind, ValueType

MESSAGE_SENT = "message_sent"
MESSAGE_OPENED = "message_opened"
MESSAGE_CLICKED = "message_clicked"
MESSAGE_BOUNCED = "message_bounced"
MESSAGE_COMPLAINED = "message_complained"
CONSENT_GIVEN = "consent_given"
CONSENT_WITHDRAWN = "consent_withdrawn"
JOURNEY_CALLED = "journey_called"

MESSAGE = "message"
TOPIC = "topic"
JOURNEY = "journey"


def _event(name: str, property_name: str) -> Event:
    return Event(name=name, properties={property_name: ValueType(Kind.TEXT)})


BUILT_IN: Mapping[str, Event] = {
    event.name: event
    for event in (
        _event(MESSAGE_SENT, MESSAGE),
        _event(MESSAGE_OPENED, MESSAGE),
        _event(MESSAGE_CLICKED, MESSAGE),
        _event(MESSAGE_BOUNCED, MESSAGE),
        _event(MESSAGE_COMPLAINED, MESSAGE),
        _event(CONSENT_GIVEN, TOPIC),
        _event(CONSENT_WITHDRAWN, TOPIC),
        _event(JOURNEY_CALLED, JOURNEY),
    )
}
"""By name. A bounce is one for good; consent that is withdrawn without a topic is withdrawn from everything."""


def known_events(declared: Mapping[str, Event]) -> Mapping[str, Event]:
    """The events of a project that declares some: its own first, then those that every project has."""
    return {**declared, **BUILT_IN}
