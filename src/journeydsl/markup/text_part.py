"""The text part of a message, made of its HTML.

Links are `text (address)`, images their alternative texts, lists have dashes or numbers; what is hidden is left out.
"""

from __future__ import annotations

import re

from journeydsl.markup.tree import Element, parse

_SILENT = frozenset({"head", "style", "script", "title", "template", "noscript", "svg"})
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "hr", "table", "td", "th"})
_LINES = frozenset({"div", "tr", "li", "section", "article", "header", "footer", "main", "address", "br", "center"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u034f\u200b\u200c\u200d\u2060\ufeff"), None)
_NOTHING = re.compile(r"0(?:px|em|%)?")


def text_of(html: str) -> str:
    """What a reader without HTML is shown; ends with a line end, unless there is nothing at all."""
    writer = _Writer()
    writer.write(parse(html))
    text = "\n".join(line.rstrip() for line in "".join(writer.parts).split("\n")).strip()
    return text + "\n" if text else ""


def words_of(element: Element) -> str:
    """What an element says, on one line: its text and the alternative texts of its images."""
    parts: list[str] = []
    _collect(element, parts)
    return _BLANKS.sub(" ", "".join(parts).translate(_INVISIBLE)).strip()


def is_hidden(element: Element) -> bool:
    """Whether an element is there for programs and not for readers, as the preview of an inbox is."""
    style = element.style()
    return (
        "hidden" in element.attributes
        or style.get("display", "").startswith("none")
        or style.get("visibility") == "hidden"
        or style.get("mso-hide") == "all"
        or (_NOTHING.fullmatch(style.get("max-height", "")) is not None and "overflow" in style)
    )


def _collect(element: Element, parts: list[str]) -> None:
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag == "img":
            parts.append(child.attributes.get("alt", ""))
        elif child.tag not in _SILENT and not is_hidden(child):
            parts.append(" " if child.tag in _LINES | _PARAGRAPHS else "")
            _collect(child, parts)
            parts.append(" " if child.tag in _LINES | _PARAGRAPHS else "")


class _Writer:
    """What has been written, and how many line ends are due before the next word."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._due = 0
        self._space = False
        self._at_item = False  # right behind a dash or a number, where no line ends
        self._numbers: list[int | None] = []

    def write(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._words(child)
            elif child.tag not in _SILENT and not is_hidden(child):
                self._element(child)

    def _element(self, element: Element) -> None:
        lines = 2 if element.tag in _PARAGRAPHS else 1 if element.tag in _LINES else 0
        self._end(lines)
        match element.tag:
            case "br":
                self._due = max(self._due, 1)
            case "hr":
                self._words("---")
            case "img":
                self._words(element.attributes.get("alt", ""))
            case "a":
                self._link(element)
            case "ul" | "ol":
                self._numbers.append(0 if element.tag == "ol" else None)
                self.write(element)
                self._numbers.pop()
            case "li":
                self._item(element)
            case _:
                self.write(element)
        self._end(lines)

    def _item(self, element: Element) -> None:
        number = self._numbers[-1] if self._numbers else None
        if number is not None:
            self._numbers[-1] = number + 1
        self._words("  " * (len(self._numbers) - 1) + ("- " if number is None else f"{number + 1}. "), keep=True)
        self._at_item = True
        self.write(element)
        self._at_item = False

    def _link(self, element: Element) -> None:
        address, words = element.attributes.get("href", "").strip(), words_of(element)
        if not address or address.startswith("#"):
            self.write(element)
        elif not words or words in (address, address.removeprefix("mailto:"), address.removeprefix("tel:")):
            self._words(words or address)
        else:
            self._words(f"{words} ({address})")

    def _end(self, lines: int) -> None:
        self._due = max(self._due, lines) if self.parts and not self._at_item else 0

    def _words(self, text: str, *, keep: bool = False) -> None:
        text = text.translate(_INVISIBLE)
        text = text if keep else _BLANKS.sub(" ", text)
        if not text.strip(" ") and not keep:
            self._space = self._space or bool(text)
            return
        at_start = not self.parts or self._due > 0
        if self._due:
            self.parts.append("\n" * self._due)
        if not at_start and (self._space or text.startswith(" ")) and not self.parts[-1].endswith((" ", "\n")):
            self.parts.append(" ")
        self.parts.append(text if keep else text.strip(" ").replace("\u00a0", " "))
        self._due, self._space = 0, text.endswith(" ") and not keep
        self._at_item = False
