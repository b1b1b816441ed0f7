"""CSV as spreadsheets write it: UTF-8 with or without a byte order mark, separated by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import glob
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from journeydsl.data.plain import TEXT, quoted
from journeydsl.data.problems import FileProblem, reading
from journeydsl.data.rows import Relation, Row

_SEPARATORS = ",;\t"
_BAD_QUOTES = "text stands after a closing quotation mark"
_BLOCK = 1 << 24
_ENDLESS = ("unexpected end of data", "field larger than field limit")


@dataclass(frozen=True, slots=True)
class Delimited:
    """A CSV file; quoted cells may hold separators, line breaks and doubled quotation marks."""

    path: Path
    columns: tuple[str, ...]
    separator: str

    def relation(self) -> Relation | None:
        """A file with a row a line and nothing quoted, which no two readers read otherwise."""
        with reading(self.path):
            if len(self.columns) == 1 or not _is_plain(self.path):
                return None
        columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(self.columns)))
        settings = f"auto_detect = false, header = false, skip = 1, strict_mode = true, columns = {{{columns}}}"
        signs = f"delim = {quoted(self.separator)}, quote = '', escape = ''"
        rows = f"read_csv({quoted(glob.escape(str(self.path)))}, {settings}, {signs})"
        return Relation(f"select row_number() over () + 1 as number, * from {rows}", (TEXT,) * len(self.columns))

    def rows(self) -> Iterator[Row]:
        with reading(self.path), self.path.open(encoding="utf-8-sig", newline="") as file:
            lines = _Remembering(file)
            reader = csv.reader(lines, delimiter=self.separator, strict=True)
            next(reader)
            while True:
                number = reader.line_num + 1
                lines.seen.clear()
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as cause:
                    yield self._broken(number, "".join(lines.seen), cause)
                    continue
                if len(cells) == len(self.columns):
                    yield Row(number, cells)
                elif cells:
                    yield self._ragged(number, cells)

    def _ragged(self, number: int, cells: list[str]) -> Row:
        width = len(self.columns)
        what = "too many" if len(cells) > width else "too few"
        return Row(number, cells[:width], tuple(cells[width:]), f"{what} values: {len(cells)} for {width} columns")

    def _broken(self, number: int, text: str, cause: csv.Error) -> Row:
        if str(cause).startswith(_ENDLESS):
            raise FileProblem(self.path, f"opens a quotation mark in line {number} and never closes it") from cause
        return Row(number, (), (text.rstrip("\r\n"),), _BAD_QUOTES)


def _is_plain(path: Path) -> bool:
    """Whether no cell of a file is quoted, no line is empty, and lines end in one way; the end may be one line end."""
    last = b"\n"
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            text = last + block
            if b'"' in text or b"\n\n" in text or b"\r" in text or b"\0" in text:
                return False
            last = text[-1:]
    return True


class _Remembering:
    """Lines, and those of them that were taken since `seen` was last cleared."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.seen: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.seen.append(line)
        return line


def delimited(path: Path) -> Delimited:
    """The table of a CSV file, whose first row names the columns; the separator is the one that makes the most of them.

    Raises FileProblem where there is no such file, no text, or no header.
    """
    headers = {separator: _header(path, separator) for separator in _SEPARATORS}
    separator = max(_SEPARATORS, key=lambda each: len(headers[each]))
    return Delimited(path, tuple(name.strip() for name in headers[separator]), separator)


def _header(path: Path, separator: str) -> list[str]:
    with reading(path), path.open(encoding="utf-8-sig", newline="") as file:
        try:
            header = next(csv.reader(file, delimiter=separator, strict=True), [])
        except csv.Error as cause:
            if str(cause).startswith(_ENDLESS):
                raise FileProblem(path, "opens a quotation mark in its header and never closes it") from cause
            return []
    if not header:
        raise FileProblem(path, "is empty: its first line must name the columns")
    return header
