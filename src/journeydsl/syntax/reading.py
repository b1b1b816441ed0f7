"""A file, declaration by declaration."""

from __future__ import annotations

import re

from journeydsl.diagnostics import Code, Diagnostic
from journeydsl.source import Source
from journeydsl.syntax import ast, grammar
from journeydsl.syntax.build import Hole
from journeydsl.syntax.layout import Layout
from journeydsl.syntax.mistake import MistakeError


def parse(source: Source) -> tuple[ast.File, tuple[Diagnostic, ...]]:
    """The declarations of `source` that could be read, and what is wrong with the others."""
    starts = [match.start() for match in re.finditer(r"(?m)^(?=[^\s#])", source.text)]
    declarations: list[ast.Declaration] = []
    found: list[Diagnostic] = []
    for start, end in zip(starts, [*starts[1:], len(source.text)], strict=True):
        try:
            declaration = grammar.read(source.text[start:end].rstrip(), source.path, start, Layout())
        except MistakeError as error:
            found.append(error.diagnostic)
        except grammar.UnexpectedError as error:
            span = source.span(start + error.word.start, start + error.word.end)
            found.append(Diagnostic(code=Code.SYNTAX, message=f"`{error.word.text}` does not belong here", span=span))
        else:
            assert not isinstance(declaration, Hole)
            declarations.append(declaration)
    return ast.File(tuple(declarations)), tuple(found)
