"""How a draft can be changed so that its contact enters a journey."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from journeydsl.engine.turn import Turn
from journeydsl.model import clock, journeys
from journeydsl.model.conditions import Attribute, TriggerProperty
from journeydsl.model.contacts import Change, Event
from journeydsl.model.happenings import JOURNEY, JOURNEY_CALLED
from journeydsl.model.reasons import Refusal
from journeydsl.model.values import DAY, HOUR, MINUTE, WEEK, Instant, Value
from journeydsl.scenarios.suggesting import dates, values
from journeydsl.scenarios.suggesting.drafts import Draft
from journeydsl.scenarios.suggesting.history import bare, properties_of, properties_of_triggers
from journeydsl.scenarios.suggesting.passages import Played, Visit
from journeydsl.scenarios.suggesting.scene import Scene
from journeydsl.scenarios.suggesting.solving import change, meet, type_of

_SOME_MONDAY = datetime.datetime(2026, 3, 2, 10)


def triggers(scene: Scene, needed: tuple[TriggerProperty, ...]) -> Iterator[Draft]:
    """Drafts in which something more happens that may trigger the journey of a scene, at the scene's instant."""
    for start in scene.journey.starts:
        match start:
            case journeys.OnEvent():
                yield from _event(scene, start, needed)
            case journeys.OnEntering(segment=segment):
                yield from _into(scene, segment)
            case journeys.EveryYear() | journeys.Around():
                yield from _dated(scene, start)
            case journeys.Every(segment=segment):
                yield from _inside(scene, segment)
            case journeys.At(wall=wall, segment=segment):
                at = clock.to_instant(wall, scene.rules.program.project.timezone) - DAY
                yield from _inside(replace(scene, at=at - at % MINUTE), segment)
            case journeys.WhenCalled():
                called = Event(id="", name=JOURNEY_CALLED, at=scene.at, properties={JOURNEY: scene.journey.name})
                yield scene.draft.with_input(called)[0]


def answer_to(refused: Visit, run: Played, scene: Scene) -> Iterator[Draft]:
    """Drafts in which a trigger that was refused would perhaps be an entry."""
    at = [index for index, each in enumerate(run.draft.inputs) if each.at == refused.at and isinstance(each, Event)]
    triggered = at[-1] if at else None
    stood = replace(scene, draft=run.draft, at=refused.at, triggered_at=refused.at)
    stood = replace(stood, facts=Turn(scene.rules, refused.at, refused.state).facts())
    match Refusal(refused.decision.reason):
        case Refusal.WHERE_NOT_MET:
            for start in scene.journey.starts:
                if isinstance(start, journeys.OnEvent) and triggered is not None and start.where is not None:
                    yield from meet(start.where, stood.asked_of(triggered))
        case Refusal.MISSING_KEY if triggered is not None and scene.journey.key is not None:
            yield run.draft.with_property(triggered, scene.journey.key, _key(scene))
        case Refusal.ONLY_IF_NOT_MET if scene.journey.only_if is not None:
            yield from change(scene.journey.only_if, stood.asked_of(None), truth=True)
        case Refusal.JOURNEY_CLOSED:
            yield run.draft.later(-52 * WEEK)
        case Refusal.TOO_SOON | Refusal.ALREADY_ACTIVE | Refusal.ALREADY_ENTERED | Refusal.JOURNEY_PAUSED:
            yield from (run.draft.without(index) for index in at)
        case Refusal.MISSING_KEY | Refusal.ONLY_IF_NOT_MET:
            return


def first_instant(journey: journeys.Journey, timezone: str) -> Instant:
    """When scenarios of a journey begin: a Monday at ten, before the journey ends."""
    wall = _SOME_MONDAY
    while journey.ends is not None and wall.date() > journey.ends:
        wall -= datetime.timedelta(weeks=52)
    return clock.to_instant(wall, timezone)


def _key(scene: Scene) -> Value:
    key = scene.journey.key or ""
    return values.sample(properties_of_triggers(scene.journey, scene.rules)[key], key, scene.at)


def _event(scene: Scene, start: journeys.OnEvent, needed: tuple[TriggerProperty, ...]) -> Iterator[Draft]:
    declared = properties_of(start.event, scene.rules)
    names = dict.fromkeys((scene.journey.key, *(each.name for each in needed)))
    known = {name: values.sample(declared[name], name, scene.at) for name in names if name and name in declared}
    properties = {**known, **bare(start.event, scene.rules)}
    draft, index = scene.draft.with_input(Event(id="", name=start.event, at=scene.at, properties=properties))
    yield from meet(start.where, scene.asked_of(index, draft))


def _into(scene: Scene, segment: str) -> Iterator[Draft]:
    """Out of the segment at first, and then into it by something that happens, or by time."""
    condition = scene.rules.program.segments[segment].condition
    yield from change(condition, replace(scene, at=scene.at + HOUR), truth=True)
    yield from change(condition, scene, truth=False)


def _inside(scene: Scene, segment: str) -> Iterator[Draft]:
    condition = scene.rules.program.segments[segment].condition
    yield from change(condition, scene, truth=True)


def _dated(scene: Scene, start: journeys.EveryYear | journeys.Around) -> Iterator[Draft]:
    """The date becomes known, in time for its day."""
    if not isinstance(start.date, Attribute):
        return
    kind = type_of(start.date, scene)
    ahead = DAY * (3 - start.days) if isinstance(start, journeys.Around) else 3 * DAY - 360 * DAY * 10
    date = dates.around(scene.at + ahead, kind, scene.facts.timezone)
    yield scene.draft.with_input(Change(at=scene.at, attribute=start.date.name, value=date))[0]
