"""HTML as a tree, as forgiving as a mail program, with the offset at which each element starts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from itertools import accumulate
from typing import TypeAlias

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_CELLS = frozenset({"td", "th"})
_ENDED_BY: dict[str, frozenset[str]] = {
    "li": frozenset({"li"}),
    "td": _CELLS,
    "th": _CELLS,
    "tr": _CELLS | {"tr"},
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    **dict.fromkeys(("p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr"), frozenset({"p"})),
}
"""What a tag ends that was left open before it, as HTML has it."""

Node: TypeAlias = "Element | str"


@dataclass(slots=True, eq=False)
class Element:
    """An element, whose tag is characters `start` to `end`. Attributes without a value are empty."""

    tag: str
    attributes: dict[str, str]
    start: int
    end: int
    parent: Element | None = None
    children: list[Node] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Element]:
        """The elements below this one, in the order of the text; only of some tags, where any are named."""
        for child in self.children:
            if isinstance(child, Element):
                if not tags or child.tag in tags:
                    yield child
                yield from child.all(*tags)

    def around(self) -> Iterator[Element]:
        """This element and those around it, from the inside."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    def style(self) -> Mapping[str, str]:
        """Its own `style`, by property; a later declaration counts."""
        return _declared(self.attributes.get("style", ""))


@lru_cache(maxsize=1024)
def _declared(style: str) -> Mapping[str, str]:
    declared = (part.partition(":") for part in style.split(";"))
    return {name.strip().lower(): value.strip() for name, colon, value in declared if colon}


def parse(html: str) -> Element:
    """The root, with no tag of its own, of whatever stands in `html`; comments are left out."""
    reader = _Reader(html)
    reader.feed(html)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, 0, 0)
        self._open = self.root
        self._lines = [0, *accumulate(len(line) + 1 for line in html.split("\n"))]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._open.tag in _ENDED_BY.get(tag, ()):
            self._open = self._open.parent or self.root
        line, column = self.getpos()
        attributes = {name: value or "" for name, value in reversed(attrs)}
        start = self._lines[line - 1] + column
        element = Element(tag, attributes, start, start + len(self.get_starttag_text() or ""), self._open)
        self._open.children.append(element)
        if tag not in VOID:
            self._open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for element in self._open.around():
            if element.tag == tag:
                self._open = element.parent or self.root
                return

    def handle_data(self, data: str) -> None:
        self._open.children.append(data)
