"""A picture as SVG: one self-contained document without scripts or outside resources, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from journeydsl.graph.build import build
from journeydsl.graph.drawing.icons import ICONS
from journeydsl.graph.drawing.labels import Kind
from journeydsl.graph.drawing.measuring import (
    CARD_PADDING,
    CARD_TEXT_LEFT,
    DETAIL_LINE,
    PILL_EXTRA,
    PILL_LINE,
    TITLE_LINE,
)
from journeydsl.graph.drawing.placing import (
    CAPTION_LINE,
    HEADING_LINE,
    MARGIN,
    Line,
    Picture,
    PlacedCard,
    PlacedPill,
    Point,
    picture,
)
from journeydsl.graph.drawing.style import Theme, sheet
from journeydsl.graph.drawing.trying import Tried
from journeydsl.graph.drawing.typesetting import clean
from journeydsl.graph.explored import Explored, remarks
from journeydsl.graph.flow import Shown
from journeydsl.model.journeys import Journey
from journeydsl.model.messages import Message

_BEND = 8.0
_LEGEND = 22.0
_ARROW_LENGTH, _ARROW_HALF = 7.0, 4.5
_ROUND = frozenset({Kind.START, Kind.STOP, Kind.COMPLETED})


@dataclass(frozen=True, slots=True)
class _Paint:
    """What sets the parts of a picture apart: the class of each line and of each card by its id, which lines lie on top
    of others, and what a card leads to (empty for nothing)."""

    line: Callable[[Line], str]
    card: Callable[[str], str]
    rank: Callable[[Line], int]
    link: Callable[[str], str]


def svg(journey: Journey, messages: Mapping[str, Message], theme: Theme, explored: Explored | None = None) -> str:
    """The picture of a journey; ids in it start with the journey's name. What no scenario goes stands out, where
    `explored` says what they do."""
    drawn = picture(journey, messages, remarks(explored, build(journey)))
    tried = Tried(drawn, explored)
    root = _root(journey, drawn, "img", _LEGEND if explored is not None else 0)
    SubElement(root, "style").text = f"\n{sheet(theme)}"
    SubElement(root, "rect", {"class": "paper", "width": root.attrib["width"], "height": root.attrib["height"]})
    _heading(root, drawn)
    paint = _Paint(
        line=lambda line: "" if tried.line(line) else "untried",
        card=lambda name: "" if tried.card(name) else "untried",
        rank=tried.line,
        link=lambda _: "",
    )
    _paint(root, drawn, journey.name, paint)
    if explored is not None:
        _legend(root, explored.words, drawn.height)
    return _written(root)


def svg_in_page(journey: Journey, messages: Mapping[str, Message], shown: Shown) -> str:
    """The picture of a journey with how many went which way, as part of a page: the page has its style sheet
    (`page_sheet`), and each step is a link into the page."""
    flow = shown.flow
    drawn = picture(journey, messages, flow.said, flow)
    root = _root(journey, drawn, "group", 0)
    steps = {node.step.id for node in build(journey).nodes}

    def width(line: Line) -> int:
        if line.source.startswith("start_"):
            return flow.width(flow.entered)
        if line.source not in steps:
            return 1
        has_lanes = any(other.source == line.source and other.place != line.place for other in drawn.lines)
        return flow.width(flow.out_of(line.source, line.place if has_lanes else None))

    paint = _Paint(
        line=lambda line: f"width-{width(line)}",
        card=lambda _: "",
        rank=width,
        link=lambda name: f"#{shown.prefix}-{name}" if name in steps else "",
    )
    _paint(root, drawn, journey.name, paint)
    return _written(root)


def _root(journey: Journey, drawn: Picture, role: str, extra: float) -> Element:
    """The empty picture; `extra` is what it is higher than what is drawn."""
    width, height = _number(drawn.width), _number(drawn.height + extra)
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "journey",
            "viewBox": f"0 0 {width} {height}",
            "width": width,
            "height": height,
            "role": role,
            **_told(journey.name, role),
        },
    )
    SubElement(root, "title", id=f"{journey.name}-title").text = clean(journey.label)
    SubElement(root, "desc", id=f"{journey.name}-description").text = _description(drawn)
    return root


def _told(journey: str, role: str) -> dict[str, str]:
    """What a picture is called; where it is not one image but a group of links, its description stands apart."""
    title, description = f"{journey}-title", f"{journey}-description"
    if role == "img":
        return {"aria-labelledby": f"{title} {description}"}
    return {"aria-labelledby": title, "aria-describedby": description}


def _paint(root: Element, drawn: Picture, journey: str, paint: _Paint) -> None:
    """Lines, then their arrows, then what stands on them."""
    for line in sorted(drawn.lines, key=paint.rank):
        _line(root, line, journey, paint.line(line))
    _arrows(root, drawn.lines, paint)
    for card in drawn.cards:
        _card(root, card, journey, paint)
    kinds = {(line.source, line.place): paint.line(line) for line in drawn.lines}
    for pill in drawn.pills:
        _pill(root, pill, journey, kinds.get((pill.source, pill.place), ""))


def _written(root: Element) -> str:
    indent(root, " ")
    return tostring(root, encoding="unicode") + "\n"


def _description(drawn: Picture) -> str:
    """The picture told in sentences, for those who do not see it."""
    names = {each.card.id: each.card.title.whole for each in drawn.cards}
    words = {(pill.source, pill.place): f" ({pill.text.whole})" for pill in drawn.pills}
    parts = [f"{caption.whole}." for caption in drawn.captions]
    for line in sorted(drawn.lines, key=lambda line: (line.points[0].y, line.points[0].x, line.place)):
        parts.append(f"{names[line.source]}{words.get((line.source, line.place), '')}, then {names[line.target]}.")
    return " ".join(parts)


def _heading(root: Element, drawn: Picture) -> None:
    baseline = MARGIN
    for line in drawn.heading.lines:
        baseline += HEADING_LINE
        _text(root, "heading", MARGIN, baseline - 6, line)
    for caption in drawn.captions:
        for line in caption.lines:
            baseline += CAPTION_LINE
            _text(root, "caption", MARGIN, baseline - 4, line)


def _legend(root: Element, words: str, top: float) -> None:
    """What dotted means, beneath everything else."""
    SubElement(root, "path", {"class": "line untried", "d": f"M{_number(MARGIN)} {_number(top)}h28"})
    _text(root, "legend", MARGIN + 36, top + 4, words)


def _line(root: Element, line: Line, journey: str, kind: str) -> None:
    kinds = _classes("line", "back" if line.is_back else "", "" if line.live else "unreachable", kind)
    identity = f"{journey}-e-{line.source}-{line.place}"
    SubElement(root, "path", {"id": identity, "class": kinds, "d": _bent(corners(line.points))})


def _classes(*names: str) -> str:
    return " ".join(filter(None, names))


def _arrows(root: Element, lines: Iterable[Line], paint: _Paint) -> None:
    tips = {line.points[-1]: line for line in sorted(lines, key=lambda each: (each.live, paint.rank(each)))}
    for (x, y), line in sorted(tips.items(), key=lambda each: (each[0].y, each[0].x)):
        top, left = y - _ARROW_LENGTH, x - _ARROW_HALF
        path = f"M{_number(left)} {_number(top)}H{_number(x + _ARROW_HALF)}L{_number(x)} {_number(y)}z"
        if line.is_back:
            left, top = x - _ARROW_LENGTH, y - _ARROW_HALF
            path = f"M{_number(left)} {_number(top)}V{_number(y + _ARROW_HALF)}L{_number(x)} {_number(y)}z"
        kinds = _classes("arrow", "" if line.live else "unreachable", paint.line(line))
        SubElement(root, "path", {"class": kinds, "d": path})


def _card(root: Element, placed: PlacedCard, journey: str, paint: _Paint) -> None:
    card, box = placed.card, placed.box
    classes = _classes("node", card.label.kind, "" if card.live else "unreachable", paint.card(card.id))
    said = " · ".join(filter(None, (card.title.whole, card.detail.whole, card.remark.whole)))
    link = paint.link(card.id)
    parent = SubElement(root, "a", {"href": link, "aria-label": said}) if link else root
    group = SubElement(parent, "g", {"id": f"{journey}-n-{card.id}", "class": classes})
    SubElement(group, "title").text = said
    bend = min(box.height / 2, 18.0) if card.label.kind in _ROUND else _BEND
    _box(group, "box", placed.box.left, placed.box.top, box.width, box.height, bend)
    middle = box.top + box.height / 2
    place = f"translate({_number(box.left + 12)} {_number(middle - 8)})"
    SubElement(group, "path", {"class": "icon", "transform": place, "d": ICONS[card.label.icon]})
    baseline = box.top + CARD_PADDING
    for line in card.title.lines:
        baseline += TITLE_LINE
        _text(group, "title", box.left + CARD_TEXT_LEFT, baseline - 4, line)
    for line in card.detail.lines:
        baseline += DETAIL_LINE
        _text(group, "detail", box.left + CARD_TEXT_LEFT, baseline - 3, line)
    for line in card.remark.lines:
        baseline += DETAIL_LINE
        _text(group, "remark", box.left + CARD_TEXT_LEFT, baseline - 3, line)


def _pill(root: Element, placed: PlacedPill, journey: str, kind: str) -> None:
    box = placed.box
    kinds = {"class": kind} if kind else {}
    group = SubElement(root, "g", {"id": f"{journey}-l-{placed.source}-{placed.place}", **kinds})
    SubElement(group, "title").text = placed.text.whole
    _box(group, "pill", box.left, box.top, box.width, box.height, min(box.height / 2, 10.0))
    baseline = box.top + PILL_EXTRA / 2
    for line in placed.text.lines:
        baseline += PILL_LINE
        _text(group, "label", box.left + box.width / 2, baseline - 3, line)


def _box(parent: Element, kind: str, left: float, top: float, width: float, height: float, bend: float) -> None:
    sides = {"x": left, "y": top, "width": width, "height": height, "rx": bend}
    SubElement(parent, "rect", {"class": kind} | {name: _number(value) for name, value in sides.items()})


def _text(parent: Element, kind: str, x: float, y: float, line: str) -> None:
    SubElement(parent, "text", {"class": kind, "x": _number(x), "y": _number(y)}).text = line


def corners(points: Iterable[Point]) -> list[Point]:
    """The points at which a line of straight pieces turns, and its two ends."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and (kept[-2].x == kept[-1].x == point.x or kept[-2].y == kept[-1].y == point.y):
            kept.pop()
        kept.append(point)
    return kept


def _bent(points: list[Point]) -> str:
    """The path through the points, with rounded corners, up to the arrow's head."""
    end = _towards(points[-1], points[-2], _ARROW_LENGTH)
    points = [*points[:-1], end]
    path = f"M{_pair(points[0])}"
    for (before, at), (_, after) in pairwise(pairwise(points)):
        bend = min(_BEND, _length(before, at) / 2, _length(at, after) / 2)
        path += f"L{_pair(_towards(at, before, bend))}Q{_pair(at)} {_pair(_towards(at, after, bend))}"
    return f"{path}L{_pair(end)}"


def _length(one: Point, other: Point) -> float:
    return abs(one.x - other.x) + abs(one.y - other.y)


def _towards(start: Point, end: Point, distance: float) -> Point:
    share = distance / _length(start, end)
    return Point(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share)


def _pair(point: Point) -> str:
    return f"{_number(point.x)} {_number(point.y)}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
