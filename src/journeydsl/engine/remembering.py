"""How an event joins the history of a contact, also when it becomes known late (law L5)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from journeydsl.engine.state import Enrollment
from journeydsl.engine.turn import Turn
from journeydsl.model.contacts import Event
from journeydsl.model.values import DAY, Duration, Instant

TOLERATED: Duration = DAY
"""How late an event may come and still start, wake and count, where the project does not say (`arrives_within`)."""


def remember(turn: Turn, event: Event) -> int | None:
    """Put an event in its place in the history, after those of its instant; the place, or None where an event with its
    id is there already.

    Only the events of the same instant are compared: a longer look would cost every event a walk through the history.
    """
    history = turn.state.history
    place = place_after(history, event.at)
    if _is_known(history, place, event):
        return None
    turn.add(event, place)
    if event.at < turn.at:
        _tell_runs(turn, event, place)
    if is_late(turn, event):
        turn.late.append(event)
    return place


def place_after(history: Sequence[Event], at: Instant) -> int:
    """The place in a history after everything that happened up to and including an instant."""
    return bisect_right(history, at, key=lambda each: each.at)


def is_late(turn: Turn, event: Event) -> bool:
    """Whether something has been decided since an event happened, or it comes later than it should."""
    decided_since = turn.state.stepped_at is not None and event.at < turn.state.stepped_at
    return decided_since or not is_in_time(turn, event)


def is_in_time(turn: Turn, event: Event) -> bool:
    """Whether an event has become known as early as it should."""
    return turn.at - event.at <= tolerated(turn, event.name)


def tolerated(turn: Turn, name: str) -> Duration:
    """How late an event of this name may become known and still start, wake and count."""
    declared = turn.rules.program.project.events.get(name)
    return TOLERATED if declared is None or declared.arrives_within is None else declared.arrives_within


def _is_known(history: Sequence[Event], place: int, event: Event) -> bool:
    while place > 0 and history[place - 1].at == event.at:
        place -= 1
        if history[place].id == event.id:
            return True
    return False


def _tell_runs(turn: Turn, event: Event, place: int) -> None:
    """Let what counts from an entry know of an event that was put before others."""
    state = turn.state
    turn.state = state._replace(
        enrollments={run: _with(event, place, enrollment) for run, enrollment in state.enrollments.items()},
        goals=tuple(watch._replace(entry=_with(event, place, watch.entry)) for watch in state.goals),
    )


def _with(event: Event, place: int, enrollment: Enrollment) -> Enrollment:
    """An enrollment whose history counts an event at `place`: to what had happened before it began, or to what came
    since."""
    if place >= enrollment.history_length and event.at >= enrollment.begins_at:
        return enrollment
    return enrollment._replace(history_length=enrollment.history_length + 1)
