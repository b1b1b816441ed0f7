"""What follows at once from what has just been done, until nothing follows any more.

It ends. No journey is entered twice at one instant with one key, and the keys are few: those of the events that came
in, and those that are written in an `emit`. A run goes forward, or back to a `repeat` that counts and lets it go in the
end. So there are finitely many runs, each does finitely much, and only a run that does something lets another go on.
"""

from __future__ import annotations

from journeydsl.engine.advancing import follow, leave_step
from journeydsl.engine.entering import trigger
from journeydsl.engine.receiving import receive
from journeydsl.engine.state import Enrollment
from journeydsl.engine.stopping import stop_when
from journeydsl.engine.turn import Turn
from journeydsl.engine.waiting import Over, look
from journeydsl.engine.watching import observe
from journeydsl.model import steps
from journeydsl.model.contacts import Event
from journeydsl.model.decisions import Outcome


def settle(turn: Turn) -> None:
    """Let everybody answer to what was just done: whoever has entered a segment by it, whoever waits for what it has
    brought about, and those who are acted upon by a run, which then goes on. Where nothing was done since, nobody has
    anything to answer to."""
    if turn.settled is turn.state and not turn.acting:
        return
    observe(turn, None)
    while _answer(turn) or _reconsider_all(turn):
        observe(turn, None)
    turn.settled = turn.state


def _reconsider_all(turn: Turn) -> bool:
    """Look again at waits until one of them has ended; whether one has."""
    for enrollment in turn.enrollments():
        step = turn.node(enrollment).step
        if isinstance(step, steps.WaitUntilAttribute | steps.WaitUntilCondition) and _reconsider(
            turn, enrollment, step
        ):
            return True
    return False


def go_on(turn: Turn, enrollment: Enrollment, over: Over) -> None:
    """End a wait, unless the journey stops for the contact now."""
    if not stop_when(turn, enrollment):
        follow(turn, enrollment, leave_step(turn, enrollment, over.outcome, over.edge))


def _answer(turn: Turn) -> bool:
    """Answer to the run that has been acting for the longest time, and let it go on; whether there was one.

    A journey that an earlier version starts, and that is gone, does not answer.
    """
    if not turn.acting:
        return False
    enrollment = turn.acting.pop(0)
    node = turn.node(enrollment)
    if isinstance(node.step, steps.Emit):
        receive(turn, _event(turn, enrollment, node.step))
    elif isinstance(node.step, steps.StartJourney) and node.step.journey in turn.rules.journeys:
        trigger(turn, turn.rules.journeys[node.step.journey])
    if turn.state.enrollments.get(enrollment.run) == enrollment:
        follow(turn, enrollment, node.edges[0])
    return True


def _event(turn: Turn, enrollment: Enrollment, step: steps.Emit) -> Event:
    """The event that a step lets happen; its id says which visit of the step it was."""
    visit = "".join(f".{time}" for time in enrollment.rounds.values())
    name = f"{enrollment.journey}#{enrollment.number}/{step.id}{visit}"
    return Event(id=name, name=step.event, at=turn.at, properties=step.properties)


def _reconsider(turn: Turn, enrollment: Enrollment, step: steps.WaitUntilAttribute | steps.WaitUntilCondition) -> bool:
    """Look again at a wait that what was just done may have ended, or moved; whether it ended.

    A wait that is over because its time has come is left to its turn among what is due now.
    """
    if enrollment.is_held:
        return False
    match look(turn, enrollment, step):
        case Over(outcome, _) as over:
            is_due = enrollment.wake_at is not None and enrollment.wake_at <= turn.at
            if is_due and outcome is not Outcome.HAPPENED:
                return False
            go_on(turn, enrollment, over)
            return True
        case int(until):
            if until != enrollment.wake_at:
                turn.put(enrollment._replace(wake_at=until))
            return False
