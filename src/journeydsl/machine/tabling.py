"""The table of a program while it is made: rows of numbers, one after the other (see `machine.layout`)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from journeydsl.engine.chance import Odds
from journeydsl.engine.rules import Rules, Watch
from journeydsl.engine.traffic import Capacity, Traffic
from journeydsl.machine import layout
from journeydsl.machine.beforehand import Ranking
from journeydsl.machine.changeable import Changing
from journeydsl.machine.editions import Edition
from journeydsl.machine.kinds import Kinds
from journeydsl.machine.layout import NONE
from journeydsl.machine.making import MadeEvent
from journeydsl.machine.postfix import Operations
from journeydsl.machine.reading import Given, triggers
from journeydsl.model import conditions
from journeydsl.model.messages import MessageClass
from journeydsl.model.offers import Item
from journeydsl.model.reasons import Exit, NotSent, Reason, Refusal
from journeydsl.model.steps import Step

CLASSES = (MessageClass.PROMOTIONAL, MessageClass.TRANSACTIONAL)
REASONS: tuple[Reason, ...] = (*Refusal, *NotSent, *Exit)

EPOCH = datetime.datetime(1970, 1, 1)

Row = Sequence[int]


class NodeStep(NamedTuple):
    """What is done at a node, and in which journey."""

    journey: str
    step: Step


class OfferRows(NamedTuple):
    """Of a list of offers: which attribute says where the contact's order of items stands, where the items of words
    stand, which property and which event say what was bought, and which item of the program is its first."""

    ranking: int
    words: int
    slot: int
    event: int
    first: int


@dataclass(slots=True)
class Lowering:
    """The rows while they are made. `events` number the events, `changing` what can change of a contact, `made` say
    which row each event has that steps bring about, `remembered` which each segment whose past matters, `capacities`
    which each capacity of a channel (`traffic`). `looking_at_peers` are the suppressions for which contacts of
    an account, by number in `accounts`, have to be walked together. By the segments `apart` sends are told apart.
    `given` is all that profiles come to have, `altered` what they do by the data.

    Each version of the program has rows of its own; it is the `version`-th, and may be `is_alone`. What runs go by are
    its `editions`, whose nodes and arrivals begin at `nodes` and `arrivals`; `steps` are those of all nodes of all
    versions, `items` all that is offered up to this version."""

    rules: Rules
    rows: list[int]
    operations: Operations
    kinds: Kinds
    events: Mapping[str, int]
    changing: Mapping[Changing, int]
    made: Mapping[MadeEvent, int]
    remembered: Mapping[str, int]
    traffic: Traffic
    looking_at_peers: frozenset[str]
    accounts: Mapping[str, int]
    apart: Sequence[str]
    given: Sequence[Given]
    editions: Sequence[Edition]
    altered: Sequence[Given] = ()
    version: int = 0
    is_alone: bool = True
    items: list[Item] = field(default_factory=list)
    nodes: dict[Edition, int] = field(default_factory=dict)
    arrivals: dict[Edition, int] = field(default_factory=dict)
    steps: list[NodeStep] = field(default_factory=list)
    versions: dict[tuple[str, str], int] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    watches: dict[Watch, int] = field(default_factory=dict)
    capacities: dict[Capacity, int] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    drawn: dict[tuple[str, Odds], int] = field(default_factory=dict)
    messages: dict[str, int] = field(default_factory=dict)
    journeys: dict[str, int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    lists: dict[tuple[tuple[Row, ...], int], tuple[int, int]] = field(default_factory=dict)
    cursors: list[int] = field(default_factory=list)
    offers: dict[str, OfferRows] = field(default_factory=dict)
    rankings: dict[Ranking, layout.Floats] = field(default_factory=dict)

    def add(self, rows: Iterable[Row], width: int = 1) -> tuple[int, int]:
        """Put rows at the end, one after the other, each filled up to its width; where they begin and end."""
        made = list(rows)
        first = len(self.rows)
        self.rows.extend([0] * (len(made) * width))
        for number, row in enumerate(made):
            self.put(first + number * width, row)
        return first, len(self.rows)

    def add_once(self, rows: Sequence[Row], width: int) -> tuple[int, int]:
        """As `add`, unless the very same rows have been put there already."""
        key = tuple(map(tuple, rows)), width
        if key not in self.lists:
            self.lists[key] = self.add(rows, width)
        return self.lists[key]

    def put(self, place: int, row: Row) -> None:
        """Write a row to a place that was kept for it."""
        self.rows[place : place + len(row)] = row

    def event(self, name: str) -> int:
        """The number of an event; `NONE` where it never happens."""
        return self.operations.event(name)

    def slot(self, what: str, name: str = "") -> int:
        """The number of something that can change of a contact; `NONE` where it cannot."""
        return self.changing.get((what, name), NONE)

    def turn_to(self, journey: str) -> None:
        """From now on the rows of a journey are made."""
        every = (version.journey for (name, _), version in self.rules.versions.items() if name == journey)
        self.operations.triggers = triggers(every)

    def where(self, condition: conditions.Condition | None, event: str) -> int:
        """A condition on an event."""
        return self.operations.add(condition, frozenset({event}))

    def number_of_words(self, words: str) -> int:
        """A number for a text, as reasons of refusals have: the same for the same text."""
        return self.words.setdefault(words, len(self.words))

    def draw(self, name: str, odds: Odds) -> int:
        """The row of a holdout (by journey, the shared one by "") or an experiment (with a colon before it)."""
        if (name, odds) not in self.drawn:
            ends = self.add([(signed(end),) for end in odds.ends if end < 1 << 64])
            self.drawn[name, odds], _ = self.add([(signed(odds.experiment), *ends)], layout.V_WIDTH)
        return self.drawn[name, odds]

    def changes(self, *asked: conditions.Condition) -> tuple[int, int]:
        """What has to be looked at to know when time alone changes one of some conditions."""
        rows = [row for condition in asked for row in _changes(self, condition, None)]
        first, end = self.add(rows, layout.C_WIDTH)
        self.cursors += [place + layout.C_CURSOR for place in range(first, end, layout.C_WIDTH)]
        return first, end


def signed(number: int) -> int:
    """The number with the same 64 bits that may be negative."""
    return number - (1 << 64) if number >= 1 << 63 else number


def _changes(  # noqa: C901 a case a kind
    low: Lowering, condition: conditions.Condition, event: str | None
) -> Iterable[Row]:
    """The rows of one condition, which an event is asked where there is one."""
    operations, looked_at = low.operations, frozenset() if event is None else frozenset({event})
    of = NONE if event is None else low.event(event)
    match condition:
        case conditions.Compare(left, _, right):
            yield from (_grows_old(low, operand) for operand in (left, right) if _can_grow_old(operand))
        case conditions.OneOf(operand) | conditions.Known(operand) | conditions.TextMatch(operand):
            yield from (_grows_old(low, operand) for operand in (operand,) if _can_grow_old(operand))
        case conditions.IsToday(operand):
            yield (
                layout.TURNS,
                operations.add_value(operand, looked_at),
                0,
                int(operations.is_date(operand, looked_at)),
                of,
            )
        case conditions.Within(operand, duration):
            value = operations.add_value(operand, looked_at)
            yield layout.COMES_OR_GOES, value, duration, int(operations.is_date(operand, looked_at)), of
        case conditions.Count(name, where, window):
            yield from _happenings(low, name, where, window)
        case conditions.Aggregate(_, name, _, where, window, _, right):
            yield from _happenings(low, name, where, window)
            yield from (_grows_old(low, operand) for operand in (right,) if _can_grow_old(operand))
        case conditions.InSegment(segment) if segment in low.remembered:
            yield layout.MEMBERSHIP, low.remembered[segment], 0, 0, NONE
        case conditions.InSegment(segment):
            yield from _changes(low, low.rules.segments[segment], None)
        case conditions.HasBeenIn(segment, duration):
            yield layout.MEMBERSHIP, low.remembered[segment], 0, 0, NONE
            yield layout.LASTS, low.remembered[segment], duration, 0, NONE
        case conditions.Not(part):
            yield from _changes(low, part, event)
        case conditions.AllOf(each) | conditions.AnyOf(each):
            for part in each:
                yield from _changes(low, part, event)
        case conditions.Subscribed() | conditions.Contains():
            pass


def _happenings(
    low: Lowering, name: str, where: conditions.Condition | None, window: conditions.Window
) -> Iterable[Row]:
    if isinstance(window, conditions.Last):
        yield layout.LEAVES, low.event(name), window.duration, 0, NONE
    if where is not None:
        yield from _changes(low, where, name)


def _can_grow_old(operand: conditions.Operand) -> bool:
    return isinstance(operand, conditions.Score) and operand.fresh_for is not None


def _grows_old(low: Lowering, operand: conditions.Operand) -> Row:
    assert isinstance(operand, conditions.Score), "nothing else does"
    return layout.GROWS_OLD, low.operations.add_freshness(operand), 0, 0, NONE
