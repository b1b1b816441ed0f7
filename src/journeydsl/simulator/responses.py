"""A forecast's answers on disk: Parquet, one row per answer."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from journeydsl.model.responses import Response

_COLUMNS = {
    "contact": "VARCHAR",
    "journey": "VARCHAR",
    "enrollment": "INTEGER",
    "step": "VARCHAR",
    "message": "VARCHAR",
    "sent": "BIGINT",
    "provider": "VARCHAR",
    "kind": "VARCHAR",
    "instant": "BIGINT",
    "amount": "DOUBLE",
}

_NOTHING = "\\N"


class ResponseWriter(AbstractContextManager["ResponseWriter"]):
    """Writes `responses.parquet` into a folder when a run has ended well. Raises OSError where it cannot be written."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lines = folder / "responses.csv.part"
        self._parquet = folder / "responses.parquet"
        self._parquet.unlink(missing_ok=True)
        self._file = self._lines.open("w", encoding="utf-8", newline="")
        self._csv = csv.writer(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if kind is None:
            self._write_parquet()
        self._lines.unlink()

    def record(self, responses: Sequence[Response]) -> None:
        """Write some answers."""
        self._csv.writerows((*row, _NOTHING if amount is None else amount) for *row, amount in responses)

    def _write_parquet(self) -> None:
        import duckdb

        columns = ", ".join(f"{name!r}: {kind!r}" for name, kind in _COLUMNS.items())
        with duckdb.connect() as connection:
            connection.execute("SET TimeZone = 'UTC'")
            connection.execute(
                "COPY (SELECT * REPLACE (make_timestamptz(sent) AS sent, make_timestamptz(instant) AS instant)"
                f" FROM read_csv(?, header = false, columns = {{{columns}}}, nullstr = '{_NOTHING}'))"
                " TO ? (FORMAT parquet)",
                [str(self._lines), str(self._parquet)],
            )
