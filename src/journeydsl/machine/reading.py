"""Which conditions a program has, of what parts they consist, and what each part reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from journeydsl.engine.rules import Rules
from journeydsl.machine.saying import by_footer
from journeydsl.model import conditions, journeys, steps
from journeydsl.model.conditions import Condition, Operand
from journeydsl.model.happenings import JOURNEY, JOURNEY_CALLED, MESSAGE, TOPIC, known_events
from journeydsl.model.offers import Item, Offers
from journeydsl.model.rules import Rhythm
from journeydsl.model.values import Kind, Value

TOLD = (MESSAGE, TOPIC, JOURNEY)
"""What the events that every project has are about."""


def asked_conditions(rules: Rules) -> Iterator[Condition]:
    """Every condition of a program, segments included."""
    yield from rules.segments.values()
    yield from (suppression.condition for suppression in rules.program.suppressions)
    for message in rules.program.messages.values():
        yield from message.conditions
        if message.footer is not None:
            yield by_footer(message.footer)
    for journey in rules.journeys.values():
        yield from (start.where for start in journey.starts if isinstance(start, journeys.OnEvent) and start.where)
        yield from (stop.where for stop in journey.stops if stop.where)
        yield from (stop.condition for stop in journey.stops_when)
        yield from (each for each in (journey.only_if, journey.goal.where if journey.goal else None) if each)
        for node in rules.charts[journey.name].nodes:
            match node.step:
                case steps.Choose(arms=arms):
                    yield from (arm.condition for arm in arms)
                case steps.WaitFor(where=where) if where is not None:
                    yield where
                case steps.WaitUntilCondition(condition=condition):
                    yield condition
                case _:
                    pass


def parts(condition: Condition, rules: Rules | None = None) -> Iterator[Condition]:
    """A condition and all conditions inside it; with `rules` also those of the segments that it names."""
    yield condition
    match condition:
        case conditions.Not(part):
            yield from parts(part, rules)
        case conditions.AllOf(each) | conditions.AnyOf(each):
            for part in each:
                yield from parts(part, rules)
        case conditions.Count(where=where) | conditions.Aggregate(where=where) if where is not None:
            yield from parts(where, rules)
        case conditions.InSegment(segment) | conditions.HasBeenIn(segment) if rules is not None:
            yield from parts(rules.segments[segment], rules)
        case _:
            pass


def operands(condition: Condition) -> Iterator[Operand]:
    """What a part itself compares or asks about."""
    match condition:
        case conditions.Compare(left, _, right):
            yield from (left, right)
        case conditions.OneOf(operand) | conditions.Known(operand) | conditions.TextMatch(operand):
            yield operand
        case conditions.IsToday(operand) | conditions.Within(operand) | conditions.Contains(operand):
            yield operand
        case conditions.Aggregate(right=right):
            yield right
        case _:
            pass


def kinds_of(rules: Rules, operand: Operand, events: frozenset[str] | None = None) -> set[Kind]:
    """Of which kind an operand is, or, a property, of which kinds in some events (None: in any)."""
    project = rules.program.project
    match operand:
        case conditions.Attribute(name):
            return {project.attributes[name].type.kind}
        case conditions.AccountFact(name):
            return {project.account[name].type.kind}
        case conditions.TriggerProperty(name) | conditions.EventProperty(name):
            having = [each for event, each in known_events(project.events).items() if events is None or event in events]
            return {event.properties[name].kind for event in having if name in event.properties}
        case _:
            return set()


@dataclass(frozen=True, slots=True)
class Reads:
    """What a program reads of contacts, accounts and events, by name. Of `addresses` it only asks whether they can be
    reached. Where contacts make a difference to each other, all have to be read `together`; where only those do who
    belong to the same account, `peers` is the attribute that says so. `mailboxes` is whether anybody asks who keeps
    theirs. Of the `known` attributes it is only asked whether they are."""

    attributes: frozenset[str]
    addresses: frozenset[str]
    account: frozenset[str]
    properties: frozenset[str]
    scores: frozenset[str] = frozenset()
    together: bool = False
    peers: str | None = None
    mailboxes: bool = True
    known: frozenset[str] = frozenset()


def reads(rules: Rules) -> Reads:
    """What has to be there for a program to run."""
    program = rules.program
    asked = [part for condition in asked_conditions(rules) for part in parts(condition)]
    read: list[object] = [operand for part in asked for operand in operands(part)]
    read += dates(rules)
    said = [field for message in program.messages.values() for field in message.every_field]
    keys = [journey.key for journey in rules.journeys.values() if journey.key is not None]
    computed = [part.property for part in asked if isinstance(part, conditions.Aggregate)]
    of_events = (conditions.EventProperty, conditions.TriggerProperty)
    addresses = [program.project.channels[message.channel].address for message in program.messages.values()]
    named = [each.name for each in read if isinstance(each, conditions.Attribute)]
    changed, peers = [each.name for each in given_by_steps(rules)], account_attribute(rules)
    offered = used_offers(rules)
    named += [each.ranked_by for each in offered if each.ranked_by is not None]
    attributes = frozenset([*named, *changed, *account_attributes(rules)])
    return Reads(
        attributes=attributes,
        addresses=frozenset(addresses) - attributes,
        known=frozenset(each.name for each in said if isinstance(each, conditions.Attribute)) - attributes,
        account=frozenset(each.name for each in (*read, *said) if isinstance(each, conditions.AccountFact)),
        properties=frozenset(
            [*(each.name for each in (*read, *said) if isinstance(each, of_events)), *keys, *computed, *TOLD]
            + [each.bought[1] for each in offered]
        ),
        scores=frozenset(each.name for each in (*read, *said) if isinstance(each, conditions.Score)),
        together=bool(program.limits.warm_ups)
        or any(channel.throughput for channel in program.project.channels.values())
        or peers in changed,
        peers=peers,
    )


def reads_of(versions: Iterable[Rules]) -> Reads:
    """What has to be there for all versions of a program to run."""
    every = [reads(rules) for rules in versions]
    attributes = frozenset[str]().union(*(each.attributes for each in every))
    return Reads(
        attributes=attributes,
        addresses=frozenset[str]().union(*(each.addresses for each in every)) - attributes,
        account=frozenset[str]().union(*(each.account for each in every)),
        properties=frozenset[str]().union(*(each.properties for each in every)),
        scores=frozenset[str]().union(*(each.scores for each in every)),
        together=any(each.together for each in every),
        peers=next((each.peers for each in every if each.peers is not None), None),
        mailboxes=any(each.mailboxes for each in every),
        known=frozenset[str]().union(*(each.known for each in every)) - attributes,
    )


def every_item(rules: Rules) -> list[Item]:
    """All that a program offers, list by list."""
    return [item for offers in rules.program.offers.values() for item in offers.items]


def used_offers(rules: Rules) -> tuple[Offers, ...]:
    """The lists from which some step offers something."""
    nodes = (node for version in rules.versions.values() for node in version.chart.nodes)
    used = {node.step.offers for node in nodes if isinstance(node.step, steps.Offer)}
    return tuple(offers for name, offers in rules.program.offers.items() if name in used)


def dates(rules: Rules) -> Iterator[Operand]:
    """The dates that journeys start and waits end by."""
    for journey in rules.journeys.values():
        for start in journey.starts:
            if isinstance(start, journeys.EveryYear | journeys.Around):
                yield start.date
        for node in rules.charts[journey.name].nodes:
            if isinstance(node.step, steps.WaitUntilAttribute):
                yield node.step.date


class Given(NamedTuple):
    """Something known of a contact, named as in `model.contacts.Change`, and what it becomes."""

    name: str
    value: Value


def given_by_steps(rules: Rules) -> list[Given]:
    """What steps give to attributes."""
    every = (node.step for chart in rules.charts.values() for node in chart.nodes)
    return list(dict.fromkeys(Given(step.attribute, step.value) for step in every if isinstance(step, steps.Set)))


def scores_asked(rules: Rules) -> Iterator[conditions.Score]:
    """The scores that conditions and messages ask for, each as it is asked for."""
    asked = [part for condition in asked_conditions(rules) for part in parts(condition)]
    said = [field for message in rules.program.messages.values() for field in message.every_field]
    read: list[object] = [*(operand for part in asked for operand in operands(part)), *said]
    yield from (each for each in read if isinstance(each, conditions.Score))


def triggers(entered: Iterable[journeys.Journey]) -> frozenset[str]:
    """The events by which contacts enter some journeys."""
    starts = [start for journey in entered for start in journey.starts]
    called = [JOURNEY_CALLED for start in starts if isinstance(start, journeys.WhenCalled)]
    return frozenset([*called, *(start.event for start in starts if isinstance(start, journeys.OnEvent))])


def account_attributes(rules: Rules) -> tuple[str, ...]:
    """The attribute that says which account a contact belongs to, where that makes a difference."""
    nodes = (node for chart in rules.charts.values() for node in chart.nodes)
    is_drawn = any(isinstance(node.step, steps.Split) and node.step.by_account for node in nodes)
    if not is_drawn and not any(suppression.whole_account for suppression in rules.program.suppressions):
        return ()
    attributes = rules.program.project.attributes
    return tuple(name for name, attribute in attributes.items() if attribute.identifies)


def account_attribute(rules: Rules) -> str | None:
    """The attribute that says which account a contact belongs to, where a suppression asks for that."""
    if not any(suppression.whole_account for suppression in rules.program.suppressions):
        return None
    return account_attributes(rules)[0]


def hangs_on_refresh(rules: Rules, asked: Iterable[Condition | None]) -> bool:
    """Whether one of some conditions asks, maybe through others, for a segment that is refreshed at intervals."""
    for condition in asked:
        for part in parts(condition, rules) if condition is not None else ():
            if isinstance(part, conditions.InSegment | conditions.HasBeenIn):
                segment = rules.remembered.get(part.segment)
                if segment is not None and segment.rhythm is not Rhythm.LIVE:
                    return True
    return False
