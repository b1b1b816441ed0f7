"""A run's decisions on disk: JSON Lines as they are made, Parquet at the end, one row per decision."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from journeydsl.model.decisions import Decision
from journeydsl.model.values import moment
from journeydsl.simulator.endings import ContactEnd

_COLUMNS = {
    "contact": "VARCHAR",
    "journey": "VARCHAR",
    "enrollment": "INTEGER",
    "step": "VARCHAR",
    "instant": "TIMESTAMP WITH TIME ZONE",
    "outcome": "VARCHAR",
    "reason": "VARCHAR",
    "detail": "VARCHAR",
    "message": "VARCHAR",
}


class DecisionWriter(AbstractContextManager["DecisionWriter"]):
    """Writes `decisions.jsonl` while a run goes on and `decisions.parquet` when it has ended well.

    Instants are ISO 8601 in UTC; text columns are empty where they do not apply. Raises OSError where the folder
    cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lines = folder / "decisions.jsonl"
        self._parquet = folder / "decisions.parquet"
        self._file = self._lines.open("w", encoding="utf-8", newline="\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if kind is None:
            self._write_parquet()

    def record(self, decisions: Sequence[Decision]) -> None:
        """Write some decisions."""
        for decision in decisions:
            row: dict[str, object] = dict(zip(_COLUMNS, decision, strict=True))
            row["instant"] = moment(decision.at).isoformat().replace("+00:00", "Z")
            self._file.write(json.dumps(row, ensure_ascii=False) + "\n")

    def _write_parquet(self) -> None:
        import duckdb

        columns = ", ".join(f"{name!r}: {kind!r}" for name, kind in _COLUMNS.items())
        with duckdb.connect() as connection:
            connection.execute("SET TimeZone = 'UTC'")
            connection.execute(
                f"COPY (SELECT * FROM read_json(?, format = 'newline_delimited', columns = {{{columns}}})) "
                "TO ? (FORMAT parquet)",
                [str(self._lines), str(self._parquet)],
            )


class ContactWriter(AbstractContextManager["ContactWriter"]):
    """Writes `contacts.parquet`, a row a contact, when a run has ended well; nothing where none was recorded. Raises
    OSError where the folder cannot be written."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lines = folder / "contacts.jsonl.part"
        self._parquet = folder / "contacts.parquet"
        self._parquet.unlink(missing_ok=True)
        self._file = self._lines.open("w", encoding="utf-8", newline="\n")
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if kind is None and self._count:
            self._write_parquet()
        self._lines.unlink()

    def record(self, end: ContactEnd) -> None:
        """Write a contact."""
        self._count += 1
        self._file.write(json.dumps(end._asdict(), ensure_ascii=False) + "\n")

    def _write_parquet(self) -> None:
        import duckdb

        columns = "{contact: 'VARCHAR', provider: 'VARCHAR', segments: 'VARCHAR[]'}"
        with duckdb.connect() as connection:
            connection.execute(
                f"COPY (SELECT * FROM read_json(?, format = 'newline_delimited', columns = {columns})) "
                "TO ? (FORMAT parquet)",
                [str(self._lines), str(self._parquet)],
            )
