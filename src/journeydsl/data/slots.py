"""Where in a row each thing stands, and what makes a value of it: the project's columns found in one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from journeydsl.data.lists import packed, unpacked
from journeydsl.data.problems import ColumnProblem, FileProblem
from journeydsl.data.rows import Cell, Table
from journeydsl.data.values import MISSING, NOT_ONE_VALUE, Converter, Unfit, as_share, converter
from journeydsl.model.values import Kind, Value, ValueType


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One thing that a row says: its name in the project, its column, and its place among the cells. A number may have
    to lie between `bounds`, both included. A list is staged as one text (`data.lists`)."""

    name: str
    column: str
    position: int
    type: ValueType
    convert: Converter
    bounds: tuple[float, float] | None = None
    required: bool = False

    def value(self, cells: Sequence[Cell]) -> Value | None:
        """The value in a row as it is staged, or None where it is missing; raises Unfit, naming the column."""
        cell = cells[self.position]
        if cell is None or cell == "":
            if self.required:
                raise Unfit(MISSING, self.column)
            return None
        if not isinstance(cell, str) and not self.type.many:
            raise Unfit(NOT_ONE_VALUE, self.column)
        try:
            return packed(cell, self.convert) if self.type.many else self.convert(str(cell))
        except Unfit as unfit:
            unfit.column = self.column
            raise

    @property
    def kind(self) -> Kind:
        """The kind of what is staged."""
        return Kind.TEXT if self.type.many else self.type.kind

    def read_back(self, staged: Any) -> Value:
        """The value that was staged."""
        value: Value = unpacked(staged, self.type) if self.type.many else staged
        return value


class Header:
    """The columns of a table, `zone` being that of its wall times; remembers which of them are read."""

    def __init__(self, table: Table, zone: str) -> None:
        self._zone = zone
        self._path = table.path
        self._columns = table.columns
        self._used: set[str] = set()

    def need(self, column: str, purpose: str, declared: ValueType, name: str = "") -> Slot:
        """The slot of a column without which nothing can be read; raises ColumnProblem where it is not there."""
        if column not in self._columns:
            raise ColumnProblem(self._path, column, purpose, [each for each in self._columns if each])
        return self._slot(column, declared, name, required=True)

    def find(self, column: str, declared: ValueType, name: str = "") -> Slot | None:
        """The slot of a column whose cells may be empty, or None where the file does not have it."""
        return self._slot(column, declared, name, required=False) if column in self._columns else None

    def find_share(self, column: str, name: str) -> Slot | None:
        """The slot of a column that holds shares, from 0 to 1; its cells may be empty."""
        slot = self.find(column, ValueType(Kind.NUMBER), name)
        return None if slot is None else replace(slot, convert=as_share, bounds=(0, 1))

    def unused(self) -> list[str]:
        """The columns that nothing is read from, in the order of the file."""
        return [column for column in self._columns if column and column not in self._used]

    def _slot(self, column: str, declared: ValueType, name: str, *, required: bool) -> Slot:
        if self._columns.count(column) > 1:
            raise FileProblem(self._path, f"has two columns `{column}`; which of them is meant?")
        self._used.add(column)
        position = self._columns.index(column)
        convert = converter(declared, self._zone)
        return Slot(name=name, column=column, position=position, type=declared, convert=convert, required=required)
