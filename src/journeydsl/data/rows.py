"""One row of a file, before anything is known of what its columns mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias

Cell: TypeAlias = object
"""Text as written, None where there is nothing; anything else is not one value (a list, an object, bytes)."""


class Row(NamedTuple):
    """`number` is how a person counts in the file: the line on which the row starts, or the row from 1 in Parquet and
    in a JSON array. `rest` is what stands in no column, and `problem` says why the row cannot be used."""

    number: int
    cells: Sequence[Cell]
    rest: tuple[str, ...] = ()
    problem: str | None = None


class Relation(NamedTuple):
    """The rows of a file as a query of DuckDB's: `number` as in `Row`, then the cells `c0`, `c1`, … of these types."""

    query: str
    types: tuple[str, ...]


class Table(Protocol):
    """A file with named columns."""

    @property
    def path(self) -> Path: ...

    @property
    def columns(self) -> tuple[str, ...]: ...

    def rows(self) -> Iterator[Row]:
        """All rows, in the order of the file; every call starts anew."""
        ...

    def relation(self) -> Relation | None:
        """The same rows as DuckDB reads them by itself, or None where it would not read them quite so."""
        ...


def original(columns: Sequence[str], row: Row) -> dict[str, Cell]:
    """What the file says in a row, by column; what stands in no column is a list under the empty name."""
    values: dict[str, Cell] = {name: cell for name, cell in zip(columns, row.cells, strict=False) if cell is not None}
    return values | {"": list(row.rest)} if row.rest else values


def pick(table: Table, numbers: Iterator[int]) -> Iterator[Row]:
    """The rows with the given numbers (ascending)."""
    wanted = next(numbers, None)
    for row in table.rows():
        if wanted is None:
            return
        if row.number == wanted:
            yield row
            wanted = next(numbers, None)
