"""Messages and limits as rows: what the gate asks of each, and how each can leave it."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.machine import layout
from journeydsl.machine.columns import Unfit
from journeydsl.machine.layout import NONE
from journeydsl.machine.making import sending_of
from journeydsl.machine.postfix import ADDRESS_OF, BLOCKED_OF, TOPIC_OF, UNSUBSCRIBED_OF
from journeydsl.machine.tabling import CLASSES, Lowering, Row
from journeydsl.model import conditions
from journeydsl.model.decisions import Outcome
from journeydsl.model.messages import Message, MessageClass
from journeydsl.model.program import Program
from journeydsl.model.reasons import NotSent, Reason
from journeydsl.model.rules import Drop, Hold, Over, Quiet, QuietDay, Suppression


def message_row(low: Lowering, message: Message) -> Row:
    """What the gate asks of a message."""
    program = low.rules.program
    channels = program.project.channels
    address = channels[message.channel].address
    if address not in low.addresses:
        low.addresses.append(address)
    topic = NONE if message.topic is None else low.slot(TOPIC_OF, message.topic)
    is_asked = message.topic is not None and topic == NONE
    return (
        CLASSES.index(message.message_class),
        list(channels).index(message.channel),
        low.addresses.index(address),
        low.operations.contact_flag(conditions.Subscribed(message.topic or "")) if is_asked else NONE,
        *low.add([(row,) for row in list(_objections(low, message))]),
        *low.add(_limits(low, message), layout.L_WIDTH),
        low.slot(ADDRESS_OF, address),
        low.slot(BLOCKED_OF, message.channel),
        topic,
        NONE,
        low.slot(UNSUBSCRIBED_OF),
        low.made.get(sending_of(message.name), NONE),
    )


def suppressions_of(program: Program, message: Message) -> list[Suppression]:
    """The suppressions that a message has to pass, in order: those of the contact, then those of its account."""
    concerned = [each for each in program.suppressions if _concerns(each.blocks, message)]
    return sorted(concerned, key=lambda each: each.whole_account)


def _objections(low: Lowering, message: Message) -> Iterator[int]:
    """The conditions that keep a message back unless they are false."""
    for suppression in suppressions_of(low.rules.program, message):
        if suppression.whole_account:
            if not low.operations.is_static(suppression.condition):
                raise Unfit(f"suppression {suppression.name}: for the whole account, of what changes with time")
            yield low.operations.add_of_account(suppression.condition)
        else:
            yield low.operations.add(suppression.condition)
    for needed in message.needs:
        yield low.operations.add(conditions.Not(conditions.Known(needed)))


def _concerns(blocks: MessageClass | None, message: Message) -> bool:
    return blocks in (None, message.message_class)


def _limits(low: Lowering, message: Message) -> Iterator[Row]:
    channels = list(low.rules.program.project.channels)
    for cap in low.rules.program.limits.caps:
        if _concerns(cap.message_class, message) and cap.channel in (None, message.channel):
            of_class = NONE if cap.message_class is None else CLASSES.index(cap.message_class)
            on = NONE if cap.channel is None else channels.index(cap.channel)
            yield layout.CAP, cap.number, cap.window, of_class, on, *_over(cap.over)
    for quiet in low.rules.program.limits.quiet:
        match quiet:
            case Quiet(start=start, end=end):
                yield layout.QUIET, start, end, 0, 0, *_over(quiet.over)
            case QuietDay(weekday=weekday):
                yield layout.QUIET_DAY, weekday, 0, 0, 0, *_over(quiet.over)


def _over(over: Over) -> tuple[int, int]:
    match over:
        case Drop():
            return 0, NONE
        case Hold(up_to):
            return 1, NONE if up_to is None else up_to


def gate_kinds(low: Lowering, message: Message) -> Iterator[tuple[Outcome, Reason | None, str]]:
    """How a message can leave the gate, in the order of `machine.layout`."""
    program = low.rules.program
    address = program.project.channels[message.channel].address
    yield Outcome.SENT, None, ""
    yield Outcome.HELD_OUT, None, ""
    yield Outcome.NOT_SENT, NotSent.MISSING_ADDRESS, address
    yield Outcome.NOT_SENT, NotSent.INVALID_ADDRESS, address
    yield Outcome.NOT_SENT, NotSent.HARD_BOUNCED, message.channel
    yield Outcome.NOT_SENT, NotSent.COMPLAINED, message.channel
    yield Outcome.NOT_SENT, NotSent.UNSUBSCRIBED, ""
    yield Outcome.NOT_SENT, NotSent.NOT_SUBSCRIBED, message.topic or ""
    for suppression in suppressions_of(program, message):
        yield Outcome.NOT_SENT, NotSent.SUPPRESSED, suppression.name
    for needed in message.needs:
        yield Outcome.NOT_SENT, NotSent.MISSING_FIELD, needed.name
    limits = [
        (NotSent.OVER_LIMIT, cap.words)
        for cap in program.limits.caps
        if _concerns(cap.message_class, message) and cap.channel in (None, message.channel)
    ]
    for reason, words in (*limits, *((NotSent.QUIET_HOURS, quiet.words) for quiet in program.limits.quiet)):
        yield Outcome.HELD, reason, words
        yield Outcome.NOT_SENT, reason, words
        yield Outcome.NOT_SENT, NotSent.HOLD_EXPIRED, words
