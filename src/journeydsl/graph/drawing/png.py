"""A picture as PNG: the SVG, painted by resvg with the fonts that are shipped beside this module."""

from __future__ import annotations

from importlib.resources import as_file, files

from journeydsl.diagnostics.problem import Problem

_FONTS = files("journeydsl.graph.drawing").joinpath("fonts")
_NAMES = ("Roboto-Regular.ttf", "Roboto-Medium.ttf")
_SCALE = 2.0
_SHIPPED = ((0x20, 0x17F), (0x37E, 0x3CE), (0x400, 0x45F), (0x1EA0, 0x1EF9), (0x2010, 0x2026), (0x2264, 0x2265))


class DrawingUnavailable(Problem):
    """A picture cannot be painted because an optional package is not installed; the text says how to get it."""


def png(svg: str) -> bytes:
    """The PNG of an SVG in a fixed theme, two pixels to each of its own.

    The fonts of the machine are only looked at for letters that the shipped fonts do not have. Raises
    DrawingUnavailable where the package that paints is not installed."""
    try:
        import resvg_py
    except ImportError as missing:
        raise DrawingUnavailable(
            "a PNG needs one more package", 'pip install "journeydsl[draw]"; an SVG needs none'
        ) from missing
    with as_file(_FONTS) as fonts:
        return resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=_SCALE,
            font_files=[str(fonts / name) for name in _NAMES],
            font_family="Roboto",
            sans_serif_family="Roboto",
            skip_system_fonts=all(map(_shipped, svg)),
        )


def _shipped(character: str) -> bool:
    return character == "\n" or any(first <= ord(character) <= last for first, last in _SHIPPED)
