"""The printed text with the author's comments and blank lines between and beside its lines.

A comment above a line stays above it, at its indentation. One at the end of a block that is indented deeper than the
line that follows stays in the block. A comment beside a line stays beside it; where printing makes one line of several,
the others go above. A block that would be printed beside its head stands beneath it where a comment needs the room.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from journeydsl.formatter.places import Places
from journeydsl.formatter.scanning import Comment, Scan


@dataclass(slots=True)
class _Line:
    """A line to be written, from the printed token `first`; `gap` where the printer leaves a blank line before it."""

    first: int
    indent: int
    text: str
    gap: bool
    after_blank: bool = False
    above: list[Comment] = field(default_factory=list)
    beside: list[Comment] = field(default_factory=list)
    below: list[tuple[int, Comment]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Ending:
    """A comment at the end of the block of the row `head`, in line with the row `inside`, which is one of the block."""

    comment: Comment
    head: int
    inside: int


def weave(printed: str, written: Scan, places: Places) -> str:
    """`printed` with what `written` has and the tree has not."""
    above, endings = _assigned(written)
    firsts = [places.of_first(row) for row in written.rows]
    busy = {number for number, comments in enumerate(above) if comments} | {ending.inside for ending in endings}
    busy |= {number for number, row in enumerate(written.rows, 1) if row.remark is not None}
    opened = {firsts[number] for number in busy if number < len(firsts) and not written.rows[number].continues}
    lines = list(_lines(printed, places.printed, opened))
    numbers = [line.first for line in lines]

    def line_of(token: int) -> _Line:
        return lines[bisect_right(numbers, token) - 1]

    for row, first, comments in zip(written.rows, firsts, above, strict=False):
        line = line_of(first)
        line.above += comments
        line.after_blank |= row.after_blank and not row.continues and line.first == first
        if row.remark is not None:
            line_of(places.of_last(row)).beside.append(row.remark)
    last_of = _block_ends(lines) if endings else {}
    for ending in endings:
        indent = line_of(firsts[ending.inside]).indent
        lines[last_of[line_of(firsts[ending.head]).first]].below.append((indent, ending.comment))
    return _joined(lines, above[-1])


def _assigned(written: Scan) -> tuple[list[list[Comment]], list[_Ending]]:
    """The comments above each row, those at the end of the file last; and those at the ends of blocks."""
    above: list[list[Comment]] = []
    endings: list[_Ending] = []
    columns: list[tuple[int, int]] = []  # of the lines that the next one may stand in a block with, and their rows
    for number, row in enumerate([*written.rows, None]):
        comments, column = (row.comments, row.column) if row is not None else (written.ending, 0)
        above.append([])
        if row is not None and row.continues:
            above[-1] += comments
            continue
        closing = [entry for entry in columns if entry[0] > column]
        for comment in comments:
            closing = [entry for entry in closing if entry[0] <= comment.column] or closing[:1]
            if closing and comment.column > column and not above[-1]:
                head = columns[columns.index(closing[-1]) - 1][1]
                endings.append(_Ending(comment, head, closing[-1][1]))
            else:
                above[-1].append(comment)
        columns = [*(entry for entry in columns if entry[0] < column), (column, number)]
    return above, endings


def _block_ends(lines: list[_Line]) -> dict[int, int]:
    """For the first token of each line, the number of the last line of its block."""
    ends: dict[int, int] = {}
    open_lines: list[_Line] = []
    for number, line in enumerate(lines):
        while open_lines and open_lines[-1].indent >= line.indent:
            ends[open_lines.pop().first] = number - 1
        open_lines.append(line)
    return ends | {line.first: len(lines) - 1 for line in open_lines}


def _lines(printed: str, tokens: Scan, opened: set[int]) -> Iterator[_Line]:
    """The lines of the printed text, those cut in two whose block, beginning with a token of `opened`, needs room."""
    for row in tokens.rows:
        inside = range(row.first + 1, row.last + 1)
        cuts = [token for token in inside if token in opened and tokens.words[token - 1] == ":"] if opened else []
        firsts = [row.first, *cuts]
        for depth, (first, after) in enumerate(zip(firsts, [*cuts, row.last + 1], strict=True)):
            text = printed[tokens.starts[first] : tokens.ends[after - 1]]
            yield _Line(first, row.column + 2 * depth, text, gap=row.after_blank and not depth)


def _joined(lines: list[_Line], ending: list[Comment]) -> str:
    out: list[str] = []
    indent = 0

    def write(column: int, text: str, *, after_blank: bool) -> None:
        nonlocal indent
        if after_blank and out and column <= indent:
            out.append("")
        out.append(" " * column + text)
        indent = column

    for line in lines:
        above = sorted([*line.above, *line.beside[:-1]], key=lambda comment: comment.start)
        blanks = [*(comment.after_blank for comment in above), line.after_blank]
        blanks[0] |= line.gap and (line.indent == 0 or not any(blanks))
        whole = f"{line.text}  {line.beside[-1].text}" if line.beside else line.text
        texts = [*(comment.text for comment in above), whole]
        for text, after_blank in zip(texts, blanks, strict=True):
            write(line.indent, text, after_blank=after_blank)
        for column, comment in line.below:
            write(column, comment.text, after_blank=comment.after_blank)
    for number, comment in enumerate(ending):
        write(0, comment.text, after_blank=comment.after_blank or number == 0)
    return "".join(f"{line}\n" for line in out)
