"""The search for a scenario that goes a certain way: change a draft, play it, and go on from the nearest."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

from journeydsl.engine import Rules
from journeydsl.model import steps
from journeydsl.model.contacts import Change, Contact, Event, Input
from journeydsl.model.decisions import Outcome
from journeydsl.model.scenarios import stand_ins
from journeydsl.model.values import HOUR, Instant
from journeydsl.scenarios.coverage import Way
from journeydsl.scenarios.suggesting import values
from journeydsl.scenarios.suggesting.drafts import Draft
from journeydsl.scenarios.suggesting.history import bare
from journeydsl.scenarios.suggesting.passages import Played, goes, played
from journeydsl.scenarios.suggesting.starting import first_instant
from journeydsl.scenarios.suggesting.steering import apart, goal, nearer

_ASKED_FOR_MORE = 60
"""How many changes of one draft are tried at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to: the draft that goes the way, or None, and how many were played."""

    run: Played | None
    tried: int


def search(rules: Rules, way: Way, title: str, most: int) -> Found:
    """Look for a draft that goes a way; at most `most` are played."""
    chart = rules.charts[way.journey]
    node = next(index for index, each in enumerate(chart.nodes) if each.step.id == way.step)
    wanted = goal(rules, way.journey, node, way.place)
    if 0 not in wanted.away:
        return Found(None, 0)
    first = begin(rules, way.journey, title)
    order, seen, tried = count(), {repr(first)}, 0
    run = played(rules, first, way.journey)
    if goes(run, node, way.place):
        return Found(_not_held_out(rules, run, way, node), 1)
    waiting = [(apart(wanted, run), 0, next(order), run)]
    while waiting:
        _, changes, _, run = heappop(waiting)
        for asked, draft in enumerate(nearer(wanted, run)):
            if tried >= most:
                return Found(None, tried)
            if asked >= _ASKED_FOR_MORE:
                break
            if repr(draft) in seen or not draft.can_be_written(rules.program.project):
                continue
            seen.add(repr(draft))
            tried += 1
            following = played(rules, draft, way.journey)
            if goes(following, node, way.place):
                return Found(_not_held_out(rules, following, way, node), tried)
            heappush(waiting, (apart(wanted, following), changes + 1, next(order), following))
    return Found(None, tried)


def begin(rules: Rules, journey: str, title: str) -> Draft:
    """A contact to whom nothing has happened yet, and to whom every message of the journey may be sent."""
    project = rules.program.project
    sent = (node.step.message for node in rules.charts[journey].nodes if isinstance(node.step, steps.Send))
    messages = [rules.program.messages[name] for name in dict.fromkeys(sent)]
    at = first_instant(rules.journeys[journey], project.timezone)
    draft = Draft(Contact(id=title, subscriptions={each.topic: True for each in messages if each.topic}))
    addresses = {project.channels[each.channel].address for each in messages}
    needed = addresses | {field.name for each in messages for field in each.needs}
    for name, attribute in project.attributes.items():
        if (name in needed or not attribute.optional) and name not in stand_ins(project):
            draft = draft.with_attribute(name, values.sample(attribute.type, name, at))
    return draft.with_input(_something(rules, draft, at - HOUR))[0]


def _something(rules: Rules, draft: Draft, at: Instant) -> Input:
    """Something has to happen for a scenario to begin: if it can be, what changes nothing."""
    project = rules.program.project
    for name, attribute in sorted(project.attributes.items(), key=lambda each: each[0] not in draft.contact.attributes):
        if not attribute.type.many and name not in stand_ins(project):
            known = draft.contact.attributes.get(name)
            value = values.sample(attribute.type, name, at) if known is None else known
            return Change(at=at, attribute=name, value=value)
    name = next(iter(project.events))
    return Event(id="", name=name, at=at, properties=bare(name, rules))


def _not_held_out(rules: Rules, run: Played, way: Way, node: int) -> Played:
    """The same for a contact that is not held out, where another title gives one."""
    title = run.draft.title
    for number in range(2, 40):
        if not any(each.outcome is Outcome.HELD_OUT for each in run.decisions):
            return run
        other = played(rules, run.draft.titled(f"{title.partition(' (')[0]} ({number})"), way.journey)
        if goes(other, node, way.place):
            run = other
    return run
