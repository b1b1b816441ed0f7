"""A program and its data brought together: everything that the machine reads, as arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from journeydsl.engine.rules import Rules
from journeydsl.engine.traffic import open_traffic
from journeydsl.machine import layout, zones
from journeydsl.machine.arriving import in_turn, with_changes
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
from journeydsl.machine.columns import Columns, EventColumn, Mixed, Texts
from journeydsl.machine.filling import attribute_matrix, column_of, reachable
from journeydsl.machine.flags import Stretch, contact_flags, event_flags, text_matches
from journeydsl.machine.kinds import Kind, Kinds
from journeydsl.machine.layout import Floats, Ints, Machine
from journeydsl.machine.lists import as_text
from journeydsl.machine.lowering import lower
from journeydsl.machine.making import MadeEvent, as_columns, made_events
from journeydsl.machine.postfix import Operations
from journeydsl.machine.ranking import KEY, put_offers
from journeydsl.machine.reading import (
    TOLD,
    Given,
    account_attribute,
    account_attributes,
    asked_conditions,
    dates,
    every_item,
    given_by_steps,
    kinds_of,
    operands,
    parts,
    scores_asked,
    triggers,
    used_offers,
)
from journeydsl.machine.tabling import Lowering
from journeydsl.machine.vocabulary import Vocabulary, as_words, joined
from journeydsl.model import conditions, steps
from journeydsl.model.conditions import Operand
from journeydsl.model.happenings import (
    CONSENT_GIVEN,
    CONSENT_WITHDRAWN,
    MESSAGE,
    MESSAGE_BOUNCED,
    MESSAGE_COMPLAINED,
    MESSAGE_SENT,
    TOPIC,
    known_events,
)
from journeydsl.model.values import DAY, TEXTUAL, Instant
from journeydsl.model.values import Kind as ValueKind

_YEAR = 366 * DAY
_ABOUT_CONSENT = {CONSENT_GIVEN, CONSENT_WITHDRAWN}
_ABOUT_ADDRESSES = {MESSAGE_BOUNCED, MESSAGE_COMPLAINED}


@dataclass(frozen=True, slots=True)
class Bound:
    """What the machine runs on, as yet without a place for what it counts; `words` are those that keys of runs are
    numbers of. Contacts who share something are walked together: `is_coupled`, and all at once where not only those of
    an account do (`is_one`); `accounts` says how many there are, NONE where that makes no difference. By the segments
    `apart` sends are told apart; events `made` by steps stand in rows after those of the data."""

    machine: Machine
    nodes: int
    kinds: Sequence[Kind]
    words: Sequence[str]
    rules: Rules
    is_coupled: bool
    is_one: bool
    accounts: int
    apart: Sequence[str]
    made: Sequence[MadeEvent]


def bind(
    rules: Rules,
    columns: Columns,
    start: Instant,
    end: Instant,
    *,
    apart: Sequence[str] = (),
    tells_triggers: bool = False,
) -> Bound:
    """Lower a program onto data. Of the segments `apart` it is said, for each message that is sent or trapped, which of
    them the contact is in; and of each entry by what it was made, where the run `tells_triggers`."""
    columns, altered = with_changes(columns, start, end)
    columns, late = in_turn(columns, start, end, MESSAGE_SENT)
    made = made_events(rules)
    sources = [columns, as_columns(rules, made)] if made else [columns]
    keys = {name: [_key_column(rules, each, name) for each in sources] for name in _key_names(rules)}
    given = [*given_by_steps(rules), *altered]
    compared = [column_of(source, operand) for operand in _compared(rules, given) for source in sources]
    named = [column for column in (*compared, *chain(*keys.values())) if column is not None]
    low = _lowering(rules, columns, Vocabulary(named, _constants(rules, given)), made, start, apart, given)
    low.altered = altered
    put_offers(low, columns)
    head = _told(low, columns) | lower(low, start, end) | {layout.H_TELLS_TRIGGERS: int(tells_triggers)}
    rows, zone_places = _table(low, columns, head, start, end)
    operations, vocabulary = low.operations, low.operations.vocabulary
    slots = [
        keys[name.removeprefix(KEY)] if name.startswith(KEY) else [each.properties.get(name) for each in sources]
        for name in operations.properties
    ]
    found = [*reachable(rules, columns, low.addresses), columns.unsubscribed.astype(np.float64)]
    stretch = Stretch(rules, columns, vocabulary, np.arange(len(columns.ids)))
    texts = [text_matches(vocabulary, each) for each in operations.texts]
    names = [_names(low, each) for each in sources]
    machine = Machine(
        rows=rows,
        floats=np.array(operations.numbers, np.float64),
        decided=np.zeros((0, layout.D_WIDTH), np.int64),
        counts=np.zeros(0, np.int64),
        contacts=_contacts(low, columns, zone_places, late),
        contact_flags=contact_flags(stretch, operations.contact_flags, found),
        attributes=attribute_matrix(rules, vocabulary, columns, low),
        at=columns.at,
        name=names[0] if len(names) == 1 else np.concatenate(names),
        flags=event_flags(rules, sources, vocabulary, operations.event_flags),
        properties=_matrix(vocabulary, slots, [len(each.at) for each in sources]),
        texts=np.array(texts, np.uint8).reshape(len(texts), len(vocabulary.words)),
        known=np.zeros(0, np.int64) if columns.known is None else columns.known,
    )
    return _bound(low, machine)


def _bound(low: Lowering, machine: Machine) -> Bound:
    nodes = sum(len(chart.nodes) for chart in low.rules.charts.values())
    accounts = len(low.accounts) if low.looking_at_peers else layout.NONE
    looks = bool(low.looking_at_peers)
    is_one = bool(low.traffic.capacities) or (looks and _changes_accounts(low.rules, low.given))
    words, made = low.operations.vocabulary.words, list(low.made)
    return Bound(machine, nodes, low.kinds.all, words, low.rules, is_one or looks, is_one, accounts, low.apart, made)


def _key_names(rules: Rules) -> set[str]:
    bought = (offers.bought[1] for offers in used_offers(rules))
    return {*(journey.key for journey in rules.journeys.values() if journey.key), *bought}


def _told(low: Lowering, columns: Columns) -> dict[int, int]:
    """Where it stands what events are about that do something by themselves, as far as there are any."""
    about_messages, head = _ABOUT_ADDRESSES | {MESSAGE_SENT}, {}
    for column, name, events in (
        (layout.H_MESSAGE, MESSAGE, about_messages),
        (layout.H_TOPIC, TOPIC, _ABOUT_CONSENT),
    ):
        head[column] = low.operations.slot(name) if events & set(low.events) else layout.NONE
    return head | {layout.H_TELLS: int(bool(about_messages & set(columns.event_names)))}


def _lowering(
    rules: Rules,
    columns: Columns,
    vocabulary: Vocabulary,
    made: Sequence[MadeEvent],
    start: Instant,
    apart: Sequence[str],
    given: Sequence[Given],
) -> Lowering:
    """Tables in which nothing stands yet."""
    changing = {each: place for place, each in enumerate(_changing(rules, columns, made, given))}
    names = dict.fromkeys([*columns.event_names, *(each.name for each in made)])
    numbers = {name: place for place, name in enumerate(names)}
    made_names = frozenset(each.name for each in made)
    rows = [0] * (layout.FIRST_ROW + len(rules.remembered) * layout.G_WIDTH)
    remembered = {name: layout.FIRST_ROW + place * layout.G_WIDTH for place, name in enumerate(rules.remembered)}
    operations = Operations(
        rules, vocabulary, numbers, changing, triggers(rules.journeys.values()), made_names, remembered, rows
    )
    made_rows = {each: len(columns.at) + place for place, each in enumerate(made)}
    peers = frozenset(_looking_at_peers(rules, operations, given))
    return Lowering(
        rules, rows, operations, Kinds(), numbers, changing, made_rows, remembered,
        open_traffic(rules.program, start), peers, _accounts(rules, columns, given), apart, given,
    )  # fmt: skip


def _looking_at_peers(rules: Rules, operations: Operations, given: Sequence[Given]) -> Iterator[str]:
    """The suppressions for whole accounts that may be true of others at one instant and not at another."""
    moves = _changes_accounts(rules, given)
    for suppression in rules.program.suppressions:
        if suppression.whole_account and (moves or not operations.is_static(suppression.condition)):
            yield suppression.name


def _changes_accounts(rules: Rules, given: Sequence[Given]) -> bool:
    """Whether a contact may come to be of another account."""
    return bool(set(account_attributes(rules)) & {name for name, _ in given})


def _accounts(rules: Rules, columns: Columns, given: Sequence[Given]) -> dict[str, int]:
    """The accounts that contacts are of, or may come to be of, numbered."""
    name = account_attribute(rules)
    if name is None:
        return {}
    column = columns.attributes.get(name)
    words = [] if column is None else as_words(column, rules.program.project.attributes[name].type.kind).words
    named = [str(value) for attribute, value in given if attribute == name]
    return {account: number for number, account in enumerate(dict.fromkeys([*words, *named]))}


def _changing(rules: Rules, columns: Columns, made: Sequence[MadeEvent], given: Sequence[Given]) -> Iterator[Changing]:
    """What can change of a contact while a program runs over data."""
    changed = dict.fromkeys(name for name, _ in given)
    project, happens = rules.program.project, {*columns.event_names, *(each.name for each in made)}
    yield from dict.fromkeys(what for name in changed for what in _changing_by(rules, name))
    for address in dict.fromkeys(channel.address for channel in project.channels.values()):
        if address in changed:
            yield ADDRESS_OF, address
    if happens & _ABOUT_CONSENT:
        yield from ((TOPIC_OF, topic) for topic in project.topics)
        yield UNSUBSCRIBED_OF, ""
    if happens & _ABOUT_ADDRESSES:
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


def _names(low: Lowering, columns: Columns) -> NDArray[np.int16]:
    """The numbers of the names of events."""
    numbers = [low.events[name] for name in columns.event_names]
    if numbers == list(range(len(numbers))):
        return columns.names
    return np.array(numbers, np.int16)[columns.names]


def _table(low: Lowering, columns: Columns, head: dict[int, int], start: Instant, end: Instant) -> tuple[Ints, Ints]:
    """All rows with the head and the zones; and where each zone stands, the project's first."""
    names = [low.rules.program.project.timezone, *columns.zone_names]
    first, last = _years(low.rules, start, end, columns)
    offsets, zone_places = zones.table(names, first, last, start)
    zone_places = zone_places + len(low.rows)
    table = np.concatenate([np.array(low.rows, np.int64), offsets])
    for row in low.messages.values():
        table[row + layout.M_ADDRESS] += len(low.operations.contact_flags)
        table[row + layout.M_UNSUBSCRIBED] = len(low.operations.contact_flags) + len(low.addresses)
    head |= {
        layout.H_START: start,
        layout.H_END: end,
        layout.H_PROJECT_ZONE: int(zone_places[0]),
        layout.H_CHANGED_END: len(low.changing),
        layout.H_REMEMBERED: layout.FIRST_ROW,
        layout.H_REMEMBERED_END: layout.FIRST_ROW + len(low.remembered) * layout.G_WIDTH,
    }
    table[list(head)] = list(head.values())
    return table, zone_places


