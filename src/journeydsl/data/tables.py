"""A file as a table of cells: the columns that it has, and its rows in the order in which they stand.

In: a path; its ending says the format, or it names a table of a database. Out: a `Table`, whose `rows()` may be
walked any number of times.
Promises: cells are text exactly as written, whatever the format; a row that the format itself makes no sense of comes
with its `problem`; a file that makes no sense is a `FileProblem`. One row is held at a time, but for a `.json` array.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from journeydsl.data.databases import database, names_table
from journeydsl.data.delimited import delimited
from journeydsl.data.json_text import json_objects
from journeydsl.data.parquet import parquet
from journeydsl.data.problems import FileProblem
from journeydsl.data.rows import Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def open_table(path: Path, own: Collection[str], connection: DuckDBPyConnection) -> Table:
    """The file at `path` as a table; the columns in `own` are never taken from nested JSON. Raises FileProblem."""
    if names_table(path):
        return database(path, connection)
    match path.suffix.lower():
        case ".csv" | ".tsv":
            return delimited(path)
        case ".jsonl" | ".ndjson" | ".json":
            return json_objects(path, own)
        case ".parquet":
            return parquet(path, connection)
        case _ if path.is_dir():
            raise FileProblem(path, "is a folder, not a file")
        case _:
            raise FileProblem(
                path,
                "is of no known kind: its name must end in .csv, .jsonl, .ndjson, .json or .parquet, or be that of a"
                " table such as `shop.duckdb:contacts`",
            )
