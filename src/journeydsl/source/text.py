"""A file's text, and half-open character ranges within it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Position(NamedTuple):
    """A place as people count it: line and column start at 1, columns count characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` (included) to `end` (excluded) of the file that its author calls `file`."""

    file: str
    start: int
    end: int

    def to(self, last: Span) -> Span:
        """The span from the start of this one to the end of `last`, in the same file."""
        return Span(self.file, self.start, last.end)


@dataclass(frozen=True)
class Source:
    """A file's text under the path that is shown to its author."""

    path: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(newline.end() for newline in re.finditer("\n", self.text))]

    def position(self, offset: int) -> Position:
        """Where `offset` (0 to the length of the text) stands."""
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of line `number` (from 1), without its line ending."""
        start = self._line_starts[number - 1]
        end = self._line_starts[number] if number < len(self._line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def span(self, start: int, end: int) -> Span:
        """The range `start` to `end` of this file."""
        return Span(self.path, start, end)

    def slice(self, span: Span) -> str:
        """The characters that `span` covers."""
        return self.text[span.start : span.end]
