"""What an author should know of a file that was read: counted, never fatal, and never a contact's own values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from journeydsl.data.problems import listed


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a file as a whole, or about `count` of its rows (0 for the file), the first being `row`."""

    file: Path
    message: str
    count: int = 0
    row: int = 0


class Findings:
    """Collects what is found in one file; the order is that of the first occurrence."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._counts: Counter[str] = Counter()
        self._first_rows: dict[str, int] = {}

    def about_file(self, message: str) -> None:
        """Something that is so whatever the rows hold."""
        self._first_rows.setdefault(message, 0)

    def about_row(self, row: int, message: str) -> None:
        """Something that is so for a row; the message is the same for every row that it is so for."""
        self._counts[message] += 1
        self._first_rows.setdefault(message, row)

    def about_rows(self, count: int, message: str) -> None:
        """Something that is so for a number of rows."""
        self._counts[message] += count
        self._first_rows.setdefault(message, 0)

    def unused(self, columns: list[str]) -> None:
        """Columns that nothing is read from."""
        if columns:
            self.about_file(f"unused columns: {listed(columns)}")

    def all(self) -> tuple[Finding, ...]:
        return tuple(
            Finding(self._file, message, self._counts[message], row) for message, row in self._first_rows.items()
        )
