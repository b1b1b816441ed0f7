"""Where in the printed text a line of the author's stands.

The printed text has been read back, so there are two equal trees with different places. A node that begins or ends at a
token of the author's says which printed token that is; a keyword between nodes is counted from the nearest one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from journeydsl.formatter.scanning import Row, Scan
from journeydsl.source import Span
from journeydsl.syntax import ast


class Places:
    """From tokens of the author's to printed tokens, by number."""

    def __init__(self, written: Scan, printed: Scan, tree: ast.File, read_back: ast.File) -> None:
        self.printed = printed
        self._written = written
        starts = {offset: number for number, offset in enumerate(written.starts)}
        ends = {offset: number for number, offset in enumerate(written.ends)}
        printed_starts = {offset: number for number, offset in enumerate(printed.starts)}
        printed_ends = {offset: number for number, offset in enumerate(printed.ends)}
        self._begins: dict[int, int] = {}
        self._closes: dict[int, int] = {}
        # Of nodes that begin together the outermost counts; of those that end together the innermost, for the last part
        # of the outer one may be printed before its others.
        for before, after in _pairs(tree, read_back):
            self._begins.setdefault(starts[before.start], printed_starts[after.start])
            self._closes[ends[before.end]] = printed_ends[after.end]
        self._beginnings = sorted(self._begins)
        self._endings = sorted(self._closes)

    def of_first(self, row: Row) -> int:
        """The printed token that the first token of `row` has become."""
        begins = self._next_beginning(row.first)
        if begins is None:
            return self._nearest(row.first)
        place = self._begins[begins] - (begins - row.first)
        if begins == row.first or self._is_same(row.first, place):
            return place
        return self._nearest(row.first) if row.continues else self._begins[begins]

    def of_last(self, row: Row) -> int:
        """The printed token that the last token of `row` has become."""
        last = row.last
        if last in self._closes:
            return self._closes[last]
        ahead = self._next_beginning(last)
        closed, begun = _at_most(self._endings, last), _at_most(self._beginnings, last)
        guesses = [
            self._closes[closed] + last - closed if closed is not None and closed >= row.first else -1,
            self._begins[begun] + last - begun if begun is not None and begun >= row.first else -1,
            self._begins[ahead] + last - ahead if ahead is not None else -1,
        ]
        return next((place for place in guesses if self._is_same(last, place)), self._nearest(last))

    def _next_beginning(self, token: int) -> int | None:
        index = bisect_left(self._beginnings, token)
        return self._beginnings[index] if index < len(self._beginnings) else None

    def _nearest(self, token: int) -> int:
        """The end of what stands before `token`, for one that is not printed (a needless parenthesis)."""
        closed = _at_most(self._endings, token)
        return 0 if closed is None else self._closes[closed]

    def _is_same(self, token: int, place: int) -> bool:
        return 0 <= place < len(self.printed.words) and self.printed.words[place] == self._written.words[token]


def _at_most(numbers: list[int], limit: int) -> int | None:
    index = bisect_right(numbers, limit)
    return numbers[index - 1] if index else None


def _pairs(before: object, after: object) -> Iterator[tuple[Span, Span]]:
    """The places of every node of two equal trees, each node before its parts."""
    if isinstance(before, tuple) and isinstance(after, tuple):
        for one, other in zip(before, after, strict=True):
            yield from _pairs(one, other)
    elif is_dataclass(before) and not isinstance(before, type):
        spans = getattr(before, "span", None), getattr(after, "span", None)
        if isinstance(spans[0], Span) and isinstance(spans[1], Span):
            yield spans[0], spans[1]
        for part in fields(before):
            if part.name != "span":
                yield from _pairs(getattr(before, part.name), getattr(after, part.name))
