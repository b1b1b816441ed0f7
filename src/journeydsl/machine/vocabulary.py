"""Texts as numbers: one list of words for all that a program compares, so that equal texts have equal numbers.

The words are sorted, and so are their numbers.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from journeydsl.machine.columns import Column, EventColumn, Mixed, Numbers, Rows, Texts, number
from journeydsl.machine.lists import as_text
from journeydsl.machine.wholes import as_wholes
from journeydsl.model.values import Kind, Value

_EPOCH = datetime.date(1970, 1, 1)


class Vocabulary:
    """The words of some columns, and some more."""

    def __init__(self, columns: Iterable[EventColumn], more: Iterable[str]) -> None:
        words = set(more)
        for column in columns:
            if isinstance(column, Mixed):
                words.update(column.texts.words)
            elif isinstance(column, Texts):
                words.update(column.words)
        self.words: Sequence[str] = sorted(words)
        self._numbers = {word: place for place, word in enumerate(self.words)}
        self._known: dict[int, NDArray[np.float64]] = {}

    def constant(self, value: Value) -> float:
        """The number of a value that is written in the program."""
        word = as_text(value) if isinstance(value, tuple) else value
        return float(self._numbers[word]) if isinstance(word, str) else number(word)

    def numbers(self, column: EventColumn, rows: Rows) -> Numbers:
        """Some rows of a column, texts by their numbers; NaN where missing."""
        if isinstance(column, Mixed):
            return np.where(column.texts.codes[rows] < 0, column.numbers[rows], self.numbers(column.texts, rows))
        if not isinstance(column, Texts):
            return column[rows]
        table = self._known.get(id(column))
        if table is None:
            table = np.array([*(self._numbers[word] for word in column.words), np.nan])
            self._known[id(column)] = table
        return table[column.codes[rows]]


def as_words(column: Column, kind: Kind) -> Texts:
    """A column with its values as text, as `str` writes values of the kind."""
    if isinstance(column, Texts):
        return column
    known = ~np.isnan(column)
    values, places = np.unique(column[known], return_inverse=True)
    codes = np.full(len(column), -1, np.int32)
    codes[known] = places
    return Texts(codes, [str(_value(each, kind)) for each in values.tolist()])


def joined(columns: Sequence[Texts]) -> Texts:
    """Columns of which each has a value in rows of its own, as one."""
    columns = [column for column in columns if column.words] or columns[:1]
    if len(columns) == 1:
        return columns[0]
    words = sorted(set().union(*(column.words for column in columns)))
    numbers = {word: place for place, word in enumerate(words)}
    codes = np.full(len(columns[0].codes), -1, np.int32)
    for column in columns:
        known = column.codes >= 0
        codes[known] = np.array([numbers[word] for word in column.words], np.int32)[column.codes[known]]
    return Texts(codes, words)


def _value(stored: float, kind: Kind) -> Value:
    match kind:
        case Kind.NUMBER:
            return stored
        case Kind.BOOLEAN:
            return bool(stored)
        case Kind.DATE:
            return _EPOCH + datetime.timedelta(days=stored)
        case Kind.INTEGER | Kind.INSTANT | Kind.DURATION:
            return int(as_wholes(np.array([stored]))[0])
        case Kind.TEXT | Kind.EMAIL | Kind.URL | Kind.PHONE:
            raise AssertionError("texts are words already")
