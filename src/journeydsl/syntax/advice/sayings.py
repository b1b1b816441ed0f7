"""What authors say who do not know the words yet, and how it is said here.

A saying is looked for in the line, where `‸` stands before the word at which reading stopped; in its pattern a blank
stands for any blanks, and ` ?` for blanks or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from journeydsl.diagnostics import Code, Edit, Fix
from journeydsl.source import Span
from journeydsl.syntax.advice.trouble import Advice, Trouble

CARET = "‸"
FAR = 300
FIRST_WORD = re.compile(r"\w*")


class Saying(NamedTuple):
    """`pattern` in a line means `message`; its group `wrong` is what the advice is about.

    In message and hint `{name}` stands for what the group of that name has matched. `place` is a terminal that could
    stand at the caret, for a saying that means this only there. Where it is certain what was meant, `instead` is to be
    written in place of what is wrong, or `insert` at the place of the empty group `here`.
    """

    pattern: str
    message: str
    hint: str
    place: str | None = None
    instead: str | None = None
    insert: str | None = None


def first_said(trouble: Trouble, sayings: Iterable[Saying]) -> Advice | None:
    """Advice on the first of `sayings` that the line holds."""
    at = _caret(trouble)
    start = max(trouble.before[0].start if trouble.before else at, at - FAR)
    line = trouble.text[start:at] + CARET + _rest_of_line(trouble)
    for saying in sayings:
        found = _compiled(saying.pattern).search(line) if _has_place(saying, trouble) else None
        if found:
            return _advice(saying, found, start, trouble)
    return None


def declared(trouble: Trouble) -> str:
    """The word that begins the declaration of `trouble`."""
    first = FIRST_WORD.match(trouble.text)
    return first[0] if first else ""


def _caret(trouble: Trouble) -> int:
    """Where reading stopped; the end of the text, which is no word, comes after the last word."""
    word = trouble.word
    return word.end if word.kind == "_NL" and not word.text else word.start


def _rest_of_line(trouble: Trouble) -> str:
    if trouble.word.kind in {"_NL", "_INDENT", "_DEDENT", "$END"}:
        return ""
    return re.split(r"[\n#]", trouble.text[trouble.word.start : trouble.word.start + FAR], maxsplit=1)[0].rstrip()


def _has_place(saying: Saying, trouble: Trouble) -> bool:
    return saying.place is None or saying.place in trouble.accepts


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" ?", r"\s*").replace(" ", r"\s+"))


def _advice(saying: Saying, found: re.Match[str], start: int, trouble: Trouble) -> Advice:
    words = {name: text.replace(CARET, "").strip() for name, text in found.groupdict().items() if text is not None}
    whole = _span("wrong", found, start, trouble)
    span = _without_blanks(whole, trouble)
    fix = None
    if saying.instead is not None:
        fix = trouble.replacing(saying.instead, span) if saying.instead else Fix("leave it out", (Edit(whole, ""),))
    elif saying.insert is not None:
        fix = Fix(f"add `{saying.insert.strip()}`", (Edit(_span("here", found, start, trouble), saying.insert),))
    message, hint = saying.message.format_map(words), saying.hint.format_map(words)
    return trouble.advice(_code(saying), message, hint=hint, span=span, fix=fix)


def _code(saying: Saying) -> Code:
    return Code.UNKNOWN_WORD if "is not said" in saying.message else Code.SYNTAX


def _span(group: str, found: re.Match[str], start: int, trouble: Trouble) -> Span:
    """The place of a group in the text, which has no caret."""
    caret = found.string.index(CARET)
    first, last = (start + trouble.offset + end - (end > caret) for end in found.span(group))
    return Span(trouble.file, first, last)


def _without_blanks(span: Span, trouble: Trouble) -> Span:
    """`span` without the blanks at its ends: they go with a word that is to be left out, but are no part of it."""
    text = trouble.text[span.start - trouble.offset : span.end - trouble.offset]
    return Span(span.file, span.end - len(text.lstrip()), span.start + len(text.rstrip()))
