"""How a contact moves from step to step (laws L2, L12, L14, L15, L21, L27)."""

from __future__ import annotations

from dataclasses import replace

from journeydsl.conditions import evaluate
from journeydsl.engine.state import Enrollment
from journeydsl.engine.turn import Turn
from journeydsl.model import clock, steps
from journeydsl.model.decisions import Outcome
from journeydsl.model.reasons import Exit, NotSent
from journeydsl.model.values import Instant


def arrive(turn: Turn, enrollment: Enrollment, index: int) -> None:
    """Walk on from the node at `index` until the contact has to wait, a send is due, or the journey ends."""
    target: int | None = index
    while target is not None:
        enrollment = replace(enrollment, node=target, arrived_at=turn.at, wake_at=None)
        target = _visit(turn, enrollment)


def _visit(turn: Turn, enrollment: Enrollment) -> int | None:
    """Do what the node says; the next node, or None where the contact stays or leaves."""
    node = turn.node(enrollment)
    match node.step:
        case steps.Send():
            turn.reached.append(enrollment.journey)
            turn.put(enrollment)
            return None
        case steps.Wait():
            return _wait(turn, enrollment, node.step)
        case steps.WaitUntil():
            return _stay_until(turn, enrollment, clock.to_instant(node.step.wall, turn.state.timezone))
        case steps.WaitFor():
            turn.put(replace(enrollment, wake_at=turn.at + node.step.up_to))
            return None
        case steps.Choose():
            return _choose(turn, enrollment, node.step)
        case steps.Split():
            return _split(turn, enrollment, node.step)
        case steps.Set():
            turn.set_attribute(node.step.attribute, node.step.value)
            return leave_step(turn, enrollment, Outcome.CHANGED, detail=node.step.attribute)
        case steps.Stop():
            finish(turn, enrollment, *_ending(node.step), step=node.step.id)
            return None


def leave_step(turn: Turn, enrollment: Enrollment, outcome: Outcome, edge: int = 0, detail: str = "") -> int:
    """Record how the contact leaves the step that it is at; the node that the edge leads to."""
    node = turn.node(enrollment)
    turn.decide(enrollment, outcome, step=node.step.id, detail=detail)
    return node.edges[edge].target


def finish(turn: Turn, enrollment: Enrollment, reason: Exit, detail: str = "", step: str = "") -> None:
    """End a run, wherever it is: a wait is cut short, a message that was due or held back is not sent any more."""
    left = turn.node(enrollment).step
    match left:
        case steps.Send():
            held = NotSent.STOPPED_WHILE_HELD
            turn.decide(enrollment, Outcome.NOT_SENT, step=left.id, reason=held, detail=detail, message=left.message)
        case steps.Wait() | steps.WaitUntil() | steps.WaitFor():
            turn.decide(enrollment, Outcome.INTERRUPTED, step=left.id, detail=detail)
        case steps.Choose() | steps.Split() | steps.Set() | steps.Stop():
            pass
    leave(turn, enrollment, reason, detail, step)


def leave(turn: Turn, enrollment: Enrollment, reason: Exit, detail: str, step: str) -> None:
    """End a run that is between two steps."""
    turn.remove(enrollment)
    turn.decide(enrollment, Outcome.FINISHED, step=step, reason=reason, detail=detail)


def _ending(step: steps.Stop) -> tuple[Exit, str]:
    return (Exit.COMPLETED, "") if step.id == "completed" else (Exit.STOPPED_BY_STEP, step.reason or "")


def _wait(turn: Turn, enrollment: Enrollment, step: steps.Wait) -> int | None:
    due = turn.at + step.duration
    if step.until is not None:
        due = clock.until_time_of_day(turn.at, step.duration, step.until, turn.state.timezone, step.until_day)
    return _stay_until(turn, enrollment, due)


def _stay_until(turn: Turn, enrollment: Enrollment, due: Instant) -> int | None:
    if due <= turn.at:
        return leave_step(turn, enrollment, Outcome.WAITED)
    turn.put(replace(enrollment, wake_at=due))
    return None


def _choose(turn: Turn, enrollment: Enrollment, step: steps.Choose) -> int:
    facts = turn.facts(enrollment)
    for index, arm in enumerate(step.arms):
        if evaluate(arm.condition, facts) is True:
            return leave_step(turn, enrollment, Outcome.CHOSE, index, arm.words)
    return leave_step(turn, enrollment, Outcome.CHOSE, len(step.arms), "otherwise")


def _split(turn: Turn, enrollment: Enrollment, step: steps.Split) -> int:
    variant = turn.rules.splits[step.experiment].draw(turn.rules.subject(turn.state.contact))
    return leave_step(turn, enrollment, Outcome.ASSIGNED, variant, step.variants[variant].name)
