"""What is made of a part of a program is made once, since it is asked again for every contact."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Part = TypeVar("Part")
Made = TypeVar("Made")

_MOST = 10_000
"""Parts that are known at a time; there are more only where somebody makes up conditions as it goes."""


def once(make: Callable[[Part], Made]) -> Callable[[Part], Made]:
    """`make` with a memory for the very same part. Parts that are equal are not the same: 1 equals true. And to find
    out would take as long as to ask."""
    known: dict[int, tuple[Part, Made]] = {}

    def remembered(part: Part) -> Made:
        found = known.get(id(part))
        if found is None:
            if len(known) >= _MOST:
                known.clear()
            found = known[id(part)] = (part, make(part))
        return found[1]

    return remembered
