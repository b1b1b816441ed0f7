"""Conditions that neither time nor steps can change, found for all contacts or all events before the run.

Each becomes a three-valued flag: two bits a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from journeydsl.engine.rules import Rules
from journeydsl.machine.beforehand import OfAccount, Reached, Said
from journeydsl.machine.columns import Columns, EventColumn, Numbers, Texts, is_known, rows_of
from journeydsl.machine.layout import UNKNOWN, Bits
from journeydsl.machine.lists import contains
from journeydsl.machine.reading import account_attributes
from journeydsl.machine.vocabulary import Vocabulary
from journeydsl.model import conditions
from journeydsl.model.conditions import Condition, Contains, Operand, Operator, TextMatch, TextTest

Truths = NDArray[np.float64]
"""1 for true, 0 for false, NaN for unknown."""

_AT_ONCE = 1 << 18
_COMPARE = {
    Operator.EQUAL: np.equal,
    Operator.UNEQUAL: np.not_equal,
    Operator.LESS: np.less,
    Operator.AT_MOST: np.less_equal,
    Operator.GREATER: np.greater,
    Operator.AT_LEAST: np.greater_equal,
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some rows of the data: contacts, and for each an event where there are any."""

    rules: Rules
    columns: Columns
    vocabulary: Vocabulary
    contacts: NDArray[np.int64]
    events: NDArray[np.int64] | None = None

    def truths(self, condition: Condition | Said) -> Truths:
        """The truth of a condition in each row; `conditions.evaluate` over arrays."""
        match condition:
            case Said(groups):
                return self._said(groups).astype(np.float64)
            case conditions.Compare(left, operator, right):
                one, other = self._values(left), self._values(right)
                holds = _COMPARE[operator](one, other).astype(np.float64)
                return np.where(np.isnan(one) | np.isnan(other), np.nan, holds)
            case conditions.OneOf(operand, values):
                one = self._values(operand)
                among = np.isin(one, [self.vocabulary.constant(value) for value in values])
                return np.where(np.isnan(one), np.nan, among)
            case conditions.Known(operand):
                return self._known(operand).astype(np.float64)
            case conditions.TextMatch(operand) | conditions.Contains(operand):
                table = np.array([*text_matches(self.vocabulary, condition), np.nan])
                one = self._values(operand)
                return table[np.where(np.isnan(one), -1, one).astype(np.int64)]
            case conditions.Subscribed(topic):
                said = self.columns.subscriptions.get(topic)
                if said is None:
                    return np.full(len(self.contacts), np.nan)
                return np.array([0.0, 1.0, np.nan])[said[self.contacts]]
            case conditions.InSegment(segment):
                return (self.truths(self.rules.segments[segment]) == 1.0).astype(np.float64)
            case conditions.Not(part):
                return 1.0 - self.truths(part)
            case conditions.AllOf(parts):
                return reduce(_both, map(self.truths, parts), np.ones(len(self.contacts)))
            case conditions.AnyOf(parts):
                return reduce(_either, map(self.truths, parts), np.zeros(len(self.contacts)))
            case _:
                raise AssertionError("what changes with time is no flag")

    def _said(self, groups: Sequence[Sequence[tuple[Condition, bool]]]) -> NDArray[np.bool_]:
        said = np.zeros(len(self.contacts), np.bool_)
        for group in groups:
            holds = np.ones(len(self.contacts), np.bool_)
            for condition, wanted in group:
                holds &= (self.truths(condition) == 1.0) == wanted
            said |= holds
        return said

    def accounts(self) -> NDArray[np.int64]:
        """A number for each contact's account."""
        numbers = np.arange(len(self.contacts)) + 1
        for name in reversed(account_attributes(self.rules)):
            column = self.columns.attributes.get(name)
            if isinstance(column, Texts):
                numbers = np.where(column.codes < 0, numbers, -1 - column.codes)
            elif column is not None:
                known = ~np.isnan(column)
                numbers[known] = -1 - np.unique(column[known], return_inverse=True)[1]
        return np.unique(numbers, return_inverse=True)[1]

    def _column(self, operand: Operand) -> tuple[EventColumn | None, NDArray[np.int64]]:
        match operand:
            case conditions.Attribute(name):
                return self.columns.attributes.get(name), self.contacts
            case conditions.AccountFact(name):
                return self.columns.account.get(name), self.contacts
            case conditions.Score(name, _, least):
                return counting(self.columns, name, least), self.contacts
            case conditions.EventProperty(name) | conditions.TriggerProperty(name) if self.events is not None:
                return self.columns.properties.get(name), self.events
            case _:
                return None, self.contacts

    def _values(self, operand: Operand) -> Truths:
        if isinstance(operand, conditions.Constant):
            return np.full(len(self.contacts), self.vocabulary.constant(operand.value))
        column, rows = self._column(operand)
        return np.full(len(self.contacts), np.nan) if column is None else self.vocabulary.numbers(column, rows)

    def _known(self, operand: Operand) -> NDArray[np.bool_]:
        if isinstance(operand, conditions.Constant):
            return np.ones(len(self.contacts), np.bool_)
        column, rows = self._column(operand)
        if column is None:
            return np.zeros(len(self.contacts), np.bool_)
        return is_known(rows_of(column, rows))


