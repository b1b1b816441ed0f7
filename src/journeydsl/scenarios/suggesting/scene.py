"""How things stand where a condition has to be changed: what it reads, and what of the draft that comes from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from journeydsl.conditions import Facts
from journeydsl.engine import Rules
from journeydsl.model.contacts import Event
from journeydsl.model.journeys import Journey
from journeydsl.model.values import Instant
from journeydsl.scenarios.suggesting.drafts import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A draft at the instant `at`, when conditions read `facts`.

    `entered_at` is when the contact entered `journey`, None where it has not. `trigger` is the index of the event that
    it entered by, `event` of the one that a `where` looks at.
    """

    rules: Rules
    draft: Draft
    facts: Facts
    at: Instant
    journey: Journey
    entered_at: Instant | None = None
    trigger: int | None = None
    event: int | None = None

    def asked_of(self, index: int | None, draft: Draft | None = None) -> Scene:
        """The same where a `where` looks at the event at `index`, of another draft where one is given: it may hold one
        event more, that one, and say other things of the event that the contact entered by."""
        if draft is None:
            return replace(self, event=index)
        trigger = self.trigger
        if trigger is not None and index is not None and len(draft.inputs) > len(self.draft.inputs):
            trigger += index <= trigger
        entered_by = None if trigger is None else draft.inputs[trigger]
        known = entered_by.properties if isinstance(entered_by, Event) else self.facts.trigger
        return replace(self, event=index, draft=draft, trigger=trigger, facts=replace(self.facts, trigger=known))

    @property
    def event_looked_at(self) -> Event | None:
        """The event that a `where` looks at."""
        found = None if self.event is None else self.draft.inputs[self.event]
        return found if isinstance(found, Event) else None
