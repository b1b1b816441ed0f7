"""How text looks in columns of a terminal."""

from __future__ import annotations

import unicodedata

TAB = "    "
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def shown(character: str) -> str:
    """What a character is shown as: tabs as spaces, and nothing that would move, hide or reorder what follows."""
    if character == "\t":
        return TAB
    category = unicodedata.category(character)
    if category in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(character) in _REORDERING:
        return REPLACEMENT
    return character


def plain(text: str) -> str:
    """`text` on one line as it is shown."""
    return "".join(map(shown, text.replace("\r\n", " ").replace("\n", " ")))


def width(text: str) -> int:
    """The columns that shown text takes: wide characters take two, combining ones none."""
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


_REORDERING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
