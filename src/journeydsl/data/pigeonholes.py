"""Rows put aside on disk by the slice that they belong to: one pass over all of them, in whatever order they stand, and
then each slice is read by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journeydsl.data.problems import SortingProblem
from journeydsl.machine.columns import Texts


class Pigeonholes:
    """Rows in a folder, each in the hole of its slice. What is put in and taken out are columns: arrays, or `Texts`.

    Nothing but how many rows and words are in each hole stays in memory. Raises SortingProblem where there is no room.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pieces: dict[int, list[int]] = {}
        self._words: dict[tuple[int, str], int] = {}
        self._types: dict[str, np.dtype[Any]] = {}
        self._texts: tuple[str, ...] = ()

    def put(self, holes: NDArray[Any], columns: Mapping[str, Any]) -> None:
        """Put rows into the holes of these numbers; they have the same columns every time."""
        arrays = {name: each.codes if isinstance(each, Texts) else each for name, each in columns.items()}
        self._types = {name: each.dtype for name, each in arrays.items()}
        self._texts = tuple(name for name, each in columns.items() if isinstance(each, Texts))
        # short numbers are sorted by counting them, which takes a tenth of the time
        order = np.argsort(holes.astype(np.uint16) if holes.max(initial=0) < 1 << 16 else holes, kind="stable")
        sorted_rows = {name: each[order] for name, each in arrays.items()}
        holes = holes[order]
        begins = np.flatnonzero(np.diff(holes, prepend=-1)).tolist()
        with self._writing():
            for first, last in pairwise([*begins, len(holes)]):
                rows = {name: each[first:last] for name, each in sorted_rows.items()}
                self._append(int(holes[first]), last - first, rows, columns)

    def take(self, hole: int) -> dict[str, Any]:
        """The rows in a hole, in the order in which they were put there, which are gone then; words are in their
        order."""
        numbers, words = self._folder / f"{hole}.rows", self._folder / f"{hole}.words"
        found: dict[str, list[NDArray[Any]]] = {name: [np.zeros(0, kind)] for name, kind in self._types.items()}
        with self._writing():
            if pieces := self._pieces.pop(hole, []):
                with numbers.open("rb") as file:
                    for rows in pieces:
                        for name, kind in self._types.items():
                            found[name].append(np.fromfile(file, kind, rows))
            said = list(map(json.loads, words.read_text("utf-8").splitlines())) if words.exists() else []
            numbers.unlink(missing_ok=True)
            words.unlink(missing_ok=True)
        joined = {name: np.concatenate(each) for name, each in found.items()}
        return joined | {name: _joined(joined[name], [piece[name] for piece in said]) for name in self._texts}

    def _append(self, hole: int, rows: int, arrays: dict[str, NDArray[Any]], columns: Mapping[str, Any]) -> None:
        """Write rows of one hole, column by column, with the words that stand in them, numbered after those that are
        there already."""
        said: dict[str, list[str]] = {}
        for name in self._texts:
            words = columns[name].words
            is_used = np.zeros(len(words) + 1, np.bool_)
            is_used[arrays[name]] = True
            is_used[-1] = False
            before = self._words.get((hole, name), 0)
            numbers = before - 1 + np.cumsum(is_used, dtype=np.int32)
            numbers[-1] = -1
            arrays[name] = numbers[arrays[name]]
            said[name] = [words[place] for place in np.flatnonzero(is_used).tolist()]
            self._words[hole, name] = before + len(said[name])
        self._pieces.setdefault(hole, []).append(rows)
        with (self._folder / f"{hole}.rows").open("ab") as file:
            for each in arrays.values():
                each.tofile(file)
        if said:
            with (self._folder / f"{hole}.words").open("a", encoding="utf-8") as file:
                file.write(json.dumps(said) + "\n")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as cause:
            raise SortingProblem from cause


def _joined(codes: NDArray[np.int32], pieces: list[list[str]]) -> Texts:
    """Texts of which each piece came with words of its own."""
    given = [word for piece in pieces for word in piece]
    words = sorted(set(given))
    places = {word: place for place, word in enumerate(words)}
    numbers = np.array([*(places[word] for word in given), -1], np.int32)
    return Texts(numbers[codes], words)
