"""Lark itself, with its own lexer and automaton, reads every declaration as the tables made by it are read here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from hypothesis import given
from lark import Lark, Token

from journeydsl.source import Source, Span
from journeydsl.syntax import ast, blocks, parse, printer, tables
from journeydsl.syntax.build import RULES, TERMINALS
from journeydsl.syntax.layout import END, Layout
from tests.properties.programs import files


class Blocks:
    """Lark's hook between lexer and parser: indentation as tokens."""

    always_accept = tables.ALWAYS

    def process(self, stream: Iterable[Token]) -> Iterator[Token]:
        read = ((token.type, str(token), token.start_pos or 0, token.end_pos or 0) for token in stream)
        for kind, text, start, end in Layout().tokens(read):
            if kind != END:
                yield Token(kind, text, start_pos=start, end_pos=end)


class Nodes:
    """What Lark calls as it reads: a token becomes a literal or a name, the parts of a rule become its node."""

    def __getattr__(self, name: str) -> Callable[[Any], object]:
        if name in RULES:
            build = RULES[name]
            return lambda parts: build(*parts)
        if name in TERMINALS:
            return self._of_token(TERMINALS[name])
        if name.isupper() and not name.startswith("_"):
            return self._of_token(ast.Name)
        raise AttributeError(name)

    def _of_token(self, build: Callable[[str, Span], object]) -> Callable[[Token], object]:
        return lambda token: build(str(token), Span("a.journey", token.start_pos or 0, token.end_pos or 0))


@cache
def lark() -> Lark:
    options: dict[str, Any] = {"transformer": Nodes(), "postlex": Blocks(), "maybe_placeholders": True}
    return Lark(tables.text_of_grammar(), parser="lalr", lexer="contextual", **options)


def read_by_lark(declaration: ast.Declaration) -> object:
    text, _ = blocks.readable(Source("a.journey", printer.file(ast.File((declaration,)))))
    return lark().parse(text)


@given(files)
def test_lark_reads_what_is_read_here(file: ast.File) -> None:
    source = Source("a.journey", printer.file(file))
    read, mistakes = parse(source)
    assert mistakes == ()
    assert [read_by_lark(declaration) for declaration in file.declarations] == list(read.declarations)
