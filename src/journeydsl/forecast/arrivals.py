"""What happens in a forecast of its own accord: history again, or events at a stated rate.

History is repeated as a Poisson bootstrap (Chamandy, Muralidharan, Najmi and Naidu 2012): in each stretch of the
period that is as long as the history which is repeated, a contact's own events of it come again so many times as a
Poisson draw with mean 1 says; each time after the first they are shifted round by whole days. Events come at the same
local time of the project's zone as they did. At a stated rate, each contact has a Poisson number of events, spread over
the days of the period alike and over the hours of the day as in history.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from journeydsl.forecast import assumptions
from journeydsl.forecast.chance import one_of, poisson
from journeydsl.forecast.history import History
from journeydsl.model import clock, happenings
from journeydsl.model.contacts import Event
from journeydsl.model.values import DAY, HOUR, Instant, Value

ANSWERS = frozenset(
    {
        happenings.MESSAGE_SENT,
        happenings.MESSAGE_OPENED,
        happenings.MESSAGE_CLICKED,
        happenings.MESSAGE_BOUNCED,
        happenings.MESSAGE_COMPLAINED,
        happenings.CONSENT_WITHDRAWN,
    }
)
"""What history is not repeated of: the forecast's own messages bring it."""

_HOURS = Counter(dict(enumerate((1,) * 7 + (3,) * 2 + (5,) * 9 + (8,) * 4 + (3,) * 2)))
"""When events come where history does not say: few at night, most in the evening; an assumption."""


class Arrivals:
    """What arrives in the period from `start` to `end`, both included, by contact."""

    def __init__(
        self, assumed: assumptions.Arrivals, history: History, timezone: str, start: Instant, end: Instant
    ) -> None:
        self._assumed = assumed
        self._history = history
        self._timezone = timezone
        self._start, self._end = start, end
        first, last = (clock.to_wall(at, timezone) for at in (start, end))
        self._midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
        self._days = (last.date() - first.date()).days + 1
        ever = sum(history.hours.values(), Counter())
        self._hours = {name: _sums(history.hours.get(name) or ever or _HOURS) for name in assumed.events}

    def of(self, number: int, events: Sequence[Event]) -> list[Event]:
        """What arrives for a contact, by instant and id: `number` is the contact's in the draws of a seed, `events`
        what is known of it, of which only what was known before the period counts."""
        known = [event for event in events if event.arrives < self._start]
        arriving = [*self._again(number, known), *self._at_rates(number)]
        within = (event for event in arriving if self._start <= event.at <= self._end)
        return sorted(within, key=lambda event: (event.at, event.id))

    def _again(self, number: int, known: Sequence[Event]) -> Iterator[Event]:
        """The last part of a contact's history, again and again."""
        days = (self._assumed.history or 0) // DAY
        first = self._start - days * DAY
        last = [event for event in known if event.at >= first and self._comes_again(event)]
        for stretch in range(1, 2 + self._days // days) if last else ():
            for time in range(poisson(1.0, number, f"history {stretch}")):
                shift = one_of(days, number, f"history {stretch}, {time}: shift") if time else 0
                for event in last:
                    goes_round = (event.at - first) // DAY + shift >= days
                    later = stretch * days + shift - (days if goes_round else 0)
                    yield self._later(event, later, f"{event.id} again {stretch}.{time}")

    def _comes_again(self, event: Event) -> bool:
        return event.name not in ANSWERS and event.name not in self._assumed.events

    def _later(self, event: Event, days: int, name: str) -> Event:
        wall = clock.to_wall(event.at, self._timezone) + datetime.timedelta(days=days)
        return Event(id=name, name=event.name, at=clock.to_instant(wall, self._timezone), properties=event.properties)

    def _at_rates(self, number: int) -> Iterator[Event]:
        for name, rate in self._assumed.events.items():
            expected = rate.number * self._days * DAY / rate.period / max(1, self._history.contacts)
            for time in range(poisson(expected, number, f"arrivals of {name}")):
                label = f"{name} arrives {time}"
                at, like = self._when(number, name, label), self._like(number, name, label)
                yield Event(id=label, name=name, at=at, properties={**like, **rate.properties})

    def _when(self, number: int, name: str, label: str) -> Instant:
        """A moment of the period: of any day, and of an hour as in history."""
        sums = self._hours[name]
        hour = bisect_right(sums, one_of(sums[-1], number, f"{label}: hour"))
        time = datetime.timedelta(hours=hour, microseconds=one_of(HOUR, number, f"{label}: time"))
        day = datetime.timedelta(days=one_of(self._days, number, f"{label}: day"))
        return clock.to_instant(self._midnight + day + time, self._timezone)

    def _like(self, number: int, name: str, label: str) -> Mapping[str, Value]:
        """What some occurrence in history was like."""
        examples = self._history.examples.get(name, ())
        return examples[one_of(len(examples), number, f"{label}: like")] if examples else {}


def _sums(hours: Counter[int]) -> list[int]:
    return list(accumulate(hours[hour] for hour in range(24)))
