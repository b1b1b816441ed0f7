"""A template's text as jinja2's syntax tree, with offsets in place of line numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from journeydsl.messages.dialect import Dialect
from journeydsl.messages.template import TemplateProblem
from journeydsl.messages.words import explain

_DROPPED = frozenset(
    {"whitespace", "comment", "comment_begin", "comment_end", "raw_begin", "raw_end", "linecomment"}
    | {"linecomment_begin", "linecomment_end"}
)


class Piece(NamedTuple):
    """A token of the template: characters `start` to `end`."""

    start: int
    end: int


class Parsed(NamedTuple):
    """The tree, in which `lineno` is the offset of a node's first token, and every token in order."""

    tree: nodes.Template
    pieces: tuple[Piece, ...]


class _Offsets(Extension):
    """Gives every token its offset where jinja2 keeps the line number, which the parser hands on to the nodes."""

    pieces: tuple[Piece, ...] = ()

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        for piece, token in zip(self.pieces, stream, strict=True):
            yield Token(piece.start, token.type, token.value)


def parse(text: str) -> Parsed:
    """The tree of `text`; raises TemplateProblem where it does not parse."""
    same_length = text.replace("\r", " ")  # jinja2 would take line ends out of the count
    environment = Dialect(extensions=[_Offsets])
    offsets = environment.extensions[_Offsets.identifier]
    assert isinstance(offsets, _Offsets)
    try:
        offsets.pieces = tuple(_pieces(environment, same_length))
    except TemplateSyntaxError as error:
        raise explain(text, error, _offset(text, error)) from None
    try:
        return Parsed(environment.parse(same_length), offsets.pieces)
    except TemplateSyntaxError as error:
        raise explain(text, error, error.lineno) from None
    except RecursionError:
        raise TemplateProblem("this template is nested too deeply", 1) from None


def _offset(text: str, error: TemplateSyntaxError) -> int:
    """Where an error of the lexer's is: at the character that it names, else somewhere before the end of its line."""
    if named := re.search(r"at (\d+)$", error.message or ""):
        return int(named[1])
    return len("\n".join(text.split("\n")[: error.lineno]))


def _pieces(environment: Dialect, text: str) -> Iterator[Piece]:
    """Where each token that the parser sees stands; blanks between tokens may have been stripped."""
    position = 0
    for _, kind, value in environment.lex(text):
        start = text.index(value, position)
        position = start + len(value)
        if kind not in _DROPPED:
            yield Piece(start, start + len(value.rstrip()) if kind != "data" else position)
