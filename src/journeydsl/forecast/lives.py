"""What becomes of contacts in a forecast that is settled by rounds (`forecast.rounds`)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from journeydsl.model.contacts import Contact, Event
from journeydsl.model.decisions import Decision
from journeydsl.model.responses import Response
from journeydsl.model.values import Instant, Value


class Stopped(Exception):
    """Nothing is settled yet."""


class Told(NamedTuple):
    """What answers to a contact hang on: the decisions, the segments that it was in at each instant at which something
    was sent or trapped, of those of which something is assumed, and what the event said by which an entry (journey and
    number) was made."""

    decisions: Sequence[Decision] = ()
    sent_in: Mapping[Instant, tuple[str, ...]] = MappingProxyType({})
    triggers: Mapping[tuple[str, int], Mapping[str, Value]] = MappingProxyType({})


_NOTHING = Told()


@dataclass(slots=True)
class Life:
    """A contact, the events that come of themselves (by instant and id), and what became of its sends.

    The contact lives through those events but for some that are `left_out` (their places), and through `answers`. What
    was `told` of it is open until it has been answered, and as long as the answers are new.
    """

    number: int
    contact: Contact
    arriving: Sequence[Event]
    answers: tuple[Event, ...] = ()
    left_out: tuple[int, ...] = ()
    told: Told = _NOTHING
    responses: Sequence[Response] = ()
    is_open: bool = True

    @property
    def events(self) -> list[Event]:
        """What the contact lives through, by instant and id."""
        left_out = set(self.left_out)
        staying = (event for place, event in enumerate(self.arriving) if place not in left_out)
        return sorted([*staying, *self.answers], key=_order)

    def tell(self, told: Told) -> None:
        """Take in what was decided."""
        self.is_open = self.is_open or told != self.told
        self.told = told

    def live_through(self, answers: Iterable[Event], left_out: Iterable[int]) -> None:
        """Take in the answers to what was decided."""
        now = tuple(sorted(answers, key=_order)), tuple(sorted(left_out))
        self.is_open = now != (self.answers, self.left_out)
        self.answers, self.left_out = now

    def place_of(self, answer: Event) -> int:
        """Before which of those that arrive an answer comes: its place."""
        return bisect_left(self.arriving, _order(answer), key=_order)


def lives_of(rows: Iterable[tuple[Contact, Sequence[Event]]]) -> list[Life]:
    """The lives of contacts with what arrives for them, of which nothing is decided yet."""
    return [Life(number, contact, events) for number, (contact, events) in enumerate(rows)]


def _order(event: Event) -> tuple[Instant, str]:
    return event.at, event.id
