"""How well a text stands out against what is behind it, as WCAG 2.2 measures it.

Relative luminance and contrast ratio: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance and
https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio; what is enough: success criterion 1.4.3, level AA.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from journeydsl.markup.tree import Element

ENOUGH, ENOUGH_FOR_LARGE = 4.5, 3.0
_LARGE, _LARGE_BOLD = 24.0, 18.66
"""Pixels: 18 points, and 14 points where bold."""

_NAMES = {
    "black": "000000", "silver": "c0c0c0", "gray": "808080", "grey": "808080", "white": "ffffff", "maroon": "800000",
    "red": "ff0000", "purple": "800080", "fuchsia": "ff00ff", "green": "008000", "lime": "00ff00", "olive": "808000",
    "yellow": "ffff00", "navy": "000080", "blue": "0000ff", "teal": "008080", "aqua": "00ffff", "orange": "ffa500",
}  # fmt: skip
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])")
_RGB = re.compile(r"rgba?\(\s*(\d+)\s*[, ]\s*(\d+)\s*[, ]\s*(\d+)\s*(?:[,/]\s*(1|1\.0+|100%)\s*)?\)")
_SIZE = re.compile(r"([\d.]+)\s*(px|pt)")
_HEADINGS = {"h1": 32.0, "h2": 24.0, "h3": 18.72, "h4": 16.0, "h5": 13.28, "h6": 10.72}
"""Pixels, as browsers have them."""
_BOLD = frozenset({"b", "strong", "th", *_HEADINGS})
_LINK = (0, 0, 238)


class Color(NamedTuple):
    """Red, green and blue, 0 to 255."""

    red: int
    green: int
    blue: int

    def __str__(self) -> str:
        return "#" + "".join(f"{part:02x}" for part in self)


WHITE, BLACK = Color(255, 255, 255), Color(0, 0, 0)


def color_of(written: str) -> Color | None:
    """The colour that a style names; None for none, and for one that cannot be told."""
    written = written.strip().lower()
    if found := _HEX.search(written):
        digits = found[1] if len(found[1]) == 6 else "".join(sign * 2 for sign in found[1])
        return Color(*(int(digits[place : place + 2], 16) for place in (0, 2, 4)))
    if found := _RGB.search(written):
        return Color(*(min(int(part), 255) for part in found.groups()[:3]))
    named = next((word for word in re.split(r"[\s,()]+", written) if word in _NAMES), None)
    return color_of(f"#{_NAMES[named]}") if named is not None else None


def contrast(first: Color, second: Color) -> float:
    """The ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: Color) -> float:
    """The relative luminance, from 0 for black to 1 for white."""
    red, green, blue = (_linear(part / 255) for part in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    value: float = part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
    return value


def text_color(element: Element) -> Color | None:
    """The colour of the text that stands right in an element; None where it cannot be told."""
    for each in element.around():
        written = each.style().get("color") or each.attributes.get(
            "color", "" if each.tag != "a" else str(Color(*_LINK))
        )
        if written and written != "inherit":
            return color_of(written)
    return BLACK


def behind(element: Element) -> Color | None:
    """The colour behind an element; None where it cannot be told, as before a picture."""
    for each in element.around():
        style = each.style()
        written = style.get("background-color") or style.get("background") or each.attributes.get("bgcolor", "")
        if "url(" in written or "gradient" in written or "background-image" in style or "background" in each.attributes:
            return None
        if written and written not in ("none", "transparent", "inherit"):
            return color_of(written)
    return WHITE


def enough(element: Element) -> float:
    """The ratio that the text right in an element needs: less where it is large."""
    bold = any(each.tag in _BOLD or each.style().get("font-weight", "") in _HEAVY for each in element.around())
    size = next((size for each in element.around() if (size := _size(each)) is not None), 16.0)
    return ENOUGH_FOR_LARGE if size >= (_LARGE_BOLD if bold else _LARGE) else ENOUGH


_HEAVY = frozenset({"bold", "bolder", "700", "800", "900"})


def _size(element: Element) -> float | None:
    """The size of letters in pixels, where the element says one."""
    if found := _SIZE.search(element.style().get("font-size", "")):
        return float(found[1]) * (4 / 3 if found[2] == "pt" else 1)
    return _HEADINGS.get(element.tag)
