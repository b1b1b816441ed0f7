"""Pictures of journeys: SVG and PNG to look at, Mermaid, DOT and JSON to carry elsewhere.

In: a checked journey, and the messages that it sends where they are known. Out: text, or bytes for PNG.
Promises: the same bytes for the same journey, readable as they stand, nothing fetched and nothing run when viewed.
"""

from journeydsl.graph.drawing.draw import Format, draw
from journeydsl.graph.drawing.png import DrawingUnavailable
from journeydsl.graph.drawing.style import Theme, page_sheet
from journeydsl.graph.drawing.svg import svg_in_page

__all__ = ["DrawingUnavailable", "Format", "Theme", "draw", "page_sheet", "svg_in_page"]
