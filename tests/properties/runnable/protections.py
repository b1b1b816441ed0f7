"""What no contact may be sent, counted again from the decisions and from what is known of the contact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from journeydsl.conditions import Facts, evaluate
from journeydsl.conditions.facts import read
from journeydsl.engine import AtTheGate, Rules
from journeydsl.engine.turn import Turn
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.messages import CallToAction, Content, Field, Message, MessageClass
from journeydsl.model.reasons import NotSent
from journeydsl.model.rules import Cap, Quiet, QuietDay, WarmUp
from journeydsl.model.values import WHOLE_SHARE, Instant, Kind
from tests.properties.runnable.histories import Case
from tests.properties.runnable.reach import Reach, reach_of
from tests.properties.runnable.running import Ran
from tests.properties.runnable.visits import local
from tests.properties.runnable.words import the_project

REACHABLE = {Kind.EMAIL: ("ann@example.com", "ben@example.com"), Kind.PHONE: ("+49 30 1234567",)}


class Asked(NamedTuple):
    """What the gate said about a message, and the contact as it stood there."""

    decision: Decision
    message: Message
    gate: AtTheGate


def check_protections(rules: Rules, case: Case, ran: Ran, start: Instant) -> None:
    """Raises AssertionError where a message was sent that had to be kept back, or was kept back for no reason."""
    sends = [decision for decision in ran.decisions if decision.outcome is Outcome.SENT]
    for cap in rules.program.limits.caps:
        assert _most_within(cap.window, [send.at for send in sends if _counts(rules, cap, send)]) <= cap.number
    before: list[Decision] = []
    for asked in _asked(rules, ran):
        reach = reach_of(rules, case, ran.decisions, asked.decision, start)
        wrong = {*_of_the_contact(asked, reach), *_of_the_rules(rules, case, asked, before, start)}
        if asked.decision.outcome in (Outcome.SENT, Outcome.HELD_OUT):
            assert not wrong, (asked.decision, wrong)
            assert (asked.decision.outcome is Outcome.HELD_OUT) is _is_held_out(rules, case, asked)
        else:
            reason = NotSent(asked.decision.reason)
            assert wrong if reason is NotSent.HOLD_EXPIRED else reason in wrong, (asked.decision, wrong)
        if asked.decision.outcome is Outcome.SENT:
            before.append(asked.decision)


def _asked(rules: Rules, ran: Ran) -> Iterator[Asked]:
    for step in ran.steps:
        passed = [decision for decision in step.decisions if _is_from_the_gate(decision)]
        for decision, gate in zip(passed, step.at_the_gate, strict=True):
            assert decision.message == gate.message
            yield Asked(decision, rules.program.messages[decision.message], gate)


def _is_from_the_gate(decision: Decision) -> bool:
    return decision.message != "" and decision.reason not in (NotSent.STOPPED_WHILE_HELD, NotSent.OVERDUE)


def _of_the_contact(asked: Asked, reach: Reach) -> Iterator[NotSent]:
    """Every reason of the contact's own for which a message must not go out now."""
    message = asked.message
    attribute = the_project().channels[message.channel].address
    address = reach.addresses.get(attribute)
    if address is None:
        yield NotSent.MISSING_ADDRESS
    elif address not in REACHABLE[the_project().attributes[attribute].type.kind]:
        yield NotSent.INVALID_ADDRESS
    if message.channel in reach.lost:
        yield reach.lost[message.channel]
    if message.message_class is MessageClass.PROMOTIONAL and not reach.consents.get(None, True):
        yield NotSent.UNSUBSCRIBED
    if message.message_class is MessageClass.PROMOTIONAL and reach.consents.get(message.topic) is not True:
        yield NotSent.NOT_SUBSCRIBED


def _of_the_rules(
    rules: Rules, case: Case, asked: Asked, before: Sequence[Decision], start: Instant
) -> Iterator[NotSent]:
    """Every reason of the program's for which a message must not go out now."""
    at, message, state = asked.decision.at, asked.message, asked.gate.state
    facts = Turn(rules, at, state).facts()
    for suppression in rules.program.suppressions:
        if suppression.blocks in (None, message.message_class) and evaluate(suppression.condition, facts) is not False:
            yield NotSent.SUPPRESSED
    inside = Turn(rules, at, state).facts(asked.gate.enrollment)
    if any(read(need, inside) is None for need in _needs(message, inside)):
        yield NotSent.MISSING_FIELD
    if any(_is_full(rules, cap, message, before, at) for cap in rules.program.limits.caps):
        yield NotSent.OVER_LIMIT
    if any(_is_quiet(quiet, at, case.contact.timezone) for quiet in rules.program.limits.quiet):
        yield NotSent.QUIET_HOURS
    if any(_is_warm(rules, warm_up, message, before, at, start) for warm_up in rules.program.limits.warm_ups):
        yield NotSent.OVER_CAPACITY


def _needs(message: Message, facts: Facts) -> Iterator[Field]:
    """The fields without which a message must not go out to this contact."""
    yield from message.needs
    texts = dict(message.fallbacks)
    chosen: list[Content | CallToAction | None] = []
    for block in message.blocks:
        held = [arm.content for arm in block.arms if evaluate(arm.condition, facts) is True]
        chosen.append(next(iter(held), block.otherwise))
    if message.footer is not None:
        by = read(message.footer.by, facts)
        named = [entry.content for entry in message.footer.entries if by in entry.values]
        chosen.append(next(iter(named), message.footer.otherwise))
    calls = [arm.call for arm in message.calls if evaluate(arm.condition, facts) is True]
    chosen.append(next(iter(calls), message.call_to_action))
    yield from (field for part in chosen if part is not None for field in part.fields if field not in texts)


def _is_warm(
    rules: Rules, warm_up: WarmUp, message: Message, before: Sequence[Decision], at: Instant, start: Instant
) -> bool:
    """Whether a channel has sent all that it may on this day of the project's zone."""
    zone = the_project().timezone
    today = local(at, zone).date()
    room = warm_up.start * (1 + Fraction(warm_up.growth, WHOLE_SHARE)) ** (today - local(start, zone).date()).days
    channels = [rules.program.messages[send.message].channel for send in before if local(send.at, zone).date() == today]
    return message.channel == warm_up.channel and channels.count(warm_up.channel) >= int(room)


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
    holdouts = (rules.holdouts.get(asked.decision.journey), rules.shared_holdout)
    subject = rules.subject(case.contact.id)
    is_control = any(holdout is not None and holdout.draw(subject) == 0 for holdout in holdouts)
    return is_control and asked.message.message_class is MessageClass.PROMOTIONAL


def _most_within(window: int, instants: Sequence[Instant]) -> int:
    """The most instants in any window (t - window, t]."""
    return max((sum(end - window < at <= end for at in instants) for end in instants), default=0)