def _contacts(low: Lowering, columns: Columns, zone_places: Ints, late: NDArray[np.int64]) -> Ints:
    """Where each contact's events begin, and those of them that become known late; its zone, and its number, and that
    of its account, in draws."""
    rules = low.rules
    contacts = np.zeros((len(columns.ids) + 1, layout.P_WIDTH), np.int64)
    contacts[:, layout.P_EVENTS] = columns.offsets
    contacts[:-1, layout.P_LATE] = columns.offsets[1:] - late
    contacts[:-1, layout.P_ZONE] = zone_places[columns.zones + 1]
    if low.drawn:
        numbers = np.array([rules.subject(name) for name in columns.ids], np.uint64)
        contacts[:-1, layout.P_SUBJECT] = contacts[:-1, layout.P_ACCOUNT] = numbers.view(np.int64)
    for name in reversed(account_attributes(rules)) if low.drawn else ():
        column, kind = columns.attributes.get(name), rules.program.project.attributes[name].type.kind
        if column is not None:
            accounts = as_words(column, kind)
            subjects = np.array([rules.subject(word) for word in accounts.words], np.uint64).view(np.int64)
            known = accounts.codes >= 0
            contacts[:-1, layout.P_ACCOUNT][known] = subjects[accounts.codes[known]]
    contacts[:-1, layout.P_BELONGS] = _belongs(low, columns)
    return contacts


