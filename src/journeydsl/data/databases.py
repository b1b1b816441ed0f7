"""A table of a DuckDB database: `shop.duckdb:contacts`, or `shop.duckdb:crm.contacts` with the schema that it is in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from journeydsl.data.plain import quoted
from journeydsl.data.problems import FileProblem, listed, reading
from journeydsl.data.stored import Stored, in_quotes, stored

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ENDINGS = (".duckdb", ".ddb", ".db")
_TABLES = "select schema_name, table_name from duckdb_tables() where database_name = ? and not internal order by all"


def names_table(path: Path) -> bool:
    """Whether a path names a table of a database, and not a file of rows."""
    file, colon, _ = path.name.partition(":")
    return bool(colon) and file.lower().endswith(_ENDINGS)


def database(path: Path, connection: DuckDBPyConnection) -> Stored:
    """The table that a path names; its rows are numbered as they are kept, and the database is only read.

    Raises FileProblem where there is no such database or no such table in it.
    """
    import duckdb

    name, _, table = path.name.partition(":")
    file = path.with_name(name)
    with reading(file):
        file.open("rb").close()
    attached = f"database {file.resolve()}"
    try:
        connection.execute(f"attach if not exists {quoted(str(file))} as {in_quotes(attached)} (read_only)")
    except duckdb.Error as cause:
        raise FileProblem(file, "is not a DuckDB database, or another program has it open") from cause
    tables = connection.execute(_TABLES, [attached]).fetchall()
    schema, _, own = table.rpartition(".")
    if (schema or "main", own) not in tables:
        told = listed(own if schema == "main" else f"{schema}.{own}" for schema, own in tables)
        raise FileProblem(file, f"has no table `{table}`; it has {told}")
    source = ".".join(map(in_quotes, (attached, schema or "main", own)))
    return stored(path, source, "rowid + 1", connection)
