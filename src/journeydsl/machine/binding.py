"""A program and its data brought together: everything that the machine reads, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from journeydsl.engine.rules import Rules
from journeydsl.engine.traffic import open_traffic
from journeydsl.machine import accounts as accounting
from journeydsl.machine import layout, zones
from journeydsl.machine.arriving import in_turn, with_changes
from journeydsl.machine.columns import Columns, EventColumn, Mixed, Texts
from journeydsl.machine.editions import first_editions
from journeydsl.machine.filling import attribute_matrix, column_of, reachable
from journeydsl.machine.flags import Stretch, contact_flags, event_flags, text_matches
from journeydsl.machine.gathering import (
    ABOUT_ADDRESSES,
    ABOUT_CONSENT,
    all_changing,
    compared,
    constants,
    key_names,
    years,
)
from journeydsl.machine.kinds import Kind, Kinds
from journeydsl.machine.layout import Floats, Ints, Machine
from journeydsl.machine.lowering import lower, lower_what_is_shared
from journeydsl.machine.making import MadeEvent, as_columns, made_events
from journeydsl.machine.messaging import put_capacities
from journeydsl.machine.postfix import Operations
from journeydsl.machine.publications import Published, following, place_nodes, publish
from journeydsl.machine.ranking import KEY, put_offers
from journeydsl.machine.reading import (
    Given,
    every_item,
    given_by_steps,
    triggers,
)
from journeydsl.machine.tabling import Lowering, NodeStep
from journeydsl.machine.vocabulary import Vocabulary, as_words, joined
from journeydsl.model.happenings import (
    MESSAGE,
    MESSAGE_SENT,
    TOPIC,
    known_events,
)
from journeydsl.model.project import Event
from journeydsl.model.values import DAY, TEXTUAL, Instant

_YEAR = 366 * DAY


@dataclass(frozen=True, slots=True)
class Bound:
    """What the machine runs on, as yet without a place for what it counts; `words` are those that keys of runs are
    numbers of. Contacts who share something are walked together: `is_coupled`, and all at once where not only those of
    an account do (`is_one`); `accounts` says how many there are, NONE where that makes no difference. By the segments
    `apart` sends are told apart; events `made` by steps stand in rows after those of the data."""

    machine: Machine
    heads: Sequence[Ints]
    steps: Sequence[NodeStep]
    kinds: Sequence[Kind]
    words: Sequence[str]
    versions: Sequence[Published]
    is_coupled: bool
    is_one: bool
    accounts: int
    apart: Sequence[str]
    made: Sequence[MadeEvent]

    @property
    def rules(self) -> Rules:
        """Those that hold at the end."""
        return self.versions[-1].rules


_OWN = range(layout.H_JOURNEYS, layout.HEAD_END)
"""What each version has of the head."""


def bind(
    rules: Rules,
    columns: Columns,
    start: Instant,
    end: Instant,
    *,
    apart: Sequence[str] = (),
    tells_triggers: bool = False,
    later: Sequence[Published] = (),
) -> Bound:
    """Lower a program, and the versions of it that are published `later`, in their order, onto data; raises
    ValueError where these tell accounts apart by different attributes. Of the segments `apart` it is said, for each
    message that is sent or trapped, which of them the contact is in; and of each entry by what it was made, where the
    run `tells_triggers`."""
    later = [each for each in later if each.at <= end]
    versions = [rules, *(each.rules for each in later)]
    columns, altered = with_changes(columns, start, end)
    columns, late = in_turn(columns, start, end, MESSAGE_SENT)
    made = made_events(versions)
    sources = [columns, as_columns(rules, made)] if made else [columns]
    keys = {name: [_key_column(versions, each, name) for each in sources] for name in key_names(versions)}
    given = [*dict.fromkeys(each for one in versions for each in given_by_steps(one)), *altered]
    read = [column_of(source, operand) for operand in compared(versions, given) for source in sources]
    named = [column for column in (*read, *chain(*keys.values())) if column is not None]
    low = _lowering(versions, columns, Vocabulary(named, constants(versions, given)), made, start, apart, given)
    low.altered = altered
    lows = [low]
    for each in later:
        lows.append(following(lows[-1], each))
    heads = _heads(lows, columns, later, start, end)
    heads[0][layout.H_TELLS_TRIGGERS] = int(tells_triggers)
    rows, zone_places = _table(lows, columns, heads, start, end)
    slots = [
        keys[name.removeprefix(KEY)] if name.startswith(KEY) else [each.properties.get(name) for each in sources]
        for name in low.operations.properties
    ]
    contacts = _contacts(lows, columns, zone_places, late)
    return _bound(lows, later, _machine(lows, sources, slots, rows, contacts), heads)


def _machine(
    lows: Sequence[Lowering],
    sources: Sequence[Columns],
    slots: Sequence[Sequence[EventColumn | None]],
    rows: Ints,
    contacts: Ints,
) -> Machine:
    """The program and its data as arrays; the events of the first of the sources are those of the contacts."""
    low, columns, versions = lows[0], sources[0], [each.rules for each in lows]
    operations, vocabulary = low.operations, low.operations.vocabulary
    found = [*reachable(versions[-1], columns, low.addresses), columns.unsubscribed.astype(np.float64)]
    stretches = [Stretch(one, columns, vocabulary, np.arange(len(columns.ids))) for one in versions]
    texts = [text_matches(vocabulary, each) for each in operations.texts]
    names = [_names(low, each) for each in sources]
    return Machine(
        rows=rows,
        floats=np.array(operations.numbers, np.float64),
        decided=np.zeros((0, layout.D_WIDTH), np.int64),
        counts=np.zeros(0, np.int64),
        contacts=contacts,
        contact_flags=contact_flags(stretches, operations.contact_flags, found),
        attributes=attribute_matrix(versions[-1], vocabulary, columns, low),
        at=columns.at,
        name=names[0] if len(names) == 1 else np.concatenate(names),
        flags=event_flags(versions, sources, vocabulary, operations.event_flags),
        properties=_matrix(vocabulary, slots, [len(each.at) for each in sources]),
        texts=np.array(texts, np.uint8).reshape(len(texts), len(vocabulary.words)),
        known=np.zeros(0, np.int64) if columns.known is None else columns.known,
    )


def _bound(
    lows: Sequence[Lowering], later: Sequence[Published], machine: Machine, heads: Sequence[dict[int, int]]
) -> Bound:
    low = lows[0]
    looks = any(each.looking_at_peers for each in lows)
    accounts = len(low.accounts) if looks else layout.NONE
    moves = any(accounting.changes_accounts(each.rules, each.given) for each in lows)
    is_one = any(each.traffic.capacities for each in lows) or (looks and moves)
    words, first = low.operations.vocabulary.words, Published(int(machine.rows[layout.H_START]), low.rules)
    own = [np.array([head.get(column, 0) for column in _OWN], np.int64) for head in heads]
    return Bound(
        machine, own, low.steps, low.kinds.all, words, [first, *later], is_one or looks, is_one, accounts, low.apart,
        list(low.made),
    )  # fmt: skip


def _heads(
    lows: Sequence[Lowering], columns: Columns, later: Sequence[Published], start: Instant, end: Instant
) -> list[dict[int, int]]:
    """Make the rows of all versions; the head of each, as far as it is known, the first with what all share."""
    first, told = lows[0], _told(lows[0], columns)
    place_nodes(lows)
    heads, shared = [], put_capacities(lows, start, end)
    for low in lows:
        put_offers(low, columns)
        always = {layout.H_SINCE: -layout.NEVER, layout.H_UNTIL: end, layout.H_NEXT: layout.NONE}
        heads.append(lower(low) | shared | always | {layout.H_BEFORE: layout.NONE})
    for number, each in enumerate(later):
        row = publish(lows[number], lows[number + 1], each.at)
        heads[number] |= {layout.H_UNTIL: each.at - 1, layout.H_NEXT: row}
        heads[number + 1][layout.H_SINCE] = each.at
    heads[0] |= told | lower_what_is_shared(first)
    return heads


def _told(low: Lowering, columns: Columns) -> dict[int, int]:
    """Where it stands what events are about that do something by themselves, as far as there are any."""
    about_messages, head = ABOUT_ADDRESSES | {MESSAGE_SENT}, {}
    for column, name, events in (
        (layout.H_MESSAGE, MESSAGE, about_messages),
        (layout.H_TOPIC, TOPIC, ABOUT_CONSENT),
    ):
        head[column] = low.operations.slot(name) if events & set(low.events) else layout.NONE
    return head | {layout.H_TELLS: int(bool(about_messages & set(columns.event_names)))}


def _lowering(
    versions: Sequence[Rules],
    columns: Columns,
    vocabulary: Vocabulary,
    made: Sequence[MadeEvent],
    start: Instant,
    apart: Sequence[str],
    given: Sequence[Given],
) -> Lowering:
    """The tables of the first version, in which nothing stands yet."""
    rules, changing = versions[0], all_changing(versions, columns, made, given)
    names = dict.fromkeys([*columns.event_names, *(each.name for each in made)])
    numbers = {name: place for place, name in enumerate(names)}
    made_names = frozenset(each.name for each in made)
    rows = [0] * (layout.FIRST_ROW + len(rules.remembered) * layout.G_WIDTH)
    remembered = {name: layout.FIRST_ROW + place * layout.G_WIDTH for place, name in enumerate(rules.remembered)}
    operations = Operations(
        rules, vocabulary, numbers, changing, triggers(rules.journeys.values()), made_names, remembered, rows
    )
    made_rows = {each: len(columns.at) + place for place, each in enumerate(made)}
    peers = frozenset(accounting.looking_at_peers(rules, operations, given))
    accounts = accounting.numbered(versions, columns, given)
    return Lowering(
        rules, rows, operations, Kinds(), numbers, changing, made_rows, remembered,
        open_traffic(rules.program, start), peers, accounts, apart, given,
        first_editions(rules), is_alone=len(versions) == 1, items=every_item(rules),
    )  # fmt: skip


def _names(low: Lowering, columns: Columns) -> NDArray[np.int16]:
    """The numbers of the names of events."""
    numbers = [low.events[name] for name in columns.event_names]
    if numbers == list(range(len(numbers))):
        return columns.names
    return np.array(numbers, np.int16)[columns.names]


def _table(
    lows: Sequence[Lowering], columns: Columns, heads: Sequence[dict[int, int]], start: Instant, end: Instant
) -> tuple[Ints, Ints]:
    """All rows with the heads and the zones; and where each zone stands, the first project's first."""
    projects, low = [low.rules.program.project.timezone for low in lows], lows[0]
    asked = [years(each.rules, start, end, columns) for each in lows]
    first, last = min(first for first, _ in asked), max(last for _, last in asked)
    offsets, zone_places = zones.table([projects[0], *columns.zone_names, *projects[1:]], first, last, start)
    zone_places = zone_places + len(low.rows)
    table = np.concatenate([np.array(low.rows, np.int64), offsets])
    for row in {table[row + layout.M_CHECKS] for each in lows for row in each.messages.values()}:
        table[row + layout.CK_ADDRESS] += len(low.operations.contact_flags)
        table[row + layout.CK_UNSUBSCRIBED] = len(low.operations.contact_flags) + len(low.addresses)
    of_projects = [int(zone_places[0]), *zone_places[1 + len(columns.zone_names) :].tolist()]
    for each, head, zone in zip(lows, heads, of_projects, strict=True):
        begins = min(each.remembered.values(), default=0)
        head[layout.H_REMEMBERED], head[layout.H_PROJECT_ZONE] = begins, zone
        head[layout.H_REMEMBERED_END] = begins + len(each.remembered) * layout.G_WIDTH
    head = heads[0] | {
        layout.H_START: start,
        layout.H_END: end,
        layout.H_DAYS_ZONE: of_projects[-1],
        layout.H_CHANGED_END: len(low.changing),
    }
    table[list(head)] = list(head.values())
    return table, zone_places


