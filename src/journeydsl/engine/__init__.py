"""The laws, for one contact: the specification in code, which everything else that runs journeys is measured against.

In: `Rules`, the state of one contact, and what happens to it at one instant. Out: the next state and the decisions.
Promises: pure and deterministic; the state is all that is remembered; nothing depends on other contacts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from journeydsl.conditions import evaluate, holds_of, next_change
from journeydsl.engine.advancing import arrive, leave_step
from journeydsl.engine.entering import trigger
from journeydsl.engine.rules import Rules, Watch, prepare
from journeydsl.engine.sending import next_due, send
from journeydsl.engine.state import ContactState, Enrollment
from journeydsl.engine.stopping import stop_on, stop_when
from journeydsl.engine.turn import AtTheGate, Turn
from journeydsl.model import clock, steps
from journeydsl.model.contacts import Change, Contact, Event, Input
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.journeys import OnEntering, OnEvent
from journeydsl.model.values import Instant

__all__ = ["AtTheGate", "ContactState", "Rules", "Step", "begin", "next_wake", "prepare", "step"]


@dataclass(frozen=True, slots=True)
class Step:
    """What one instant did to a contact.

    `at_the_gate` says how things stood for each message that came to the gate, so that it can be asked why and what if.
    `triggered` and `reached` name a journey for each of its triggers and for each send that was arrived at: counted
    apart from the decisions, so that the books can be balanced (law L28).
    """

    state: ContactState
    decisions: tuple[Decision, ...]
    triggered: tuple[str, ...]
    reached: tuple[str, ...]
    at_the_gate: tuple[AtTheGate, ...]


def begin(rules: Rules, contact: Contact, history: Sequence[Event], at: Instant) -> ContactState:
    """The state of a contact when a run begins at `at`, after `history` (sorted, all before `at`).

    Where a journey also takes existing members, they count as outside until the first step, which is due at `at`.
    """
    project = rules.program.project
    zone = contact.timezone if contact.timezone and clock.is_zone(contact.timezone) else project.timezone
    state = ContactState(
        contact=contact.id,
        timezone=zone,
        attributes=contact.attributes,
        subscriptions=contact.subscriptions,
        unsubscribed=contact.unsubscribed,
        history=tuple(history),
    )
    turn = Turn(rules, at, state)
    inside = _inside(turn)
    taken = inside & _taking_existing_members(rules)
    return replace(state, inside=inside - taken, look_at=at if taken else _look_at(turn))


def next_wake(state: ContactState) -> Instant | None:
    """When the contact has to be stepped next if nothing happens to it before; None for never."""
    wakes = [enrollment.wake_at for enrollment in state.enrollments.values()]
    return min((at for at in (*wakes, state.look_at) if at is not None), default=None)


def step(rules: Rules, state: ContactState, at: Instant, inputs: Sequence[Input] = ()) -> Step:
    """Step one contact through everything of one instant: its events in their order, then the changes of its profile,
    then what is due (law L4).

    `at` is not before any earlier step of the state, and every input is of that instant.
    """
    turn = Turn(rules, at, state)
    for event in inputs:
        if isinstance(event, Event):
            _receive(turn, event)
    for change in inputs:
        if isinstance(change, Change):
            turn.set_attribute(change.attribute, change.value)
            for enrollment in turn.enrollments():
                stop_when(turn, enrollment)
            _observe(turn, None)
    _wake(turn)
    _observe(turn, None)
    while (due := next_due(turn)) is not None:
        send(turn, due)
        _observe(turn, None)
    turn.state = replace(turn.state, look_at=_look_at(turn))
    return Step(
        turn.state,
        tuple(turn.decisions),
        tuple(turn.triggered),
        tuple(turn.reached),
        tuple(turn.at_the_gate),
    )


def _receive(turn: Turn, event: Event) -> None:
    """Let an event count, end, wake and start runs, in this order: goal before stop (law L16), stop before start."""
    turn.state = replace(turn.state, history=(*turn.state.history, event))
    _reach_goals(turn, event)
    for enrollment in turn.enrollments():
        _stop_or_wake(turn, enrollment, event)
    _observe(turn, event)


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


def _wake(turn: Turn) -> None:
    """End the waits that are over; a send that was held back becomes due again."""
    for enrollment in turn.enrollments():
        if enrollment.wake_at is None or enrollment.wake_at > turn.at or stop_when(turn, enrollment):
            continue
        match turn.node(enrollment).step:
            case steps.Wait() | steps.WaitUntil():
                arrive(turn, enrollment, leave_step(turn, enrollment, Outcome.WAITED))
            case steps.WaitFor():
                arrive(turn, enrollment, leave_step(turn, enrollment, Outcome.TIMED_OUT, 1))
            case steps.Send():
                turn.put(replace(enrollment, wake_at=None))
            case steps.Choose() | steps.Split() | steps.Set() | steps.Stop():
                raise AssertionError("nobody stays at a step that does not wait")


def _observe(turn: Turn, event: Event | None) -> None:
    """Notice who has entered or left a watched segment, and start what starts on that or on the event.

    A start may change the profile, and with it who is in a segment: look again until nothing changes. It ends, since
    no journey is entered twice at one instant.
    """
    while True:
        now_inside = _inside(turn)
        entered = now_inside - turn.state.inside
        turn.state = replace(turn.state, inside=now_inside)
        if not entered and event is None:
            return
        for journey in turn.rules.journeys.values():
            for start in journey.starts:
                match start:
                    case OnEvent() if event is not None and start.event == event.name:
                        trigger(turn, journey, start, event)
                    case OnEntering() if Watch(journey.name, start.segment) in entered:
                        trigger(turn, journey, start, None)
                    case OnEvent() | OnEntering():
                        pass
        event = None


def _inside(turn: Turn) -> frozenset[Watch]:
    facts = turn.facts()
    return frozenset(
        watch for watch in turn.rules.watches if evaluate(turn.rules.segments[watch.segment], facts) is True
    )


def _look_at(turn: Turn) -> Instant | None:
    facts = turn.facts()
    changes = (next_change(turn.rules.segments[watch.segment], facts) for watch in turn.rules.watches)
    return min((at for at in changes if at is not None), default=None)


def _taking_existing_members(rules: Rules) -> frozenset[Watch]:
    return frozenset(
        Watch(journey.name, start.segment)
        for journey in rules.journeys.values()
        for start in journey.starts
        if isinstance(start, OnEntering) and start.existing_members
    )