def _belongs(low: Lowering, columns: Columns) -> NDArray[np.int64]:
    """The number of each contact's account, NONE for none."""
    name = account_attribute(low.rules)
    column = None if name is None else columns.attributes.get(name)
    if name is None or column is None:
        return np.full(len(columns.ids), layout.NONE)
    accounts = as_words(column, low.rules.program.project.attributes[name].type.kind)
    numbers = np.array([*(low.accounts[word] for word in accounts.words), layout.NONE], np.int64)
    return numbers[accounts.codes]


def _key_column(rules: Rules, columns: Columns, name: str) -> Texts:
    """A property as text, of whichever kind it is in which event."""
    nothing, column = Texts(np.full(len(columns.at), -1, np.int32), ()), columns.properties.get(name)
    if column is None or isinstance(column, Texts):
        return nothing if column is None else column
    texts, numbers = (column.texts, column.numbers) if isinstance(column, Mixed) else (nothing, column)
    found, events = [texts], known_events(rules.program.project.events)
    declared = [events[each].properties.get(name) if each in events else None for each in columns.event_names]
    for kind in {each.kind for each in declared if each is not None} - TEXTUAL:
        is_of_kind = np.array([each is not None and each.kind is kind for each in declared], np.bool_)
        found.append(as_words(np.where(is_of_kind[columns.names], numbers, np.nan), kind))
    return joined(found)


