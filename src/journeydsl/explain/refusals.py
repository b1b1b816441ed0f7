"""Why a trigger was refused: what was asked of it, what the answers were, and when it would have been otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from journeydsl.conditions import Facts
from journeydsl.engine import Rules, Step
from journeydsl.engine.entering import key_of
from journeydsl.engine.turn import Turn
from journeydsl.engine.words import wall_words
from journeydsl.explain.parts import Part, parts_of
from journeydsl.model.contacts import Event
from journeydsl.model.decisions import Decision
from journeydsl.model.journeys import After, Always, Journey, Once, OnEvent
from journeydsl.model.reasons import Refusal


class Answer(NamedTuple):
    """Beneath a refusal: the parts of the condition that refused, and sentences."""

    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()


def answer(rules: Rules, step: Step, decision: Decision) -> Answer:
    """What is to be said of a refused trigger beyond its reason."""
    journey = rules.journeys[decision.journey]
    event = _triggering(journey, step)
    facts = Turn(rules, decision.at, step.state).facts()._replace(trigger=event.properties if event else {})
    match Refusal(decision.reason):
        case Refusal.WHERE_NOT_MET:
            return Answer(parts=_where(journey, event, facts))
        case Refusal.ONLY_IF_NOT_MET:
            return Answer(parts=parts_of(journey.only_if, facts) if journey.only_if is not None else ())
        case Refusal.MISSING_KEY:
            return Answer(notes=(f"there is one run per `{journey.key}`, and the event has none",))
        case Refusal.JOURNEY_CLOSED:
            return Answer(notes=(f"its last day was {journey.ends}",))
        case Refusal.ALREADY_ACTIVE | Refusal.ALREADY_ENTERED | Refusal.TOO_SOON:
            return Answer(notes=tuple(_entered_before(journey, step, event, decision)))
        case Refusal.JOURNEY_PAUSED:
            return Answer()


def _triggering(journey: Journey, step: Step) -> Event | None:
    """The latest event of the contact that the journey starts on."""
    names = {start.event for start in journey.starts if isinstance(start, OnEvent)}
    return next((event for event in reversed(step.state.history) if event.name in names), None)


def _where(journey: Journey, event: Event | None, facts: Facts) -> tuple[Part, ...]:
    asked = (
        start.where for start in journey.starts if isinstance(start, OnEvent) and event and start.event == event.name
    )
    return tuple(part for where in asked if where is not None for part in parts_of(where, facts, event))


def _entered_before(journey: Journey, step: Step, event: Event | None, decision: Decision) -> Iterator[str]:
    entries = step.state.entries.get(journey.name)
    last_at = None if entries is None else entries.last_at.get(key_of(journey, event) or "")
    if last_at is None:
        return
    zone = step.state.timezone
    yield f"it entered last at {wall_words(last_at, zone)} ({zone})"
    if decision.reason == Refusal.ALREADY_ACTIVE:
        return
    match journey.again:
        case After(duration):
            yield f"it can enter again from {wall_words(last_at + duration, zone)} ({zone}) on"
        case Once():
            yield "a line `again after …` or `always` would let it enter again"
        case Always():
            yield "it can enter again at any later time"
