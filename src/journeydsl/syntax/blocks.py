"""A file's text as one block a declaration, with its indentation made readable.

Whatever stands at the left margin begins a block, except what only goes on with the line before.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from journeydsl.diagnostics import Code, Diagnostic, Edit, Fix
from journeydsl.source import Source
from journeydsl.syntax.build import HOLE_SIGN

BLOCK_START = re.compile(r"^(?![\s#)]|(?:and|or)(?!\w))", re.MULTILINE)
INDENTATION = re.compile(r"^([^\S\n]+)(?=[^\s#])", re.MULTILINE)
FIRST_LINE = re.compile(r"^([ \t]*)(?=([^\s#]))", re.MULTILINE)
MEMBER = re.compile(r"^[ \t]+([^\W\d]\w*)", re.MULTILINE)
WITHOUT_MEMBERS = frozenset({"segment", "suppression", "limits", "message", "journey", "scenario"})
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Block:
    """The text of one declaration, without what is blank at its end; it is found at `start`.

    Where its nesting cannot be told, for its first line is indented or its lines begin now with tabs and now with
    spaces, it is not to be read: that has been said of the file's indentation.
    """

    start: int
    text: str
    has_clear_indentation: bool


def readable(source: Source) -> tuple[str, list[Diagnostic]]:
    """The text of `source` with only spaces and tabs as indentation, as long as before; and what is wrong with it."""
    text = source.text.replace(HOLE_SIGN, "\ufffd")
    if text.startswith(BYTE_ORDER_MARK):
        text = "\n" + text[1:]
    indented = [match for match in INDENTATION.finditer(text) if match[1].strip(" ")]
    tabs = [match for match in indented if "\t" in match[1]]
    odd = [match for match in indented if match[1].strip(" \t")]
    found = []
    if tabs:
        found.append(_tabs(source, tabs, text))
    if odd:
        found.append(_odd_indentation(source, odd[0]))
        text = INDENTATION.sub(lambda match: re.sub(r"[^ \t]", " ", match[1]), text)
    first = FIRST_LINE.search(text)
    if first and first[1] and not found:
        found.append(_first_line(source, first))
    return text, found


def split(text: str) -> list[Block]:
    """The blocks of `text` in order; what is indented before the first is a block too."""
    starts = [match.start() for match in BLOCK_START.finditer(text) if match.start() < len(text)]
    first = FIRST_LINE.search(text)
    if first is None:
        return []
    indented = bool(first[1])
    if first.start(2) not in starts[:1]:
        starts.insert(0, first.start(2))
    return [
        _block(text, start, end, clear=not indented or start != starts[0])
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
    ]


def joined(first: Block, second: Block, text: str) -> Block:
    """The block of `text` from the beginning of `first` to the end of `second`, which may be the same."""
    if first is second:
        return first
    return _block(text, first.start, second.start + len(second.text), clear=first.has_clear_indentation)


def _block(text: str, start: int, end: int, *, clear: bool) -> Block:
    own = text[start:end].rstrip()
    signs = {sign for match in INDENTATION.finditer(own) for sign in match[1]} if "\t" in own else set[str]()
    return Block(start, own, clear and len(signs) < 2)


def names(block: Block) -> frozenset[str]:
    """What `block` may have declared: the words of its first line, and of the others the first, as members have it."""
    keyword, *words = re.findall(r"[^\W\d]\w*", block.text.partition("\n")[0]) or [""]
    return frozenset(words if keyword in WITHOUT_MEMBERS else [*words, *MEMBER.findall(block.text)])


def _tabs(source: Source, tabs: list[re.Match[str]], text: str) -> Diagnostic:
    others = len(tabs) - 1
    also = f"; so do {others} other lines of this file" if others > 1 else ""
    also = "; so does 1 other line of this file" if others == 1 else also
    only_tabs = all(set(match[1]) == {"\t"} for match in INDENTATION.finditer(text))
    edits = tuple(Edit(source.span(match.start(1), match.end(1)), "  " * len(match[1])) for match in tabs)
    return Diagnostic(
        code=Code.TABS,
        message=f"this line is indented with a tab{also}",
        span=source.span(tabs[0].start(1), tabs[0].end(1)),
        hint="indent with two spaces; an editor can be set to write them when you press Tab",
        fix=Fix("write two spaces for each tab", edits) if only_tabs else None,
    )


def _odd_indentation(source: Source, line: re.Match[str]) -> Diagnostic:
    odd = line[1].strip(" \t")[0]
    name = unicodedata.name(odd, "a control character").lower()
    span = source.span(line.start(1), line.end(1))
    return Diagnostic(
        code=Code.INDENTATION,
        message=f"this line is indented with an invisible character: U+{ord(odd):04X}, {name}",
        span=span,
        hint="delete it and type ordinary spaces",
        fix=Fix("write ordinary spaces", (Edit(span, " " * len(line[1])),)),
    )


def _first_line(source: Source, line: re.Match[str]) -> Diagnostic:
    return Diagnostic(
        code=Code.INDENTATION,
        message="the first line is indented",
        span=source.span(line.start(1), line.end(1)),
        hint="a declaration begins at the left margin, and only the lines that belong to it are indented",
    )
