"""The tags of MJML in the order of the text, with their places; what stands in text components is not looked into."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from journeydsl.markup.components import COMPONENTS
from journeydsl.markup.filled_in import blanked

_NEXT = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<end>/?)(?P<tag>[A-Za-z][\w-]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL
)
_END_OF_TEXT = re.compile(r"</mj|\Z", re.IGNORECASE)
"""No component stands in a text, so that whatever closes one ends it."""
_ATTRIBUTE = re.compile(r"(?P<name>[^\s=\"'/]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'))?")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a component; its value is in the text from `start` to `end`."""

    name: str
    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Opened:
    """`<mj-text …>`: characters `start` to `end`; `closed` where it ends in `/>`."""

    tag: str
    start: int
    end: int
    attributes: tuple[Attribute, ...] = field(default=(), compare=False)
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Closed:
    """`</mj-text>`."""

    tag: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Between:
    """Whatever else stands between components: characters `start` to `end`, blanks left out at both ends."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Inside:
    """What a text component holds: characters `start` to `end`."""

    tag: str
    start: int
    end: int


Token = Opened | Closed | Between | Inside


def scan(text: str) -> Iterator[Token]:
    """The tokens of a template in MJML, whatever is wrong with it."""
    plain = blanked(text)
    position = 0
    while found := _NEXT.search(plain, position):
        yield from _between(plain, position, found.start())
        position = found.end()
        if found["tag"] is None:
            continue
        tag = found["tag"].lower()
        if found["end"]:
            yield Closed(tag, found.start(), found.end())
            continue
        opened = Opened(tag, found.start(), found.end(), _attributes(text, found), found["rest"].endswith("/"))
        yield opened
        if tag in COMPONENTS and COMPONENTS[tag].text and not opened.closed:
            end = _END_OF_TEXT.search(plain, position)
            assert end is not None
            yield Inside(tag, position, end.start())
            position = end.start()
    yield from _between(plain, position, len(plain))


def _between(plain: str, start: int, end: int) -> Iterator[Between]:
    stretch = plain[start:end]
    if stretch.strip():
        yield Between(start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip()))


def _attributes(text: str, tag: re.Match[str]) -> tuple[Attribute, ...]:
    found = []
    for each in _ATTRIBUTE.finditer(tag["rest"]):
        quoted = "double" if each["double"] is not None else "single"
        at = tag.start("rest")
        start, end = (each.end(), each.end()) if each[quoted] is None else each.span(quoted)
        found.append(Attribute(each["name"].lower(), at + start, at + end, text[at + start : at + end]))
    return tuple(found)
