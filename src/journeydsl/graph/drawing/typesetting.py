"""How wide text will be, and where to break it, without a font at hand.

Widths are those of DejaVu Sans, the widest of the usual sans-serif fonts: whatever font a viewer has instead, text
stays inside the box that was measured for it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_ASCII = (
    "318 401 460 838 636 950 780 275 390 390 500 838 318 361 318 337 636 636 636 636 636 636 636 636 "
    "636 636 337 337 838 838 838 531 1000 684 686 698 770 632 575 775 752 295 295 656 557 863 748 787 "
    "603 787 695 635 611 732 684 989 685 611 685 390 337 390 838 500 500 613 635 550 635 615 352 635 "
    "634 278 278 579 278 974 634 612 635 635 411 521 392 634 592 818 592 592 525 636 337 636 838"
)
_WIDTHS = {chr(32 + place): int(width) / 1000 for place, width in enumerate(_ASCII.split())}
_OTHER = 0.8
_LOWER_CASE = 0.7
_ELLIPSIS = "…"
_STEP = 4.0
_BREAK_AFTER = "_-/.,"


@dataclass(frozen=True, slots=True)
class Text:
    """Text broken into lines; `whole` is all of it, `width` that of the longest line in pixels."""

    whole: str
    lines: tuple[str, ...]
    width: float


def width(text: str, size: float) -> float:
    """The width of a line of text in a font of `size` pixels, in pixels: an upper bound for the usual fonts."""
    return sum(map(_advance, text)) * size


def clean(text: str) -> str:
    """Text on one line, without the characters that XML cannot hold."""
    return " ".join("".join(each if each.isprintable() or each.isspace() else " " for each in text).split())


def typeset(text: str, size: float, room: float, lines: int) -> Text:
    """Text broken into at most `lines` lines of at most `room` pixels; what is too long ends in an ellipsis."""
    whole = clean(text)
    broken = _break(whole, size, room)
    if len(broken) > lines:
        broken = [*broken[: lines - 1], _shorten(broken[lines - 1], size, room)]
    elif len(broken) > 1:
        broken = _balance(whole, size, room, broken)
    return Text(whole, tuple(broken), max((width(line, size) for line in broken), default=0.0))


@lru_cache(maxsize=4096)
def _advance(character: str) -> float:
    base = unicodedata.normalize("NFD", character)[0]
    if base in _WIDTHS:
        return _WIDTHS[base]
    if unicodedata.combining(base) or unicodedata.category(base) in {"Cf", "Mn"}:
        return 0.0
    if unicodedata.east_asian_width(base) in "WF" or base == _ELLIPSIS:
        return 1.0
    return _LOWER_CASE if base.islower() else _OTHER


def _balance(text: str, size: float, room: float, broken: list[str]) -> list[str]:
    """The same number of lines in the least room, so that no line holds a single word beneath a full one."""
    while (room := room - _STEP) > 0 and len(narrower := _break(text, size, room)) == len(broken):
        broken = narrower
    return broken


def _break(text: str, size: float, room: float) -> list[str]:
    lines: list[str] = []
    rest = text
    while rest:
        end = _line_end(rest, size, room)
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return lines


def _line_end(text: str, size: float, room: float) -> int:
    """How many characters fit on a line, broken at a space, else inside a word where it may be, else anywhere."""
    fits = max(1, _fitting(text, size, room))
    if fits == len(text) or text[fits] == " ":
        return fits
    space = text.rfind(" ", 1, fits)
    word = text[space + 1 :].split(" ", 1)[0]
    if space > 0 and _fitting(word, size, room) == len(word):
        return space
    inside = max(text.rfind(mark, 1, fits) for mark in _BREAK_AFTER)
    return inside + 1 if inside > 0 else fits


def _fitting(text: str, size: float, room: float) -> int:
    used = 0.0
    for place, character in enumerate(text):
        used += _advance(character) * size
        if used > room:
            return place
    return len(text)


def _shorten(line: str, size: float, room: float) -> str:
    fits = _fitting(line, size, room - _advance(_ELLIPSIS) * size)
    return line[:fits].rstrip() + _ELLIPSIS
