"""The laws, for one contact: the specification in code, which everything else that runs journeys is measured against.

In: `Rules`, the state of one contact, and what happens to it at one instant. Out: the next state and the decisions.
Promises: pure and deterministic; the state is all that is remembered of a contact. What contacts share (an account, the
capacity of a channel) comes in with `Surroundings`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from journeydsl.engine.address import after_events
from journeydsl.engine.adopting import caught_up, take_over
from journeydsl.engine.memberships import carry_forward, foresees, recall, refresh, seen, since_last_step
from journeydsl.engine.receiving import receive
from journeydsl.engine.rules import Rules, prepare
from journeydsl.engine.sending import next_due, send, sent_before
from journeydsl.engine.settling import settle
from journeydsl.engine.starting import next_start, start_due, starts_at
from journeydsl.engine.state import ContactState
from journeydsl.engine.stopping import stop_when
from journeydsl.engine.surroundings import ALONE, Surroundings
from journeydsl.engine.traffic import UNLIMITED, Traffic, open_traffic
from journeydsl.engine.turn import AtTheGate, Turn
from journeydsl.engine.waking import wake
from journeydsl.engine.watching import inside, look_at, taking_existing_members
from journeydsl.model import clock
from journeydsl.model.contacts import Change, Contact, Event, Input
from journeydsl.model.decisions import Decision
from journeydsl.model.messages import Wording
from journeydsl.model.values import Instant

__all__ = [
    "AtTheGate",
    "ContactState",
    "Rules",
    "Step",
    "Surroundings",
    "Traffic",
    "adopt",
    "begin",
    "next_wake",
    "open_traffic",
    "prepare",
    "step",
]


class Step(NamedTuple):
    """What one instant did to a contact.

    `at_the_gate` says how things stood for each message that came to the gate, so that it can be asked why and what if.
    `triggered` and `reached` name a journey for each of its triggers and for each send that was arrived at: counted
    apart from the decisions, so that the books can be balanced (law L28). `late` are the events that came late (L5).
    `traffic` is what the channels have sent by now, for whoever is stepped next. `wordings` are those of the messages
    that were sent, in the order of their decisions.
    """

    state: ContactState
    decisions: tuple[Decision, ...]
    triggered: tuple[str, ...]
    reached: tuple[str, ...]
    at_the_gate: tuple[AtTheGate, ...]
    late: tuple[Event, ...] = ()
    traffic: Traffic = UNLIMITED
    wordings: tuple[Wording, ...] = ()


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
        account=contact.account,
        scores=contact.scores,
        history=tuple(history),
        ledger=sent_before(rules.program, history),
        unreachable=after_events(rules.program, {}, history),
    )
    state = recall(rules, state, at)
    turn = Turn(rules, at - 1, state)
    now_inside = inside(turn)
    taken = now_inside & taking_existing_members(rules)
    return state._replace(
        inside=now_inside - taken,
        look_at=at if taken else look_at(turn),
        starts_at=starts_at(turn, at - 1),
    )


def next_wake(state: ContactState) -> Instant | None:
    """When the contact has to be stepped next if nothing happens to it before; None for never."""
    wakes = [each.wake_at for each in state.enrollments.values() if each.wake_at is not None and not each.paused]
    wakes += [quiet.due for quiet in state.quiet_starts]
    wakes += [at for at in (state.look_at, state.starts_at) if at is not None]
    return min(wakes, default=None)


def step(
    rules: Rules,
    state: ContactState,
    at: Instant,
    inputs: Sequence[Input] = (),
    surroundings: Surroundings = ALONE,
) -> Step:
    """Step one contact through everything of one instant: its events in their order, then the changes of its profile,
    then what is due (law L4).

    `at` is not before any earlier step of the state and not after `next_wake`, and every input `arrives` at that
    instant: an event that happened before and is known only now is one of them (law L5).
    """
    turn = Turn(rules, at, since_last_step(rules, state, at - 1), surroundings)
    before = turn.state
    if foresees(rules, before, at):
        turn.foreseen = turn.looked = before
    _take_in(turn, inputs)
    if not turn.is_as_foreseen:
        turn.state = refresh(rules, turn.state, at)
    settle(turn)
    wake(turn)
    settle(turn)
    start_due(turn, state)
    settle(turn)
    while (due := next_due(turn)) is not None:
        send(turn, due)
        settle(turn)
    has_decided, is_as_foreseen = bool(inputs or turn.decisions), turn.is_as_foreseen
    turn.state = caught_up(seen(turn.state, at))
    left = turn.state._replace(
        look_at=before.look_at if is_as_foreseen else look_at(turn),
        starts_at=next_start(turn, state),
        stepped_at=at if has_decided else state.stepped_at,
    )
    return Step(
        left,
        tuple(turn.decisions),
        tuple(turn.triggered),
        tuple(turn.reached),
        tuple(turn.at_the_gate),
        tuple(turn.late),
        turn.surroundings.traffic,
        tuple(turn.wordings),
    )


def _take_in(turn: Turn, inputs: Sequence[Input]) -> None:
    """Let what arrives act: events in their order, then changes of the profile."""
    for event in inputs:
        if isinstance(event, Event):
            receive(turn, event)
            settle(turn)
    for change in inputs:
        if isinstance(change, Change):
            turn.change(change.attribute, change.value)
            for enrollment in turn.enrollments():
                stop_when(turn, enrollment)
            settle(turn)


def adopt(rules: Rules, state: ContactState, at: Instant, *, before: Rules, traffic: Traffic = UNLIMITED) -> Step:
    """Take a contact over into the version that `rules` are made of, at the instant at which it is published and before
    everything else of that instant (laws L31 and L32). A `step` at `at`, which is due then, does the rest.

    Up to then time has passed by the rules of `before`. `rules` have to know the versions that the contact's runs
    belong to. Contacts who share something are all taken over before one of them is stepped.
    """
    turn = take_over(rules, carry_forward(before, state, at - 1), at)
    return Step(turn.state, tuple(turn.decisions), (), tuple(turn.reached), (), traffic=traffic)
