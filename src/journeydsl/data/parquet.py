"""Parquet, each column as the text of its values, so that one set of rules holds for every format."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from journeydsl.data.plain import quoted
from journeydsl.data.problems import FileProblem, reading
from journeydsl.data.rows import Relation, Row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_BATCH = 10_000
_SEVERAL = ("STRUCT", "MAP", "UNION", "BLOB", "BIT", "VARIANT", "GEOMETRY")


@dataclass(frozen=True, slots=True)
class Parquet:
    """A Parquet file; a value without a zone stays without, one with a zone is the text of its UTC instant."""

    path: Path
    columns: tuple[str, ...]
    types: tuple[str, ...]
    connection: DuckDBPyConnection

    def relation(self) -> Relation:
        """The rows as DuckDB reads them."""
        cells = ", ".join(f"{_name(column)} as c{place}" for place, column in enumerate(self.columns))
        path = quoted(glob.escape(str(self.path)))
        query = f"select file_row_number + 1 as number, {cells} from read_parquet({path}, file_row_number = true)"
        return Relation(query, self.types)

    def rows(self) -> Iterator[Row]:
        import duckdb

        cells = ", ".join(map(_text, self.columns, self.types))
        query = f"select {cells} from read_parquet(?)"
        with self.connection.cursor() as cursor, reading(self.path):
            try:
                cursor.execute(query, [glob.escape(str(self.path))])
                batches = iter(lambda: cursor.fetchmany(_BATCH), [])
                for number, found in enumerate(chain.from_iterable(batches), start=1):
                    yield Row(number, found)
            except duckdb.Error as cause:
                raise FileProblem(self.path, "is damaged: its rows could not be read") from cause


def parquet(path: Path, connection: DuckDBPyConnection) -> Parquet:
    """The table of a Parquet file. Raises FileProblem where there is no such file or it is not Parquet."""
    import duckdb

    with reading(path):
        path.open("rb").close()
    try:
        with connection.cursor() as cursor:
            described = cursor.execute("describe from read_parquet(?)", [glob.escape(str(path))]).fetchall()
    except duckdb.Error as cause:
        raise FileProblem(path, "is not a Parquet file") from cause
    return Parquet(path, tuple(row[0] for row in described), tuple(row[1] for row in described), connection)


def _text(column: str, type_name: str) -> str:
    """The SQL for the cells of a column as text; several values at once become a list of texts, or of one that is no
    cell of any type."""
    name = _name(column)
    if type_name == "TIMESTAMP WITH TIME ZONE":
        utc = f"make_timestamp(epoch_us({name}))::varchar || 'Z'"
        return f"if({name} is null or isfinite({name}), {utc}, 'infinity')"
    if type_name.endswith("[]") and not type_name.startswith(_SEVERAL) and type_name.count("[") == 1:
        return f"{name}::varchar[]"
    if type_name.startswith(_SEVERAL) or type_name.endswith("]"):
        return f"if({name} is null, null, [{name}::varchar])"
    return f"{name}::varchar"


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'
