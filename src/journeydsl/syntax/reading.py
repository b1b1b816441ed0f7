"""A file, declaration by declaration, with all its mistakes.

Where a declaration has a mistake, a hole takes the place of the line and the declaration is read again, so that what is
wrong with its other lines is found too; what is left of it then is not lost.
"""

from __future__ import annotations

import re

from journeydsl.diagnostics import Diagnostic
from journeydsl.source import Source
from journeydsl.syntax import ast, blocks, grammar
from journeydsl.syntax.advice import Advice, Mend, Trouble, advise
from journeydsl.syntax.blocks import Block
from journeydsl.syntax.build import HOLE_SIGN, Hole
from journeydsl.syntax.layout import Layout
from journeydsl.syntax.mistake import MistakeError

MOST_MISTAKES = 25
CONTINUES = re.compile(r"[ \t]*(?:and|or)(?!\w)")


def parse(source: Source) -> tuple[ast.File, tuple[Diagnostic, ...]]:
    """The declarations of `source` that could be read, and what is wrong with the others, in the order of the text."""
    text, found = blocks.readable(source)
    declarations: list[ast.Declaration] = []
    partial: list[ast.Declaration] = []
    broken: set[str] = set()
    for block, declaration in _grouped(text, source.path):
        if declaration is not None:
            declarations.append(declaration)
        else:
            mistakes, left = _mistakes(block, source.path, text)
            found.extend(mistakes)
            broken |= blocks.names(block)
            partial += [left] if left else []
    found.sort(key=lambda diagnostic: diagnostic.span.start)
    return ast.File(tuple(declarations), frozenset(broken), tuple(partial)), tuple(found)


def _grouped(text: str, file: str) -> list[tuple[Block, ast.Declaration | None]]:
    """The blocks with their declarations; a line that can only have lost its indentation joins the block before."""
    read: list[tuple[Block, ast.Declaration | None]] = []
    for block in blocks.split(text):
        declaration = _declaration(block, file)
        if declaration is None and read and _is_stray(block):
            read[-1] = (blocks.joined(read[-1][0], block, text), None)
        else:
            read.append((block, declaration))
    return read


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


def _mistakes(block: Block, file: str, whole: str) -> tuple[list[Diagnostic], ast.Declaration | None]:
    """What is wrong with `block` of the text `whole`, and what is left of it without the lines that are wrong."""
    found = list[Diagnostic]()
    if not block.has_clear_indentation:
        return found, None
    text, excused = block.text, frozenset[int]()
    ends_file = not whole[block.start + len(text) :].strip()
    while True:
        layout = Layout(excused)
        given = _attempt(text, file, block.start, layout, ends_file=ends_file)
        if not isinstance(given, Advice):
            return found, None if isinstance(given, Hole) else given
        if text.startswith(HOLE_SIGN, given.at) or len(found) == MOST_MISTAKES:
            return found, None
        if given.at not in excused:
            found.append(given.diagnostic)
        match given.mend:
            case Mend.GIVE_UP:
                return found, None
            case Mend.EXCUSE_INDENTATION:
                excused |= {given.at}
            case Mend.SKIP_LINE:
                end = max(given.diagnostic.span.end - block.start, given.at + 1)
                text = _with_hole(text, given.at, end, in_parentheses=bool(layout.opened))


def _attempt(text: str, file: str, offset: int, layout: Layout, *, ends_file: bool) -> ast.Declaration | Hole | Advice:
    """The declaration that is `text`, or advice on its first mistake."""
    try:
        return grammar.read(text, file, offset, layout)
    except MistakeError as error:
        at = max(start for start in layout.line_starts if start <= error.diagnostic.span.start - offset)
        return Advice(error.diagnostic, Mend.SKIP_LINE, at)
    except grammar.RefusedError as error:
        vocabulary, line_words = grammar.words(), grammar.line_words()
        where = Trouble(text, file, offset, error.word, error.accepts, layout, vocabulary, line_words, ends_file)
        return advise(where)


def _with_hole(text: str, start: int, end: int, *, in_parentheses: bool) -> str:
    """`text`, as long as before, with a hole for the line from `start` to at least `end` and what continues it."""
    column = start - (text.rfind("\n", 0, start) + 1)
    end = _end_of_line(text, end - 1)
    while end < len(text):
        following = _end_of_line(text, end + 1)
        line = text[end + 1 : following]
        indented = len(line) - len(line.lstrip()) > column or line.startswith(")")
        if not (CONTINUES.match(line) or not line.strip() or (in_parentheses and indented)):
            break
        end = following
    return text[:start] + HOLE_SIGN + " " * (end - start - 1) + text[end:]


def _end_of_line(text: str, offset: int) -> int:
    found = text.find("\n", offset)
    return len(text) if found < 0 else found
