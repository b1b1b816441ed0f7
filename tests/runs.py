"""What a run has left in its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb


def decisions(folder: Path) -> list[dict[str, Any]]:
    """The rows of `decisions.parquet`, in their order; an instant is the text of its UTC time."""
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        query = "select * replace (instant::varchar as instant) from read_parquet(?)"
        found = connection.execute(query, [str(folder / "decisions.parquet")])
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
