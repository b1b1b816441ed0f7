"""Messages and limits as rows: what the gate asks of each, and how each can leave it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from journeydsl.engine.traffic import Capacity, Steady, Traffic, Warming
from journeydsl.machine import layout
from journeydsl.machine.beforehand import Reached
from journeydsl.machine.changeable import ADDRESS_OF, BLOCKED_OF, TOPIC_OF, UNSUBSCRIBED_OF
from journeydsl.machine.kinds import Kind
from journeydsl.machine.layout import NONE
from journeydsl.machine.making import sending_of
from journeydsl.machine.saying import lacking, offers_shown, uses
from journeydsl.machine.tabling import CLASSES, Lowering, Row
from journeydsl.model import conditions
from journeydsl.model.decisions import Outcome
from journeydsl.model.messages import Message, MessageClass
from journeydsl.model.program import Program
from journeydsl.model.reasons import NotSent, Reason
from journeydsl.model.rules import Drop, Hold, Over, Quiet, QuietDay, Suppression
from journeydsl.model.values import Instant


def message_row(low: Lowering, message: Message) -> Row:
    """What the gate asks of a message."""
    alike, own = _objections(low, message)
    limits = list(_limits(low, message))
    limited = layout.OBJECTED + len(alike) + len(own)
    checks, _ = low.add_once([_checks(low, message, alike, limits)], layout.CK_WIDTH)
    return (
        CLASSES.index(message.message_class),
        list(low.rules.program.project.channels).index(message.channel),
        checks,
        *low.add_once(own, layout.OB_WIDTH),
        limited,
        limited + len(limits) * layout.OF_A_LIMIT,
        low.made.get(sending_of(message.name), NONE),
        *low.add([(place,) for place in _capacities(low, message)]),
        *low.add(_uses(low, message), layout.USE_WIDTH),
    )


def _checks(low: Lowering, message: Message, objections: list[Row], limits: list[Row]) -> Row:
    """What the gate asks of a message that is the same for all runs."""
    address = low.rules.program.project.channels[message.channel].address
    if address not in low.addresses:
        low.addresses.append(address)
    topic = NONE if message.topic is None else low.slot(TOPIC_OF, message.topic)
    is_asked = message.topic is not None and topic == NONE
    slots = low.slot(ADDRESS_OF, address), low.slot(BLOCKED_OF, message.channel), topic
    unsubscribed = low.slot(UNSUBSCRIBED_OF)
    return (
        CLASSES.index(message.message_class),
        low.addresses.index(address),
        low.operations.contact_flag(conditions.Subscribed(message.topic or "")) if is_asked else NONE,
        *low.add_once(objections, layout.OB_WIDTH),
        *low.add_once(limits, layout.L_WIDTH),
        *slots,
        NONE,
        unsubscribed,
        low.operations.contact_flag(_reached(low, message)) if {*slots, unsubscribed} == {NONE} else NONE,
    )


def _reached(low: Lowering, message: Message) -> Reached:
    program = low.rules.program
    address = low.addresses.index(program.project.channels[message.channel].address)
    return Reached(address, message.message_class is MessageClass.PROMOTIONAL, message.topic)


def suppressions_of(program: Program, message: Message) -> list[Suppression]:
    """The suppressions that a message has to pass, in order: those of the contact, then those of its account."""
    concerned = [each for each in program.suppressions if _concerns(each.blocks, message)]
    return sorted(concerned, key=lambda each: each.whole_account)


def _objections(low: Lowering, message: Message) -> tuple[list[Row], list[Row]]:
    """The conditions that keep a message back unless they are false, of the contact or of everybody of its account:
    those that are the same for all runs, and the others."""
    alike: list[Row] = []
    own: list[Row] = []
    kinds = count(layout.OBJECTED)
    for suppression in suppressions_of(low.rules.program, message):
        if suppression.whole_account and suppression.name not in low.looking_at_peers:
            own.append(_objection(low, next(kinds), low.operations.add_of_account(suppression.condition)))
        elif suppression.whole_account:
            own.append((next(kinds), low.operations.add(suppression.condition), 1, 0))
        else:
            row = _objection(low, next(kinds), low.operations.add(suppression.condition))
            (alike if low.operations.is_alike(suppression.condition) else own).append(row)
    own += [_objection(low, next(kinds), low.operations.add_said([lacks])) for _, lacks in lacking(message)]
    return alike, own


def _objection(low: Lowering, kind: int, condition: int) -> Row:
    return kind, condition, 0, int(low.operations.is_flag(condition))


def _uses(low: Lowering, message: Message) -> list[Row]:
    """What is counted of a message that is sent: when, and as what."""
    found = [
        (
            low.operations.add_said(use.chosen),
            low.kinds.add([Kind(use.part, "said", None, detail=use.words, message=message.name)]),
            0,
        )
        for use in uses(message)
    ]
    if shown := offers_shown(message):
        items = [Kind("", "offered", None, detail=each.name, message=message.name) for each in low.items]
        found.append((low.operations.add_said(shown), low.kinds.add(items), 1))
    return list(found)


def _capacities(low: Lowering, message: Message) -> list[int]:
    """The rows of what the message's channel can send."""
    return [low.capacities[each] for each in low.traffic.capacities.get(message.channel, ())]


