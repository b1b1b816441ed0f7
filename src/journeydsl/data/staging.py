"""A place for more rows than memory holds: a DuckDB database in a folder of its own, which goes when it is closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from journeydsl.data.problems import DataUnavailable, SortingProblem
from journeydsl.model.values import Kind

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

_BATCH = 10_000
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


class Staging:
    """Tables of records on disk. Raises DataUnavailable where DuckDB is not installed, and SortingProblem where
    there is no room."""

    def __init__(self) -> None:
        try:
            import duckdb
        except ImportError as cause:
            raise DataUnavailable from cause
        self._folder = TemporaryDirectory(prefix="journeydsl-")
        self._failures = (duckdb.IOException, duckdb.OutOfMemoryException)
        self._unreadable = (duckdb.InvalidInputException, duckdb.ConversionException)
        self.connection: DuckDBPyConnection = duckdb.connect(
            f"{self._folder.name}/staging.duckdb", config={"autoinstall_known_extensions": False}
        )

    def close(self) -> None:
        """Remove everything; twice is as good as once."""
        self.connection.close()
        self._folder.cleanup()

    def run(self, statement: str, parameters: Sequence[object] = ()) -> None:
        """Carry out a statement that answers nothing."""
        with self._failing():
            self.connection.execute(statement, parameters)

    def insert(self, statement: str, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Carry out a statement that is still to be told where its rows come from: arrays of the same length."""
        with self._failing():
            self.connection.register("given", arrays)
            self.connection.execute(f"{statement} from given")
            self.connection.unregister("given")

    def try_to_run(self, statement: str) -> bool:
        """Carry out a statement; False where DuckDB cannot read what it is about, and nothing has been done."""
        try:
            self.run(statement)
        except self._unreadable:
            return False
        return True

    def count(self, query: str) -> int:
        """The number that a query answers."""
        return int(next(self.records(query))[0])

    def array(self, query: str) -> NDArray[Any]:
        """The only column that a query answers, `value`; for whoever computes with arrays."""
        with self._failing(), self.connection.cursor() as cursor:
            found: NDArray[Any] = cursor.execute(query).fetchnumpy()["value"]
            return found

    def records(self, query: str, parameters: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows that a query answers, a batch of them in memory at a time."""
        with self._failing(), self.connection.cursor() as cursor:
            cursor.execute(query, parameters)
            while batch := cursor.fetchmany(_BATCH):
                yield from batch

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except self._failures as cause:
            raise SortingProblem(self._folder.name) from cause


class Buffer:
    """A new table, and the records that have not been written to it yet."""

    def __init__(self, staging: Staging, table: str, fields: Sequence[tuple[str, Kind]]) -> None:
        columns = ", ".join(f"{name} {_TYPES[kind]}" for name, kind in fields)
        lists = ", ".join(f"unnest(?::{_TYPES[kind]}[])" for _, kind in fields)
        staging.run(f"create table {table} ({columns})")
        self._staging = staging
        self._insert = f"insert into {table} select {lists}"
        self._waiting: list[tuple[Any, ...]] = []

    def add(self, record: tuple[Any, ...]) -> None:
        """Write a record, some time before the next `flush` returns."""
        self._waiting.append(record)
        if len(self._waiting) == _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        if self._waiting:
            self._staging.run(self._insert, [list(column) for column in zip(*self._waiting, strict=True)])
            self._waiting.clear()
