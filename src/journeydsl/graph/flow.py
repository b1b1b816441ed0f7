"""How many went which way through a journey, for pictures to show as counts and as the width of lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

WIDTHS = 6
"""How many widths of line are told apart; a line that nobody went has none of them."""


@dataclass(frozen=True, slots=True)
class Flow:
    """How many entered a journey; by a step's id and the number of a way out of it (as in `Node.edges`), how many went
    that way; by a step's id, a few words on what became of those who came to it."""

    entered: int
    gone: Mapping[tuple[str, int], int]
    said: Mapping[str, str]

    def out_of(self, step: str, place: int | None = None) -> int:
        """How many went out of a step by the way number `place`; by any way where none is given."""
        if place is not None:
            return self.gone.get((step, place), 0)
        return sum(count for (name, _), count in self.gone.items() if name == step)

    def width(self, count: int) -> int:
        """The width, from 1 to `WIDTHS`, of a line that so many went, as a share of the most; 0 where nobody did."""
        most = max(self.entered, *self.gone.values(), 1) if self.gone else max(self.entered, 1)
        return -(-count * WIDTHS // most)


class Shown(NamedTuple):
    """A picture with a flow, as part of a page: each step is a link to the element `#PREFIX-STEP`."""

    flow: Flow
    prefix: str
