"""What an event does: it counts, ends, wakes and starts runs, in this order (laws L11, L12, L16).

One that comes late is judged by when it happened (law L5): it ends the runs that had begun by then, and where it comes
in time it also counts for goals, wakes and starts.
"""

from __future__ import annotations

from journeydsl.conditions import holds_of
from journeydsl.engine import address
from journeydsl.engine.advancing import follow, leave_step
from journeydsl.engine.consent import follow_consent
from journeydsl.engine.remembering import is_in_time, remember, tolerated
from journeydsl.engine.state import Enrollment, GoalWatch
from journeydsl.engine.stopping import stop_on, stop_when
from journeydsl.engine.turn import Turn
from journeydsl.engine.watching import observe
from journeydsl.model import steps
from journeydsl.model.contacts import Event
from journeydsl.model.decisions import Outcome
from journeydsl.model.happenings import MESSAGE_SENT
from journeydsl.model.values import Instant


def receive(turn: Turn, event: Event) -> None:
    """Let an event act on the contact: goal before stop (law L16), stop before start. One that is known is dropped, and
    so is a message that somebody says was sent: what is sent, the run decides."""
    place = None if event.name == MESSAGE_SENT else remember(turn, event)
    if place is None:
        return
    if address.is_about_reaching(event):
        turn.update(unreachable=address.after_events(turn.rules.program, turn.state.unreachable, [event]))
    follow_consent(turn, event, place)
    _reach_goals(turn, event, place)
    for enrollment in turn.enrollments():
        _stop_or_wake(turn, enrollment, event, place)
    observe(turn, event if is_in_time(turn, event) else None)


def _reach_goals(turn: Turn, event: Event, place: int) -> None:
    """Count an event for the goals whose window it falls in; a window stays open for what comes late, but in time."""
    if not turn.state.goals:
        return
    open_watches = [watch for watch in turn.state.goals if turn.at <= _open_until(turn, watch)]
    within = [watch for watch in open_watches if event.at <= watch.until and place >= watch.entry.history_length]
    reached = [watch for watch in within if is_in_time(turn, event) and _meets_goal(turn, watch.entry, event)]
    for watch in reached:
        turn.decide(watch.entry, Outcome.REACHED_GOAL, detail=event.name)
    turn.update(goals=tuple(watch for watch in open_watches if watch not in reached))


def _open_until(turn: Turn, watch: GoalWatch) -> Instant:
    goal = turn.version(watch.entry).journey.goal
    return watch.until if goal is None else watch.until + tolerated(turn, goal.event)


def _meets_goal(turn: Turn, entry: Enrollment, event: Event) -> bool:
    goal = turn.version(entry).journey.goal
    return goal is not None and goal.event == event.name and holds_of(goal.where, event, turn.facts(entry))


def _stop_or_wake(turn: Turn, enrollment: Enrollment, event: Event, place: int) -> None:
    was_inside = place >= enrollment.history_length
    if (was_inside and stop_on(turn, enrollment, event)) or stop_when(turn, enrollment):
        return
    if not is_in_time(turn, event) or (event.at < turn.at and event.at <= enrollment.arrived_at):
        return
    waiting = turn.node(enrollment).step
    if not isinstance(waiting, steps.WaitFor) or waiting.event != event.name:
        return
    if not holds_of(waiting.where, event, turn.facts(enrollment)):
        return
    if enrollment.is_held:
        in_time = event.at <= enrollment.arrived_at + waiting.up_to
        turn.put(enrollment._replace(happened=enrollment.happened or in_time))
    else:
        follow(turn, enrollment, leave_step(turn, enrollment, Outcome.HAPPENED))