def counting(columns: Columns, name: str, least: float | None) -> Numbers | None:
    """A score where it is sure enough, whenever it was made."""
    score = columns.scores.get(name)
    if score is None:
        return None
    return score.values if least is None else np.where(score.confidence >= least, score.values, np.nan)


def _both(one: Truths, other: Truths) -> Truths:
    return np.where((one == 0.0) | (other == 0.0), 0.0, one + other - 1.0)


def _either(one: Truths, other: Truths) -> Truths:
    return np.where((one == 1.0) | (other == 1.0), 1.0, one + other)


def text_matches(vocabulary: Vocabulary, asked: TextMatch | Contains) -> Sequence[bool]:
    """Which words of the vocabulary contain a text, begin with it, or are lists with a value in them."""
    match asked:
        case Contains(_, value):
            return [contains(word, value) for word in vocabulary.words]
        case TextMatch(_, test, text):
            is_first = test is TextTest.STARTS_WITH
            return [word.startswith(text) if is_first else text in word for word in vocabulary.words]


class FlagColumns:
    """Flags of some rows, put in one after the other."""

    def __init__(self, rows: int, flags: int) -> None:
        self.bits: Bits = np.zeros((rows, max(1, -(-flags // 4))), np.uint8)

    def put(self, number: int, rows: NDArray[np.int64], truths: Truths) -> None:
        """Keep the truths of flag `number` in some rows."""
        answers = np.where(np.isnan(truths), UNKNOWN, truths).astype(np.uint8)
        self.bits[rows, number >> 2] |= answers << (2 * (number & 3))


def contact_flags(
    stretches: Sequence[Stretch],
    asked: Sequence[tuple[int, Condition | OfAccount | Said | Reached]],
    addresses: Sequence[Truths],
) -> Bits:
    """The flags of all contacts: conditions first, each asked of the stretch of its version of the program, then what
    is known about addresses."""
    stretch = stretches[0]
    flags = FlagColumns(len(stretch.contacts), len(asked) + len(addresses))
    for number, (version, condition) in enumerate(asked):
        stretch = stretches[version]
        if isinstance(condition, OfAccount):
            flags.put(number, stretch.contacts, _of_accounts(stretch, condition))
        elif isinstance(condition, Reached):
            flags.put(number, stretch.contacts, _reached(stretch, condition, addresses[condition.address]))
        else:
            flags.put(number, stretch.contacts, stretch.truths(condition))
    for number, truths in enumerate(addresses, start=len(asked)):
        flags.put(number, stretch.contacts, truths)
    return flags.bits


def _reached(stretch: Stretch, asked: Reached, address: Truths) -> Truths:
    reached = address == 1.0
    if asked.consent:
        reached &= ~stretch.columns.unsubscribed
    if asked.consent and asked.topic is not None:
        reached &= stretch.truths(conditions.Subscribed(asked.topic)) == 1.0
    return reached.astype(np.float64)


def _of_accounts(stretch: Stretch, asked: OfAccount) -> Truths:
    """Whether a condition is anything but false of somebody of each contact's account; a contact without one is an
    account of its own."""
    suspicious = stretch.truths(asked.condition) != 0.0
    accounts = stretch.accounts()
    return (np.bincount(accounts, suspicious)[accounts] > 0.0).astype(np.float64)


def event_flags(
    versions: Sequence[Rules],
    sources: Sequence[Columns],
    vocabulary: Vocabulary,
    asked: Sequence[tuple[int, Condition | Said, frozenset[str]]],
) -> Bits:
    """The flags of all events, one source after the other; each condition is asked by its version of the program, and
    of the events of some names only."""
    flags = FlagColumns(sum(len(columns.at) for columns in sources), len(asked))
    first = 0
    for columns in sources:
        wholes = [Stretch(rules, columns, vocabulary, np.zeros(0, np.int64)) for rules in versions]
        _put_event_flags(flags, first, wholes, asked)
        first += len(columns.at)
    return flags.bits


def _put_event_flags(
    flags: FlagColumns,
    first: int,
    wholes: Sequence[Stretch],
    asked: Sequence[tuple[int, Condition | Said, frozenset[str]]],
) -> None:
    columns = wholes[0].columns
    owners = np.repeat(np.arange(len(columns.ids)), np.diff(columns.offsets))
    asked_of: dict[frozenset[str], list[tuple[int, int, Condition | Said]]] = {}
    for number, (version, condition, names) in enumerate(asked):
        asked_of.setdefault(names, []).append((number, version, condition))
    for names, same in asked_of.items():
        numbers = [place for place, name in enumerate(columns.event_names) if name in names]
        concerned = np.flatnonzero(np.isin(columns.names, numbers))
        for start in range(0, len(concerned), _AT_ONCE):
            events = concerned[start : start + _AT_ONCE]
            contacts = owners[events]
            for number, version, condition in same:
                stretch = replace(wholes[version], contacts=contacts, events=events)
                flags.put(number, first + events, stretch.truths(condition))
