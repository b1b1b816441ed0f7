"""Steps as rows: what each node does, its ways out, and the decisions that are made there."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from journeydsl.engine.publishing import Version
from journeydsl.graph.chart import Chart, Edge, Node
from journeydsl.machine import layout, rounds
from journeydsl.machine.changeable import TOPIC_OF
from journeydsl.machine.editions import Edition, version_of
from journeydsl.machine.kinds import Kind
from journeydsl.machine.layout import NONE
from journeydsl.machine.making import event_of
from journeydsl.machine.messaging import gate_kinds, suppressions_of
from journeydsl.machine.profiles import change_row
from journeydsl.machine.ranking import rankings_set
from journeydsl.machine.reading import hangs_on_refresh
from journeydsl.machine.tabling import EPOCH, REASONS, Lowering, Row
from journeydsl.model import steps
from journeydsl.model.decisions import Outcome
from journeydsl.model.journeys import Journey
from journeydsl.model.reasons import Exit, NotSent, Reason


def node_rows(low: Lowering, edition: Edition, first: int) -> Iterator[Row]:
    """The nodes of an edition, of which the first is at `first`."""
    version = version_of(low.rules, edition)
    chart, journey = version.chart, version.journey
    for index, node in enumerate(chart.nodes):
        ways = (way_row(chart, edition, first, index, edge) for edge in node.edges)
        edges, _ = low.add(ways, layout.WAY_WIDTH)
        step, *numbers, kinds = _node(low, version, node.step)
        left = low.kinds.add(_left(journey, node.step))
        yield (
            step, *numbers, edges, low.kinds.add(kinds), left if _is_left(node.step) else NONE,
            *_more(low, node), _stale(low, journey, node.step), index,
        )  # fmt: skip


def arrival_rows(low: Lowering, edition: Edition, first: int) -> Iterator[Row]:
    """For each node of an edition, of which the first is at `first`, a place at which runs are that are to arrive at
    it."""
    chart = version_of(low.rules, edition).chart
    nothing = low.kinds.add([Kind("", "arrived", None)])
    for index in range(len(chart.nodes)):
        way, _ = low.add([way_row(chart, edition, first, index, Edge("", index))], layout.WAY_WIDTH)
        yield layout.ARRIVAL, 0, NONE, 0, 0, 0, way, nothing, NONE, 0, 0, NONE, index


def way_row(chart: Chart, edition: Edition, first: int, source: int | None, edge: Edge) -> Row:
    """The way by an edge from a node of an edition, of which the first is at `first`, or (None) the way in. Nodes that
    are behind are passed over."""
    keeps, adds = rounds.counting(chart, source, edge.target)
    while edge.target in edition.behind:
        passed, edge = edge.target, chart.nodes[edge.target].edges[0]
        kept, adds = rounds.counting(chart, passed, edge.target)
        keeps = min(keeps, kept) if NONE not in (keeps, kept) else max(keeps, kept)
    return first + edge.target * layout.N_WIDTH, edge.again, keeps, adds


def stops_of(journey: Journey) -> Iterator[tuple[Exit, str]]:
    """How the stops of a journey are named, those on events first."""
    for stop in journey.stops:
        yield Exit.STOPPED_BY_EVENT, stop.reason or stop.event
    for when in journey.stops_when:
        yield Exit.STOPPED_BY_CONDITION, when.reason or when.words.removeprefix("stops when ")


def _more(low: Lowering, node: Node) -> tuple[int, int]:
    """Of a send the ways for reasons why it was not; of an offer the rankings that contacts come to have."""
    match node.step:
        case steps.Send(because=because):
            ways = enumerate(because, start=1)
            return low.add([(REASONS.index(each.reason), way) for way, each in ways], layout.B_WIDTH)
        case steps.Offer(offers=name):
            return low.add(rankings_set(low, low.rules.program.offers[name]), layout.OWN_WIDTH)
        case _:
            return 0, 0


def _stale(low: Lowering, journey: Journey, step: steps.Step) -> int:
    """The kind of a decision at a step that a live reading would have changed; `NONE` where none can."""
    match step:
        case steps.Choose(arms=arms):
            asked = [arm.condition for arm in arms]
        case steps.Send(message=message):
            program = low.rules.program
            asked = [each.condition for each in suppressions_of(program, program.messages[message])]
            asked += [stop.condition for stop in journey.stops_when]
            asked += program.messages[message].conditions
        case _:
            return NONE
    if not hangs_on_refresh(low.rules, asked):
        return NONE
    return low.kinds.add([Kind(journey.name, step.id, Outcome.STALE, with_ages=True)])


def _is_left(step: steps.Step) -> bool:
    return isinstance(step, steps.Send | steps.Waiting)


def _left(journey: Journey, step: steps.Step) -> Iterator[Kind]:
    """What is decided about a step that a stop cuts short, stop by stop."""
    for _, detail in stops_of(journey):
        if isinstance(step, steps.Send):
            reason = NotSent.STOPPED_WHILE_HELD
            yield Kind(journey.name, step.id, Outcome.NOT_SENT, reason, detail, step.message)
        elif _is_left(step):
            yield Kind(journey.name, step.id, Outcome.INTERRUPTED, None, detail)


def _node(  # noqa: C901 a case a kind
    low: Lowering, version: Version, step: steps.Step
) -> tuple[int, int, int, int, int, int, Iterable[Kind]]:
    """What a node does, its five numbers, and the kinds of its decisions."""
    journey = version.journey

    def kind(outcome: Outcome, reason: Reason | None = None, detail: str = "") -> Kind:
        return Kind(journey.name, step.id, outcome, reason, detail)

    match step:
        case steps.Send(message=message):
            sent = gate_kinds(low, low.rules.program.messages[message])
            kinds = [Kind(journey.name, step.id, *each, message) for each in sent]
            overdue = Kind(journey.name, step.id, Outcome.NOT_SENT, NotSent.OVERDUE, "", message)
            ways = 2 + len(step.because)
            return layout.SEND, low.messages[message], 0, ways, len(kinds), 0, [*kinds, overdue]
        case steps.Wait():
            until, day = (NONE if each is None else each for each in (step.until, step.until_day))
            return layout.WAIT, step.duration, until, day, 0, 0, [kind(Outcome.WAITED)]
        case steps.WaitUntil(wall=wall):
            micros = (wall - EPOCH) // datetime.timedelta(microseconds=1)
            return layout.WAIT_UNTIL, micros, 0, 0, 0, 0, [kind(Outcome.WAITED)]
        case steps.WaitUntilAttribute(date=date, distance=distance, at=at):
            value, is_date = low.operations.add_value(date), int(low.operations.is_date(date))
            minutes = NONE if at is None else at
            return layout.WAIT_DATE, value, distance, minutes, is_date, 0, map(kind, (Outcome.WAITED, Outcome.MISSING))
        case steps.WaitUntilCondition(condition=condition, up_to=up_to):
            changes = low.changes(condition)
            kinds = [kind(Outcome.HAPPENED), kind(Outcome.TIMED_OUT)]
            return layout.WAIT_CONDITION, low.operations.add(condition), up_to, *changes, 0, kinds
        case steps.WaitFor(event=event, where=where, up_to=up_to):
            kinds = [kind(Outcome.HAPPENED), kind(Outcome.TIMED_OUT)]
            return layout.WAIT_FOR, up_to, low.event(event), low.where(where, event), 0, 0, kinds
        case steps.Choose(arms=arms):
            first, _ = low.add([(row,) for row in [low.operations.add(arm.condition) for arm in arms]])
            chosen = [kind(Outcome.CHOSE, None, words) for words in (*(arm.words for arm in arms), "otherwise")]
            return layout.CHOOSE, first, len(arms), 0, 0, 0, chosen
        case steps.Split(experiment=experiment, variants=variants):
            kinds = [kind(Outcome.ASSIGNED, None, variant.name) for variant in variants]
            drawn = low.draw(f":{experiment}", version.splits[experiment])
            return layout.SPLIT, drawn, 1 if step.by_account else NONE, 0, 0, 0, kinds
        case steps.Repeat(times=times):
            done = [kind(Outcome.REPEATED, None, "done")]
            again = [kind(Outcome.REPEATED, None, f"{time} of {times}") for time in range(1, times + 1)]
            return layout.REPEAT, times, _unit(version.chart, step), 0, 0, 0, [*done, *again]
        case steps.Set(attribute=attribute, value=value):
            change, _ = low.add([change_row(low, attribute, value)], layout.CH_WIDTH)
            return layout.SET, change, 0, 0, 0, 0, [kind(Outcome.CHANGED, None, attribute)]
        case steps.Emit(event=event):
            return layout.EMIT, _made(low, step), 0, 0, 0, 0, [kind(Outcome.EMITTED, None, event)]
        case steps.StartJourney(journey=name):
            return (
                layout.START,
                low.journeys[name] if name in low.rules.journeys else NONE,
                0,
                0,
                0,
                0,
                [kind(Outcome.STARTED, None, name)],
            )
        case steps.UnsubscribeFrom(topic=topic):
            slot = low.slot(TOPIC_OF, topic)
            return layout.UNSUBSCRIBE, slot, _made(low, step), 0, 0, 0, [kind(Outcome.UNSUBSCRIBED, None, topic)]
        case steps.Call(webhook=webhook):
            return layout.PASS, 0, 0, 0, 0, 0, [kind(Outcome.CALLED, None, webhook)]
        case steps.AddTo(list=name):
            return layout.PASS, 0, 0, 0, 0, 0, [kind(Outcome.ADDED, None, name)]
        case steps.RemoveFrom(list=name):
            return layout.PASS, 0, 0, 0, 0, 0, [kind(Outcome.REMOVED, None, name)]
        case steps.Offer(offers=name):
            items = low.rules.program.offers[name].items
            kinds = [kind(Outcome.NOTHING_LEFT), *(kind(Outcome.OFFERED, None, item.name) for item in items)]
            return layout.OFFER, *low.offers[name], kinds
        case steps.Stop(reason=reason):
            end, detail = (Exit.COMPLETED, "") if step.id == "completed" else (Exit.STOPPED_BY_STEP, reason or "")
            return layout.STOP, 0, 0, 0, 0, 0, [kind(Outcome.FINISHED, end, detail)]


def _made(low: Lowering, step: steps.Step) -> int:
    """The row of the event that a step brings about."""
    made = event_of(step)
    assert made is not None, "asked of steps that do"
    return low.made[made]


def _unit(chart: Chart, step: steps.Repeat) -> int:
    """What coming to a `repeat` adds to how often a run has come to each."""
    return rounds.unit(chart, next(index for index, each in enumerate(chart.nodes) if each.step is step))
