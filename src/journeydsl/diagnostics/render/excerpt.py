"""Lines of a source with what is marked in them, as rows ready to be printed.

Promises: a mark stands under the characters it covers, whatever their width; a row is never wider than asked for,
but for the words of a label.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import accumulate
from typing import NamedTuple

from journeydsl.diagnostics.render import display
from journeydsl.diagnostics.render.place import visible
from journeydsl.source import Source, Span

_WHOLE_SPAN_LINES = 4
# How far a line is looked at on either side of what it is about, in widths: some characters take no column.
_REACH = 4


class Look(Enum):
    """What a row, or a mark, is for."""

    CODE = auto()
    GAP = auto()
    PRIMARY = auto()
    LABEL = auto()
    FIX = auto()


_SIGNS = {Look.PRIMARY: "^", Look.LABEL: "-", Look.FIX: "~"}


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `start` to `end` (from 0) of one line, and what to say about them."""

    line: int
    start: int
    end: int
    look: Look
    words: str = ""


class Row(NamedTuple):
    """One row; `number` is that of its line, or None where it belongs to the row above."""

    look: Look
    number: int | None
    text: str


def marks(source: Source, span: Span, look: Look, words: str = "") -> tuple[Mark, ...]:
    """`span` as marks of single lines; of a long one, its first two lines and its last, which has the words."""
    start, end = visible(source, span)
    first, last = source.position(start), source.position(end)
    if first.line == last.line:
        return (Mark(first.line, first.column - 1, last.column - 1, look, words),)
    numbers = [number for number in range(first.line, last.line + 1) if source.line(number).strip()]
    if len(numbers) > _WHOLE_SPAN_LINES:
        numbers = [*numbers[:2], numbers[-1]]
    found = []
    for number in numbers:
        line = source.line(number)
        begins = first.column - 1 if number == first.line else len(line) - len(line.lstrip())
        ends = last.column - 1 if number == last.line else len(line)
        found.append(Mark(number, begins, ends, look, words if number == numbers[-1] else ""))
    return tuple(found)


def excerpt(source: Source, marked: Iterable[Mark], width: int) -> list[Row]:
    """The lines of `source` that are marked, each with its marks below it."""
    by_line: dict[int, list[Mark]] = {}
    for mark in marked:
        by_line.setdefault(mark.line, []).append(mark)
    rows: list[Row] = []
    previous = None
    for number in sorted(by_line):
        if previous is not None and number == previous + 2:
            rows += line_rows(previous + 1, source.line(previous + 1), (), width)
        elif previous is not None and number > previous + 2:
            rows.append(Row(Look.GAP, None, "..."))
        rows += line_rows(number, source.line(number), by_line[number], width)
        previous = number
    return rows


def line_rows(number: int, line: str, marked: Sequence[Mark], width: int) -> list[Row]:
    """One line and its marks: the primary ones first, then the others from left to right."""
    ordered = sorted(marked, key=lambda mark: (mark.look is not Look.PRIMARY, mark.start))
    window = _Window(line, ordered[0].start if ordered else 0, width)
    rows = [Row(Look.CODE, number, window.text)]
    for mark in ordered:
        left, right = window.columns(mark.start, mark.end)
        signs = _SIGNS[mark.look] * max(1, right - left)
        rows.append(Row(mark.look, None, f"{' ' * left}{signs} {display.plain(mark.words)}".rstrip()))
    return rows


class _Window:
    """The part of a line that fits into `width` columns and shows the character at `focus`."""

    def __init__(self, line: str, focus: int, width: int) -> None:
        # What is far from the focus is not shown, and a line can be as long as a file.
        self.begin = max(0, min(focus, len(line)) - _REACH * width)
        near = line[self.begin : focus + _REACH * width]
        focus = min(focus - self.begin, len(near))
        cells = [display.shown(character) for character in near]
        edges = list(accumulate((display.width(cell) for cell in cells), initial=0))
        self.edges, self.length = edges, len(line) - self.begin
        self.first, self.last = 0, len(cells)
        if edges[-1] > width:
            left = max(0, min(edges[focus] - width // 4, edges[-1] - width))
            self.first = next(index for index, edge in enumerate(edges) if edge >= left)
            self.last = max(index for index, edge in enumerate(edges) if edge <= left + width)
        self.before = "…" if self.begin + self.first else ""
        after = "…" if self.begin + self.last < len(line) else ""
        self.text = f"{self.before}{''.join(cells[self.first : self.last])}{after}".rstrip()

    def columns(self, start: int, end: int) -> tuple[int, int]:
        """The columns from 0 of characters `start` to `end`, as far as they are shown."""
        return self._column(start - self.begin), self._column(end - self.begin)

    def _column(self, index: int) -> int:
        beyond = index - self.length
        inside = min(max(index, self.first), self.last)
        return self.edges[inside] - self.edges[self.first] + len(self.before) + (1 if beyond > 0 else 0)
