"""Tables of which DuckDB knows the types, each column as the text of its values: one set of rules for every format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from journeydsl.data.problems import FileProblem, reading
from journeydsl.data.rows import Relation, Row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_BATCH = 10_000
_SEVERAL = ("STRUCT", "MAP", "UNION", "BLOB", "BIT", "VARIANT", "GEOMETRY")


@dataclass(frozen=True, slots=True)
class Stored:
    """A table of which DuckDB knows the types; a value without a zone stays without, one with a zone is the text of its
    UTC instant. `source` is SQL for the rows, `number` for the number of each, from 1."""

    path: Path
    source: str
    number: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    connection: DuckDBPyConnection

    def relation(self) -> Relation:
        """The rows as DuckDB reads them."""
        cells = ", ".join(f"{in_quotes(column)} as c{place}" for place, column in enumerate(self.columns))
        return Relation(f"select {self.number} as number, {cells} from {self.source}", self.types)

    def rows(self) -> Iterator[Row]:
        import duckdb

        cells = ", ".join(map(_text, self.columns, self.types))
        query = f"select {self.number} as number, {cells} from {self.source}"
        with self.connection.cursor() as cursor, reading(self.path):
            try:
                cursor.execute(query)
                batches = iter(lambda: cursor.fetchmany(_BATCH), [])
                for number, *found in chain.from_iterable(batches):
                    yield Row(number, found)
            except duckdb.Error as cause:
                raise FileProblem(self.path, "is damaged: its rows could not be read") from cause


def stored(path: Path, source: str, number: str, connection: DuckDBPyConnection) -> Stored:
    """The table that a query reads; raises duckdb.Error where it cannot be read."""
    with connection.cursor() as cursor:
        described = cursor.execute(f"describe from {source}").fetchall()
    names = [(row[0], row[1]) for row in described if not number.startswith(row[0])]
    return Stored(path, source, number, tuple(name for name, _ in names), tuple(kind for _, kind in names), connection)


def in_quotes(name: str) -> str:
    """A name as SQL writes it where it may hold any sign."""
    return '"' + name.replace('"', '""') + '"'


def _text(column: str, type_name: str) -> str:
    """The SQL for the cells of a column as text; several values at once become a list of texts, or of one that is no
    cell of any type."""
    name = in_quotes(column)
    if type_name == "TIMESTAMP WITH TIME ZONE":
        utc = f"make_timestamp(epoch_us({name}))::varchar || 'Z'"
        return f"if({name} is null or isfinite({name}), {utc}, 'infinity')"
    if type_name.endswith("[]") and not type_name.startswith(_SEVERAL) and type_name.count("[") == 1:
        return f"{name}::varchar[]"
    if type_name.startswith(_SEVERAL) or type_name.endswith("]"):
        return f"if({name} is null, null, [{name}::varchar])"
    return f"{name}::varchar"
