"""What an event does: it counts, ends, wakes and starts runs, in this order (laws L11, L12, L16)."""

from __future__ import annotations

from dataclasses import replace

from journeydsl.conditions import holds_of
from journeydsl.engine.advancing import arrive, leave_step
from journeydsl.engine.state import Enrollment
from journeydsl.engine.stopping import stop_on, stop_when
from journeydsl.engine.turn import Turn
from journeydsl.engine.watching import observe
from journeydsl.model import steps
from journeydsl.model.contacts import Event
from journeydsl.model.decisions import Outcome


def receive(turn: Turn, event: Event) -> None:
    """Let an event act on the contact: goal before stop (law L16), stop before start."""
    turn.state = replace(turn.state, history=(*turn.state.history, event))
    _reach_goals(turn, event)
    for enrollment in turn.enrollments():
        _stop_or_wake(turn, enrollment, event)
    observe(turn, event)


def _reach_goals(turn: Turn, event: Event) -> None:
    open_watches = [watch for watch in turn.state.goals if turn.at <= watch.until]
    reached = [watch for watch in open_watches if _meets_goal(turn, watch.entry, event)]
    for watch in reached:
        turn.decide(watch.entry, Outcome.REACHED_GOAL, detail=event.name)
    turn.state = replace(turn.state, goals=tuple(watch for watch in open_watches if watch not in reached))


def _meets_goal(turn: Turn, entry: Enrollment, event: Event) -> bool:
    goal = turn.rules.journeys[entry.journey].goal
    return goal is not None and goal.event == event.name and holds_of(goal.where, event, turn.facts(entry))


def _stop_or_wake(turn: Turn, enrollment: Enrollment, event: Event) -> None:
    if stop_on(turn, enrollment, event) or stop_when(turn, enrollment):
        return
    waiting, facts = turn.node(enrollment).step, turn.facts(enrollment)
    if isinstance(waiting, steps.WaitFor) and waiting.event == event.name and holds_of(waiting.where, event, facts):
        arrive(turn, enrollment, leave_step(turn, enrollment, Outcome.HAPPENED, 0))
