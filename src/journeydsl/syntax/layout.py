"""Indentation as tokens, and a record of where the reading is.

In: the tokens of one declaration, newlines included. Out: the same, with `_INDENT` and `_DEDENT` where blocks open and
close, without the newlines inside parentheses, and always with a newline at the end. What cannot be read comes out as a
token that no rule accepts: `TOO_DEEP`, or `_WRONG_DEDENT` for a line that is indented like none of the lines before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

MAX_DEPTH = 32


class Token(Protocol):
    """What the lexer hands over: a piece of text, what it was read as, and where it stands in the text."""

    type: str
    value: str
    start_pos: int
    end_pos: int

    def update(self, type: str, value: str) -> Token: ...  # noqa: A002 - the lexer's word


@dataclass(frozen=True, slots=True)
class Word:
    """A token that has been passed on: the name of its terminal, its text, and where it stands in the text."""

    kind: str
    text: str
    start: int
    end: int


class Layout:
    """Turns indentation into tokens; afterwards its attributes say how far the reading came.

    `line_starts` are the offsets of the lines of meaning begun so far (a line that continues in parentheses or with
    `and` is one), `line` and `line_before` the words of the last two, `opened` the parentheses that are open.
    Lines whose offset is in `excused` may be indented in any way: that has been reported already.
    """

    def __init__(self, excused: Collection[int] = ()) -> None:
        self.excused = excused
        self.line_starts: list[int] = []
        self._line: list[Token] = []
        self._line_before: list[Token] = []
        self._opened: list[Token] = []
        # Columns of the open blocks; a block opened by an excused line is silent: it closes without a token.
        self._columns: list[int] = [0]
        self._silent: list[bool] = [False]

    @property
    def line(self) -> list[Word]:
        return [_word(token) for token in self._line]

    @property
    def line_before(self) -> list[Word]:
        return [_word(token) for token in self._line_before]

    @property
    def opened(self) -> list[Word]:
        return [_word(token) for token in self._opened]

    def tokens(self, stream: Iterable[Token]) -> Iterator[Token]:
        """The tokens of `stream` with the blocks marked."""
        token = None
        self.line_starts.append(0)
        for token in stream:
            if token.type != "_NL":
                yield self._noted(token)
            elif not self._opened:
                yield token
                yield from self._indentation(token)
        if token is not None and (token.type != "_NL" or self._opened):
            yield token.update("_NL", "")
        if token is not None:
            yield from (token.update("_DEDENT", "") for silent in reversed(self._silent[1:]) if not silent)

    def _noted(self, token: Token) -> Token:
        self._line.append(token)
        if token.type == "LPAR":
            self._opened.append(token)
            return self._bounded(token)
        if token.type == "RPAR" and self._opened:
            self._opened.pop()
        return token

    def _bounded(self, token: Token) -> Token:
        return token if len(self._columns) + len(self._opened) <= MAX_DEPTH else token.update("TOO_DEEP", token.value)

    def _indentation(self, newline: Token) -> Iterator[Token]:
        blank = newline.value.rpartition("\n")[2]
        if "#" in blank:  # a comment ends the text
            return
        start, column = newline.end_pos, len(blank)
        self.line_starts.append(start)
        self._line_before, self._line = self._line, []
        if column > self._columns[-1]:
            self._columns.append(column)
            self._silent.append(start in self.excused)
            if not self._silent[-1]:
                yield self._bounded(newline.update("_INDENT", ""))
            return
        while column < self._columns[-1]:
            if column > self._columns[-2]:
                yield from self._between(newline, column)
                return
            self._columns.pop()
            if not self._silent.pop():
                yield newline.update("_DEDENT", "")

    def _between(self, newline: Token, column: int) -> Iterator[Token]:
        if newline.end_pos in self.excused or self._silent[-1]:
            self._columns[-1] = column
        else:
            yield newline.update("_WRONG_DEDENT", "")


def _word(token: Token) -> Word:
    return Word(token.type, token.value, token.start_pos, token.end_pos)
