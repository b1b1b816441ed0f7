"""A program and its data brought together: everything that the machine reads, as arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from journeydsl.engine.address import is_reachable
from journeydsl.engine.rules import Rules
from journeydsl.machine import layout, zones
from journeydsl.machine.columns import Column, Columns, Texts, Unfit
from journeydsl.machine.flags import Stretch, Truths, contact_flags, event_flags, text_matches
from journeydsl.machine.kinds import Kind, Kinds
from journeydsl.machine.layout import Floats, Ints, Machine
from journeydsl.machine.lowering import Lowering, lower
from journeydsl.machine.postfix import Operations
from journeydsl.machine.reading import asked_conditions, changed_attributes, operands, parts
from journeydsl.machine.support import SPECIAL
from journeydsl.machine.vocabulary import Vocabulary, as_words
from journeydsl.model import conditions, steps
from journeydsl.model.conditions import Operand
from journeydsl.model.happenings import known_events
from journeydsl.model.journeys import OnEvent
from journeydsl.model.values import DAY, Duration, Instant
from journeydsl.model.values import Kind as ValueKind

_YEAR = 366 * DAY
_KEY = "key "


@dataclass(frozen=True, slots=True)
class Bound:
    """What the machine runs on, as yet without a place for what it counts; `words` are those that keys of runs are
    numbers of."""

    machine: Machine
    nodes: int
    kinds: Sequence[Kind]
    words: Sequence[str]


def bind(rules: Rules, columns: Columns, start: Instant, end: Instant) -> Bound:
    """Lower a program onto data; raises Unfit where the data are such that the machine cannot run it."""
    special = SPECIAL.intersection(columns.event_names)
    if special:
        raise Unfit(f"`{min(special)}` among the events")
    keys = {journey.key: _key_column(rules, columns, journey.key) for journey in rules.journeys.values() if journey.key}
    compared = [column for operand in _compared(rules) if (column := _column(columns, operand)) is not None]
    vocabulary = Vocabulary([*compared, *keys.values()], _constants(rules))
    low = _lowering(rules, columns, vocabulary)
    head = lower(low) | {layout.H_START: start, layout.H_END: end}
    operations, everybody = low.operations, np.arange(len(columns.ids))
    slots = [
        keys[name.removeprefix(_KEY)] if name.startswith(_KEY) else columns.properties.get(name)
        for name in operations.properties
    ]
    read = [columns.attributes.get(name) for name in low.changing]
    read += [_column(columns, each) for each in operations.attributes]
    found = [*_addresses(rules, columns, low.addresses), columns.unsubscribed.astype(np.float64)]
    stretch = Stretch(rules, columns, vocabulary, everybody)
    texts = [text_matches(vocabulary, each.test, each.text) for each in operations.texts]
    rows, zone_places = _table(low, columns, head)
    machine = Machine(
        rows=rows,
        floats=np.array(operations.numbers, np.float64),
        decided=np.zeros((0, layout.D_WIDTH), np.int64),
        counts=np.zeros(0, np.int64),
        contacts=_contacts(rules, columns, zone_places, is_drawn=bool(low.drawn)),
        contact_flags=contact_flags(stretch, operations.contact_flags, found),
        attributes=_matrix(vocabulary, read, len(everybody)),
        at=columns.at,
        name=columns.names,
        flags=event_flags(rules, columns, vocabulary, operations.event_flags),
        properties=_matrix(vocabulary, slots, len(columns.at)),
        texts=np.array(texts, np.uint8).reshape(len(texts), len(vocabulary.words)),
    )
    return Bound(machine, sum(len(chart.nodes) for chart in rules.charts.values()), low.kinds.all, vocabulary.words)


def _lowering(rules: Rules, columns: Columns, vocabulary: Vocabulary) -> Lowering:
    """Tables in which nothing stands yet."""
    changing = changed_attributes(rules)
    numbers = {name: place for place, name in enumerate(columns.event_names)}
    rows = [0] * layout.FIRST_ROW
    operations = Operations(rules, vocabulary, numbers, changing, _triggers(rules), rows)
    return Lowering(rules, rows, operations, Kinds(), numbers, changing)


def _table(low: Lowering, columns: Columns, head: dict[int, int]) -> tuple[Ints, Ints]:
    """All rows with the head and the zones; and where each zone stands, the project's first."""
    names = [low.rules.program.project.timezone, *columns.zone_names]
    first, last = _years(low.rules, low.operations, head[layout.H_START], head[layout.H_END])
    offsets, zone_places = zones.table(names, first, last)
    zone_places = zone_places + len(low.rows)
    table = np.concatenate([np.array(low.rows, np.int64), offsets])
    for row in low.messages.values():
        table[row + layout.M_ADDRESS] += len(low.operations.contact_flags)
    head |= {
        layout.H_PROJECT_ZONE: int(zone_places[0]),
        layout.H_UNSUBSCRIBED: len(low.operations.contact_flags) + len(low.addresses),
        layout.H_CHANGED_END: len(low.changing),
    }
    table[list(head)] = list(head.values())
    return table, zone_places


