"""What triggers a journey: an event, at once or after a quiet time, a call, or the calendar (laws L4 and L10)."""

from __future__ import annotations

from journeydsl.conditions import holds_of, is_in
from journeydsl.engine.entering import key_of, trigger
from journeydsl.engine.scheduled import next_occurrence
from journeydsl.engine.staleness import report_if_stale
from journeydsl.engine.state import ContactState, QuietStart
from journeydsl.engine.turn import Turn
from journeydsl.model.contacts import Event
from journeydsl.model.happenings import JOURNEY, JOURNEY_CALLED
from journeydsl.model.journeys import Around, At, Every, EveryYear, Journey, OnEvent, Scheduled
from journeydsl.model.values import Instant


def happened(turn: Turn, journey: Journey, number: int, start: OnEvent, event: Event) -> None:
    """Let an event that the `number`-th start of a journey names trigger it, now or after a quiet time (law L10)."""
    key = key_of(journey, event)
    if start.quiet_for is not None and key is not None and holds_of(start.where, event, turn.facts()):
        _start_clock(turn, QuietStart(journey.name, number, key, event, event.at + start.quiet_for))
    else:
        trigger(turn, journey, event, start.where, at=event.at)


def is_call(event: Event, journey: Journey) -> bool:
    """Whether an event calls a journey from outside."""
    return event.name == JOURNEY_CALLED and event.properties.get(JOURNEY) == journey.name


def _start_clock(turn: Turn, quiet: QuietStart) -> None:
    """Start a clock, or start it again; an event that came late, after one that followed it, leaves it as it is."""
    same = [each for each in turn.state.quiet_starts if each.clock == quiet.clock]
    if all(each.event.at <= quiet.event.at for each in same):
        others = (each for each in turn.state.quiet_starts if each not in same)
        turn.state = turn.state._replace(quiet_starts=(*others, quiet))


def start_due(turn: Turn, before: ContactState) -> None:
    """Trigger what has been quiet long enough and what starts by the calendar now, journeys in their order; `before` is
    the state before this instant, which foresees the calendar."""
    over = sorted([each for each in turn.state.quiet_starts if each.due <= turn.at], key=lambda each: each.key)
    if over:
        left = tuple(each for each in turn.state.quiet_starts if each.due > turn.at)
        turn.state = turn.state._replace(quiet_starts=left)
    elif _is_foreseen(turn, before):
        return
    for journey, number, start in turn.rules.timed_starts:
        match start:
            case OnEvent():
                for each in over:
                    if (each.journey, each.start) == (journey.name, number):
                        trigger(turn, journey, each.event, at=each.due)
            case EveryYear() | Around() | Every() | At():
                if not _is_foreseen(turn, before) and _comes_round(turn, start):
                    _start_if_meant(turn, journey, start)


def starts_at(turn: Turn, after: Instant) -> Instant | None:
    """When a journey next starts by the calendar, strictly after `after`."""
    facts = turn.facts()
    upcoming = (
        next_occurrence(start, after, facts)
        for _, _, start in turn.rules.timed_starts
        if not isinstance(start, OnEvent)
    )
    return min((at for at in upcoming if at is not None), default=None)


def next_start(turn: Turn, before: ContactState) -> Instant | None:
    """When a journey next starts by the calendar after this instant: as it was, where that is still ahead and the
    contact's dates are what they were."""
    return before.starts_at if _is_foreseen(turn, before) else starts_at(turn, turn.at)


def _is_foreseen(turn: Turn, before: ContactState) -> bool:
    """Whether what starts next by the calendar is still ahead: no journey starts by it now."""
    is_same = turn.state.attributes is before.attributes and turn.state.account is before.account
    return is_same and (before.starts_at is None or before.starts_at > turn.at)


def _comes_round(turn: Turn, start: Scheduled) -> bool:
    """Whether a start falls on this very instant, and this instant has not been gone through before."""
    is_new = turn.state.stepped_at is None or turn.state.stepped_at < turn.at
    return is_new and next_occurrence(start, turn.at - 1, turn.facts()) == turn.at


def _start_if_meant(turn: Turn, journey: Journey, start: Scheduled) -> None:
    report_if_stale(turn, lambda then: _is_meant(then, start), None, journey=journey.name)
    if _is_meant(turn, start):
        trigger(turn, journey)


def _is_meant(turn: Turn, start: Scheduled) -> bool:
    """Whether a start is for this contact: whoever is not in its segment is not triggered at all."""
    match start:
        case EveryYear() | Around():
            return True
        case Every(segment=segment) | At(segment=segment):
            return is_in(segment, turn.facts())
