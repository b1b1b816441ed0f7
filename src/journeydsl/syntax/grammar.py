"""The grammar at work: the text of one declaration to its syntax tree.

Its tables are loaded once a process (`tables`), its words are read by `lexing`, and `automaton` puts them together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Any

from journeydsl.source import Span
from journeydsl.syntax import ast, tables
from journeydsl.syntax.automaton import Accepted, Automaton, RefusedError
from journeydsl.syntax.build import HOLE_SIGN, RULES, TERMINALS, Hole, around_holes
from journeydsl.syntax.layout import Layout
from journeydsl.syntax.lexing import Lexer, Token

__all__ = ["RefusedError", "line_words", "read", "words"]


def read(text: str, file: str, offset: int, layout: Layout) -> ast.Declaration | Hole:
    """The declaration that is `text`, found at `offset` of `file`; what is left of it where holes stand in it.

    Raises `RefusedError` (with offsets into `text`) or `MistakeError`; `layout` then says how far reading came.
    """
    return _reader().read(text, file, offset, layout)


def words() -> Mapping[str, str]:
    """The words and signs of the language by the name of their terminal."""
    return _reader().words


def line_words() -> frozenset[str]:
    """The words that begin a line within a declaration."""
    return _reader().line_words


class _Reader:
    """What is made once of the tables, and used for every text."""

    def __init__(self) -> None:
        self._tables = made = tables.load()
        self.words = made.words
        names = {made.words[kind]: kind for kind in made.names}
        self._lexer = Lexer(made.patterns, made.ignored, names, frozenset(tables.ALWAYS))
        self._automaton = Automaton(made, RULES)
        self._values = {kind: TERMINALS.get(kind, ast.Name) for kind in made.kept}

    @cached_property
    def _automaton_for_holes(self) -> Automaton:
        return Automaton(self._tables, {name: around_holes(build) for name, build in RULES.items()})

    @cached_property
    def line_words(self) -> frozenset[str]:
        accepted = self._automaton.accepted_after(("HOLE", "_NL", "_INDENT"))
        return frozenset(self.words[terminal] for terminal in accepted if terminal in self.words)

    def read(self, text: str, file: str, offset: int, layout: Layout) -> ast.Declaration | Hole:
        values = self._values

        def tokens(accepted: Accepted) -> Iterator[Token]:
            return layout.tokens(self._lexer.tokens(text, accepted))

        def value(token: Token) -> object:
            kind, text, start, end = token
            return values[kind](text, Span(file, offset + start, offset + end)) if kind in values else None

        automaton = self._automaton_for_holes if HOLE_SIGN in text else self._automaton
        declaration: Any = automaton.tree(tokens, value)
        return declaration  # type: ignore[no-any-return]


@cache
def _reader() -> _Reader:
    return _Reader()