def _compared(rules: Rules, given: Sequence[Given]) -> Iterator[Operand]:
    """What is compared, searched or computed with: what has to be a number."""
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


def _constants(rules: Rules, given: Sequence[Given]) -> Iterator[str]:
    """The texts that are written in a program, or that profiles come to have."""
    for condition in asked_conditions(rules):
        for part in parts(condition):
            written = part.values if isinstance(part, conditions.OneOf) else ()
            values = (each.value for each in operands(part) if isinstance(each, conditions.Constant))
            yield from (value for value in (*written, *values) if isinstance(value, str))
    for _, value in given:
        if isinstance(value, str | tuple):
            yield value if isinstance(value, str) else as_text(value)
    yield from (fact for item in every_item(rules) for fact in item.facts.values())
    yield from (*rules.journeys, *rules.program.messages, *rules.program.project.topics)


def _matrix(vocabulary: Vocabulary, slots: Sequence[Sequence[EventColumn | None]], rows: Sequence[int]) -> Floats:
    """Columns, each in parts of so many rows, side by side."""
    matrix = np.full((sum(rows), len(slots)), np.nan)
    for place, columns in enumerate(slots):
        first = 0
        for column, size in zip(columns, rows, strict=True):
            if column is not None:
                matrix[first : first + size, place] = vocabulary.numbers(column, slice(None))
            first += size
    return matrix


def _years(rules: Rules, start: Instant, end: Instant, columns: Columns) -> tuple[Instant, Instant]:
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
