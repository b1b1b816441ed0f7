"""Who enters a journey, and who does not (laws L6 to L9 and L23)."""

from __future__ import annotations

from journeydsl.conditions import evaluate, holds_of
from journeydsl.engine.advancing import arrive, leave
from journeydsl.engine.remembering import place_after
from journeydsl.engine.staleness import report_if_stale
from journeydsl.engine.state import Enrollment, Entries, GoalWatch, Run
from journeydsl.engine.stopping import why_stopped
from journeydsl.engine.turn import Turn
from journeydsl.model.conditions import Condition
from journeydsl.model.contacts import Event
from journeydsl.model.decisions import Outcome
from journeydsl.model.journeys import After, Always, Journey, Once
from journeydsl.model.reasons import Exit, Refusal
from journeydsl.model.values import Instant

_NEVER = Entries(0, {})


def trigger(
    turn: Turn,
    journey: Journey,
    event: Event | None = None,
    where: Condition | None = None,
    *,
    at: Instant | None = None,
) -> None:
    """Decide about one trigger of a journey, whose event has to meet `where`: the first rule that refuses names the
    reason. `at` is when it should have come, where that became known late."""
    turn.triggered.append(journey.name)
    candidate = _candidate(turn, journey, event, turn.at if at is None else at)

    def objection(then: Turn) -> str | None:
        return _refusal(then, journey, event, where, candidate) or why_stopped(then, candidate)

    report_if_stale(turn, objection, None, journey=journey.name)
    refusal = _refusal(turn, journey, event, where, candidate)
    if refusal is not None:
        turn.decide(None, Outcome.REFUSED, journey=journey.name, reason=refusal)
        return
    _enter(turn, journey, candidate)


def _candidate(turn: Turn, journey: Journey, event: Event | None, at: Instant) -> Enrollment:
    """The enrollment that it would be; its key is empty where the event has none. Who is held out is drawn for those
    who enter, for it refuses nobody."""
    entries = turn.state.entries.get(journey.name)
    return Enrollment(
        journey=journey.name,
        number=entries.count + 1 if entries else 1,
        entered_at=turn.at,
        trigger=event.properties if event else {},
        triggered_at=at if at < turn.at else None,
        history_length=place_after(turn.state.history, at),
        held_out=False,
        key=key_of(journey, event) or "",
        version=turn.rules.current[journey.name],
    )


def _is_held_out(turn: Turn, journey: Journey) -> bool:
    """Whether the journey's own holdout keeps the contact out, or the one that is shared, whoever declares it (L23)."""
    drawn = (turn.rules.holdouts.get(journey.name), turn.rules.shared_holdout)
    holdouts = [holdout for holdout in drawn if holdout is not None]
    subject = turn.rules.subject(turn.state.contact) if holdouts else 0
    return any(holdout.draw(subject) == 0 for holdout in holdouts)


def key_of(journey: Journey, event: Event | None) -> str | None:
    """What tells the run apart from others of the journey (law L6); None where the event does not say."""
    if journey.key is None:
        return ""
    value = event.properties.get(journey.key) if event is not None else None
    return None if value is None else str(value)


def _refusal(
    turn: Turn, journey: Journey, event: Event | None, where: Condition | None, candidate: Enrollment
) -> Refusal | None:
    closes = turn.rules.closes.get(journey.name)
    if closes is not None and turn.at >= closes:
        return Refusal.JOURNEY_CLOSED
    if journey.paused:
        return Refusal.JOURNEY_PAUSED
    facts = turn.facts(candidate)
    if event is not None and not holds_of(where, event, facts):
        return Refusal.WHERE_NOT_MET
    if key_of(journey, event) is None:
        return Refusal.MISSING_KEY
    refusal = _too_early(turn, journey, candidate)
    if refusal is not None:
        return refusal
    if journey.only_if is not None and evaluate(journey.only_if, facts) is not True:
        return Refusal.ONLY_IF_NOT_MET
    return None


def _too_early(turn: Turn, journey: Journey, candidate: Enrollment) -> Refusal | None:
    """Whether re-entry refuses (law L7). No journey is entered twice at one instant with one key, so that journeys that
    feed each other cannot go round for ever without time passing."""
    if any(_is_same(journey, candidate.key, run) for run in turn.state.enrollments):
        return Refusal.ALREADY_ACTIVE
    last_at = _last_entry(turn, journey, candidate.key)
    if last_at is None:
        return None
    match journey.again:
        case Once():
            return Refusal.ALREADY_ENTERED
        case After(duration):
            return Refusal.TOO_SOON if turn.at < last_at + max(duration, 1) else None
        case Always():
            return Refusal.TOO_SOON if turn.at == last_at else None


def _is_same(journey: Journey, key: str, run: Run) -> bool:
    """Whether a run is the one that a contact would enter; without a key every run is, whatever told them apart in an
    earlier version."""
    return run.journey == journey.name and (journey.key is None or run.key == key)


def _last_entry(turn: Turn, journey: Journey, key: str) -> Instant | None:
    """When the contact last entered with a key, or with whatever key where the journey has none; None for never."""
    entries = turn.state.entries.get(journey.name)
    if entries is None:
        return None
    return entries.last_at.get(key) if journey.key is not None else max(entries.last_at.values())


def _enter(turn: Turn, journey: Journey, candidate: Enrollment) -> None:
    state, enrollment = turn.state, candidate._replace(held_out=_is_held_out(turn, journey))
    goals = state.goals
    before = state.entries.get(journey.name, _NEVER)
    entries = Entries(enrollment.number, {**before.last_at, enrollment.key: turn.at})
    if journey.goal is not None:
        goals = (*goals, GoalWatch(enrollment, turn.at + journey.goal.within))
    turn.state = state._replace(
        entries={**state.entries, journey.name: entries},
        goals=goals,
    )
    turn.decide(enrollment, Outcome.ENTERED, detail=enrollment.key)
    stopped = why_stopped(turn, enrollment)
    if stopped is not None:
        leave(turn, enrollment, Exit.STOPPED_BY_CONDITION, stopped, step="")
    else:
        arrive(turn, enrollment, 0)