def _contacts(rules: Rules, columns: Columns, zone_places: Ints, *, is_drawn: bool) -> Ints:
    """Where each contact's events begin, its zone, and its number in draws."""
    contacts = np.zeros((len(columns.ids) + 1, layout.P_WIDTH), np.int64)
    contacts[:, layout.P_EVENTS] = columns.offsets
    contacts[:-1, layout.P_ZONE] = zone_places[columns.zones + 1]
    if is_drawn:
        numbers = np.array([rules.subject(name) for name in columns.ids], np.uint64)
        contacts[:-1, layout.P_SUBJECT] = numbers.view(np.int64)
    return contacts


def _key_column(rules: Rules, columns: Columns, name: str) -> Texts:
    column = columns.properties.get(name)
    if column is None:
        return Texts(np.full(len(columns.at), -1, np.int32), ())
    events = known_events(rules.program.project.events).values()
    kinds = {event.properties[name].kind for event in events if name in event.properties}
    if len(kinds) > 1 and not isinstance(column, Texts):
        raise Unfit(f"`one per {name}`, which is of several kinds")
    return as_words(column, min(kinds))


def _compared(rules: Rules) -> Iterator[Operand]:
    """What is compared, searched or computed with: what has to be a number."""
    for condition in asked_conditions(rules):
        for part in parts(condition):
            if not isinstance(part, conditions.Known):
                yield from operands(part)
            if isinstance(part, conditions.Aggregate):
                yield conditions.EventProperty(part.property)
    yield from (conditions.Attribute(name) for name in changed_attributes(rules))


def _constants(rules: Rules) -> Iterator[str]:
    """The texts that are written in a program."""
    for condition in asked_conditions(rules):
        for part in parts(condition):
            written = part.values if isinstance(part, conditions.OneOf) else ()
            values = (each.value for each in operands(part) if isinstance(each, conditions.Constant))
            yield from (value for value in (*written, *values) if isinstance(value, str))
    for chart in rules.charts.values():
        for node in chart.nodes:
            if isinstance(node.step, steps.Set) and isinstance(node.step.value, str):
                yield node.step.value


def _column(columns: Columns, operand: Operand) -> Column | None:
    match operand:
        case conditions.Attribute(name):
            return columns.attributes.get(name)
        case conditions.AccountFact(name):
            return columns.account.get(name)
        case conditions.EventProperty(name) | conditions.TriggerProperty(name):
            return columns.properties.get(name)
        case conditions.Constant() | conditions.Score():
            return None


def _triggers(rules: Rules) -> frozenset[str]:
    """The events by which contacts enter journeys."""
    starts = (start for journey in rules.journeys.values() for start in journey.starts)
    return frozenset(start.event for start in starts if isinstance(start, OnEvent))


def _matrix(vocabulary: Vocabulary, columns: Sequence[Column | None], rows: int) -> Floats:
    matrix = np.full((rows, len(columns)), np.nan)
    for place, column in enumerate(columns):
        if column is not None:
            matrix[:, place] = vocabulary.numbers(column, slice(None))
    return matrix


def _addresses(rules: Rules, columns: Columns, names: Sequence[str]) -> Iterator[Truths]:
    """Whether each contact's address can be reached; NaN where there is none."""
    for name in names:
        column, kind = columns.attributes.get(name), rules.program.project.attributes[name].type.kind
        if column is None:
            yield np.full(len(columns.ids), np.nan)
        elif isinstance(column, Texts):
            table = np.array([*(float(is_reachable(kind, word)) for word in column.words), np.nan])
            yield table[column.codes]
        else:
            yield _reachable_numbers(column, kind)


def _reachable_numbers(column: NDArray[np.float64], kind: ValueKind) -> Truths:
    """An address that is a number reaches a channel that takes any."""
    is_any = kind not in (ValueKind.EMAIL, ValueKind.PHONE)
    return np.where(np.isnan(column), np.nan, float(is_any))


def _years(rules: Rules, operations: Operations, start: Instant, end: Instant) -> tuple[Instant, Instant]:
    """The time in which local time is asked for."""
    ahead: Duration = 0
    for condition in asked_conditions(rules):
        for part in parts(condition):
            if isinstance(part, conditions.Within):
                ahead = max(ahead, part.duration)
            elif isinstance(part, conditions.IsToday) and not operations.is_date(part.operand):
                return -70 * _YEAR, 230 * _YEAR
    return start - _YEAR, end + ahead + _YEAR
