"""A declaration with mistakes: what is wrong with it, and what is left of it.

A hole takes the place of a line with a mistake and the declaration is read again, so that what is wrong with its other
lines is found too, and what is right with them is not lost.
"""

from __future__ import annotations

import re
from dataclasses import replace

from journeydsl.diagnostics import Diagnostic
from journeydsl.syntax import ast, grammar
from journeydsl.syntax.advice import Advice, Mend, Trouble, advise
from journeydsl.syntax.blocks import Block
from journeydsl.syntax.build import HOLE_SIGN, Hole
from journeydsl.syntax.layout import Layout
from journeydsl.syntax.mistake import MistakeError

MOST_MISTAKES = 25
# What begins the cases of steps, as far as a mistake in one needs not hide what stands before its `:`.
CASES = frozenset({"WHEN", "OTHERWISE", "HAPPENED", "TIMED", "IF", "PERCENT"})
QUOTED = re.compile(r"`([^`]{80})[^`]+`")
WRITTEN = re.compile(r"\S")
CONTINUES = re.compile(r"[ \t]*(?:and|or)(?!\w)")


def mistakes(block: Block, file: str, whole: str) -> tuple[list[Diagnostic], ast.Declaration | None]:
    """What is wrong with `block` of the text `whole`, and what is left of it without the lines that are wrong."""
    found = list[Diagnostic]()
    if not block.has_clear_indentation:
        return found, None
    text, excused = block.text, frozenset[int]()
    ends_file = WRITTEN.search(whole, block.start + len(text)) is None
    while True:
        layout = Layout(excused)
        given = _attempt(text, file, block.start, layout, ends_file=ends_file)
        if not isinstance(given, Advice):
            return found, None if isinstance(given, Hole) else given
        begin = _begin_of_hole(text, given, given.diagnostic.span.start - block.start, layout)
        if text.startswith(HOLE_SIGN, begin) or len(found) == MOST_MISTAKES:
            return found, None
        if given.at not in excused:
            found.append(_in_short(given.diagnostic))
        match given.mend:
            case Mend.GIVE_UP:
                return found, None
            case Mend.EXCUSE_INDENTATION:
                excused |= {given.at}
            case Mend.SKIP_LINE:
                end = max(given.diagnostic.span.end - block.start, begin + 1)
                text = _with_hole(text, given.at, begin, end, in_parentheses=bool(layout.opened))


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


def _begin_of_hole(text: str, given: Advice, mistake: int, layout: Layout) -> int:
    """Where the line of a mistake begins, or after the `:` of a case, as in `timed out: sned b`."""
    line = layout.line
    if not text.startswith("journey") or not line or line[0].start != given.at or line[0].kind not in CASES:
        return given.at
    return next((word.end for word in line if word.kind == "COLON" and word.end <= mistake), given.at)


def _with_hole(text: str, line_start: int, begin: int, end: int, *, in_parentheses: bool) -> str:
    """`text`, as long as before, with a hole from `begin` to at least `end` of a line and what continues it."""
    column = line_start - (text.rfind("\n", 0, line_start) + 1)
    end = _end_of_line(text, end - 1)
    while end < len(text):
        following = _end_of_line(text, end + 1)
        line = text[end + 1 : following]
        indented = len(line) - len(line.lstrip()) > column or line.startswith(")")
        if not (CONTINUES.match(line) or not line.strip() or (in_parentheses and indented)):
            break
        end = following
    return text[:begin] + HOLE_SIGN + " " * (end - begin - 1) + text[end:]


def _end_of_line(text: str, offset: int) -> int:
    found = text.find("\n", offset)
    return len(text) if found < 0 else found


def _in_short(diagnostic: Diagnostic) -> Diagnostic:
    """`diagnostic` with no more than the beginning of a word as long as a page."""
    fix = diagnostic.fix and replace(diagnostic.fix, title=_short(diagnostic.fix.title))
    hint = diagnostic.hint and _short(diagnostic.hint)
    return replace(diagnostic, message=_short(diagnostic.message), hint=hint, fix=fix)


def _short(text: str) -> str:
    return QUOTED.sub(r"`\1…`", text)
