"""How things stand where a condition has to be changed: what it reads, and what of the draft that comes from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from journeydsl.conditions import Facts
from journeydsl.engine import Rules
from journeydsl.model.contacts import Event
from journeydsl.model.journeys import Journey, OnEvent
from journeydsl.model.values import Instant
from journeydsl.scenarios.suggesting.drafts import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A draft at the instant `at`, when conditions read `facts`.

    `entered_at` is when the contact entered `journey`, None where it has not; `triggered_at` when the journey was
    triggered. `event` is the index of the event that a `where` looks at.
    """

    rules: Rules
    draft: Draft
    facts: Facts
    at: Instant
    journey: Journey
    entered_at: Instant | None = None
    triggered_at: Instant | None = None
    event: int | None = None

    def asked_of(self, index: int | None, draft: Draft | None = None) -> Scene:
        """The same where a `where` looks at the event at `index`, of another draft where one is given, which may say
        other things of the event that the contact entered by."""
        moved = replace(self, event=index, draft=draft or self.draft)
        entered_by = None if moved.trigger is None else moved.draft.inputs[moved.trigger]
        known = entered_by.properties if isinstance(entered_by, Event) else self.facts.trigger
        return replace(moved, facts=self.facts._replace(trigger=known))

    @property
    def trigger(self) -> int | None:
        """The index of the event that the contact entered by: the last one that its journey starts on."""
        if self.triggered_at is None:
            return None
        names = {start.event for start in self.journey.starts if isinstance(start, OnEvent)}
        found = [
            index
            for index, each in enumerate(self.draft.inputs)
            if isinstance(each, Event) and each.name in names and each.at <= self.triggered_at
        ]
        return found[-1] if found else None

    @property
    def event_looked_at(self) -> Event | None:
        """The event that a `where` looks at."""
        found = None if self.event is None else self.draft.inputs[self.event]
        return found if isinstance(found, Event) else None
