"""Indentation as tokens, and a record of where the reading is.

In: the tokens of one declaration, newlines included. Out: the same, with `_INDENT` and `_DEDENT` where blocks open and
close, without the newlines inside parentheses, and always with a newline at the end. What cannot be read comes out as a
token that no rule accepts: `TOO_DEEP`, or `_WRONG_DEDENT` for a line that is indented like none of the lines before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from journeydsl.syntax.lexing import Token, Word

MAX_DEPTH = 32
END = "$END"
PARENTHESES = frozenset({"LPAR", "RPAR"})


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
        return [Word(*token) for token in self._line]

    @property
    def line_before(self) -> list[Word]:
        return [Word(*token) for token in self._line_before]

    @property
    def opened(self) -> list[Word]:
        return [Word(*token) for token in self._opened]

    def tokens(self, stream: Iterable[Token]) -> Iterator[Token]:
        """The tokens of `stream` with the blocks marked, and `END` after the last."""
        token = "_NL", "", 0, 0
        self.line_starts.append(0)
        for token in stream:
            kind = token[0]
            if kind != "_NL":
                self._line.append(token)
                yield self._parenthesis(token) if kind in PARENTHESES else token
            elif not self._opened:
                yield token
                yield from self._indentation(token)
        if token[0] != "_NL" or self._opened:
            yield _instead(token, "_NL")
        yield from (_instead(token, "_DEDENT") for silent in reversed(self._silent[1:]) if not silent)
        yield _instead(token, END)

    def _parenthesis(self, token: Token) -> Token:
        if token[0] == "LPAR":
            self._opened.append(token)
            return self._bounded(token)
        if self._opened:
            self._opened.pop()
        return token

    def _bounded(self, token: Token) -> Token:
        if len(self._columns) + len(self._opened) <= MAX_DEPTH:
            return token
        _, text, start, end = token
        return "TOO_DEEP", text, start, end

    def _indentation(self, newline: Token) -> Iterator[Token]:
        _, text, _, start = newline
        blank = text.rpartition("\n")[2]
        if "#" in blank:  # a comment ends the text
            return
        column = len(blank)
        self.line_starts.append(start)
        self._line_before, self._line = self._line, []
        if column > self._columns[-1]:
            self._columns.append(column)
            self._silent.append(start in self.excused)
            if not self._silent[-1]:
                yield self._bounded(_instead(newline, "_INDENT"))
            return
        while column < self._columns[-1]:
            if column > self._columns[-2]:
                yield from self._between(newline, column)
                return
            self._columns.pop()
            if not self._silent.pop():
                yield _instead(newline, "_DEDENT")

    def _between(self, newline: Token, column: int) -> Iterator[Token]:
        if newline[3] in self.excused or self._silent[-1]:
            self._columns[-1] = column
        else:
            yield _instead(newline, "_WRONG_DEDENT")


def _instead(token: Token, kind: str) -> Token:
    """A sign without text at the place of `token`."""
    _, _, start, end = token
    return kind, "", start, end
