"""Templates whose parts to fill in are put aside, for whoever reads the rest as a document.

`{{ … }}`, `{% … %}` and `{# … #}` may hold signs that mean something in HTML, and stand where HTML would not have them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

PART = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_CONTROL = ("{%", "{#")
VALUE_SIGN, CONTROL_SIGN = "\ue000", "\ue001"
"""Stand for one sign of a value and of a tag; they are for private use, so that no text has them."""


class Aside(NamedTuple):
    """The text with a mark, a word of its own, in place of each part, and the parts in their order."""

    text: str
    word: str
    parts: tuple[str, ...]

    def restored(self, text: str) -> str:
        """`text`, made of this one's, with the parts where their marks have come to stand."""
        return re.sub(f"{self.word}([0-9]+)x", lambda mark: self.parts[int(mark[1])], text)

    def lost(self, text: str) -> str | None:
        """The first part whose mark is not in `text` any more."""
        there = {int(mark) for mark in re.findall(f"{self.word}([0-9]+)x", text)}
        return next((part for number, part in enumerate(self.parts) if number not in there), None)


def put_aside(template: str) -> Aside:
    """The template with marks in place of its parts; comments are left out."""
    word = "fill"
    while word in template:
        word += "q"
    parts: list[str] = []

    def mark(found: re.Match[str]) -> str:
        if found[0].startswith("{#"):
            return ""
        parts.append(found[0])
        return f"{word}{len(parts) - 1}x"

    return Aside(PART.sub(mark, template), word, tuple(parts))


def blanked(template: str) -> str:
    """The template with signs of no meaning in place of its parts, and every other sign at its own offset."""

    def blank(found: re.Match[str]) -> str:
        sign = CONTROL_SIGN if found[0].startswith(_CONTROL) else VALUE_SIGN
        return re.sub(r"[^\n]", sign, found[0])

    return PART.sub(blank, template)
