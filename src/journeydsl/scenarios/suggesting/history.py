"""How the events of a draft can be changed so that counting them, or adding them up, comes out differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Protocol

from journeydsl.conditions import occurrences, read
from journeydsl.engine import Rules
from journeydsl.model import conditions as model
from journeydsl.model.contacts import Event
from journeydsl.model.happenings import (
    BUILT_IN,
    CONSENT_GIVEN,
    CONSENT_WITHDRAWN,
    MESSAGE,
    MESSAGE_SENT,
    TOPIC,
    known_events,
)
from journeydsl.model.journeys import Journey, OnEvent
from journeydsl.model.values import DAY, HOUR, MINUTE, Instant, Value, ValueType
from journeydsl.scenarios.suggesting import values
from journeydsl.scenarios.suggesting.drafts import Draft
from journeydsl.scenarios.suggesting.scene import Scene

_MOST = 30
"""No scenario worth reading holds more events of a kind than this."""


class Meet(Protocol):
    """Finds drafts in which the event that a scene looks at meets a `where`."""

    def __call__(self, where: model.Condition | None, scene: Scene, *, truth: bool = True) -> Iterator[Draft]: ...


def properties_of(event: str, rules: Rules) -> Mapping[str, ValueType]:
    """What an event can hold."""
    return known_events(rules.program.project.events)[event].properties


def bare(event: str, rules: Rules) -> dict[str, Value]:
    """What has to be said of an event for a scenario to have a line for it."""
    about, names = (TOPIC, rules.program.project.topics) if event in _OF_A_TOPIC else (MESSAGE, rules.program.messages)
    return {about: next(iter(names))} if event in BUILT_IN and names else {}


_OF_A_TOPIC = (CONSENT_GIVEN, CONSENT_WITHDRAWN)


def properties_of_triggers(journey: Journey, rules: Rules) -> Mapping[str, ValueType]:
    """What the events that a journey starts on can hold."""
    events = (start.event for start in journey.starts if isinstance(start, OnEvent))
    return {name: kind for event in events for name, kind in properties_of(event, rules).items()}


def count(condition: model.Count, scene: Scene, meet: Meet, *, truth: bool) -> Iterator[Draft]:
    """Drafts with more or fewer events in the window."""
    operator = values.wanted(condition.operator, truth=truth)
    found = occurrences(condition.event, condition.where, condition.window, scene.facts)
    for number in values.meeting(operator, condition.number, values.INTEGER):
        missing = int(float(str(number))) - len(found)
        if missing > 0:
            yield from more(condition, missing, scene, meet)
        elif missing < 0:
            yield from fewer(condition, scene, meet)


def aggregate(condition: model.Aggregate, scene: Scene, meet: Meet, *, truth: bool) -> Iterator[Draft]:
    """Drafts with one more event whose property makes the difference, with and without those that there are."""
    bound = read(condition.right, scene.facts, scene.event_looked_at)
    operator = values.wanted(condition.operator, truth=truth)
    yield from fewer(condition, scene, meet)
    if bound is None:
        return
    if condition.function is model.Function.NUMBER_OF_DISTINCT:
        for number in values.meeting(operator, bound, values.INTEGER):
            yield from more(condition, int(float(str(number))), scene, meet, distinct=condition.property)
        return
    kind = properties_of(condition.event, scene.rules)[condition.property]
    so_far = [
        each.properties[condition.property]
        for each in occurrences(condition.event, condition.where, condition.window, scene.facts)
        if condition.property in each.properties
    ]
    for value in values.meeting(operator, bound, kind):
        wanted = [value]
        if condition.function is model.Function.SUM and isinstance(value, int | float):
            wanted.append(value - sum(each for each in so_far if isinstance(each, int | float)))
        for each in wanted:
            yield from more(condition, 1, scene, meet, given=(condition.property, values.whole(each, kind)))


def more(
    asked: model.Count | model.Aggregate,
    number: int,
    scene: Scene,
    meet: Meet,
    *,
    given: tuple[str, Value] | None = None,
    distinct: str | None = None,
) -> Iterator[Draft]:
    """Drafts with so many more events in the window, each a day apart, or an hour where the window is short."""
    if number > _MOST or asked.event == MESSAGE_SENT:
        return  # what is sent is sent by the engine
    for last in _instants(asked.window, scene):
        apart = DAY if _covers(asked.window, last - DAY * number, scene) else HOUR
        if number > 1 and not _covers(asked.window, last - apart * number, scene):
            apart = MINUTE
        drafts = [scene.draft]
        for place in range(number):
            known = {} if given is None else dict([given])
            if distinct is not None:
                kind = properties_of(asked.event, scene.rules)[distinct]
                known = {distinct: _different(kind, place)}
            drafts = list(islice(_with_event(drafts, asked, last - place * apart, known, scene, meet), 2))
        yield from drafts


def fewer(asked: model.Count | model.Aggregate, scene: Scene, meet: Meet) -> Iterator[Draft]:
    """Drafts without one of the events in the window, or in which it no longer meets the `where`, or is earlier."""
    for index, each in enumerate(scene.draft.inputs):
        if not isinstance(each, Event) or each.name != asked.event or not _covers(asked.window, each.at, scene):
            continue
        yield scene.draft.without(index)
        if asked.where is not None:
            yield from meet(asked.where, scene.asked_of(index), truth=False)
        if isinstance(asked.window, model.Last):
            before = scene.at - asked.window.duration - HOUR
            yield scene.draft.without(index).with_input(replace(each, at=before - before % MINUTE))[0]


def _with_event(
    drafts: list[Draft],
    asked: model.Count | model.Aggregate,
    at: Instant,
    known: Mapping[str, Value],
    scene: Scene,
    meet: Meet,
) -> Iterator[Draft]:
    for draft in drafts:
        added, index = draft.with_input(
            Event(id="", name=asked.event, at=at, properties={**bare(asked.event, scene.rules), **known})
        )
        yield from meet(asked.where, scene.asked_of(index, added))


def _instants(window: model.Window, scene: Scene) -> Iterator[Instant]:
    """Where in a window an event may be put: before the entry, just before now, since the entry, at the far end."""
    now = scene.at - scene.at % MINUTE
    entered = scene.entered_at if scene.entered_at is not None else now
    guesses = [entered - DAY, now - MINUTE, entered + MINUTE, entered + HOUR, now - DAY, entered - HOUR, now]
    if isinstance(window, model.Last):
        guesses.append(now - window.duration + HOUR)
    if isinstance(window, model.Since):
        guesses.append(window.instant + HOUR)
    for at in dict.fromkeys(each - each % MINUTE for each in guesses):
        if at <= now and _covers(window, at, scene):
            yield at


def _covers(window: model.Window, at: Instant, scene: Scene) -> bool:
    match window:
        case model.Ever():
            return True
        case model.Since(since):
            return at >= since
        case model.SinceEntry():
            return scene.entered_at is not None and at > scene.entered_at
        case model.Last(duration):
            return at > scene.at - duration


def _different(kind: ValueType, place: int) -> Value:
    if kind.values:
        return kind.values[place % len(kind.values)]
    found = values.sample(kind, "value", 0)
    return f"{found}{place}" if isinstance(found, str) else values.whole(float(place + 1), kind)
