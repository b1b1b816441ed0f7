"""Rows that do not fit: counted by problem, all of them kept, none of them repaired."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from journeydsl.data.problems import writing
from journeydsl.data.rows import Row, Table, original
from journeydsl.data.staging import Buffer, Staging
from journeydsl.data.values import Unfit
from journeydsl.model.values import Kind

_FIELDS = (
    ("file", Kind.INTEGER),
    ("number", Kind.INTEGER),
    ("place", Kind.TEXT),
    ("problem", Kind.TEXT),
    ("original", Kind.TEXT),
)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not read. `row` is how a person counts in the file, `column` is empty where the whole row is
    meant, and `problem` holds no value of the contact's; `values` are the row's own, by column."""

    file: Path
    row: int
    column: str
    problem: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RejectedCount:
    """How many rows of a file were not read for the same problem, and the first few of them."""

    file: Path
    column: str
    problem: str
    count: int
    rows: tuple[int, ...]


class Rejections:
    """The rows of some files that were not read."""

    def __init__(self, staging: Staging, files: Sequence[Path]) -> None:
        self._staging = staging
        self._files = tuple(files)
        self._buffer = Buffer(staging, "rejected", _FIELDS)

    def add(self, table: Table, row: Row, unfit: Unfit) -> None:
        """Keep a row, and what about it did not fit."""
        values = json.dumps(original(table.columns, row), ensure_ascii=False, default=str)
        self._buffer.add((self._files.index(table.path), row.number, unfit.column, unfit.problem, values))

    def counts(self, first: int = 3) -> tuple[RejectedCount, ...]:
        """By file and problem, the most frequent problem of each file first."""
        self._buffer.flush()
        query = (
            "select file, place, problem, count(*), list(number order by number)[:?] from rejected"
            " group by file, place, problem order by file, count(*) desc, min(number)"
        )
        return tuple(
            RejectedCount(self._files[file], column, problem, count, tuple(rows))
            for file, column, problem, count, rows in self._staging.records(query, [first])
        )

    def __iter__(self) -> Iterator[Rejected]:
        self._buffer.flush()
        query = "select file, number, place, problem, original from rejected order by file, number"
        for file, number, column, problem, values in self._staging.records(query):
            yield Rejected(self._files[file], number, column, problem, json.loads(values))

    def write(self, path: Path) -> int:
        """Write them all as JSON Lines and say how many there are; raises FileProblem where that cannot be done."""
        count = 0
        with writing(path), path.open("w", encoding="utf-8", newline="\n") as file:
            for row in self:
                count += 1
                line = {"file": str(row.file), "row": row.row, "column": row.column, "problem": row.problem}
                file.write(json.dumps({**line, "values": row.values}, ensure_ascii=False) + "\n")
        return count