def _contacts(lows: Sequence[Lowering], columns: Columns, zone_places: Ints, late: NDArray[np.int64]) -> Ints:
    """Where each contact's events begin, and those of them that become known late; its zone, and its number, and that
    of its account, in draws."""
    low, rules = lows[0], lows[0].rules
    contacts = np.zeros((len(columns.ids) + 1, layout.P_WIDTH), np.int64)
    contacts[:, layout.P_EVENTS] = columns.offsets
    contacts[:-1, layout.P_LATE] = columns.offsets[1:] - late
    contacts[:-1, layout.P_ZONE] = zone_places[columns.zones + 1]
    if low.drawn:
        numbers = np.frombuffer(rules.subjects(columns.ids), "<i8")
        contacts[:-1, layout.P_SUBJECT] = contacts[:-1, layout.P_ACCOUNT] = numbers
    versions = [each.rules for each in lows]
    identifying = accounting.identifying(versions)
    for name in reversed(identifying) if low.drawn else ():
        column, kind = columns.attributes.get(name), rules.program.project.attributes[name].type.kind
        if column is not None:
            accounts = as_words(column, kind)
            subjects = np.frombuffer(rules.subjects(accounts.words), "<i8")
            known = accounts.codes >= 0
            contacts[:-1, layout.P_ACCOUNT][known] = subjects[accounts.codes[known]]
    contacts[:-1, layout.P_BELONGS] = accounting.belonging(versions, columns, low.accounts)
    return contacts


def _key_column(versions: Sequence[Rules], columns: Columns, name: str) -> Texts:
    """A property as text, of whichever kind it is in which event."""
    nothing, column = Texts(np.full(len(columns.at), -1, np.int32), ()), columns.properties.get(name)
    if column is None or isinstance(column, Texts):
        return nothing if column is None else column
    texts, numbers = (column.texts, column.numbers) if isinstance(column, Mixed) else (nothing, column)
    found: list[Texts] = [texts]
    events: dict[str, Event] = {}
    for rules in versions:
        events.update(known_events(rules.program.project.events))
    declared = [events[each].properties.get(name) if each in events else None for each in columns.event_names]
    for kind in {each.kind for each in declared if each is not None} - TEXTUAL:
        is_of_kind = np.array([each is not None and each.kind is kind for each in declared], np.bool_)
        found.append(as_words(np.where(is_of_kind[columns.names], numbers, np.nan), kind))
    return joined(found)


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
