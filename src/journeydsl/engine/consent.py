"""What a contact says about consent: the last word counts, by when it was said."""

from __future__ import annotations

from journeydsl.engine.turn import Turn
from journeydsl.model.contacts import Event
from journeydsl.model.happenings import CONSENT_GIVEN, CONSENT_WITHDRAWN, TOPIC

_ABOUT_CONSENT = (CONSENT_GIVEN, CONSENT_WITHDRAWN)


def follow_consent(turn: Turn, event: Event, place: int) -> None:
    """Let an event that stands at `place` in the history change what the contact consents to, unless a later word about
    the same topic is known already."""
    if event.name not in _ABOUT_CONSENT:
        return
    topic = event.properties.get(TOPIC)
    if any(_is_about(each, topic) for each in turn.state.history[place + 1 :]):
        return
    given = event.name == CONSENT_GIVEN
    if topic is None:
        turn.state = turn.state._replace(unsubscribed=not given)
    else:
        turn.state = turn.state._replace(subscriptions={**turn.state.subscriptions, str(topic): given})


def _is_about(event: Event, topic: object) -> bool:
    return event.name in _ABOUT_CONSENT and event.properties.get(TOPIC) == topic
