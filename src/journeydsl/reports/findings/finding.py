"""One thing to look at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How bad it is: the run or its data cannot be trusted, something does not work, something is to be looked at,
    something to know."""

    KNOW = 1
    LOOK = 2
    BROKEN = 3
    UNTRUSTED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found: a title, its number in words, a sentence that says what it means and what can be done, and the
    id of the place in the page that shows it. `size` is the share (0 to 1) of what it is about that is concerned."""

    level: Level
    size: float
    title: str
    number: str
    sentence: str
    link: str


def worst_first(findings: list[Finding]) -> tuple[Finding, ...]:
    """Findings by level, then by size, then by title."""
    return tuple(sorted(findings, key=lambda each: (-each.level, -each.size, each.title)))
