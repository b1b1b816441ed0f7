"""What no contact may be sent, counted again from the decisions and from what is known of the contact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from journeydsl.conditions import evaluate
from journeydsl.engine import AtTheGate, Rules
from journeydsl.engine.turn import Turn
from journeydsl.model.contacts import Change
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.messages import Message, MessageClass
from journeydsl.model.reasons import NotSent
from journeydsl.model.rules import Cap, Quiet, QuietDay
from journeydsl.model.values import Instant, Kind, Value
from tests.properties.runnable.histories import Case
from tests.properties.runnable.running import Ran
from tests.properties.runnable.visits import local
from tests.properties.runnable.words import the_project

REACHABLE = {Kind.EMAIL: ("ann@example.com", "ben@example.com"), Kind.PHONE: ("+49 30 1234567",)}


class Asked(NamedTuple):
    """What the gate said about a message, and the contact as it stood there."""

    decision: Decision
    message: Message
    gate: AtTheGate


def check_protections(rules: Rules, case: Case, ran: Ran) -> None:
    """Raises AssertionError where a message was sent that had to be kept back, or was kept back for no reason."""
    sends = [decision for decision in ran.decisions if decision.outcome is Outcome.SENT]
    for cap in rules.program.limits.caps:
        assert _most_within(cap.window, [send.at for send in sends if _counts(rules, cap, send)]) <= cap.number
    for asked in _asked(rules, ran):
        wrong = set(_objections(rules, case, asked, sends))
        if asked.decision.outcome in (Outcome.SENT, Outcome.HELD_OUT):
            assert not wrong, (asked.decision, wrong)
            assert (asked.decision.outcome is Outcome.HELD_OUT) is _is_held_out(rules, case, asked)
        else:
            reason = NotSent(asked.decision.reason)
            assert wrong if reason is NotSent.HOLD_EXPIRED else reason in wrong, (asked.decision, wrong)


def _asked(rules: Rules, ran: Ran) -> Iterator[Asked]:
    for step in ran.steps:
        passed = [decision for decision in step.decisions if _is_from_the_gate(decision)]
        for decision, gate in zip(passed, step.at_the_gate, strict=True):
            assert decision.message == gate.message
            yield Asked(decision, rules.program.messages[decision.message], gate)


def _is_from_the_gate(decision: Decision) -> bool:
    return decision.message != "" and decision.reason != NotSent.STOPPED_WHILE_HELD


def _objections(rules: Rules, case: Case, asked: Asked, sends: Sequence[Decision]) -> Iterator[NotSent]:
    """Every reason for which a message must not go out now."""
    at, message, state = asked.decision.at, asked.message, asked.gate.state
    channel = the_project().channels[message.channel]
    address = _known(case, channel.address, at)
    if address is None:
        yield NotSent.MISSING_ADDRESS
    elif address not in REACHABLE[the_project().attributes[channel.address].type.kind]:
        yield NotSent.INVALID_ADDRESS
    promotional = message.message_class is MessageClass.PROMOTIONAL
    if promotional and case.contact.unsubscribed:
        yield NotSent.UNSUBSCRIBED
    if promotional and case.contact.subscriptions.get(message.topic or "") is not True:
        yield NotSent.NOT_SUBSCRIBED
    facts = Turn(rules, at, state).facts()
    for suppression in rules.program.suppressions:
        if suppression.blocks in (None, message.message_class) and evaluate(suppression.condition, facts) is not False:
            yield NotSent.SUPPRESSED
    values = {**state.attributes, **{f"trigger.{name}": each for name, each in asked.gate.enrollment.trigger.items()}}
    if any(need.name not in values and f"trigger.{need.name}" not in values for need in message.needs):
        yield NotSent.MISSING_FIELD
    before = [send for send in sends if send.at <= at and send is not asked.decision]
    if any(_is_full(rules, cap, message, before, at) for cap in rules.program.limits.caps):
        yield NotSent.OVER_LIMIT
    if any(_is_quiet(quiet, at, case.contact.timezone) for quiet in rules.program.limits.quiet):
        yield NotSent.QUIET_HOURS


def _known(case: Case, attribute: str, at: Instant) -> Value | None:
    """What an attribute that no step sets is at an instant."""
    changes = [each for each in case.inputs if isinstance(each, Change) and each.attribute == attribute]
    return next((each.value for each in reversed(changes) if each.at <= at), case.contact.attributes.get(attribute))


def _is_full(rules: Rules, cap: Cap, message: Message, before: Sequence[Decision], at: Instant) -> bool:
    if cap.message_class not in (None, message.message_class) or cap.channel not in (None, message.channel):
        return False
    counted = [send for send in before if _counts(rules, cap, send) and at - cap.window < send.at]
    return len(counted) >= cap.number


def _counts(rules: Rules, cap: Cap, send: Decision) -> bool:
    message = rules.program.messages[send.message]
    return cap.message_class in (None, message.message_class) and cap.channel in (None, message.channel)


def _is_quiet(quiet: Quiet | QuietDay, at: Instant, timezone: str | None) -> bool:
    """By the clock where the contact lives; a zone that does not exist is no way out (law L1)."""
    project = the_project()
    clock = local(at, timezone if timezone in ZONES_THAT_EXIST else project.timezone)
    match quiet:
        case QuietDay():
            return clock.weekday() == quiet.weekday
        case Quiet():
            minutes = [minute % 1440 for minute in range(quiet.start, quiet.end + 1440 * (quiet.start > quiet.end))]
            return clock.hour * 60 + clock.minute in minutes


ZONES_THAT_EXIST = ("Europe/Berlin", "Australia/Sydney", "Australia/Lord_Howe", "America/New_York")


def _is_held_out(rules: Rules, case: Case, asked: Asked) -> bool:
    """Whether a message is trapped because of the control group (law L23)."""
    holdout = rules.holdouts.get(asked.decision.journey)
    is_control = holdout is not None and holdout.draw(rules.subject(case.contact.id)) == 0
    return is_control and asked.message.message_class is MessageClass.PROMOTIONAL


def _most_within(window: int, instants: Sequence[Instant]) -> int:
    """The most instants in any window (t - window, t]."""
    return max((sum(end - window < at <= end for at in instants) for end in instants), default=0)
