"""Circles among things that name each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

Place = TypeVar("Place")


def circles(links: Mapping[str, Mapping[str, Place]]) -> Iterator[list[tuple[str, str, Place]]]:
    """Each circle once: what names what, and where, from the name that comes first in `links`.

    `links` gives for each name the names that it leads to, each with a place. No link is in two of the circles.
    """
    left = {name: dict(targets) for name, targets in links.items()}
    while circle := _circle(left):
        steps = list(zip(circle, [*circle[1:], circle[0]], strict=True))
        yield [(one, other, left[one].pop(other)) for one, other in steps]


def _circle(links: Mapping[str, Mapping[str, object]]) -> list[str]:
    try:
        TopologicalSorter(links).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1][:0:-1]
        order = list(links)
        start = circle.index(min(circle, key=order.index))
        return circle[start:] + circle[:start]
    return []
