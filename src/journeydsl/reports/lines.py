"""Lines of text for a terminal: numbers, rows and tables, at most 100 columns wide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import TypeVar

Key = TypeVar("Key", str, tuple[str, str])

_WIDTH = 100
_WORDS = ("then", "such as")


def by_number(counts: Counter[Key]) -> list[tuple[Key, int]]:
    """The greatest number first; equal ones by name, whatever was counted first."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def listed(indent: str, phrases: Iterable[str]) -> list[str]:
    """Phrases in a row, broken between them where the line is full."""
    text = " · ".join(phrase.replace(" ", "\u00a0") for phrase in phrases)
    lines = wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent), break_long_words=False)
    return [line.replace("\u00a0", " ") for line in lines]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as they need to be; numbers are set right, the first column and those of words are not."""
    cells = [head, *rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for row in cells:
        line = "  ".join(
            cell.ljust(width) if name in (head[0], *_WORDS) else cell.rjust(width)
            for name, cell, width in zip(head, row, widths, strict=True)
        )
        yield f"  {line}".rstrip()


def count(number: int, noun: str) -> str:
    """A number of things: `1 contact`, `2 contacts`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
