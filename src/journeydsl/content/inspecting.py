"""What is wrong with a message as one contact would get it, which shows only once it is filled in."""

from __future__ import annotations

import html as markup
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from journeydsl.markup.links import trouble
from journeydsl.messages.template import END_MARK, MARK

SUBJECT_LIMIT = 60
"""Characters; what most inboxes show of a subject on a screen of their own, and more than phones do."""

HTML_LIMIT, HTML_WARNING = 102_000, 90_000
"""Bytes. Gmail cuts off what is beyond about 102 KB, and with it the link to unsubscribe."""


class Trouble(StrEnum):
    """A kind of problem with a message that has been filled in."""

    MISSING_VALUE = "missing value"
    EMPTY_SENTENCE = "empty sentence"
    GAP = "gap where a value should be"
    RAW_SYNTAX = "raw template syntax"
    NO_VALUE_IN_WORDS = "`None` in place of a value"
    BROKEN_LINK = "broken link"
    NO_TEXT = "empty text part"
    LONG_SUBJECT = f"subject over {SUBJECT_LIMIT} characters"
    LARGE_HTML = f"HTML over {HTML_LIMIT // 1000} KB"
    NEARLY_LARGE_HTML = f"HTML over {HTML_WARNING // 1000} KB"


HARMLESS = frozenset({Trouble.NEARLY_LARGE_HTML})
"""What is told of, and still goes out as it is."""


class Found(NamedTuple):
    """A problem, the part of the message that it is in, and the words around it."""

    trouble: Trouble
    part: str
    words: str


@dataclass(frozen=True, slots=True)
class Marked:
    """The texts of a message as filled in, with marks around each value; parts that are not there are None."""

    subject: str
    preview: str
    html: str | None
    text: str | None


_VALUE = re.compile(f"{MARK}([^{END_MARK}]*){END_MARK}")
_RAW = re.compile(r"\{\{|\}\}|\{%|%\}|\*\|\w|\w\|\*|<%|%>|\$\{|\[\[\w|%%\w+%%|&lt;%|%&gt;")
_NO_VALUE = frozenset({"None", "none", "nan", "NaN", "null", "NULL", "undefined", "N/A", "#N/A", "NaT", "(null)"})
_HREF = re.compile(r"<a\b[^>]*?\shref=\"([^\"]*)\"", re.IGNORECASE)
_FILLED_HREF = re.compile(rf"href=\"(?=[^\"]*{MARK})([^\"]*)\"")
_HIDDEN = re.compile(r"<!--.*?-->|<(head|style|script)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_BLOCK = re.compile(
    r"<(?:/?(?:p|div|td|th|tr|table|li|ul|ol|h[1-6]|section|body|html)|br|hr|img)\b[^>]*>", re.IGNORECASE
)
_TAG = re.compile(r"<[^>]*>")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_AFTER_GAP = re.compile(r"\s*[,.!?;:)…]|\s*$|\s")
_EXCERPT = 60


def inspect(message: Marked, *, is_email: bool) -> list[Found]:
    """Everything that is wrong with one message, each thing once."""
    found = list(_line("subject", message.subject))
    if is_email and len(plain(message.subject)) > SUBJECT_LIMIT:
        found.append(Found(Trouble.LONG_SUBJECT, "subject", plain(message.subject)))
    found += _line("preview", message.preview)
    if message.html is not None:
        found += _html(message.html)
    if message.text is not None:
        for line in message.text.split("\n"):
            found += _line("text", line)
    return list(dict.fromkeys(found))


def plain(text: str) -> str:
    """A text without its marks."""
    return text.replace(MARK, "").replace(END_MARK, "")


def shape(html: str) -> str:
    """What is left of a filled-in document without its values: the same for all contacts that get the same parts."""
    return _VALUE.sub(MARK, html)


def _html(html: str) -> Iterator[Found]:
    size = len(plain(html).encode())
    if size > HTML_WARNING:
        kind = Trouble.LARGE_HTML if size > HTML_LIMIT else Trouble.NEARLY_LARGE_HTML
        yield Found(kind, "HTML", f"{size / 1000:.0f} KB")
    for address in _FILLED_HREF.findall(html):
        if why := _trouble(plain(address)):
            yield Found(Trouble.BROKEN_LINK, "HTML", why)
    if any(map(_is_suspicious, _VALUE.findall(html))):
        yield from _blocks(html)
    else:
        yield from _without_values(shape(html))


@lru_cache(maxsize=64)
def _without_values(html: str) -> tuple[Found, ...]:
    """What is wrong with a document whatever is filled in."""
    links = (_trouble(address) for address in _HREF.findall(html) if MARK not in address)
    filled_in = html.replace(MARK, f"{MARK}x{END_MARK}")
    return (*(Found(Trouble.BROKEN_LINK, "HTML", why) for why in links if why), *_blocks(filled_in))


def _blocks(html: str) -> Iterator[Found]:
    for block in _BLOCK.split(_HIDDEN.sub("", html)):
        yield from _line("HTML", markup.unescape(_TAG.sub("", block)))


@lru_cache(maxsize=4096)
def _trouble(address: str) -> str | None:
    return trouble(markup.unescape(address))


def _is_suspicious(value: str) -> bool:
    return value != value.strip() or not value or value in _NO_VALUE or _RAW.search(value) is not None


def _line(part: str, line: str) -> Iterator[Found]:
    """What is wrong with a line of text, or with a block of a document."""
    if raw := _RAW.search(line):
        yield Found(Trouble.RAW_SYNTAX, part, _around(line, raw.start()))
    for value in _VALUE.finditer(line):
        if value[1].strip() in _NO_VALUE:
            yield Found(Trouble.NO_VALUE_IN_WORDS, part, _around(line, value.start()))
        elif not value[1].strip():
            yield Found(_kind_of_gap(line, value), part, _around(line, value.start()))
        elif value[1] != value[1].strip() and _leaves_gap(line, value):
            yield Found(Trouble.GAP, part, _around(line, value.start()))


def _kind_of_gap(line: str, value: re.Match[str]) -> Trouble:
    """What the absence of a value does to its sentence."""
    sentence, position = "", 0
    for sentence in _SENTENCE.split(line):
        end = line.index(sentence, position) + len(sentence)
        if end > value.start():
            break
        position = end
    return Trouble.GAP if re.search(r"\w", plain(sentence)) else Trouble.EMPTY_SENTENCE


def _leaves_gap(line: str, value: re.Match[str]) -> bool:
    """Whether the blanks at the ends of a value make two of one, or stand before a sign."""
    before, after = line[: value.start()], line[value.end() :]
    return (value[1][:1].isspace() and before[-1:].isspace()) or (
        value[1][-1:].isspace() and _AFTER_GAP.match(after) is not None
    )


def _around(line: str, place: int) -> str:
    """The words around a place of a line."""
    start, end = max(0, place - _EXCERPT // 2), place + _EXCERPT // 2
    words = " ".join(_VALUE.sub(_shown, line[start:end]).split("\n"))
    return plain(f"{'…' if start else ''}{words}{'…' if end < len(line) else ''}").strip()


def _shown(value: re.Match[str]) -> str:
    return value[1] or "␣"
