"""The sends of one instant, in the order of arbitration (law L24.6)."""

from __future__ import annotations

from collections.abc import Iterable

from journeydsl.conditions import wording
from journeydsl.engine.advancing import follow
from journeydsl.engine.gate import Allow, Defer, Deny, Verdict, pass_gate
from journeydsl.engine.staleness import report_if_stale
from journeydsl.engine.state import Enrollment, Sent
from journeydsl.engine.stopping import stop_when, why_stopped
from journeydsl.engine.turn import AtTheGate, Turn
from journeydsl.model.contacts import Event
from journeydsl.model.decisions import Outcome
from journeydsl.model.happenings import MESSAGE, MESSAGE_SENT
from journeydsl.model.messages import Message, Wording
from journeydsl.model.program import Program
from journeydsl.model.reasons import NotSent
from journeydsl.model.steps import Send


def next_due(turn: Turn) -> Enrollment | None:
    """The enrollment whose send is due now and goes first: higher priority, journey name, then the earlier step."""
    places = turn.rules.places
    due = [each for each in turn.state.enrollments.values() if each.wake_at is None and each.journey in places]
    return min(due, key=lambda each: (places[each.journey], each.node, each.key)) if due else None


def send(turn: Turn, enrollment: Enrollment) -> None:
    """Take a due send through the gate and the contact on, or hold it back; it goes on sent or not (law L27).

    What stops the journey is asked again before.
    """
    if stop_when(turn, enrollment):
        return
    node = turn.node(enrollment)
    assert isinstance(node.step, Send)
    if enrollment.overdue:
        overdue, name = NotSent.OVERDUE, node.step.message
        turn.decide(enrollment, Outcome.NOT_SENT, step=node.step.id, reason=overdue, message=name)
        follow(turn, enrollment, node.edges[_way_out(node.step, overdue)])
        return
    message = turn.rules.program.messages[node.step.message]
    report_if_stale(turn, lambda then: _objection(then, enrollment, message), enrollment, step=node.step.id)
    turn.at_the_gate.append(AtTheGate(turn.state, enrollment, message.name, turn.surroundings))
    match pass_gate(turn, enrollment, message):
        case Defer(until, reason, detail):
            turn.decide(enrollment, Outcome.HELD, step=node.step.id, reason=reason, detail=detail, message=message.name)
            turn.put(enrollment._replace(wake_at=until))
        case Deny(reason, detail):
            turn.decide(
                enrollment, Outcome.NOT_SENT, step=node.step.id, reason=reason, detail=detail, message=message.name
            )
            follow(turn, enrollment, node.edges[_way_out(node.step, reason)])
        case Allow(held_out):
            if not held_out:
                turn.wordings.append(wording(message, turn.facts(enrollment)))
                _reserve(turn, enrollment, message)
            outcome = Outcome.HELD_OUT if held_out else Outcome.SENT
            turn.decide(enrollment, outcome, step=node.step.id, message=message.name)
            follow(turn, enrollment, node.edges[0])


def _way_out(step: Send, reason: NotSent) -> int:
    """The edge after a message that was not sent for a reason: its own, or the last, which is for all others."""
    named = (index for index, case in enumerate(step.because, start=1) if case.reason is reason)
    return next(named, -1)


def _objection(turn: Turn, enrollment: Enrollment, message: Message) -> tuple[str | None, Verdict, Wording | None]:
    """Why the message is not sent now, or what it says."""
    verdict = pass_gate(turn, enrollment, message)
    said = wording(message, turn.facts(enrollment)) if isinstance(verdict, Allow) else None
    return why_stopped(turn, enrollment), verdict, said


def sent_before(program: Program, history: Iterable[Event]) -> tuple[Sent, ...]:
    """What limits count of the messages that a contact had got when a run begins; those that the program does not
    know are of no class and no channel."""
    told = ((event.at, event.properties.get(MESSAGE)) for event in history if event.name == MESSAGE_SENT)
    known = ((at, program.messages[str(name)]) for at, name in told if name in program.messages)
    return tuple(Sent(at, message.message_class, message.channel) for at, message in known)


def _reserve(turn: Turn, enrollment: Enrollment, message: Message) -> None:
    """Count a send against the limits and what the channel can send, from this instant on (law L26). It becomes part
    of the contact's history."""
    step = turn.node(enrollment).step.id
    event = Event(
        id=f"{MESSAGE_SENT}#{enrollment.journey}#{enrollment.number}/{step}/{turn.at}",
        name=MESSAGE_SENT,
        at=turn.at,
        properties={MESSAGE: message.name},
    )
    traffic = turn.surroundings.traffic.take(message.channel, turn.at)
    turn.surroundings = turn.surroundings._replace(traffic=traffic)
    sent = Sent(turn.at, message.message_class, message.channel)
    turn.add(event)
    turn.state = turn.state._replace(ledger=(*turn.state.ledger, sent))
