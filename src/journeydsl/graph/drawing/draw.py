"""One door to all formats."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from journeydsl.graph.drawing.dot import dot
from journeydsl.graph.drawing.mermaid import mermaid
from journeydsl.graph.drawing.outline import as_json, outline
from journeydsl.graph.drawing.png import png
from journeydsl.graph.drawing.style import Theme
from journeydsl.graph.drawing.svg import svg
from journeydsl.graph.explored import Explored
from journeydsl.model.journeys import Journey
from journeydsl.model.messages import Message

_NO_MESSAGES: Mapping[str, Message] = MappingProxyType({})


class Format(StrEnum):
    """What a journey can be drawn as."""

    SVG = "svg"
    PNG = "png"
    MERMAID = "mermaid"
    DOT = "dot"
    JSON = "json"


def draw(
    journey: Journey,
    format: Format,  # noqa: A002
    *,
    messages: Mapping[str, Message] = _NO_MESSAGES,
    theme: Theme = Theme.AUTO,
    explored: Explored | None = None,
) -> str | bytes:
    """A journey in a format: bytes for PNG, else text.

    `messages` by name gives sends their second line; `explored` lets stand out what no scenario goes. A PNG cannot
    follow its viewer: it is light unless `theme` is dark. Raises DrawingUnavailable for PNG where the package that
    paints is not installed."""
    match format:
        case Format.SVG:
            return svg(journey, messages, theme, explored)
        case Format.PNG:
            return png(svg(journey, messages, Theme.LIGHT if theme is Theme.AUTO else theme, explored))
        case Format.MERMAID:
            return mermaid(outline(journey, messages, explored))
        case Format.DOT:
            return dot(outline(journey, messages, explored))
        case Format.JSON:
            return as_json(outline(journey, messages, explored))
