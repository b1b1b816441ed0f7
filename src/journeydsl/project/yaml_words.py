"""What a YAML parser's complaint means for somebody who does not know its words."""

from __future__ import annotations

import re
from typing import NamedTuple

from journeydsl.diagnostics import Code, Diagnostic
from journeydsl.source import Source, Span


class Complaint(NamedTuple):
    """What PyYAML says: the problem and where, and the construct around it and where that begins."""

    problem: str
    at: int
    context: str
    begun: int


class _Words(NamedTuple):
    message: str
    hint: str | None
    span: Span


def explain(source: Source, complaint: Complaint) -> Diagnostic:
    """The diagnostic for a complaint of either of PyYAML's parsers, whose wordings differ."""
    message, hint, span = _words(source, complaint)
    return Diagnostic(code=Code.PROJECT_YAML, message=message, span=_within(source, span), hint=hint)


def _words(source: Source, complaint: Complaint) -> _Words:
    problem, at, context, begun = complaint
    here = _word(source, at)
    if "flow" in context and source.text[begun : begun + 1] not in ("[", "{"):
        begun = max(source.text.rfind(sign, 0, begun) for sign in "[{")
    opening = source.span(begun, begun + 1)
    if "flow" in context and begun >= 0 and re.search(r"',' or '[]}]'|node content", problem):
        closing = "}" if source.text.startswith("{", begun) else "]"
        return _Words(f"`{source.slice(opening)}` is not closed", f"a `,` or `{closing}` is missing", opening)
    if "end of stream" in problem and "quoted" in context:
        return _Words("these quotes are not closed", None, opening)
    if "cannot start any token" in problem:
        return _unfit_character(source, at)
    if "mapping values are not allowed" in problem:
        return _unfit_colon(source, at)
    if "sequence entries are not allowed" in problem or "block collection" in context:
        return _Words(
            "a list item does not fit here", "begin each `- ` on a line of its own, all equally indented", here
        )
    if "block mapping" in context:
        return _unfit_line(source, at)
    if "escape character" in problem:
        backslash = source.text.rindex("\\", begun, at + 1)
        span = source.span(backslash, backslash + 2)
        return _Words(
            f"`{source.slice(span)}` means nothing in double quotes", "write `\\\\`, or use single quotes", span
        )
    if "expected ':'" in problem:
        return _Words("a `:` is missing after this name", None, _word(source, begun))
    return _Words("this cannot be read as YAML", "put text with special characters in quotes", here)


def _within(source: Source, span: Span) -> Span:
    size = len(source.text)
    return source.span(min(span.start, size), min(span.end, size))


def _unfit_character(source: Source, at: int) -> _Words:
    character = source.text[at]
    span = source.span(at, at + 1)
    if character == "\t":
        return _Words("a tab cannot indent a line", "indent with spaces", span)
    shown = "a backtick" if character == "`" else f"`{character}`"
    return _Words(f"text cannot begin with {shown}", "put the text in quotes", span)


def _unfit_colon(source: Source, at: int) -> _Words:
    start = source.text.rfind("\n", 0, at) + 1
    if ":" in source.text[start:at]:
        return _Words("a second `:` on one line", "put the text in quotes", source.span(at, at + 1))
    hint = "the line above lacks its `:`, or has a value already, so that nothing can stand below it"
    return _Words("this line does not fit the line above", hint, _line(source, at))


def _unfit_line(source: Source, at: int) -> _Words:
    start = source.text.rfind("\n", 0, at) + 1
    before = source.text[start:at].rstrip()
    if before.endswith(('"', "'")):
        return _Words("nothing can follow the closing quotes", "put the whole text in quotes", _word(source, at))
    if before:
        return _Words("this does not fit here", None, _word(source, at))
    hint = "indent the names of one section by the same number of spaces"
    return _Words("this line does not line up with those above", hint, _line(source, at))


def _word(source: Source, at: int) -> Span:
    """The run of visible characters at `at`, at least one character unless the text ends there."""
    end = at
    while end < len(source.text) and not source.text[end].isspace():
        end += 1
    return source.span(at, min(max(end, at + 1), len(source.text)))


def _line(source: Source, at: int) -> Span:
    """The line of `at` without its indentation, up to `at`."""
    start = source.text.rfind("\n", 0, at) + 1
    while start < at and source.text[start] in " \t":
        start += 1
    return source.span(start, at) if start < at else _word(source, at)
