"""Whether the decisions of a run are a walk through its journeys, without a step skipped, repeated, early or late."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from journeydsl.engine import ContactState, Rules
from journeydsl.engine.state import Run
from journeydsl.graph.chart import Chart, Node
from journeydsl.model import steps
from journeydsl.model.contacts import Event
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.reasons import NotSent
from journeydsl.model.values import DAY, Instant, instant, moment
from tests.properties.runnable.histories import Case

BESIDE = frozenset({Outcome.HELD, Outcome.STALE})
CUT_SHORT = frozenset({Outcome.INTERRUPTED, Outcome.FINISHED})
CAN_END = frozenset({Outcome.INTERRUPTED, Outcome.EMITTED, Outcome.STARTED})


def check_visits(rules: Rules, case: Case, decisions: Sequence[Decision], state: ContactState) -> None:
    """Raises AssertionError where a visit to a step does not end in exactly one decision, at the instant that the step
    itself says."""
    on_time = [each for each in case.inputs if isinstance(each, Event) and each.known_at is None]
    by_entry: dict[tuple[str, int], list[Decision]] = {}
    for decision in decisions:
        if decision.enrollment:
            by_entry.setdefault((decision.journey, decision.enrollment), []).append(decision)
    for (journey, number), of_entry in by_entry.items():
        walk = _Walk(rules.charts[journey], state.timezone, on_time)
        for decision in of_entry:
            walk.follow(decision)
        active = state.enrollments.get(Run(journey, of_entry[0].detail))
        if active is not None and active.number == number:
            assert (active.node, active.arrived_at) == (walk.place, walk.arrived_at)
        else:
            assert walk.has_ended
    numbers = {name: {number for journey, number in by_entry if journey == name} for name in rules.journeys}
    assert all(found == set(range(1, len(found) + 1)) for found in numbers.values())


class _Walk:
    """One passage through one journey."""

    def __init__(self, chart: Chart, timezone: str, happened: Sequence[Event]) -> None:
        self.chart = chart
        self.timezone = timezone
        self.happened = happened
        self.place: int | None = None
        self.arrived_at: Instant = 0
        self.again = 0
        self.may_end = False
        self.has_ended = False

    def follow(self, decision: Decision) -> None:
        """Go where a decision leads."""
        if decision.outcome is Outcome.REACHED_GOAL:
            return
        assert not self.has_ended
        if decision.outcome is Outcome.ENTERED:
            assert self.place is None
            self.place, self.arrived_at, self.may_end = 0, decision.at, True
            return
        if decision.outcome is Outcome.FINISHED:
            if decision.step:
                assert self.node.step.id == decision.step
                assert self.arrived_at == decision.at
            assert decision.step or self.may_end
            self.has_ended = True
            return
        assert self.node.step.id == decision.step
        self.check_instant(decision)
        self.may_end = decision.outcome in CAN_END or decision.reason == NotSent.STOPPED_WHILE_HELD
        if decision.outcome not in BESIDE | CUT_SHORT and decision.reason != NotSent.STOPPED_WHILE_HELD:
            edge = self.node.edges[_way(self.node, decision, self.again)]
            self.place, self.again, self.arrived_at = edge.target, edge.again, decision.at

    @property
    def node(self) -> Node:
        """Where the contact is."""
        assert self.place is not None
        return self.chart.nodes[self.place]

    def check_instant(self, decision: Decision) -> None:
        """Whether a step is left when it is over, or cut short before."""
        step, at = self.node.step, decision.at
        match step:
            case steps.Wait() | steps.WaitUntil():
                due = self.due(step)
                assert at <= due if decision.outcome is Outcome.INTERRUPTED else at == due
            case steps.WaitFor() | steps.WaitUntilCondition():
                due = self.arrived_at + step.up_to
                assert at == due if decision.outcome is Outcome.TIMED_OUT else self.arrived_at <= at <= due
                if isinstance(step, steps.WaitFor) and step.where is None:
                    missed = [each.at for each in self.happened if each.name == step.event]
                    assert not any(self.arrived_at < each < at for each in missed)
                    assert at not in missed or decision.outcome is not Outcome.TIMED_OUT
            case steps.WaitUntilAttribute():
                assert self.arrived_at <= at
            case steps.Send():
                assert self.arrived_at <= at <= self.arrived_at + 3 * DAY
            case steps.Repeat() if decision.detail != "done":
                assert at == self.arrived_at
                assert int(decision.detail.partition(" of ")[0]) <= step.times
            case _:
                assert at == self.arrived_at

    def due(self, step: steps.Wait | steps.WaitUntil) -> Instant:
        """When a wait is over."""
        if isinstance(step, steps.WaitUntil):
            return max(self.arrived_at, first_instant_of(step.wall, self.timezone))
        if step.until is None:
            return self.arrived_at + step.duration
        earliest = local(self.arrived_at, self.timezone) + datetime.timedelta(microseconds=step.duration)
        day = earliest.replace(hour=step.until // 60, minute=step.until % 60, second=0, microsecond=0)
        for ahead in range(16):
            wall = day + datetime.timedelta(days=ahead)
            if wall >= earliest and step.until_day in (None, wall.weekday()):
                due = first_instant_of(wall, self.timezone)
                if due >= self.arrived_at:
                    return due
        raise AssertionError("every weekday comes within two weeks")


def local(at: Instant, timezone: str) -> datetime.datetime:
    """What the clock shows at an instant."""
    return moment(at).astimezone(ZoneInfo(timezone)).replace(tzinfo=None)


def first_instant_of(wall: datetime.datetime, timezone: str) -> Instant:
    """The first instant at which the clock shows `wall` (a whole minute) or later, found by looking at each minute."""
    at = instant(wall.replace(tzinfo=ZoneInfo(timezone)).astimezone(datetime.UTC)) - 3 * 3_600_000_000
    while local(at, timezone) < wall:
        at += 60_000_000
    return at


def _way(node: Node, decision: Decision, again: int) -> int:
    """Which of the ways out of a step a decision means; a `repeat` is begun once more by its way number `again`."""
    step, last = node.step, len(node.edges) - 1
    match step:
        case steps.Send() if decision.outcome is Outcome.NOT_SENT:
            reasons = [each.reason for each in step.because]
            return 1 + reasons.index(NotSent(decision.reason)) if decision.reason in reasons else last
        case steps.WaitFor() | steps.WaitUntilCondition() | steps.WaitUntilAttribute():
            return 1 if decision.outcome in (Outcome.TIMED_OUT, Outcome.MISSING) else 0
        case steps.Repeat():
            return 1 if decision.detail == "done" else again
        case steps.Choose():
            words = [arm.words for arm in step.arms]
            return words.index(decision.detail) if decision.detail in words else last
        case steps.Split():
            return [variant.name for variant in step.variants].index(decision.detail)
        case _:
            return 0
