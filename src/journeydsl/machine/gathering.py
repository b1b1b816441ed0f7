"""What the versions of a program, all together, read and change over data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from journeydsl.engine.rules import Rules
from journeydsl.machine.calendar import BEFORE_ZONES, BY_RULE_UNTIL
from journeydsl.machine.changeable import (
    ADDRESS_OF,
    BLOCKED_OF,
    TOPIC_OF,
    UNSUBSCRIBED_OF,
    Changing,
    changing,
    freshness,
)
from journeydsl.machine.columns import Columns
from journeydsl.machine.lists import as_text
from journeydsl.machine.making import MadeEvent
from journeydsl.machine.reading import (
    TOLD,
    Given,
    asked_conditions,
    dates,
    every_item,
    kinds_of,
    operands,
    parts,
    scores_asked,
    used_offers,
)
from journeydsl.model import conditions, steps
from journeydsl.model.conditions import Operand
from journeydsl.model.happenings import (
    CONSENT_GIVEN,
    CONSENT_WITHDRAWN,
    MESSAGE_BOUNCED,
    MESSAGE_COMPLAINED,
)
from journeydsl.model.values import DAY, Instant
from journeydsl.model.values import Kind as ValueKind

_YEAR = 366 * DAY
ABOUT_CONSENT = {CONSENT_GIVEN, CONSENT_WITHDRAWN}
ABOUT_ADDRESSES = {MESSAGE_BOUNCED, MESSAGE_COMPLAINED}


def key_names(versions: Iterable[Rules]) -> set[str]:
    """The properties that are read as text."""
    return {name for rules in versions for name in _key_names(rules)}


def _key_names(rules: Rules) -> set[str]:
    bought = (offers.bought[1] for offers in used_offers(rules))
    return {*(journey.key for journey in rules.journeys.values() if journey.key), *bought}


def all_changing(
    versions: Iterable[Rules], columns: Columns, made: Sequence[MadeEvent], given: Sequence[Given]
) -> dict[Changing, int]:
    """What can change of a contact while programs run over data, numbered."""
    found = dict.fromkeys(what for rules in versions for what in _changing(rules, columns, made, given))
    return {what: place for place, what in enumerate(found)}


def _changing(rules: Rules, columns: Columns, made: Sequence[MadeEvent], given: Sequence[Given]) -> Iterator[Changing]:
    """What can change of a contact while a program runs over data."""
    changed = dict.fromkeys(name for name, _ in given)
    project, happens = rules.program.project, {*columns.event_names, *(each.name for each in made)}
    yield from dict.fromkeys(what for name in changed for what in _changing_by(rules, name))
    for address in dict.fromkeys(channel.address for channel in project.channels.values()):
        if address in changed:
            yield ADDRESS_OF, address
    if happens & ABOUT_CONSENT:
        yield from ((TOPIC_OF, topic) for topic in project.topics)
        yield UNSUBSCRIBED_OF, ""
    if happens & ABOUT_ADDRESSES:
        yield from ((BLOCKED_OF, name) for name in project.channels)


def _changing_by(rules: Rules, name: str) -> Iterator[Changing]:
    """What changes where something known of a contact gets another value: of a score, all that is asked of it."""
    match name.partition("."):
        case ("account", ".", fact):
            yield changing(conditions.AccountFact(fact))
        case ("score", ".", score):
            for asked in scores_asked(rules):
                if asked.name == score:
                    yield changing(conditions.Score(score, None, asked.minimum_confidence))
                    yield from () if asked.fresh_for is None else (changing(freshness(asked)),)
        case _:
            yield changing(conditions.Attribute(name))


def compared(versions: Iterable[Rules], given: Sequence[Given]) -> list[Operand]:
    """What is compared, searched or computed with: what has to be a number."""
    return list(dict.fromkeys(operand for rules in versions for operand in _compared(rules, given)))


def _compared(rules: Rules, given: Sequence[Given]) -> Iterator[Operand]:
    for condition in asked_conditions(rules):
        for part in parts(condition):
            if not isinstance(part, conditions.Known):
                yield from operands(part)
            if isinstance(part, conditions.Aggregate):
                yield conditions.EventProperty(part.property)
    yield from dates(rules)
    yield from (each for name, _ in given for each in (conditions.Attribute(name), _fact(name)))
    yield from (conditions.EventProperty(name) for name in TOLD)


def _fact(name: str) -> conditions.AccountFact:
    return conditions.AccountFact(name.removeprefix("account."))


def constants(versions: Iterable[Rules], given: Sequence[Given]) -> Iterator[str]:
    """The texts that are written in programs, or that profiles come to have."""
    for rules in versions:
        yield from _constants(rules)
    for _, value in given:
        if isinstance(value, str | tuple):
            yield value if isinstance(value, str) else as_text(value)


def _constants(rules: Rules) -> Iterator[str]:
    for condition in asked_conditions(rules):
        for part in parts(condition):
            written = part.values if isinstance(part, conditions.OneOf) else ()
            values = (each.value for each in operands(part) if isinstance(each, conditions.Constant))
            yield from (value for value in (*written, *values) if isinstance(value, str))
    yield from (fact for item in every_item(rules) for fact in item.facts.values())
    yield from (*rules.journeys, *rules.program.messages, *rules.program.project.topics)


def years(rules: Rules, start: Instant, end: Instant, columns: Columns) -> tuple[Instant, Instant]:
    """The time in which local time is asked for."""
    asked = [part for condition in asked_conditions(rules) for part in parts(condition)]
    nodes = [node.step for chart in rules.charts.values() for node in chart.nodes]
    ahead = [part.duration for part in asked if isinstance(part, conditions.Within)]
    distances = [abs(step.distance) for step in nodes if isinstance(step, steps.WaitUntilAttribute)]
    first = min(start, int(columns.at.min())) if rules.remembered and len(columns.at) else start
    last = end + max(ahead, default=0) + max(distances, default=0)
    days = [*dates(rules), *(part.operand for part in asked if isinstance(part, conditions.IsToday))]
    if any(ValueKind.INSTANT in kinds_of(rules, each) for each in days):
        first, last = min(first, BEFORE_ZONES), max(last, BY_RULE_UNTIL)
    return first - _YEAR, last + _YEAR
