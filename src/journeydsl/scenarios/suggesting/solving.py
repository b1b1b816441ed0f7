"""How a draft can be changed so that a condition comes out differently: a small solver, guided by what is read now.

Nothing here has to be right: each change is a guess that is played afterwards. A condition of several parts is met part
by part, a change at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from journeydsl.conditions import evaluate, read
from journeydsl.model import conditions as model
from journeydsl.model.contacts import Change
from journeydsl.model.values import MINUTE, Kind, Truth, Value, ValueType
from journeydsl.scenarios.suggesting import dates, history, values
from journeydsl.scenarios.suggesting.drafts import Draft
from journeydsl.scenarios.suggesting.scene import Scene


def distance(condition: model.Condition, scene: Scene, *, truth: bool) -> int:
    """How many parts of a condition would have to change for it to be `truth`; 0 where it is."""
    match condition:
        case model.Not(part):
            return distance(part, scene, truth=not truth)
        case model.AllOf(parts) | model.AnyOf(parts):
            apart = [distance(part, scene, truth=truth) for part in parts]
            return sum(apart) if isinstance(condition, model.AllOf) is truth else min(apart, default=1)
        case model.InSegment(segment):
            return distance(scene.rules.program.segments[segment].condition, scene, truth=truth)
        case model.Compare() | model.OneOf() | model.Known() | model.TextMatch() | model.IsToday() | model.Within():
            return int(_truth(condition, scene) is not truth)
        case model.Contains() | model.Count() | model.Aggregate() | model.HasBeenIn() | model.Subscribed():
            return int(_truth(condition, scene) is not truth)


def change(condition: model.Condition, scene: Scene, *, truth: bool) -> Iterator[Draft]:  # noqa: C901 a case a kind
    """Drafts in which a condition is perhaps `truth`, or nearer to it; none where it is so already."""
    if _truth(condition, scene) is truth:
        return
    match condition:
        case model.Not(part):
            yield from change(part, scene, truth=not truth)
        case model.AllOf(parts) | model.AnyOf(parts):
            for part in parts:
                yield from change(part, scene, truth=truth)
        case model.InSegment(segment):
            yield from change(scene.rules.program.segments[segment].condition, scene, truth=truth)
        case model.HasBeenIn(segment, duration):
            since = replace(scene, at=scene.at - duration - MINUTE)
            inside = scene.rules.program.segments[segment].condition
            yield from change(inside, scene if evaluate(inside, scene.facts) is True and truth else since, truth=truth)
        case model.Subscribed(topic):
            yield scene.draft.subscribed(topic, truth=truth)
        case model.Known(operand):
            yield from _give(operand, scene, (_sample(operand, scene) if truth else None,))
        case model.Compare():
            yield from _compare(condition, scene, truth=truth)
        case model.OneOf(operand, named):
            kind = type_of(operand, scene)
            given = named if truth else tuple(each for each in values.others(named[0], kind) if each not in named)
            yield from _give(operand, scene, given)
        case model.TextMatch(operand, _, text):
            yield from _give(operand, scene, (text if truth else f"no{text[::-1]}",))
        case model.Contains(operand, value):
            others = values.others(value, type_of(operand, scene))
            yield from _give(operand, scene, ((value,),) if truth else tuple((each,) for each in others))
        case model.IsToday(operand):
            yield from _give(operand, scene, dates.anniversaries(scene.facts, type_of(operand, scene), today=truth))
        case model.Within(operand, duration):
            near = dates.near(scene.facts, type_of(operand, scene), duration, within=truth)
            yield from _give(operand, scene, near)
        case model.Count():
            yield from history.count(condition, scene, meet, truth=truth)
        case model.Aggregate():
            yield from history.aggregate(condition, scene, meet, truth=truth)


def change_to_unknown(condition: model.Condition, scene: Scene) -> Iterator[Draft]:
    """Drafts in which a condition perhaps is unknown: something that it reads is missing."""
    match condition:
        case model.Not(part):
            yield from change_to_unknown(part, scene)
        case model.AllOf(parts) | model.AnyOf(parts):
            for part in parts:
                yield from change_to_unknown(part, scene)
        case model.Compare(operand) | model.OneOf(operand) | model.TextMatch(operand):
            yield from _give(operand, scene, (None,))
        case model.IsToday(operand) | model.Within(operand) | model.Contains(operand):
            yield from _give(operand, scene, (None,))
        case model.Subscribed(topic):
            yield scene.draft.subscribed(topic, truth=False)
        case model.Known() | model.Count() | model.Aggregate() | model.InSegment() | model.HasBeenIn():
            return


def meet(where: model.Condition | None, scene: Scene, *, truth: bool = True) -> Iterator[Draft]:
    """Drafts in which the event that `scene` looks at meets a `where` (or does not, where `truth` is False)."""
    if where is None:
        if truth:
            yield scene.draft
        return
    waiting, seen = [scene.draft], {repr(scene.draft)}
    for draft in waiting:
        now = scene.asked_of(scene.event, draft)
        if (_truth(where, now) is True) is truth:
            yield draft
            continue
        for changed in change(where, now, truth=truth):
            is_same_event = len(changed.inputs) == len(draft.inputs)  # what is added or removed moves it
            if is_same_event and repr(changed) not in seen and len(seen) < _TRIES:
                seen.add(repr(changed))
                waiting.append(changed)


_TRIES = 60


def type_of(operand: model.Operand, scene: Scene) -> ValueType:
    """The declared type of an operand."""
    project = scene.rules.program.project
    match operand:
        case model.Attribute(name):
            return project.attributes[name].type
        case model.AccountFact(name):
            return project.account[name].type
        case model.EventProperty(name):
            event = scene.event_looked_at
            assert event is not None, "a property is asked of an event"
            return history.properties_of(event.name, scene.rules)[name]
        case model.TriggerProperty(name):
            return history.properties_of_triggers(scene.journey, scene.rules)[name]
        case model.Score():
            return values.NUMBER
        case model.Offered():
            return ValueType(Kind.TEXT)
        case model.Constant(value):
            return values.type_of(value)


def _truth(condition: model.Condition, scene: Scene) -> Truth:
    return evaluate(condition, scene.facts, scene.event_looked_at)


def _compare(condition: model.Compare, scene: Scene, *, truth: bool) -> Iterator[Draft]:
    """Move one side next to the other; where the other is missing, give it something first."""
    operator = values.wanted(condition.operator, truth=truth)
    sides = (
        (condition.left, operator, condition.right),
        (condition.right, values.mirrored(operator), condition.left),
    )
    for moved, comparison, still in sides:
        bound = read(still, scene.facts, scene.event_looked_at)
        if bound is None:
            yield from _give(still, scene, (_sample(still, scene),))
        else:
            yield from _give(moved, scene, values.meeting(comparison, bound, type_of(moved, scene)))


def _sample(operand: model.Operand, scene: Scene) -> Value:
    if isinstance(operand, model.Score):
        return 0.5
    name = "" if isinstance(operand, model.Constant) else operand.name
    return values.sample(type_of(operand, scene), name, scene.at)


def _give(operand: model.Operand, scene: Scene, given: Iterable[Value | None]) -> Iterator[Draft]:
    """Drafts in which an operand has one of these values (None: is missing)."""
    for each in given:
        value = None if each is None else values.whole(each, type_of(operand, scene))
        match operand:
            case model.Attribute(name):
                yield from _give_attribute(name, value, scene)
            case model.TriggerProperty(name) if scene.trigger is not None:
                yield scene.draft.with_property(scene.trigger, name, value)
            case model.EventProperty(name) if scene.event is not None:
                yield scene.draft.with_property(scene.event, name, value)
            case model.AccountFact(name):
                yield scene.draft.with_account_fact(name, value)
            case model.Score(name) if value is None or isinstance(value, int | float):
                yield scene.draft.with_score(name, value)
            case model.TriggerProperty() | model.EventProperty() | model.Score() | model.Constant() | model.Offered():
                return


def _give_attribute(name: str, value: Value | None, scene: Scene) -> Iterator[Draft]:
    """From the start, without later changes of it; else from a minute before on."""
    kept = tuple(each for each in scene.draft.inputs if not (isinstance(each, Change) and each.attribute == name))
    if len(kept) == len(scene.draft.inputs) or kept:
        yield replace(scene.draft, inputs=kept).with_attribute(name, value)
    if value is not None:
        before = scene.at - scene.at % MINUTE - MINUTE
        for at in (before, before + MINUTE):
            yield scene.draft.with_input(Change(at=at, attribute=name, value=value))[0]