def put_capacities(lows: Sequence[Lowering], start: Instant, end: Instant) -> dict[int, int]:
    """Say how much channels can send in each period, of a warm-up each day from `start` to after `end`. What is the
    same in several versions is one, and as far used in each; where the head says that they are."""
    low, every = lows[0], dict.fromkeys(each for low in lows for each in capacities_of(low.traffic))
    begins, ends = low.add([_capacity(low, each, start, end) for each in every], layout.CAP_WIDTH)
    low.capacities.update(zip(every, range(begins, ends, layout.CAP_WIDTH), strict=True))
    return {layout.H_CAPACITIES: begins, layout.H_CAPACITIES_END: ends}


def capacities_of(traffic: Traffic) -> list[Capacity]:
    """What the channels can send, one after the other."""
    return [capacity for each in traffic.capacities.values() for capacity in each]


def _capacity(low: Lowering, capacity: Capacity, start: Instant, end: Instant) -> Row:
    match capacity:
        case Steady(throughput=throughput):
            return throughput.period, 0, 0, 0, throughput.number
        case Warming():
            days, at = [capacity.use(start)], start
            while days[-1].ends <= end:
                at = days[-1].ends
                days.append(capacity.use(at))
            return NONE, low.add([(day.begins, day.ends, day.room) for day in days], layout.DAY_WIDTH)[0]


def _concerns(blocks: MessageClass | None, message: Message) -> bool:
    return blocks in (None, message.message_class)


def _limits(low: Lowering, message: Message) -> Iterator[Row]:
    order = count(0, layout.OF_A_LIMIT)
    channels = list(low.rules.program.project.channels)
    for cap in low.rules.program.limits.caps:
        if _concerns(cap.message_class, message) and cap.channel in (None, message.channel):
            of_class = NONE if cap.message_class is None else CLASSES.index(cap.message_class)
            on = NONE if cap.channel is None else channels.index(cap.channel)
            yield layout.CAP, cap.number, cap.window, of_class, on, *_over(cap.over), next(order)
    for quiet in low.rules.program.limits.quiet:
        match quiet:
            case Quiet(start=start, end=end):
                yield layout.QUIET, start, end, 0, 0, *_over(quiet.over), next(order)
            case QuietDay(weekday=weekday):
                yield layout.QUIET_DAY, weekday, 0, 0, 0, *_over(quiet.over), next(order)


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
    for name, _ in lacking(message):
        yield Outcome.NOT_SENT, NotSent.MISSING_FIELD, name
    limits = [
        (NotSent.OVER_LIMIT, cap.words)
        for cap in program.limits.caps
        if _concerns(cap.message_class, message) and cap.channel in (None, message.channel)
    ]
    quiet_hours = [(NotSent.QUIET_HOURS, quiet.words) for quiet in program.limits.quiet]
    full = [(NotSent.OVER_CAPACITY, each.words) for each in low.traffic.capacities.get(message.channel, ())]
    for reason, words in (*limits, *quiet_hours, *full):
        yield Outcome.HELD, reason, words
        yield Outcome.NOT_SENT, reason, words
        yield Outcome.NOT_SENT, NotSent.HOLD_EXPIRED, words
