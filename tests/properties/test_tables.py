"""Our automaton over Lark's tables reads what Lark reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any

from hypothesis import HealthCheck, given, settings
from lark import Lark, Token, Tree

from journeydsl.syntax import ast, printer, tables
from journeydsl.syntax.automaton import Automaton
from journeydsl.syntax.layout import END, Layout
from journeydsl.syntax.lexing import Lexer
from tests.properties.programs import files

slowly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=50)


class LaidOut:
    """Our layout, for Lark's own lexer and parser."""

    always_accept = tables.ALWAYS

    def process(self, stream: Iterable[Token]) -> Iterator[Token]:
        words = ((token.type, str(token), token.start_pos or 0, token.end_pos or 0) for token in stream)
        for kind, text, start, end in Layout().tokens(words):
            if kind != END:
                yield Token(kind, text, start_pos=start, end_pos=end)


@cache
def lark() -> Lark:
    grammar = re.sub(r"([*+?])\+", r"\1", tables.text_of_grammar())
    return Lark(grammar, parser="lalr", postlex=LaidOut(), maybe_placeholders=True)


@cache
def ours() -> tuple[Lexer, Automaton, frozenset[str]]:
    made = tables.load()
    names = {made.words[kind]: kind for kind in made.names}
    lexer = Lexer(made.patterns, made.ignored, names, frozenset(tables.ALWAYS))
    functions = {rule.function: partial(node, rule.function) for rule in made.rules if rule.function is not None}
    return lexer, Automaton(made, functions), frozenset(made.kept)


def node(rule: str, *children: object) -> object:
    return rule, list(children)


def as_nodes(tree: Any) -> object:
    match tree:
        case Tree(data, children):
            return str(data), [as_nodes(child) for child in children]
        case Token():
            return tree.type, str(tree)
        case _:
            return tree


def read(text: str) -> object:
    lexer, automaton, kept = ours()

    def tokens(accepted: Callable[[], Any]) -> Iterator[tuple[str, str, int, int]]:
        return Layout().tokens(lexer.tokens(text, accepted))

    return automaton.tree(tokens, lambda token: token[:2] if token[0] in kept else None)


@slowly
@given(files)
def test_a_declaration_is_read_as_lark_reads_it(file: ast.File) -> None:
    for declaration in file.declarations:
        text = printer.file(ast.File((declaration,)))
        assert read(text) == as_nodes(lark().parse(text))
