"""What becomes of contacts in a forecast that is settled by rounds (`forecast.rounds`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from journeydsl.model.contacts import Contact, Event
from journeydsl.model.decisions import Decision
from journeydsl.model.responses import Response
from journeydsl.model.values import Instant


class Unsure(Exception):
    """What decisions alone do not tell, in the author's words."""


class Stopped(Exception):
    """Nothing is settled yet."""


@dataclass(slots=True)
class Life:
    """A contact, the events that come of themselves, those that it lives through, and what became of its sends.

    `sent_in` are the segments that the contact was in at each instant at which something was sent or trapped, of those
    of which something is assumed. `has_changed` says that other events are lived through than were walked before.
    """

    contact: Contact
    arriving: Sequence[Event]
    events: Sequence[Event]
    decisions: list[Decision] = field(default_factory=list)
    sent_in: dict[Instant, tuple[str, ...]] = field(default_factory=dict)
    responses: list[Response] = field(default_factory=list)
    spoken_for: int = 0
    has_changed: bool = True
