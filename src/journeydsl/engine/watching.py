"""Who has entered a segment that a journey starts on (laws L8 and L20a)."""

from __future__ import annotations

from journeydsl.conditions import is_in
from journeydsl.conditions.change import segment_changes
from journeydsl.engine.entering import trigger
from journeydsl.engine.rules import Rules, Watch
from journeydsl.engine.starting import happened, is_call
from journeydsl.engine.turn import Turn
from journeydsl.model.contacts import Event
from journeydsl.model.journeys import OnEntering, OnEvent, WhenCalled
from journeydsl.model.values import Instant


def observe(turn: Turn, event: Event | None) -> None:
    """Notice who has entered or left a watched segment, and start what starts on that or on the event.

    A start may change the profile, and with it who is in a segment: look again until nothing changes. It ends, since
    no journey is entered twice at one instant.
    """
    while True:
        entered = _look(turn)
        if not entered and event is None:
            return
        for journey, number, start in turn.rules.prompt_starts:
            match start:
                case OnEvent() if event is not None and start.event == event.name:
                    happened(turn, journey, number, start, event)
                case WhenCalled() if event is not None and is_call(event, journey):
                    trigger(turn, journey, event, at=event.at)
                case OnEntering() if Watch(journey.name, start.segment) in entered:
                    trigger(turn, journey)
                case OnEvent() | OnEntering() | WhenCalled():
                    pass
        event = None


def _look(turn: Turn) -> frozenset[Watch]:
    """The watched segments that the contact has entered since the last look."""
    if turn.looked is not None and not turn.differs(turn.looked):
        return frozenset()
    before, now_inside = turn.state.inside, inside(turn)
    if now_inside != before:
        turn.state = turn.state._replace(inside=now_inside)
    turn.looked = turn.state
    return now_inside - before


def inside(turn: Turn) -> frozenset[Watch]:
    """The watched segments that the contact is in."""
    facts = turn.facts()
    return frozenset(watch for watch in turn.rules.watches if is_in(watch.segment, facts))


def look_at(turn: Turn) -> Instant | None:
    """When time alone may change who is in a watched segment."""
    return segment_changes((watch.segment for watch in turn.rules.watches), turn.facts())


def taking_existing_members(rules: Rules) -> frozenset[Watch]:
    """The watches that also take whoever is in the segment when a run begins."""
    return frozenset(
        Watch(journey.name, start.segment)
        for journey in rules.journeys.values()
        for start in journey.starts
        if isinstance(start, OnEntering) and start.existing_members
    )
