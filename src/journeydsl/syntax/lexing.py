"""Text to words, by one regular expression for the whole language.

In: a text, and what could stand where reading has come to. Out: its words, each named by its terminal.
Promises: every text is read to its end, in time that grows with its length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

NAME = "NAME"

# What `Word` holds, while it is handed on: there are many, and few are looked at again.
Token: TypeAlias = tuple[str, str, int, int]


class Word(NamedTuple):
    """A piece of text: the name of its terminal, its text, and where it stands in the whole text."""

    kind: str
    text: str
    start: int
    end: int


class Lexer:
    """Reads words as the terminals that they are.

    `patterns` are the terminals with their regular expressions in the order in which they are tried, `ignored` those
    among them that are passed over, `names` the terminals by word for the words that a name could be too. What is in
    `always` is read as such wherever it stands; everything else only where it could stand.
    """

    def __init__(
        self,
        patterns: Sequence[tuple[str, str]],
        ignored: Container[str],
        names: Mapping[str, str],
        always: frozenset[str],
    ) -> None:
        self._patterns = [(kind, pattern) for kind, pattern in patterns if kind not in ignored]
        self._passed_over = "|".join(pattern for kind, pattern in patterns if kind in ignored)
        self._names = names
        self._always = always
        self._sometimes = frozenset(kind for kind, _ in self._patterns) - always
        self._reader = cache(self._compiled)

    def tokens(self, text: str, accepted: Callable[[], Container[str]]) -> Iterator[Token]:
        """The words of `text` as tokens; when one is asked for, `accepted` says what could stand there."""
        names, always, sometimes = self._names, self._always, self._sometimes
        everything = self._reader(sometimes)
        matches = everything.finditer(text)
        while (found := next(matches)) and (kind := found.lastgroup):
            could = accepted()
            if kind in sometimes and kind not in could:
                kind, value, end = self._read_again(text, found.start(), could)
                matches = everything.finditer(text, end)
            else:
                value, end = found[kind], found.end()
            if kind == NAME:
                word = names.get(value, NAME)
                if word in could or word in always:
                    kind = word
            yield kind, value, end - len(value), end

    def _read_again(self, text: str, start: int, could: Container[str]) -> tuple[str, str, int]:
        """The word at `start`, its text and its end, where what matched first is none that could stand there."""
        found = self._reader(frozenset(kind for kind in self._sometimes if kind in could)).match(text, start)
        assert found is not None
        assert found.lastgroup is not None
        return found.lastgroup, found[found.lastgroup], found.end()

    def _compiled(self, sometimes: frozenset[str]) -> re.Pattern[str]:
        """Matches a word that is always read or one of `sometimes`, and what is passed over before it."""
        kinds = self._always | sometimes
        words = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in self._patterns if kind in kinds)
        return re.compile(rf"(?:{self._passed_over})*+(?:{words}|\Z)")
