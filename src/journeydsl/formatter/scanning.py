"""What the syntax tree leaves out: the comments and blank lines of a text, and the lines that they stand by."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

TOKEN = re.compile(r'(?P<comment>#[^\n]*)|(?P<line_end>\n)|"(?:[^"\\\n]|\\[^\n])*"|\d+|[^\W\d]\w*|\S')
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment from its `#` to its last visible character; `start` is its offset, `column` its place from 0."""

    text: str
    start: int
    column: int
    after_blank: bool


@dataclass(slots=True)
class Row:
    """A line with words: the numbers of its first and last token, and the comments above it and beside it."""

    first: int
    last: int
    column: int
    after_blank: bool
    continues: bool
    comments: tuple[Comment, ...]
    remark: Comment | None = None


@dataclass(slots=True)
class Scan:
    """The tokens of a text by number (`starts` and `ends` are offsets), its rows, and the comments below the last."""

    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    ending: tuple[Comment, ...] = ()


def scan(text: str) -> Scan:
    """The tokens, rows and comments of a text that has no mistakes in how it is written."""
    found = Scan()
    line_start = int(text.startswith(BYTE_ORDER_MARK))
    above: list[Comment] = []
    after_blank, row, depth = False, None, 0
    for match in TOKEN.finditer(text, line_start):
        start, word = match.start(), match[0]
        column = len(text[line_start:start].replace("\t", "  ")) if row is None else 0
        if match["line_end"]:
            after_blank |= not text[line_start:start].strip()
            line_start, row = match.end(), None
        elif match["comment"]:
            comment = Comment(word.rstrip(), start, column, after_blank)
            if row is not None:
                row.remark = comment
            else:
                above.append(comment)
                after_blank = False
        else:
            number = len(found.words)
            if row is None:
                row = Row(number, number, column, after_blank, depth > 0 or word in ("and", "or"), tuple(above))
                found.rows.append(row)
                above, after_blank = [], False
            row.last = number
            depth += (word == "(") - (word == ")")
            found.words.append(word)
            found.starts.append(start)
            found.ends.append(match.end())
    found.ending = tuple(above)
    return found
