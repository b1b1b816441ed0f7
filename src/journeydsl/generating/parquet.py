"""A CSV file turned into Parquet, each column of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from journeydsl.data import DataUnavailable
from journeydsl.model.values import Kind

_TYPES = {
    Kind.NUMBER: "double",
    Kind.INTEGER: "bigint",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
    Kind.INSTANT: "timestamp with time zone",
}


def as_parquet(file: Path, kinds: Mapping[str, Kind]) -> Path:
    """Write a Parquet file beside a CSV file, which goes; columns that no kind is given for hold text.

    Raises DataUnavailable where DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError as cause:
        raise DataUnavailable from cause
    types = {column: _TYPES[kind] for column, kind in kinds.items() if kind in _TYPES}
    columns = ", ".join(f'cast("{column}" as {type_}) as "{column}"' for column, type_ in types.items())
    written = file.with_suffix(".parquet")
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(
            f"COPY (SELECT * {f'REPLACE ({columns})' if columns else ''} "
            "FROM read_csv(?, header = true, all_varchar = true, nullstr = '')) TO ? (FORMAT parquet)",
            [str(file), str(written)],
        )
    file.unlink()
    return written
