"""How a contact moves from step to step (laws L12 to L15, L17, L21, L27)."""

from __future__ import annotations

from journeydsl.conditions import evaluate, pick
from journeydsl.conditions.wording import ITEM
from journeydsl.engine.staleness import report_if_stale
from journeydsl.engine.state import Enrollment
from journeydsl.engine.turn import Turn
from journeydsl.engine.waiting import Over, look
from journeydsl.graph.chart import Edge
from journeydsl.model import steps
from journeydsl.model.decisions import Outcome
from journeydsl.model.reasons import Exit, NotSent


def arrive(turn: Turn, enrollment: Enrollment, index: int) -> None:
    """Walk on from the node at `index` as `follow` does."""
    follow(turn, enrollment, Edge("", index))


def follow(turn: Turn, enrollment: Enrollment, edge: Edge) -> None:
    """Walk on until the contact has to wait, a send is due, others answer to what it does, or the journey ends."""
    ahead: Edge | None = edge
    while ahead is not None:
        enrollment = _moved(turn, enrollment, ahead)
        node = turn.node(enrollment)
        if enrollment.node in enrollment.behind:
            ahead = node.edges[0]
            continue
        if isinstance(node.step, steps.Offer):
            enrollment = _with_offer(turn, enrollment, node.step)
        ahead = _visit(turn, enrollment, node.step, ahead.again)


def _moved(turn: Turn, enrollment: Enrollment, edge: Edge) -> Enrollment:
    """The run at the end of an edge: times of a `repeat` are counted there, and forgotten by whoever leaves it."""
    nodes, to = turn.version(enrollment).chart.nodes, edge.target
    rounds = {repeat: times for repeat, times in enrollment.rounds.items() if repeat <= to < nodes[repeat].end}
    if isinstance(nodes[to].step, steps.Repeat):
        rounds[to] = rounds.get(to, 0) + 1
    return enrollment._replace(node=to, rounds=rounds, arrived_at=turn.at, wake_at=None, happened=False)


def _visit(  # noqa: C901 a case a kind
    turn: Turn, enrollment: Enrollment, step: steps.Step, again: int
) -> Edge | None:
    """Do what the node says; the edge by which the contact leaves it, or None where it stays or is out of the journey.
    A `repeat` is gone through again by its edge number `again`."""
    match step:
        case steps.Send():
            turn.reached.append(enrollment.journey)
            turn.put(enrollment)
            return None
        case (
            steps.Wait() | steps.WaitUntil() | steps.WaitUntilAttribute() | steps.WaitUntilCondition() | steps.WaitFor()
        ):
            return _wait(turn, enrollment, step)
        case steps.Choose():
            return _choose(turn, enrollment, step)
        case steps.Split():
            return _split(turn, enrollment, step)
        case steps.Repeat():
            return _repeat(turn, enrollment, step, again)
        case steps.Set():
            turn.set_attribute(step.attribute, step.value)
            return leave_step(turn, enrollment, Outcome.CHANGED, detail=step.attribute)
        case steps.Emit():
            _act(turn, enrollment, Outcome.EMITTED, step.event)
            return None
        case steps.StartJourney():
            _act(turn, enrollment, Outcome.STARTED, step.journey)
            return None
        case steps.Call():
            return leave_step(turn, enrollment, Outcome.CALLED, detail=step.webhook)
        case steps.AddTo():
            turn.set_list(step.list, on=True)
            return leave_step(turn, enrollment, Outcome.ADDED, detail=step.list)
        case steps.RemoveFrom():
            turn.set_list(step.list, on=False)
            return leave_step(turn, enrollment, Outcome.REMOVED, detail=step.list)
        case steps.UnsubscribeFrom():
            turn.withdraw(step.topic, by=f"{enrollment.journey}#{enrollment.number}/{step.id}/{turn.at}")
            return leave_step(turn, enrollment, Outcome.UNSUBSCRIBED, detail=step.topic)
        case steps.Offer():
            return _offer(turn, enrollment)
        case steps.Stop():
            finish(turn, enrollment, *_ending(step), step=step.id)
            return None


