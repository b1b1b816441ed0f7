"""What of a picture stands or runs where it must not."""

from __future__ import annotations

from itertools import combinations, pairwise, product

from journeydsl.graph.drawing.placing import Box, Line, Picture, Point
from journeydsl.graph.drawing.svg import corners


def all_inside(drawn: Picture) -> bool:
    boxes = [*(each.box for each in drawn.cards), *(each.box for each in drawn.pills)]
    points = [point for line in drawn.lines for point in line.points]
    points += [Point(box.left, box.top) for box in boxes]
    points += [Point(box.left + box.width, box.top + box.height) for box in boxes]
    return all(0 < point.x < drawn.width and 0 < point.y < drawn.height for point in points)


def overlaps(boxes: list[Box]) -> list[tuple[Box, Box]]:
    return [
        (one, other)
        for one, other in combinations(boxes, 2)
        if one.left < other.left + other.width
        and other.left < one.left + one.width
        and one.top < other.top + other.height
        and other.top < one.top + one.height
    ]


def runs_straight(line: Line) -> bool:
    """Only straight up and down and to the sides, starting and ending downwards, or back into a card from its left."""
    pieces = list(pairwise(corners(line.points)))
    ends = [pieces[0], *([] if line.is_back else [pieces[-1]])]
    from_left = not line.is_back or pieces[-1][0].x < pieces[-1][1].x
    downwards = from_left and all(one.x == other.x and one.y < other.y for one, other in ends)
    return downwards and all(one.x == other.x or one.y == other.y for one, other in pieces)


def lines_through_boxes(drawn: Picture) -> list[tuple[str, str, str]]:
    """Lines that meet a node inside, or words that are not their own; how many entered stands on the lines of all
    starts together."""
    words = [(f"{pill.source} {pill.place}", pill.box) for pill in drawn.pills if not pill.source.startswith("start_")]
    return [
        (line.source, line.target, owner)
        for line in drawn.lines
        for owner, box in [*((each.card.id, each.box) for each in drawn.cards), *words]
        if owner != f"{line.source} {line.place}" and any(meets(piece, box) for piece in pairwise(line.points))
    ]


def meets(piece: tuple[Point, Point], box: Box) -> bool:
    (left, right), (top, bottom) = (sorted(values) for values in zip(*piece, strict=True))
    beside = left < box.left + box.width and (box.left < right or box.left == left)
    return beside and top < box.top + box.height and box.top < bottom


def crossings(drawn: Picture) -> list[tuple[Line, Line]]:
    return [pair for pair in combinations(drawn.lines, 2) if cross(*pair)]


def cross(one: Line, other: Line) -> bool:
    """Lines of one source or to one target may run together, but not through each other; others may not even touch."""
    related = one.source == other.source or one.target == other.target
    pieces = product(pairwise(corners(one.points)), pairwise(corners(other.points)))
    return any(through(a, b) if related else touch(a, b) for a, b in pieces)


def touch(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    return all(
        max(min(a), min(b)) <= min(max(a), max(b))
        for a, b in zip(zip(*one, strict=True), zip(*other, strict=True), strict=True)
    )


def through(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether an upright and a level piece cross, with something of each on both sides."""
    for upright, level in ((one, other), (other, one)):
        (top, bottom), (left, right) = upright, sorted(level)
        if top.x == bottom.x and left.y == right.y and left.x < top.x < right.x:
            low, high = sorted((top.y, bottom.y))
            if low < left.y < high:
                return True
    return False
