"""A file, declaration by declaration, with all its mistakes."""

from __future__ import annotations

import re

from journeydsl.diagnostics import Code, Diagnostic
from journeydsl.source import Source
from journeydsl.syntax import ast, blocks, grammar
from journeydsl.syntax.blocks import Block
from journeydsl.syntax.build import Hole
from journeydsl.syntax.layout import Layout
from journeydsl.syntax.mistake import MistakeError

# A file with more declarations that cannot be read is no journey file, or its first mistakes explain the rest.
MOST_BROKEN = 1_000


def parse(source: Source) -> tuple[ast.File, tuple[Diagnostic, ...]]:
    """The declarations of `source` that could be read, and what is wrong with the others, in the order of the text."""
    text, found = blocks.readable(source)
    declarations: list[ast.Declaration] = []
    partial: list[ast.Declaration] = []
    broken: set[str] = set()
    told = 0
    for block, declaration in _grouped(text, source.path):
        if declaration is not None:
            declarations.append(declaration)
            continue
        broken |= blocks.names(block)
        told += 1
        if told <= MOST_BROKEN:
            mistakes, left = _recovered(block, source.path, text)
            found.extend(mistakes)
            partial += [left] if left else []
        elif told == MOST_BROKEN + 1:
            found.append(_too_many(source, block))
    found.sort(key=lambda diagnostic: diagnostic.span.start)
    return ast.File(tuple(declarations), frozenset(broken), tuple(partial)), tuple(found)


def _grouped(text: str, file: str) -> list[tuple[Block, ast.Declaration | None]]:
    """The blocks with their declarations; a line that can only have lost its indentation joins the block before."""
    read: list[tuple[Block, Block, ast.Declaration | None]] = []
    broken = 0
    for block in blocks.split(text):
        declaration = _declaration(block, file) if broken <= MOST_BROKEN else None
        if declaration is None and read and _is_stray(block):
            read[-1] = (read[-1][0], block, None)
        else:
            read.append((block, block, declaration))
            broken += declaration is None
    return [(blocks.joined(first, last, text), declaration) for first, last, declaration in read]


def _declaration(block: Block, file: str) -> ast.Declaration | None:
    if not block.has_clear_indentation:
        return None
    try:
        declaration = grammar.read(block.text, file, block.start, Layout())
    except (MistakeError, grammar.RefusedError):
        return None
    return None if isinstance(declaration, Hole) else declaration


def _is_stray(block: Block) -> bool:
    first = re.match(r"\w*", block.text)
    return first is not None and (first[0] in grammar.line_words() or first[0][:1].isdigit())


def _recovered(block: Block, file: str, whole: str) -> tuple[list[Diagnostic], ast.Declaration | None]:
    # Most files have no mistakes, and need not wait until everything is loaded that can be said of them.
    from journeydsl.syntax import recovery

    return recovery.mistakes(block, file, whole)


def _too_many(source: Source, block: Block) -> Diagnostic:
    return Diagnostic(
        code=Code.SYNTAX,
        message=f"there are mistakes in {MOST_BROKEN:,} declarations before this one, and what follows was not read",
        span=source.span(block.start, block.start + len(block.text.partition("\n")[0])),
        hint="correct those first, or see whether this is a file of journeys",
    )
