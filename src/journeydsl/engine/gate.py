"""The one gate that every send passes, in one order (laws L23 to L26)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple, TypeAlias

from journeydsl.conditions import Facts, evaluate, wording
from journeydsl.engine.address import is_reachable
from journeydsl.engine.facts import facts_of
from journeydsl.engine.memberships import carry_forward
from journeydsl.engine.state import ContactState, Enrollment
from journeydsl.engine.turn import Turn
from journeydsl.model import clock
from journeydsl.model.messages import Message, MessageClass
from journeydsl.model.reasons import NotSent
from journeydsl.model.rules import MAXIMUM_HOLD, Cap, Drop, Hold, Over, Quiet, QuietDay, Suppression
from journeydsl.model.values import Instant, Truth


@dataclass(frozen=True, slots=True)
class Deny:
    """The message is not sent."""

    reason: NotSent
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Defer:
    """The message is held back, and passes the gate again from the top at `until`."""

    until: Instant
    reason: NotSent
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Allow:
    """The message is sent, or trapped where the contact is held out."""

    held_out: bool


Verdict: TypeAlias = Allow | Defer | Deny


class Check(NamedTuple):
    """One question of the gate, by the name that people know it by; it answers with an objection or with None."""

    name: str
    objection: Callable[[Turn, Enrollment, Message], Defer | Deny | None]


def pass_gate(turn: Turn, enrollment: Enrollment, message: Message) -> Verdict:
    """What becomes of a message that is due now; the first check that objects decides.

    What stops the journey has been asked just before, and arbitration is the order in which the
    sends of one instant come here.
    """
    for check in CHECKS:
        verdict = check.objection(turn, enrollment, message)
        if verdict is not None:
            return verdict
    return Allow(held_out=enrollment.held_out and message.message_class is not MessageClass.TRANSACTIONAL)


def _address(turn: Turn, enrollment: Enrollment, message: Message) -> Deny | None:
    project = turn.rules.program.project
    name = project.channels[message.channel].address
    value = turn.state.attributes.get(name)
    if value is None:
        return Deny(NotSent.MISSING_ADDRESS, name)
    if not is_reachable(project.attributes[name].type.kind, value):
        return Deny(NotSent.INVALID_ADDRESS, name)
    unreachable = turn.state.unreachable.get(message.channel)
    return None if unreachable is None else Deny(unreachable, message.channel)


def _consent(turn: Turn, enrollment: Enrollment, message: Message) -> Deny | None:
    if message.message_class is MessageClass.TRANSACTIONAL:
        return None
    if turn.state.unsubscribed:
        return Deny(NotSent.UNSUBSCRIBED)
    if message.topic is not None and turn.state.subscriptions.get(message.topic) is not True:
        return Deny(NotSent.NOT_SUBSCRIBED, message.topic)
    return None


def _suppressions(turn: Turn, enrollment: Enrollment, message: Message) -> Deny | None:
    for suppression in asked_suppressions(turn, message):
        if suppressing(turn, suppression) is not None:
            return Deny(NotSent.SUPPRESSED, suppression.name)
    return None


def asked_suppressions(turn: Turn, message: Message) -> Iterator[Suppression]:
    """The suppressions that a message has to pass, in order: those of the contact, then those of its account."""
    for whole_account in (False, True):
        for suppression in turn.rules.program.suppressions:
            if suppression.whole_account is whole_account and suppression.blocks in (None, message.message_class):
                yield suppression


class Suppressed(NamedTuple):
    """The contact by whom a suppression applies, and whether its condition is true or unknown of it."""

    by: str
    truth: Truth


def suppressing(turn: Turn, suppression: Suppression) -> Suppressed | None:
    """By whom a suppression applies now: unless its condition is false of the contact itself and, where it is for the
    whole account, of everybody else of the account; None where it does not apply."""
    truth = evaluate(suppression.condition, turn.facts())
    if truth is not False:
        return Suppressed(turn.state.contact, truth)
    for peer in turn.surroundings.peers if suppression.whole_account else ():
        truth = evaluate(suppression.condition, _facts_of_peer(turn, peer))
        if truth is not False:
            return Suppressed(peer.contact, truth)
    return None


def _facts_of_peer(turn: Turn, peer: ContactState) -> Facts:
    return facts_of(turn.rules, carry_forward(turn.rules, peer, turn.at), turn.at)


def _content(turn: Turn, enrollment: Enrollment, message: Message) -> Deny | None:
    missing = wording(message, turn.facts(enrollment)).missing
    return Deny(NotSent.MISSING_FIELD, missing[0].name) if missing else None


def _caps(turn: Turn, enrollment: Enrollment, message: Message) -> Defer | Deny | None:
    for cap in turn.rules.program.limits.caps:
        if is_counted(cap, message.message_class, message.channel):
            free = frees_at(turn, cap)
            if free is not None:
                return _over(turn, enrollment, cap.over, free, Deny(NotSent.OVER_LIMIT, cap.words))
    return None


def is_counted(cap: Cap, message_class: MessageClass, channel: str) -> bool:
    """Whether a limit counts, and holds for, messages of a class on a channel."""
    return cap.message_class in (None, message_class) and cap.channel in (None, channel)


def frees_at(turn: Turn, cap: Cap) -> Instant | None:
    """When the rolling window (now - window, now] has room again, or None where it has."""
    counted = [
        sent.at
        for sent in turn.state.ledger
        if sent.at > turn.at - cap.window and is_counted(cap, sent.message_class, sent.channel)
    ]
    return counted[-cap.number] + cap.window if len(counted) >= cap.number else None


def _quiet_hours(turn: Turn, enrollment: Enrollment, message: Message) -> Defer | Deny | None:
    for quiet in turn.rules.program.limits.quiet:
        ends_at = quiet_until(turn, quiet)
        if ends_at is not None:
            return _over(turn, enrollment, quiet.over, ends_at, Deny(NotSent.QUIET_HOURS, quiet.words))
    return None


def quiet_until(turn: Turn, quiet: Quiet | QuietDay) -> Instant | None:
    """The end of the quiet window that the contact's clock is in, or None where it is in none.

    The clock decides, also in the hour that it shows twice: there the window ends when the clock shows its end next.
    """
    match quiet:
        case Quiet():
            return _quiet_hour_until(turn, quiet)
        case QuietDay(weekday=weekday):
            wall = clock.to_wall(turn.at, turn.state.timezone)
            midnight = wall.replace(hour=0, minute=0, second=0, microsecond=0)
            tomorrow = clock.to_instant(midnight + timedelta(days=1), turn.state.timezone)
            return tomorrow if wall.weekday() == weekday else None


def _quiet_hour_until(turn: Turn, quiet: Quiet) -> Instant | None:
    wall = clock.to_wall(turn.at, turn.state.timezone)
    minute = wall.hour * 60 + wall.minute
    wraps = quiet.start > quiet.end
    in_evening = minute >= quiet.start and (wraps or minute < quiet.end)
    if not in_evening and not (wraps and minute < quiet.end):
        return None
    midnight = wall.replace(hour=0, minute=0, second=0, microsecond=0)
    end = midnight + timedelta(days=1 if wraps and in_evening else 0, minutes=quiet.end)
    ends_at = clock.to_instant(end, turn.state.timezone)
    return ends_at if ends_at > turn.at else clock.to_later_instant(end, turn.state.timezone)


def _capacity(turn: Turn, enrollment: Enrollment, message: Message) -> Defer | Deny | None:
    full = turn.surroundings.traffic.full(message.channel, turn.at)
    if full is None:
        return None
    return _over(turn, enrollment, Hold(), full.until, Deny(NotSent.OVER_CAPACITY, full.capacity.words))


def _over(turn: Turn, enrollment: Enrollment, over: Over, until: Instant, denial: Deny) -> Defer | Deny:
    """Drop or hold; a hold ends at the limit's own deadline or at the maximum hold, whichever is first."""
    match over:
        case Drop():
            return denial
        case Hold(up_to):
            longest = MAXIMUM_HOLD if up_to is None else min(up_to, MAXIMUM_HOLD)
            deadline = enrollment.arrived_at + longest
            if turn.at < deadline:
                return Defer(min(until, deadline), denial.reason, denial.detail)
            return denial if longest == up_to else Deny(NotSent.HOLD_EXPIRED, denial.detail)


CHECKS = (
    Check("address", _address),
    Check("consent", _consent),
    Check("suppressions", _suppressions),
    Check("content", _content),
    Check("limits", _caps),
    Check("quiet hours", _quiet_hours),
    Check("capacity", _capacity),
)
"""In the order of law L24."""
