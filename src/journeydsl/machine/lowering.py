"""From rules to tables: each journey, start, step and rule becomes a row of numbers (see `machine.layout`)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from journeydsl.engine.chance import Odds
from journeydsl.engine.rules import Rules
from journeydsl.machine import layout
from journeydsl.machine.kinds import Kind, Kinds
from journeydsl.machine.layout import NEVER, NONE, Tables
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
_REASONS: tuple[Reason, ...] = (*Refusal, *NotSent, *Exit)
_EPOCH = datetime.datetime(1970, 1, 1)

Row = Sequence[int]


@dataclass(slots=True)
class Lowering:
    """The tables while they are filled."""

    rules: Rules
    operations: Operations
    kinds: Kinds
    events: Mapping[str, int]
    changing: Mapping[str, int]
    rows: dict[str, list[Row]] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    draws: list[str] = field(default_factory=list)

    def table(self, name: str) -> list[Row]:
        """The rows of a table so far."""
        return self.rows.setdefault(name, [])

    def add(self, table: str, rows: Iterable[Row]) -> tuple[int, int]:
        """Put rows into a table; where they begin and end."""
        first = len(self.table(table))
        self.table(table).extend(rows)
        return first, len(self.table(table))

    def event(self, name: str) -> int:
        """The number of an event in the data; `NONE` where it never happens."""
        return self.events.get(name, NONE)

    def where(self, condition: conditions.Condition | None, event: str) -> int:
        """A condition on an event."""
        return self.operations.add(condition, frozenset({event}))


def lower(low: Lowering) -> None:
    """Fill the tables with everything that stands in the rules."""
    messages = {name: number for number, name in enumerate(low.rules.program.messages)}
    low.add("messages", [_message(low, message) for message in low.rules.program.messages.values()])
    for number, journey in enumerate(low.rules.journeys.values()):
        low.table("journeys").append(_journey(low, number, journey, messages))
    for watch in low.rules.watches:
        segment = conditions.InSegment(watch.segment)
        low.table("watches").append((low.operations.add(segment), _takes_existing_members(low.rules, *watch)))
        low.add("changes", _changes(low, segment))
    for name in low.rules.segments:
        low.table("segments").append((low.operations.add(conditions.InSegment(name)),))


def _takes_existing_members(rules: Rules, journey: str, segment: str) -> int:
    starts = rules.journeys[journey].starts
    return any(isinstance(each, OnEntering) and each.segment == segment and each.existing_members for each in starts)


def _journey(low: Lowering, number: int, journey: Journey, messages: Mapping[str, int]) -> Row:
    name, goal = journey.name, journey.goal
    starts = low.add("starts", list(_starts(low, number, journey)))
    stops = low.add(
        "stops",
        [(low.event(each.event), low.where(each.where, each.event), place) for place, each in enumerate(journey.stops)],
    )
    stops_when = low.add(
        "stops_when",
        [
            (NONE, low.operations.add(each.condition), place)
            for place, each in enumerate(journey.stops_when, start=len(journey.stops))
        ],
    )
    again, after = _again(journey)
    entered = Kind(name, "", Outcome.ENTERED, with_key=True)
    refused = (Kind(name, "", Outcome.REFUSED, reason) for reason in _REFUSALS)
    stopped = (Kind(name, "", Outcome.FINISHED, reason, detail) for reason, detail in _stops(journey))
    return (
        *starts, *stops, *stops_when, low.operations.add(journey.only_if), again, after,
        low.event(goal.event) if goal else NONE, low.where(goal.where, goal.event) if goal else NONE,
        goal.within if goal else 0, NONE if journey.key is None else low.operations.slot(f"key {journey.key}"),
        low.rules.closes.get(name, NEVER), int(journey.paused),
        _draw(low, name) if name in low.rules.holdouts else NONE,
        NONE if low.rules.shared_holdout is None else _draw(low, ""),
        _nodes(low, journey, messages), low.kinds.add((entered, entered)), low.kinds.add(refused),
        low.kinds.add([Kind(name, "", Outcome.REACHED_GOAL, detail=goal.event)] if goal else []),
        low.kinds.add(stopped), low.kinds.add([Kind(name, "triggered", None)]),
        low.kinds.add([Kind(name, "reached", None)]),
    )  # fmt: skip


def _starts(low: Lowering, number: int, journey: Journey) -> Iterator[Row]:
    for start in journey.starts:
        match start:
            case OnEvent(event=event, where=where):
                yield number, low.event(event), NONE, low.where(where, event)
            case OnEntering(segment=segment):
                watch = next(
                    place for place, each in enumerate(low.rules.watches) if each == (journey.name, segment)
                )
                yield number, NONE, watch, NONE
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


def _draw(low: Lowering, name: str) -> int:
    """The number of a holdout (by journey, the shared one by "") or an experiment (with a colon before it)."""
    if name not in low.draws:
        low.draws.append(name)
    return low.draws.index(name)


def _nodes(low: Lowering, journey: Journey, messages: Mapping[str, int]) -> int:
    """The nodes of a journey; the number of the first."""
    nodes = low.rules.charts[journey.name].nodes
    first = len(low.table("nodes"))
    for node in nodes:
        edges, _ = low.add("edges", [(first + edge.target,) for edge in node.edges])
        named = enumerate(node.step.because, start=1) if isinstance(node.step, steps.Send) else ()
        because = low.add("because", [(_REASONS.index(each.reason), way) for way, each in named])
        step, a, b, c, kinds = _node(low, journey.name, node.step, messages)
        c = len(node.edges) if step == layout.SEND else c
        left = low.kinds.add(_left(journey, node.step))
        row = (step, a, b, c, edges, low.kinds.add(kinds), left if _is_left(node.step) else NONE, *because)
        low.table("nodes").append(row)
    return first


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
    low: Lowering, journey: str, step: steps.Step, messages: Mapping[str, int]
) -> tuple[int, int, int, int, Iterable[Kind]]:
    """What a node does, its three numbers, and the kinds of its decisions."""

    def kind(outcome: Outcome, reason: Reason | None = None, detail: str = "") -> Kind:
        return Kind(journey, step.id, outcome, reason, detail)

    match step:
        case steps.Send(message=message):
            sent = _gate_kinds(low, low.rules.program.messages[message])
            kinds = [Kind(journey, step.id, *each, message) for each in sent]
            return layout.SEND, messages[message], 0, 0, kinds
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
            first, _ = low.add("arms", [(low.operations.add(arm.condition),) for arm in arms])
            ways = [kind(Outcome.CHOSE, None, words) for words in (*(arm.words for arm in arms), "otherwise")]
            return layout.CHOOSE, first, len(arms), 0, ways
        case steps.Split(experiment=experiment, variants=variants):
            kinds = [kind(Outcome.ASSIGNED, None, variant.name) for variant in variants]
            return layout.SPLIT, _draw(low, f":{experiment}"), 0, 0, kinds
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
    address = low.rules.program.project.channels[message.channel].address
    if address not in low.addresses:
        low.addresses.append(address)
    return (
        int(message.message_class is MessageClass.TRANSACTIONAL),
        low.addresses.index(address),
        NONE if subscribed is None else low.operations.contact_flag(subscribed),
        *low.add("objections", [(low.operations.add(condition),) for condition in objections]),
        *low.add("limits", list(_limits(low, message))),
    )


def _concerns(blocks: MessageClass | None, message: Message) -> bool:
    return blocks in (None, message.message_class)


def _limits(low: Lowering, message: Message) -> Iterator[Row]:
    for number, cap in enumerate(low.rules.program.limits.caps):
        if _concerns(cap.message_class, message) and cap.channel in (None, message.channel):
            yield layout.CAP, cap.number, cap.window, number, *_over(cap.over)
    for quiet in low.rules.program.limits.quiet:
        match quiet:
            case Quiet(start=start, end=end):
                yield layout.QUIET, start, end, 0, *_over(quiet.over)
            case QuietDay(weekday=weekday):
                yield layout.QUIET_DAY, weekday, 0, 0, *_over(quiet.over)


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


def tables(low: Lowering, texts: np.ndarray[tuple[int, int], np.dtype[np.uint8]]) -> Tables:
    """The tables as arrays; `texts` says of each text test which words it finds."""
    rules, kinds = low.rules, low.kinds.all
    odds = [_odds(rules, name) for name in low.draws]
    ends = [[end for end in each.ends if end < 1 << 64] for each in odds]
    sends = [place for place, kind in enumerate(kinds) if kind.outcome is Outcome.SENT]
    sent = np.full(len(kinds), NONE, np.int64)
    sent[sends] = np.arange(len(sends))
    widths = {"journeys": 24, "starts": 4, "stops": 3, "stops_when": 3, "nodes": 9, "because": 2, "messages": 7}
    widths |= {"limits": 6, "watches": 2, "changes": 4}
    flat = {name: _flat(low, name) for name in ("edges", "arms", "objections", "segments")}
    return Tables(
        **{name: np.array(low.table(name), np.int64).reshape(-1, width) for name, width in widths.items()},
        **flat,
        starts_of=_starts_of(low),
        counted=_counted(rules),
        operations=np.array(low.operations.rows, np.int64).reshape(-1, 5),
        numbers=np.array([*low.operations.numbers, 0.0], np.float64),
        texts=texts,
        experiments=np.array([each.experiment for each in odds], np.uint64),
        draws=np.cumsum([0, *map(len, ends)]).astype(np.int64),
        draw_ends=np.array([end for each in ends for end in each], np.uint64),
        kind_reason=np.array([_REASONS.index(kind.reason) if kind.reason else NONE for kind in kinds], np.int64),
        kind_sent=sent,
    )


def _flat(low: Lowering, name: str) -> layout.Ints:
    return np.array([value for (value,) in low.table(name)], np.int64)


def _odds(rules: Rules, name: str) -> Odds:
    if name.startswith(":"):
        return rules.splits[name[1:]]
    if name:
        return rules.holdouts[name]
    assert rules.shared_holdout is not None, "drawn for only where there is one"
    return rules.shared_holdout


def _starts_of(low: Lowering) -> layout.Ints:
    """The starts on each event of the data, in their order."""
    starts = [
        [place for place, start in enumerate(low.table("starts")) if start[layout.S_EVENT] == event]
        for event in range(len(low.events))
    ]
    table = np.full((len(starts), max(map(len, starts), default=0)), NONE, np.int64)
    for event, those in enumerate(starts):
        table[event, : len(those)] = those
    return table


def _counted(rules: Rules) -> layout.Bits:
    """Which messages each cap counts."""
    caps, messages = rules.program.limits.caps, rules.program.messages.values()
    rows = [
        [_concerns(cap.message_class, each) and cap.channel in (None, each.channel) for each in messages]
        for cap in caps
    ]
    return np.array(rows, np.uint8).reshape(len(caps), len(messages))
