"""From rules to tables: each journey, start, step and rule becomes a row of numbers (see `machine.layout`)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from journeydsl.engine.chance import Odds
from journeydsl.engine.rules import Rules, Watch
from journeydsl.machine import layout
from journeydsl.machine.kinds import Kind, Kinds
from journeydsl.machine.layout import NEVER, NONE
from journeydsl.machine.postfix import Operations
from journeydsl.machine.reading import parts
from journeydsl.model import conditions, steps
from journeydsl.model.decisions import Outcome
from journeydsl.model.journeys import After, Always, Journey, Once, OnEntering, OnEvent
from journeydsl.model.messages import Message, MessageClass
from journeydsl.model.reasons import Exit, NotSent, Reason, Refusal
from journeydsl.model.rules import Drop, Hold, Over, Quiet, QuietDay

_REFUSALS = (
    Refusal.JOURNEY_CLOSED,
    Refusal.JOURNEY_PAUSED,
    Refusal.WHERE_NOT_MET,
    Refusal.MISSING_KEY,
    Refusal.ALREADY_ACTIVE,
    Refusal.ALREADY_ENTERED,
    Refusal.TOO_SOON,
    Refusal.ONLY_IF_NOT_MET,
)
_CLASSES = (MessageClass.PROMOTIONAL, MessageClass.TRANSACTIONAL)
_REASONS: tuple[Reason, ...] = (*Refusal, *NotSent, *Exit)
_EPOCH = datetime.datetime(1970, 1, 1)

Row = Sequence[int]


@dataclass(slots=True)
class Lowering:
    """The rows while they are made; `events` and `changing` number the events of the data and the attributes that
    steps change."""

    rules: Rules
    rows: list[int]
    operations: Operations
    kinds: Kinds
    events: Mapping[str, int]
    changing: Mapping[str, int]
    addresses: list[str] = field(default_factory=list)
    drawn: dict[str, int] = field(default_factory=dict)
    messages: dict[str, int] = field(default_factory=dict)

    def add(self, rows: Iterable[Row], width: int = 1) -> tuple[int, int]:
        """Put rows at the end, one after the other, each filled up to its width; where they begin and end."""
        made = list(rows)
        first = len(self.rows)
        self.rows.extend([0] * (len(made) * width))
        for number, row in enumerate(made):
            self.put(first + number * width, row)
        return first, len(self.rows)

    def put(self, place: int, row: Row) -> None:
        """Write a row to a place that was kept for it."""
        self.rows[place : place + len(row)] = row

    def event(self, name: str) -> int:
        """The number of an event in the data; `NONE` where it never happens."""
        return self.events.get(name, NONE)

    def where(self, condition: conditions.Condition | None, event: str) -> int:
        """A condition on an event."""
        return self.operations.add(condition, frozenset({event}))


def lower(low: Lowering) -> dict[int, int]:
    """Make the rows of everything that stands in the rules; the head, as far as it is known, by column."""
    rules = low.rules
    for message in rules.program.messages.values():
        low.messages[message.name], _ = low.add([_message(low, message)], layout.M_WIDTH)
    journeys = low.add([()] * len(rules.journeys), layout.J_WIDTH)
    numbers = dict(zip(rules.journeys, range(*journeys, layout.J_WIDTH), strict=True))
    watches = low.add(_watches(low), layout.W_WIDTH)
    each_start = [start for name in numbers for start in list(_starts(low, numbers[name], name, watches[0]))]
    starts = low.add(each_start, layout.S_WIDTH)
    sizes = [len(chart.nodes) for chart in rules.charts.values()]
    nodes, _ = low.add([()] * sum(sizes), layout.N_WIDTH)
    first = nodes
    for name, journey in rules.journeys.items():
        low.put(numbers[name], _journey(low, journey, starts, first))
        for number, row in enumerate(_nodes(low, journey, first)):
            low.put(first + number * layout.N_WIDTH, row)
        first += len(rules.charts[name].nodes) * layout.N_WIDTH
    each_change = [row for watch in rules.watches for row in _changes(low, conditions.InSegment(watch.segment))]
    changes = low.add(each_change, layout.C_WIDTH)
    segments = low.add([(low.operations.add(conditions.InSegment(name)),) for name in rules.segments])
    events, _ = low.add(_starts_of(low, starts), layout.A_WIDTH)
    kinds, _ = low.add(_kind_rows(low.kinds), layout.K_WIDTH)
    pairs = {
        layout.H_JOURNEYS: journeys,
        layout.H_STARTS: starts,
        layout.H_WATCHES: watches,
        layout.H_CHANGES: changes,
        layout.H_SEGMENTS: segments,
    }
    head = {layout.H_EVENTS: events, layout.H_KINDS: kinds, layout.H_NODES: nodes}
    head |= {column: begins for column, (begins, _) in pairs.items()}
    return head | {column + 1: ends for column, (_, ends) in pairs.items()}


def _watches(low: Lowering) -> list[Row]:
    return [
        (low.operations.add(conditions.InSegment(watch.segment)), _takes_existing_members(low.rules, *watch))
        for watch in low.rules.watches
    ]


def _takes_existing_members(rules: Rules, journey: str, segment: str) -> int:
    starts = rules.journeys[journey].starts
    return any(isinstance(each, OnEntering) and each.segment == segment and each.existing_members for each in starts)


def _journey(low: Lowering, journey: Journey, starts: tuple[int, int], node: int) -> Row:
    name, goal = journey.name, journey.goal
    stops = low.add(
        [(low.event(each.event), low.where(each.where, each.event), place) for place, each in enumerate(journey.stops)],
        layout.X_WIDTH,
    )
    stops_when = low.add(
        [
            (NONE, low.operations.add(each.condition), place)
            for place, each in enumerate(journey.stops_when, start=len(journey.stops))
        ],
        layout.X_WIDTH,
    )
    entered = [Kind(name, "", Outcome.ENTERED, with_key=True, again=again) for again in (False, True)]
    refused = (Kind(name, "", Outcome.REFUSED, reason) for reason in _REFUSALS)
    stopped = (Kind(name, "", Outcome.FINISHED, reason, detail) for reason, detail in _stops(journey))
    return (
        *starts, *stops, *stops_when, low.operations.add(journey.only_if), *_again(journey),
        low.event(goal.event) if goal else NONE, low.where(goal.where, goal.event) if goal else NONE,
        goal.within if goal else 0, NONE if journey.key is None else low.operations.slot(f"key {journey.key}"),
        low.rules.closes.get(name, NEVER), int(journey.paused),
        NONE if name not in low.rules.holdouts else _draw(low, name, low.rules.holdouts[name]),
        NONE if low.rules.shared_holdout is None else _draw(low, "", low.rules.shared_holdout),
        node, low.kinds.add(entered), low.kinds.add(refused),
        low.kinds.add([Kind(name, "", Outcome.REACHED_GOAL, detail=goal.event)] if goal else []),
        low.kinds.add(stopped), low.kinds.add([Kind(name, "triggered", None)]),
        low.kinds.add([Kind(name, "reached", None)]),
    )  # fmt: skip


def _starts(low: Lowering, journey: int, name: str, watches: int) -> Iterator[Row]:
    for start in low.rules.journeys[name].starts:
        match start:
            case OnEvent(event=event, where=where):
                yield journey, low.event(event), NONE, low.where(where, event)
            case OnEntering(segment=segment):
                yield journey, NONE, watches + low.rules.watches.index(Watch(name, segment)) * layout.W_WIDTH, NONE
            case _:
                raise AssertionError("not supported")


def _again(journey: Journey) -> tuple[int, int]:
    match journey.again:
        case Once():
            return layout.ONCE, 0
        case After(duration):
            return layout.AFTER, duration
        case Always():
            return layout.ALWAYS, 0


def _stops(journey: Journey) -> Iterator[tuple[Exit, str]]:
    """How the stops of a journey are named, those on events first."""
    for stop in journey.stops:
        yield Exit.STOPPED_BY_EVENT, stop.reason or stop.event
    for when in journey.stops_when:
        yield Exit.STOPPED_BY_CONDITION, when.reason or when.words.removeprefix("stops when ")


def _draw(low: Lowering, name: str, odds: Odds) -> int:
    """The row of a holdout (by journey, the shared one by "") or an experiment (with a colon before it)."""
    if name not in low.drawn:
        ends = low.add([(_signed(end),) for end in odds.ends if end < 1 << 64])
        low.drawn[name], _ = low.add([(_signed(odds.experiment), *ends)], layout.V_WIDTH)
    return low.drawn[name]


def _signed(number: int) -> int:
    """The number with the same 64 bits that may be negative."""
    return number - (1 << 64) if number >= 1 << 63 else number


def _nodes(low: Lowering, journey: Journey, first: int) -> Iterator[Row]:
    """The nodes of a journey, of which the first is at `first`."""
    for node in low.rules.charts[journey.name].nodes:
        edges, _ = low.add([(first + edge.target * layout.N_WIDTH,) for edge in node.edges])
        named = enumerate(node.step.because, start=1) if isinstance(node.step, steps.Send) else ()
        because = low.add([(_REASONS.index(each.reason), way) for way, each in named], layout.B_WIDTH)
        step, a, b, c, kinds = _node(low, journey.name, node.step)
        c = len(node.edges) if step == layout.SEND else c
        left = low.kinds.add(_left(journey, node.step))
        yield step, a, b, c, edges, low.kinds.add(kinds), left if _is_left(node.step) else NONE, *because


def _is_left(step: steps.Step) -> bool:
    return isinstance(step, steps.Send | steps.Waiting)


def _left(journey: Journey, step: steps.Step) -> Iterator[Kind]:
    """What is decided about a step that a stop cuts short, stop by stop."""
    for _, detail in _stops(journey):
        if isinstance(step, steps.Send):
            reason = NotSent.STOPPED_WHILE_HELD
            yield Kind(journey.name, step.id, Outcome.NOT_SENT, reason, detail, step.message)
        elif _is_left(step):
            yield Kind(journey.name, step.id, Outcome.INTERRUPTED, None, detail)


def _node(  # noqa: C901 a case a kind
    low: Lowering, journey: str, step: steps.Step
) -> tuple[int, int, int, int, Iterable[Kind]]:
    """What a node does, its three numbers, and the kinds of its decisions."""

    def kind(outcome: Outcome, reason: Reason | None = None, detail: str = "") -> Kind:
        return Kind(journey, step.id, outcome, reason, detail)

    match step:
        case steps.Send(message=message):
            sent = _gate_kinds(low, low.rules.program.messages[message])
            kinds = [Kind(journey, step.id, *each, message) for each in sent]
            return layout.SEND, low.messages[message], 0, 0, kinds
        case steps.Wait():
            until, day = (NONE if each is None else each for each in (step.until, step.until_day))
            return layout.WAIT, step.duration, until, day, [kind(Outcome.WAITED)]
        case steps.WaitUntil(wall=wall):
            micros = (wall - _EPOCH) // datetime.timedelta(microseconds=1)
            return layout.WAIT_UNTIL, micros, 0, 0, [kind(Outcome.WAITED)]
        case steps.WaitFor(event=event, where=where, up_to=up_to):
            kinds = [kind(Outcome.HAPPENED), kind(Outcome.TIMED_OUT)]
            return layout.WAIT_FOR, up_to, low.event(event), low.where(where, event), kinds
        case steps.Choose(arms=arms):
            first, _ = low.add([(low.operations.add(arm.condition),) for arm in arms])
            ways = [kind(Outcome.CHOSE, None, words) for words in (*(arm.words for arm in arms), "otherwise")]
            return layout.CHOOSE, first, len(arms), 0, ways
        case steps.Split(experiment=experiment, variants=variants):
            kinds = [kind(Outcome.ASSIGNED, None, variant.name) for variant in variants]
            drawn = _draw(low, f":{experiment}", low.rules.splits[experiment])
            return layout.SPLIT, drawn, 0, 0, kinds
        case steps.Set(attribute=attribute, value=value):
            number = low.operations.number_of(low.operations.constant(value))
            return layout.SET, low.changing[attribute], number, 0, [kind(Outcome.CHANGED, None, attribute)]
        case steps.Call(webhook=webhook):
            return layout.SET, NONE, 0, 0, [kind(Outcome.CALLED, None, webhook)]
        case steps.AddTo(list=name):
            return layout.SET, NONE, 0, 0, [kind(Outcome.ADDED, None, name)]
        case steps.RemoveFrom(list=name):
            return layout.SET, NONE, 0, 0, [kind(Outcome.REMOVED, None, name)]
        case steps.Stop(reason=reason):
            end, detail = (Exit.COMPLETED, "") if step.id == "completed" else (Exit.STOPPED_BY_STEP, reason or "")
            return layout.STOP, 0, 0, 0, [kind(Outcome.FINISHED, end, detail)]
        case _:
            raise AssertionError("not supported")


def _message(low: Lowering, message: Message) -> Row:
    subscribed = None if message.topic is None else conditions.Subscribed(message.topic)
    objections = [each.condition for each in low.rules.program.suppressions if _concerns(each.blocks, message)]
    objections += [conditions.Not(conditions.Known(field)) for field in message.needs]
    channels = low.rules.program.project.channels
    address = channels[message.channel].address
    if address not in low.addresses:
        low.addresses.append(address)
    return (
        _CLASSES.index(message.message_class),
        list(channels).index(message.channel),
        low.addresses.index(address),
        NONE if subscribed is None else low.operations.contact_flag(subscribed),
        *low.add([(row,) for row in [low.operations.add(condition) for condition in objections]]),
        *low.add(_limits(low, message), layout.L_WIDTH),
    )


def _concerns(blocks: MessageClass | None, message: Message) -> bool:
    return blocks in (None, message.message_class)


def _limits(low: Lowering, message: Message) -> Iterator[Row]:
    channels = list(low.rules.program.project.channels)
    for cap in low.rules.program.limits.caps:
        if _concerns(cap.message_class, message) and cap.channel in (None, message.channel):
            of_class = NONE if cap.message_class is None else _CLASSES.index(cap.message_class)
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


def _gate_kinds(low: Lowering, message: Message) -> Iterator[tuple[Outcome, Reason | None, str]]:
    """How a message can leave the gate, in the order of `machine.layout`."""
    program = low.rules.program
    address = program.project.channels[message.channel].address
    yield Outcome.SENT, None, ""
    yield Outcome.HELD_OUT, None, ""
    yield Outcome.NOT_SENT, NotSent.MISSING_ADDRESS, address
    yield Outcome.NOT_SENT, NotSent.INVALID_ADDRESS, address
    yield Outcome.NOT_SENT, NotSent.UNSUBSCRIBED, ""
    yield Outcome.NOT_SENT, NotSent.NOT_SUBSCRIBED, message.topic or ""
    for suppression in program.suppressions:
        if _concerns(suppression.blocks, message):
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


def _changes(low: Lowering, segment: conditions.InSegment) -> Iterator[Row]:
    """What has to be looked at to know when time alone changes who is in a segment."""
    for part in parts(segment, low.rules):
        match part:
            case conditions.Count(event=event, window=conditions.Last(duration)):
                yield layout.LEAVES, low.event(event), duration, 0
            case conditions.Aggregate(event=event, window=conditions.Last(duration)):
                yield layout.LEAVES, low.event(event), duration, 0
            case conditions.IsToday():
                yield layout.NEW_DAY, 0, 0, 0
            case conditions.Within(operand, duration):
                value = low.operations.add_value(operand)
                yield layout.COMES_OR_GOES, value, duration, int(low.operations.is_date(operand))
            case _:
                pass


def _starts_of(low: Lowering, starts: tuple[int, int]) -> list[Row]:
    """For each event of the data where the rows of its starts are named, in their order."""
    return [
        low.add([(start,) for start in range(*starts, layout.S_WIDTH) if low.rows[start + layout.S_EVENT] == event])
        for event in range(len(low.events))
    ]


def _kind_rows(kinds: Kinds) -> Iterator[Row]:
    """The reason of each kind, and the number of each that is a send."""
    sent = 0
    for kind in kinds.all:
        is_sent = kind.outcome is Outcome.SENT
        yield _REASONS.index(kind.reason) if kind.reason else NONE, sent if is_sent else NONE
        sent += is_sent
