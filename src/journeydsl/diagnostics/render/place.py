"""Where a span is shown: the lines and columns that every format agrees on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from journeydsl.source import Source, Span


class Place(NamedTuple):
    """Lines and columns from 1 in characters; the end column is the one after the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


def exact(sources: Mapping[str, Source], span: Span) -> Place | None:
    """The place of every character of `span`, line ends too, as an edit needs it; None without the text."""
    source = sources.get(span.file)
    return Place(*source.position(span.start), *source.position(span.end)) if source else None


def place(sources: Mapping[str, Source], span: Span) -> Place | None:
    """The place of `span`, or None where the text of its file is not at hand."""
    source = sources.get(span.file)
    if source is None:
        return None
    start, end = visible(source, span)
    return Place(*source.position(start), *source.position(end))


def visible(source: Source, span: Span) -> tuple[int, int]:
    """The offsets of `span` without line ends after it; the end of the text counts as the end of its last words."""
    size = len(source.text)
    start = min(span.start, size)
    end = max(start, min(span.end, size))
    while end > start and source.text[end - 1] in "\r\n":
        end -= 1
    if start == size:
        start = end = len(source.text.rstrip())
    return start, end