def leave_step(turn: Turn, enrollment: Enrollment, outcome: Outcome, edge: int = 0, detail: str = "") -> Edge:
    """Record how the contact leaves the step that it is at; the edge by which it does."""
    node = turn.node(enrollment)
    turn.decide(enrollment, outcome, step=node.step.id, detail=detail)
    return node.edges[edge]


def finish(turn: Turn, enrollment: Enrollment, reason: Exit, detail: str = "", step: str = "") -> None:
    """End a run, wherever it is: a wait is cut short, a message that was due or held back is not sent any more."""
    left = turn.node(enrollment).step
    if isinstance(left, steps.Send):
        held = NotSent.STOPPED_WHILE_HELD
        turn.decide(enrollment, Outcome.NOT_SENT, step=left.id, reason=held, detail=detail, message=left.message)
    elif isinstance(left, steps.Waiting):
        turn.decide(enrollment, Outcome.INTERRUPTED, step=left.id, detail=detail)
    leave(turn, enrollment, reason, detail, step)


def leave(turn: Turn, enrollment: Enrollment, reason: Exit, detail: str, step: str) -> None:
    """End a run that is between two steps."""
    turn.remove(enrollment)
    turn.decide(enrollment, Outcome.FINISHED, step=step, reason=reason, detail=detail)


def _ending(step: steps.Stop) -> tuple[Exit, str]:
    return (Exit.COMPLETED, "") if step.id == "completed" else (Exit.STOPPED_BY_STEP, step.reason or "")


def _wait(turn: Turn, enrollment: Enrollment, step: steps.Waiting) -> Edge | None:
    match look(turn, enrollment, step):
        case Over(outcome, edge):
            return leave_step(turn, enrollment, outcome, edge)
        case int(until):
            turn.put(enrollment._replace(wake_at=until))
            return None


def _act(turn: Turn, enrollment: Enrollment, outcome: Outcome, detail: str) -> None:
    """Stay until others have answered to what the step does."""
    turn.decide(enrollment, outcome, step=turn.node(enrollment).step.id, detail=detail)
    turn.put(enrollment)
    turn.acting.append(enrollment)


def _with_offer(turn: Turn, enrollment: Enrollment, step: steps.Offer) -> Enrollment:
    """The run at an `offer`, with what is offered there; where nothing is left, nothing is."""
    item = pick(turn.rules.program.offers[step.offers], turn.state.contact, turn.facts(enrollment))
    return enrollment._replace(offer={} if item is None else item.facts)


def _offer(turn: Turn, enrollment: Enrollment) -> Edge:
    if not enrollment.offer:
        return leave_step(turn, enrollment, Outcome.NOTHING_LEFT, 1)
    return leave_step(turn, enrollment, Outcome.OFFERED, detail=str(enrollment.offer[ITEM]))


def _repeat(turn: Turn, enrollment: Enrollment, step: steps.Repeat, again: int) -> Edge:
    """Once more, unless it has been often enough."""
    time = enrollment.rounds[enrollment.node]
    if time > step.times:
        return leave_step(turn, enrollment, Outcome.REPEATED, 1, "done")
    return leave_step(turn, enrollment, Outcome.REPEATED, again, f"{time} of {step.times}")


def _choose(turn: Turn, enrollment: Enrollment, step: steps.Choose) -> Edge:
    report_if_stale(turn, lambda then: _chosen(then, enrollment, step), enrollment, step=step.id)
    index = _chosen(turn, enrollment, step)
    words = step.arms[index].words if index < len(step.arms) else "otherwise"
    return leave_step(turn, enrollment, Outcome.CHOSE, index, words)


def _chosen(turn: Turn, enrollment: Enrollment, step: steps.Choose) -> int:
    """The first arm whose condition is true; their number where none is."""
    facts = turn.facts(enrollment)
    true = (index for index, arm in enumerate(step.arms) if evaluate(arm.condition, facts) is True)
    return next(true, len(step.arms))


def _split(turn: Turn, enrollment: Enrollment, step: steps.Split) -> Edge:
    subject = turn.rules.subject(turn.account if step.by_account else turn.state.contact)
    variant = turn.version(enrollment).splits[step.experiment].draw(subject)
    return leave_step(turn, enrollment, Outcome.ASSIGNED, variant, step.variants[variant].name)
