"""Parquet: a file, or all files that a pattern such as `events/*.parquet` names, as one table."""

from __future__ import annotations

import glob
from pathlib import Path
from typing import TYPE_CHECKING

from journeydsl.data.plain import quoted
from journeydsl.data.problems import FileProblem, reading
from journeydsl.data.stored import Stored, stored

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def parquet(path: Path, connection: DuckDBPyConnection) -> Stored:
    """The table of a Parquet file, whose own rows are numbered; several files are read in the order of their names, and
    their rows numbered throughout. Raises FileProblem where there is no such file or it is not Parquet."""
    import duckdb

    several = not path.exists() and glob.has_magic(str(path))
    if several and not any(glob.iglob(str(path))):  # noqa: PTH207 as DuckDB reads the pattern
        raise FileProblem(path, "names no file")
    if not several:
        with reading(path):
            path.open("rb").close()
    try:
        if several:
            return stored(path, f"read_parquet({quoted(str(path))})", "row_number() over ()", connection)
        rows = f"read_parquet({quoted(glob.escape(str(path)))}, file_row_number = true)"
        return stored(path, rows, "file_row_number + 1", connection)
    except duckdb.Error as cause:
        what = "is not all Parquet with the same columns" if several else "is not a Parquet file"
        raise FileProblem(path, what) from cause
