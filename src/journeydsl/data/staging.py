"""A place for more rows than memory holds: a DuckDB database in a folder of its own, which goes when it is closed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING, Any

from journeydsl.data.problems import DataUnavailable, FileProblem, SortingProblem
from journeydsl.model.values import Kind

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

_BATCH = 10_000
_MEMORY = "256MB"
"""What is larger is sorted on disk, which takes hardly longer."""
_ROWS_MATCHED_IN_IT = 2_000_000
"""By their ids. Where these do not fit, matching takes twice as long."""
_MEMORY_TO_READ = "128MB"
"""Where nothing is sorted or matched any more."""
_TYPES = {
    Kind.TEXT: "varchar",
    Kind.EMAIL: "varchar",
    Kind.URL: "varchar",
    Kind.PHONE: "varchar",
    Kind.NUMBER: "double",
    Kind.INTEGER: "bigint",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
    Kind.INSTANT: "bigint",
    Kind.DURATION: "bigint",
}


_UNCOMPRESSED = " using compression uncompressed"
"""For columns in which hardly two values are the same: to look for what they have in common finds nothing."""


class Staging:
    """Tables of records on disk. Raises DataUnavailable where DuckDB is not installed, and SortingProblem where
    there is no room."""

    def __init__(self, memory: str = _MEMORY) -> None:
        try:
            import duckdb
        except ImportError as cause:
            raise DataUnavailable from cause
        self._folder = TemporaryDirectory(prefix="journeydsl-")
        self._failures = (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.TransactionException)
        self._too_small = duckdb.OutOfMemoryException
        self._unreadable = (duckdb.InvalidInputException, duckdb.ConversionException)
        with self._failing():
            self.connection: DuckDBPyConnection = duckdb.connect(
                f"{self._folder.name}/staging.duckdb",
                config={"autoinstall_known_extensions": False, "memory_limit": memory},
            )

    def make_room(self, rows: int) -> None:
        """Take as much more memory as the ids of so many rows need, where others are to be matched with them."""
        if rows > _ROWS_MATCHED_IN_IT:
            self.run(f"set memory_limit = '{256 * rows // _ROWS_MATCHED_IN_IT}MB'")

    def shrink(self) -> None:
        """Give memory back: from now on rows are only read again."""
        self.run(f"set memory_limit = '{_MEMORY_TO_READ}'")

    def close(self) -> None:
        """Remove everything; twice is as good as once."""
        self.connection.close()
        self._folder.cleanup()

    def folder(self, name: str) -> Path:
        """A new folder for other files, which go with the tables."""
        return Path(mkdtemp(prefix=f"{name}-", dir=self._folder.name))

    def empty_file(self, columns: Iterable[str]) -> Path:
        """A CSV file with these columns and no rows."""
        path = Path(self._folder.name, "nothing.csv")
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerow(columns)
        return path

    def run(self, statement: str, parameters: Sequence[object] = ()) -> None:
        """Carry out a statement that answers nothing; rows so wide that memory is too small for them get more of it."""
        with self._failing():
            try:
                self.connection.execute(statement, parameters)
            except self._too_small:
                self.connection.execute("reset memory_limit")
                self.connection.execute(statement, parameters)

    def write(self, query: str, parameters: Sequence[object], path: Path) -> None:
        """Write what a query answers as a Parquet file. Raises FileProblem where it cannot be written."""
        try:
            self.run(f"copy ({query}) to ? (format parquet)", [*parameters, str(path)])
        except SortingProblem as problem:
            if str(path) in str(problem.__cause__):
                raise FileProblem(path, "could not be written; is there room left on its disk?") from problem.__cause__
            raise

    def insert(self, statement: str, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Carry out a statement that is still to be told where its rows come from: arrays of the same length."""
        with self._failing(), self._given(arrays):
            self.connection.execute(f"{statement} from given")

    def try_to_run(self, statement: str) -> bool:
        """Carry out a statement; False where DuckDB cannot read what it is about, and nothing has been done."""
        try:
            self.run(statement)
        except self._unreadable:
            return False
        return True

    @contextmanager
    def in_any_order(self) -> Iterator[None]:
        """Meanwhile rows may be written in another order than they are read in, which takes a quarter less; queries
        answer in any order, too."""
        self.run("set preserve_insertion_order = false")
        try:
            yield
        finally:
            self.run("reset preserve_insertion_order")

    def count(self, query: str) -> int:
        """The number that a query answers."""
        return int(next(self.records(query))[0])

    def arrays(self, query: str, given: Mapping[str, NDArray[Any]] | None = None) -> dict[str, NDArray[Any]]:
        """The columns that a query answers, which may ask of `given`; for whoever computes with arrays."""
        with self._failing(), self._given(given or {}):
            found: dict[str, NDArray[Any]] = self.connection.execute(query).fetchnumpy()
            return found

    def records(self, query: str, parameters: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows that a query answers, a batch of them in memory at a time."""
        with self._failing(), self.connection.cursor() as cursor:
            cursor.execute(query, parameters)
            while batch := cursor.fetchmany(_BATCH):
                yield from batch

    @contextmanager
    def _given(self, arrays: Mapping[str, NDArray[Any]]) -> Iterator[None]:
        if arrays:
            self.connection.register("given", arrays)
        yield
        if arrays:
            self.connection.unregister("given")

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except self._failures as cause:
            raise SortingProblem from cause


class Buffer:
    """A new table, and the records that have not been written to it yet.

    A record consists of `fields`. Where the table's columns are others, they are `stored`, some of them with `types` of
    their own, and `select` makes them of the records, which it calls `written`. Ids and addresses are all different.
    Where the rows may stand `in_any_order`, many are written sooner.
    """

    def __init__(
        self,
        staging: Staging,
        table: str,
        fields: Sequence[tuple[str, Kind]],
        *,
        stored: Sequence[tuple[str, Kind]] = (),
        types: Mapping[str, str] | None = None,
        select: str = "from written",
        in_any_order: bool = False,
    ) -> None:
        given = types or {}
        columns = ", ".join(f"{name} {given.get(name, _stored_as(name, kind))}" for name, kind in stored or fields)
        staging.run(f"create table {table} ({columns})")
        self.table = table
        self.in_any_order = in_any_order
        self._staging = staging
        self._select = select
        self._lists = ", ".join(f"unnest(?::{_TYPES[kind]}[]) as {name}" for name, kind in fields)
        self._waiting: list[tuple[Any, ...]] = []
        self.has_written = False

    def insertion(self, records: str) -> str:
        """SQL that writes the records which a query answers."""
        return f"insert into {self.table} with written as ({records}) {self._select}"

    def add(self, record: tuple[Any, ...]) -> None:
        """Write a record, some time before the next `flush` returns."""
        self._waiting.append(record)
        if len(self._waiting) == _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        if self._waiting:
            self._staging.run(
                self.insertion(f"select {self._lists}"), [list(column) for column in zip(*self._waiting, strict=True)]
            )
            self._waiting.clear()
            self.has_written = True


def _stored_as(name: str, kind: Kind) -> str:
    is_different = name == "id" or kind in (Kind.EMAIL, Kind.URL, Kind.PHONE)
    return _TYPES[kind] + (_UNCOMPRESSED if is_different else "")
