"""Indentation as tokens, and a record of where the reading is.

In: the tokens of one declaration, newlines included. Out: the same, with `_INDENT` and `_DEDENT` where blocks open and
close, without the newlines inside parentheses, and always with a newline at the end. What cannot be read comes out as a
token that no rule accepts: `TOO_DEEP`, or `_WRONG_DEDENT` for a line that is indented like none of the lines before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from journeydsl.syntax.lexing import Word

MAX_DEPTH = 32
END = "$END"


class Layout:
    """Turns indentation into tokens; afterwards its attributes say how far the reading came.

    `line_starts` are the offsets of the lines of meaning begun so far (a line that continues in parentheses or with
    `and` is one), `line` and `line_before` the words of the last two, `opened` the parentheses that are open.
    Lines whose offset is in `excused` may be indented in any way: that has been reported already.
    """

    def __init__(self, excused: Collection[int] = ()) -> None:
        self.excused = excused
        self.line_starts: list[int] = []
        self.line: list[Word] = []
        self.line_before: list[Word] = []
        self.opened: list[Word] = []
        # Columns of the open blocks; a block opened by an excused line is silent: it closes without a token.
        self._columns: list[int] = [0]
        self._silent: list[bool] = [False]

    def words(self, stream: Iterable[Word]) -> Iterator[Word]:
        """The words of `stream` with the blocks marked, and `END` after the last."""
        word = Word("_NL", "", 0, 0)
        self.line_starts.append(0)
        for word in stream:
            if word.kind != "_NL":
                yield self._noted(word)
            elif not self.opened:
                yield word
                yield from self._indentation(word)
        if word.kind != "_NL" or self.opened:
            yield _instead(word, "_NL")
        yield from (_instead(word, "_DEDENT") for silent in reversed(self._silent[1:]) if not silent)
        yield _instead(word, END)

    def _noted(self, word: Word) -> Word:
        self.line.append(word)
        if word.kind == "LPAR":
            self.opened.append(word)
            return self._bounded(word)
        if word.kind == "RPAR" and self.opened:
            self.opened.pop()
        return word

    def _bounded(self, word: Word) -> Word:
        return word if len(self._columns) + len(self.opened) <= MAX_DEPTH else word._replace(kind="TOO_DEEP")

    def _indentation(self, newline: Word) -> Iterator[Word]:
        blank = newline.text.rpartition("\n")[2]
        if "#" in blank:  # a comment ends the text
            return
        start, column = newline.end, len(blank)
        self.line_starts.append(start)
        self.line_before, self.line = self.line, []
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

    def _between(self, newline: Word, column: int) -> Iterator[Word]:
        if newline.end in self.excused or self._silent[-1]:
            self._columns[-1] = column
        else:
            yield _instead(newline, "_WRONG_DEDENT")


def _instead(word: Word, kind: str) -> Word:
    """A sign without text at the place of `word`."""
    return Word(kind, "", word.start, word.end)
