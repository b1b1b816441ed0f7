"""Where a draft left the way that it should go, how near it came, and how it can be changed to come nearer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, cast

from journeydsl.engine import Rules
from journeydsl.engine.turn import Turn
from journeydsl.model import steps
from journeydsl.model.conditions import Known, TriggerProperty
from journeydsl.model.contacts import Event
from journeydsl.model.decisions import Outcome
from journeydsl.model.reasons import Exit, NotSent
from journeydsl.model.values import DAY, HOUR, MINUTE, Instant
from journeydsl.scenarios.suggesting import sends, starting
from journeydsl.scenarios.suggesting.drafts import Draft
from journeydsl.scenarios.suggesting.history import bare
from journeydsl.scenarios.suggesting.passages import Passage, Played, Visit, distances
from journeydsl.scenarios.suggesting.reading import conditions_of, operands
from journeydsl.scenarios.suggesting.scene import Scene
from journeydsl.scenarios.suggesting.solving import change, change_to_unknown, distance, meet

_OUTSIDE = 10_000


class Goal(NamedTuple):
    """The way that a scenario is wanted for: out of the node at an index, number `place`; `away` says how far each
    node is from there, where it can be reached from."""

    rules: Rules
    journey: str
    node: int
    place: int
    away: Mapping[int, int]
    needed: tuple[TriggerProperty, ...]


class Fork(NamedTuple):
    """A visit from which the goal could have been reached."""

    passage: Passage
    visit: Visit


def goal(rules: Rules, journey: str, node: int, place: int) -> Goal:
    """The goal of a search."""
    chart = rules.charts[journey]
    messages = (rules.program.messages[each.step.message] for each in chart.nodes if isinstance(each.step, steps.Send))
    fields = (field for message in messages for field in message.needs)
    asked = (operand for condition in conditions_of(rules, journey) for operand in operands(condition))
    needed = (each for each in (*fields, *asked) if isinstance(each, TriggerProperty))
    return Goal(rules, journey, node, place, distances(chart, node), tuple(dict.fromkeys(needed)))


def apart(wanted: Goal, run: Played) -> tuple[int, int]:
    """How far a draft stayed from the goal: in steps, then in parts of a condition."""
    forks = _forks(wanted, run)
    if not forks:
        return (_OUTSIDE - len(run.refused[:1]), _refused_by(wanted, run))
    fork = min(forks, key=lambda each: wanted.away[each.visit.node])
    return (wanted.away[fork.visit.node], _still_apart(wanted, run, fork))


def nearer(wanted: Goal, run: Played) -> Iterator[Draft]:
    """Drafts that perhaps come nearer, the most promising first."""
    forks = _forks(wanted, run)
    for fork in forks:
        yield from _stayed(wanted, run, fork)
    for refused in run.refused[:2]:
        yield from starting.answer_to(refused, run, _scene(wanted, run, None, refused.at))
    if not forks:
        last = run.draft.inputs[-1].at if run.draft.inputs else None
        first = starting.first_instant(wanted.rules.journeys[wanted.journey], wanted.rules.program.project.timezone)
        scene = _scene(wanted, run, None, first if last is None else last + HOUR)
        yield from starting.triggers(scene, wanted.needed)
    for each in run.passages:
        for visit in reversed(each.visits):
            yield from _otherwise(wanted, run, Fork(each, visit))
    for fork in forks:
        yield from _by_others(wanted, run, fork)


def _forks(wanted: Goal, run: Played) -> list[Fork]:
    """For each passage the last visit from which the goal could have been reached, the nearest first."""
    found = []
    for passage in run.passages:
        last = next((visit for visit in reversed(passage.visits) if visit.node in wanted.away), None)
        ended = passage.finished if not passage.visits else None
        if last is not None or ended is not None:
            found.append(Fork(passage, last or cast(Visit, ended)))
    return sorted(found, key=lambda fork: wanted.away[fork.visit.node])


def _places(wanted: Goal, visit: Visit) -> list[int]:
    """The ways out of a node that lead to the goal, the shortest first."""
    if visit.node == wanted.node:
        return [wanted.place]
    edges = wanted.rules.charts[wanted.journey].nodes[visit.node].edges
    leading = [place for place, edge in enumerate(edges) if edge.target in wanted.away]
    return sorted(leading, key=lambda place: wanted.away[edges[place].target])


def _stayed(wanted: Goal, run: Played, fork: Fork) -> Iterator[Draft]:
    """Out of the step another way, or not out of the journey."""
    if fork.visit.place is None or (fork.passage.finished is not None and fork.passage.visits[-1] is fork.visit):
        yield from _not_ended(wanted, run, fork)
    if not fork.passage.visits:
        return
    for place in _places(wanted, fork.visit):
        if place != fork.visit.place:
            yield from _turned(_scene(wanted, run, fork.passage, fork.visit.at), wanted, fork, place)


def _otherwise(wanted: Goal, run: Played, fork: Fork) -> Iterator[Draft]:
    """Another way at a step where the one that was taken leads to the goal too."""
    if fork.visit.node in wanted.away and fork.visit.place is not None:
        for place in _places(wanted, fork.visit):
            if place != fork.visit.place:
                yield from _turned(_scene(wanted, run, fork.passage, fork.visit.at), wanted, fork, place)


def _by_others(wanted: Goal, run: Played, fork: Fork) -> Iterator[Draft]:
    """Another journey starts before the contact leaves the step: it may do what is wanted."""
    scene = _scene(wanted, run, fork.passage, fork.visit.at)
    for name, journey in wanted.rules.journeys.items():
        if name != wanted.journey:
            for at in (_arrived(fork) + HOUR, fork.visit.at - MINUTE, fork.passage.enrollment.entered_at - HOUR):
                yield from starting.triggers(replace(scene, journey=journey, at=_minute(at)), ())


def _turned(  # noqa: C901 a case a kind
    scene: Scene, wanted: Goal, fork: Fork, place: int
) -> Iterator[Draft]:
    """Drafts in which the contact perhaps leaves the step of a visit by a certain way."""
    step, taken = wanted.rules.charts[wanted.journey].nodes[fork.visit.node].step, fork.visit.place
    match step:
        case steps.Send(message=name, because=because):
            message, decision = wanted.rules.program.messages[name], fork.visit.decision
            if place == 0 and decision.outcome is Outcome.NOT_SENT:
                yield from sends.let_through(scene, message, decision.reason, decision.detail)
            else:
                named = [each.reason for each in because]
                reasons = {named[place - 1]} if 0 < place <= len(named) else {*NotSent} - {*named}
                yield from sends.keep_back(scene, message, frozenset(reasons))
        case steps.WaitFor():
            yield from _event(scene, fork, step) if place == 0 else _no_event(scene, step)
        case steps.WaitUntilCondition(condition=condition, up_to=up_to):
            began = _arrived(fork)
            since = replace(scene, at=_minute(min(began + HOUR, began + up_to // 2)), entered_at=began)
            yield from change(condition, since if place == 0 else scene, truth=place == 0)
        case steps.WaitUntilAttribute(date=date):
            yield from change(Known(date), scene, truth=place == 0)
        case steps.Choose(arms=arms):
            if place < len(arms):
                yield from change(arms[place].condition, scene, truth=True)
            if taken is not None and taken < place:
                yield from change(arms[taken].condition, scene, truth=False)
                yield from change_to_unknown(arms[taken].condition, scene)
        case steps.Split(experiment=experiment):
            yield from _drawn(scene, experiment, place)
        case steps.Wait() | steps.WaitUntil() | steps.Repeat() | steps.Set() | steps.Emit() | steps.Call():
            return
        case steps.StartJourney() | steps.AddTo() | steps.RemoveFrom() | steps.UnsubscribeFrom():
            return
        case steps.Stop() | steps.Offer():
            return


def _not_ended(wanted: Goal, run: Played, fork: Fork) -> Iterator[Draft]:
    """What ended the run does not happen, or happened before, or does not count."""
    end, journey = fork.passage.finished, wanted.rules.journeys[wanted.journey]
    if end is None:
        return
    scene = _scene(wanted, run, fork.passage, end.at)
    if end.decision.reason == Exit.STOPPED_BY_CONDITION:
        for when in journey.stops_when:
            yield from change(when.condition, scene, truth=False)
    if end.decision.reason == Exit.STOPPED_BY_EVENT:
        before = _minute(fork.passage.enrollment.entered_at - DAY)
        for index, each in enumerate(run.draft.inputs):
            if isinstance(each, Event) and each.at == end.at:
                yield run.draft.without(index)
                yield run.draft.without(index).with_input(replace(each, at=before))[0]
                for stop in journey.stops:
                    if stop.event == each.name and stop.where is not None:
                        yield from meet(stop.where, scene.asked_of(index), truth=False)


def _event(scene: Scene, fork: Fork, step: steps.WaitFor) -> Iterator[Draft]:
    """The event happens while it is waited for."""
    began = _arrived(fork)
    for at in (began + min(HOUR, step.up_to // 2), began + step.up_to):
        draft, index = scene.draft.with_input(_bare(scene, step.event, _minute(at + MINUTE - 1)))
        yield from meet(step.where, scene.asked_of(index, draft))


def _bare(scene: Scene, name: str, at: Instant) -> Event:
    return Event(id="", name=name, at=at, properties=bare(name, scene.rules))


def _no_event(scene: Scene, step: steps.WaitFor) -> Iterator[Draft]:
    """The event that came does not happen, or is another."""
    for index, each in enumerate(scene.draft.inputs):
        if isinstance(each, Event) and each.name == step.event and each.at == scene.at:
            yield scene.draft.without(index)
            if step.where is not None:
                yield from meet(step.where, scene.asked_of(index), truth=False)


def _drawn(scene: Scene, experiment: str, place: int) -> Iterator[Draft]:
    """Other titles, for which the draw falls so: the contact of a scenario is called by it."""
    odds = scene.rules.splits[experiment]
    title = scene.draft.title.partition(" (")[0]
    found = 0
    for number in range(2, 2_000):
        other = f"{title} ({number})"
        if odds.draw(scene.rules.subject(other)) == place:
            yield scene.draft.titled(other)
            found += 1
            if found == 12:
                return


def _arrived(fork: Fork) -> Instant:
    """When the contact came to the step of a visit: as it left the one before, or entered."""
    before = fork.passage.visits.index(fork.visit) - 1 if fork.passage.visits else -1
    return fork.passage.visits[before].at if before >= 0 else fork.passage.enrollment.entered_at


def _scene(wanted: Goal, run: Played, passage: Passage | None, at: Instant) -> Scene:
    state = run.state_at(at)
    enrollment = passage.enrollment if passage is not None else None
    return Scene(
        rules=wanted.rules,
        draft=run.draft,
        facts=Turn(wanted.rules, at, state).facts(enrollment),
        at=at,
        journey=wanted.rules.journeys[wanted.journey],
        entered_at=enrollment.entered_at if enrollment else None,
        triggered_at=enrollment.entered_at if enrollment else None,
    )


def _still_apart(wanted: Goal, run: Played, fork: Fork) -> int:
    """How many parts of the condition at a fork keep the contact from the goal."""
    step = wanted.rules.charts[wanted.journey].nodes[fork.visit.node].step
    places = _places(wanted, fork.visit)
    scene = _scene(wanted, run, fork.passage, fork.visit.at)
    if not isinstance(step, steps.Choose):
        return 1
    return min((_to_arm(step.arms, place, fork.visit.place, scene) for place in places), default=1)


def _to_arm(arms: tuple[steps.Arm, ...], place: int, taken: int | None, scene: Scene) -> int:
    total = distance(arms[place].condition, scene, truth=True) if place < len(arms) else 0
    if taken is not None and taken < place:
        total += distance(arms[taken].condition, scene, truth=False)
    return total


def _refused_by(wanted: Goal, run: Played) -> int:
    only_if = wanted.rules.journeys[wanted.journey].only_if
    if only_if is None or not run.refused:
        return 0
    return distance(only_if, _scene(wanted, run, None, run.refused[0].at), truth=True)


def _minute(at: Instant) -> Instant:
    return at - at % MINUTE
