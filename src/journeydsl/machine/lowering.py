"""From rules to tables: journeys, starts and what holds for all become rows of numbers (see `machine.layout`)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from journeydsl.engine.publishing import Version
from journeydsl.engine.remembering import TOLERATED
from journeydsl.engine.rules import Rules, Watch
from journeydsl.graph.chart import Edge
from journeydsl.machine import layout
from journeydsl.machine.arriving import ALTERED, DROPPED
from journeydsl.machine.changeable import BLOCKED_OF, TOPIC_OF, UNSUBSCRIBED_OF
from journeydsl.machine.editions import Edition, version_of
from journeydsl.machine.kinds import ENTERED_BY, Kind
from journeydsl.machine.layout import NEVER, NONE
from journeydsl.machine.messaging import message_row
from journeydsl.machine.profiles import change_row
from journeydsl.machine.reading import TOLD, hangs_on_refresh
from journeydsl.machine.stepping import arrival_rows, node_rows, stops_of, way_row
from journeydsl.machine.tabling import EPOCH, REASONS, Lowering, Row
from journeydsl.model import conditions, steps
from journeydsl.model.decisions import Outcome
from journeydsl.model.happenings import (
    CONSENT_GIVEN,
    CONSENT_WITHDRAWN,
    JOURNEY,
    JOURNEY_CALLED,
    MESSAGE_BOUNCED,
    MESSAGE_COMPLAINED,
    MESSAGE_SENT,
)
from journeydsl.model.journeys import (
    After,
    Always,
    Around,
    At,
    Every,
    EveryYear,
    Journey,
    Once,
    OnEntering,
    OnEvent,
    Start,
    WhenCalled,
)
from journeydsl.model.reasons import Refusal
from journeydsl.model.rules import Rhythm

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
_RHYTHMS = {
    Rhythm.LIVE: layout.LIVE,
    Rhythm.HOURLY: layout.HOURLY,
    Rhythm.DAILY: layout.DAILY,
    Rhythm.WEEKLY: layout.WEEKLY,
}
_SORTS = {
    MESSAGE_SENT: layout.TOLD_OF,
    MESSAGE_BOUNCED: layout.BOUNCED,
    MESSAGE_COMPLAINED: layout.COMPLAINED,
    CONSENT_GIVEN: layout.GIVEN,
    CONSENT_WITHDRAWN: layout.WITHDRAWN,
    ALTERED: layout.ALTERED,
    DROPPED: layout.DROPPED,
}
_NO_DECISIONS = {
    layout.H_IS_LATE: "late",
    layout.H_ENDED: "ended",
    layout.H_OF_SEGMENT: "of segment",
    layout.H_SENT_IN: "sent in",
}
"""What is left among the decisions, and is none."""


def lower(low: Lowering) -> dict[int, int]:
    """Make the rows of everything that stands in the rules; what is their own of the head, by column."""
    rules = low.rules
    for refusal in _REFUSALS:
        low.number_of_words(refusal)
    for name, row in low.remembered.items():
        low.put(row, _remembered(low, name))
        low.put(row + layout.G_BEFORE, (NONE,))
    for message in rules.program.messages.values():
        low.messages[message.name], _ = low.add([message_row(low, message)], layout.M_WIDTH)
    journeys = _place_journeys(low)
    watches = low.add(_watches(low), layout.W_WIDTH)
    low.watches.update(zip(rules.watches, range(*watches, layout.W_WIDTH), strict=True))
    starts = _put_starts(low)
    _put_journeys(low, starts)
    pairs = {
        layout.H_JOURNEYS: journeys,
        layout.H_STARTS: starts,
        layout.H_WATCHES: watches,
        layout.H_CHANGES: low.changes(*(conditions.InSegment(watch.segment) for watch in rules.watches)),
        layout.H_SEGMENTS: low.add([(low.operations.add(conditions.InSegment(name)),) for name in rules.segments]),
        layout.H_APART: low.add([(low.operations.add(conditions.InSegment(name)),) for name in low.apart]),
        layout.H_TIMED: low.add([(row,) for row in _timed(low, starts[0])]),
        layout.H_TOPICS: low.add(_topics(low), layout.U_WIDTH),
        layout.H_TOLD: low.add(_told(low), layout.U_WIDTH),
    }
    head = {
        layout.H_EVENTS: low.add(_event_rows(low, starts), layout.A_WIDTH)[0],
        layout.H_LIVE: int(any(each.rhythm is Rhythm.LIVE for each in rules.remembered.values())),
        layout.H_RECONSIDERS: int(_reconsiders(low)),
        layout.H_ANSWERS: int(_answers(low)),
        layout.H_STOPS_WHEN: int(any(version.journey.stops_when for version in _versions(low))),
        layout.H_PROFILES: low.add([change_row(low, *each) for each in low.altered], layout.CH_WIDTH)[0],
    }
    pairs[layout.H_CURSORS] = low.add([(place,) for place in low.cursors])
    head |= {column: begins for column, (begins, _) in pairs.items()}
    return head | {column + 1: ends for column, (_, ends) in pairs.items()}


def lower_what_is_shared(low: Lowering) -> dict[int, int]:
    """Make the rows of what all versions have in common, when they are made; the head of that, by column."""
    head = {column: low.kinds.add([Kind("", what, None)]) for column, what in _NO_DECISIONS.items()}
    return head | {
        layout.H_KINDS: low.add(_kind_rows(low), layout.K_WIDTH)[0],
        layout.H_NODES: min(low.nodes.values(), default=0),
        layout.H_UNSUBSCRIBED: low.slot(UNSUBSCRIBED_OF),
        layout.H_PROFILE: low.operations.slot(ALTERED) if low.altered else NONE,
    }


def _place_journeys(low: Lowering) -> tuple[int, int]:
    """Keep room for all versions of journeys, those that contacts enter first; where it begins and ends."""
    versions = list(dict.fromkeys((each.journey, each.fingerprint) for each in low.editions))
    journeys = low.add([()] * len(versions), layout.J_WIDTH)
    low.versions.update(zip(versions, range(*journeys, layout.J_WIDTH), strict=True))
    for (name, _), row in low.versions.items():
        low.journeys.setdefault(name, row)
    return journeys


def _put_starts(low: Lowering) -> tuple[int, int]:
    """Write the starts of all journeys; where they begin and end."""
    journeys = low.rules.journeys
    starts = low.add([row for name in journeys for row in list(_starts(low, name))], layout.S_WIDTH)
    places = ((name, number) for name, journey in journeys.items() for number in range(len(journey.starts)))
    low.starts.update(zip(places, range(*starts, layout.S_WIDTH), strict=True))
    for row in low.starts.values():
        low.put(row + layout.S_NEXT, (NONE,))
    return starts


def _put_journeys(low: Lowering, starts: tuple[int, int]) -> None:
    """Write all versions of journeys, and the nodes of all editions."""
    for (name, fingerprint), row in low.versions.items():
        low.turn_to(name)
        low.put(row, _journey(low, Edition(name, fingerprint), starts))
    for places, rows_of in ((low.nodes, node_rows), (low.arrivals, arrival_rows)):
        for edition, first in places.items():
            low.turn_to(edition.journey)
            for number, node in enumerate(rows_of(low, edition, low.nodes[edition])):
                low.put(first + number * layout.N_WIDTH, node)


def _remembered(low: Lowering, name: str) -> Row:
    segment = low.rules.remembered[name]
    families = list(dict.fromkeys(each.family for each in low.rules.remembered.values()))
    family = NONE if segment.family is None else families.index(segment.family)
    return (
        low.operations.add(segment.condition),
        _RHYTHMS[segment.rhythm],
        segment.hold_for,
        family,
        *low.changes(segment.condition),
    )


def _versions(low: Lowering) -> Iterator[Version]:
    """What contacts are in, or may come to be in."""
    return (low.rules.versions[name] for name in low.versions)


def _reconsiders(low: Lowering) -> bool:
    """Whether a run can wait for what may change at any time."""
    waits = (steps.WaitUntilAttribute, steps.WaitUntilCondition)
    return any(isinstance(node.step, waits) for version in _versions(low) for node in version.chart.nodes)


def _answers(low: Lowering) -> bool:
    """Whether somebody can answer to whatever happens, and not to some events alone."""
    is_live = any(each.rhythm is Rhythm.LIVE for each in low.rules.remembered.values())
    return is_live or bool(low.rules.watches) or _reconsiders(low)


def _watches(low: Lowering) -> list[Row]:
    return [
        (
            low.operations.add(conditions.InSegment(watch.segment)), _takes_existing_members(low.rules, *watch),
            0, 0, NONE, int(watch in low.rules.new_watches),
        )
        for watch in low.rules.watches
    ]  # fmt: skip


def _takes_existing_members(rules: Rules, journey: str, segment: str) -> int:
    starts = rules.journeys[journey].starts
    return any(isinstance(each, OnEntering) and each.segment == segment and each.existing_members for each in starts)


def _journey(low: Lowering, edition: Edition, starts: tuple[int, int]) -> Row:
    version, node = version_of(low.rules, edition), low.nodes[edition]
    journey, name, goal = version.journey, edition.journey, version.journey.goal
    stops = low.add(
        [
            (low.event(each.event), low.where(each.where, each.event), place, NONE)
            for place, each in enumerate(journey.stops)
        ],
        layout.X_WIDTH,
    )
    named = [detail for _, detail in stops_of(journey)]
    stops_when = low.add(
        [
            (NONE, low.operations.add(each.condition), place, low.number_of_words(named[place]))
            for place, each in enumerate(journey.stops_when, start=len(journey.stops))
        ],
        layout.X_WIDTH,
    )
    entered = [Kind(name, "", Outcome.ENTERED, with_key=True, again=again) for again in (False, True)]
    entered.append(Kind(name, ENTERED_BY, None))
    refused = (Kind(name, "", Outcome.REFUSED, reason) for reason in _REFUSALS)
    stopped = (Kind(name, "", Outcome.FINISHED, reason, detail) for reason, detail in stops_of(journey))
    first, _ = low.add([way_row(version.chart, edition, node, None, Edge("", 0))], layout.WAY_WIDTH)
    return (
        *starts, *stops, *stops_when, low.operations.add(journey.only_if), *_again(journey),
        low.event(goal.event) if goal else NONE, low.where(goal.where, goal.event) if goal else NONE,
        goal.within if goal else 0, NONE if journey.key is None else low.operations.slot(f"key {journey.key}"),
        low.rules.closes.get(name, NEVER), int(journey.paused),
        NONE if name not in low.rules.holdouts else low.draw(name, low.rules.holdouts[name]),
        NONE if low.rules.shared_holdout is None else low.draw("", low.rules.shared_holdout),
        first, low.kinds.add(entered), low.kinds.add(refused),
        low.kinds.add([Kind(name, "", Outcome.REACHED_GOAL, detail=goal.event)] if goal else []),
        low.kinds.add(stopped), low.kinds.add([Kind(name, "triggered", None)]),
        low.kinds.add([Kind(name, "reached", None)]), 0, 0,
        *_stale(low, journey), _tolerated(low, goal.event) if goal else 0, NONE, NONE, NONE,
    )  # fmt: skip


def _stale(low: Lowering, journey: Journey) -> tuple[int, int]:
    """The kind of decisions about entering, and about being stopped, that a live reading would have changed."""
    kind = low.kinds.add([Kind(journey.name, "", Outcome.STALE, with_ages=True)])
    stopping = [stop.condition for stop in journey.stops_when]
    entering = [*stopping, journey.only_if, *(each.where for each in journey.starts if isinstance(each, OnEvent))]
    entered, stopped = (kind if hangs_on_refresh(low.rules, asked) else NONE for asked in (entering, stopping))
    return entered, stopped


def _tolerated(low: Lowering, event: str) -> int:
    """How late an event may become known and still start, wake and count."""
    declared = low.rules.program.project.events.get(event)
    return TOLERATED if declared is None or declared.arrives_within is None else declared.arrives_within


_NO_EVENT = (NONE,) * 5
"""What is said of the event of a start that waits for none."""


def _starts(low: Lowering, name: str) -> Iterator[Row]:
    """Starts as they lie, of which the journey comes first."""
    journey, operations = low.journeys[name], low.operations
    low.turn_to(name)
    for start in low.rules.journeys[name].starts:
        match start:
            case OnEvent(event=event, where=where, quiet_for=quiet):
                duration = NONE if quiet is None else quiet
                yield journey, low.event(event), NONE, low.where(where, event), NONE, duration, layout.ON_EVENT
            case WhenCalled():
                called = conditions.Compare(
                    conditions.EventProperty(JOURNEY), conditions.Operator.EQUAL, conditions.Constant(name)
                )
                is_called = low.where(called, JOURNEY_CALLED)
                yield journey, low.event(JOURNEY_CALLED), NONE, NONE, is_called, NONE, layout.ON_EVENT
            case OnEntering(segment=segment):
                yield journey, NONE, low.watches[Watch(name, segment)], *_NO_EVENT[2:], layout.ON_EVENT
            case EveryYear(date=date, at=at):
                value, is_date = operations.add_value(date), int(operations.is_date(date))
                yield journey, *_NO_EVENT, layout.EVERY_YEAR, at, 0, value, is_date, NONE, NONE
            case Around(days=days, date=date, at=at):
                value, is_date = operations.add_value(date), int(operations.is_date(date))
                yield journey, *_NO_EVENT, layout.AROUND, at, days, value, is_date, NONE, NONE
            case Every(weekday=weekday, at=at, segment=segment):
                day = NONE if weekday is None else weekday
                yield journey, *_NO_EVENT, layout.EVERY_DAY, at, day, 0, 0, *_meant(low, name, segment)
            case At(wall=wall, segment=segment):
                micros = (wall - EPOCH) // datetime.timedelta(microseconds=1)
                yield journey, *_NO_EVENT, layout.ONCE_AT, micros, 0, 0, 0, *_meant(low, name, segment)


def _meant(low: Lowering, journey: str, segment: str) -> tuple[int, int]:
    """For whom a start is, and the kind of a decision about that which a live reading would have changed."""
    asked = conditions.InSegment(segment)
    is_stale = hangs_on_refresh(low.rules, [asked])
    stale = low.kinds.add([Kind(journey, "", Outcome.STALE, with_ages=True)]) if is_stale else NONE
    return low.operations.add(asked), stale


def _timed(low: Lowering, first: int) -> Iterator[int]:
    """The rows of the starts that time brings, in the order of `Rules.timed_starts`."""
    every: list[tuple[str, int, Start]] = [
        (name, number, start)
        for name, journey in low.rules.journeys.items()
        for number, start in enumerate(journey.starts)
    ]
    timed = {(each.journey.name, each.number) for each in low.rules.timed_starts}
    for place, (name, number, _) in enumerate(every):
        if (name, number) in timed:
            yield first + place * layout.S_WIDTH


def _again(journey: Journey) -> tuple[int, int]:
    match journey.again:
        case Once():
            return layout.ONCE, 0
        case After(duration):
            return layout.AFTER, duration
        case Always():
            return layout.ALWAYS, 0


def _topics(low: Lowering) -> Iterable[Row]:
    """The words for topics in events, and which number changes with each."""
    for topic in low.rules.program.project.topics:
        if low.slot(TOPIC_OF, topic) != NONE:
            yield int(low.operations.constant(topic)), low.slot(TOPIC_OF, topic), 0


def _told(low: Lowering) -> Iterable[Row]:
    """The words for messages in events, the number that changes with a bounce, and the message itself."""
    if TOLD[0] in low.operations.properties:
        for name, message in low.rules.program.messages.items():
            slot = low.slot(BLOCKED_OF, message.channel)
            yield int(low.operations.constant(name)), slot, low.messages[name]


def _event_rows(low: Lowering, starts: tuple[int, int]) -> list[Row]:
    """Of each event where the rows of its starts are named, in their order, what it does by itself, whether a run may
    end or go on by it, and whether nobody cares for it at all."""
    found: list[Row] = []
    followed, any_condition = set(map(low.event, _followed(low))), _stops_by_condition(low)
    all_matter = any_condition or bool(low.rules.remembered) or _answers(low)
    for name, event in low.events.items():
        named = [(row,) for row in range(*starts, layout.S_WIDTH) if low.rows[row + layout.S_EVENT] == event]
        sort = _SORTS.get(name, layout.PLAIN)
        remembered, ends = int(name in low.rules.remembered_by), int(any_condition or event in followed)
        is_idle = low.is_alone and sort == layout.PLAIN and not all_matter and event not in low.operations.events_asked
        found.append((*low.add(named), sort, _tolerated(low, name), remembered, ends, int(is_idle)))
    return found


def _followed(low: Lowering) -> Iterator[str]:
    """The events that journeys stop on or wait for."""
    for version in _versions(low):
        yield from (stop.event for stop in version.journey.stops)
        yield from (node.step.event for node in version.chart.nodes if isinstance(node.step, steps.WaitFor))


def _stops_by_condition(low: Lowering) -> bool:
    return any(version.journey.stops_when for version in _versions(low))


def _kind_rows(low: Lowering) -> Iterator[Row]:
    """The reason of each kind, the number of each that is a send, the first that is just the same, and whether a
    message is due by it."""
    sent, firsts = 0, dict[Kind, int]()
    for number, kind in enumerate(low.kinds.all):
        is_sent = kind.outcome is Outcome.SENT
        same = firsts.setdefault(kind, number)
        is_due = kind.outcome in (Outcome.SENT, Outcome.HELD_OUT)
        yield REASONS.index(kind.reason) if kind.reason else NONE, sent if is_sent else NONE, same, int(is_due)
        sent += is_sent
