"""Lines of text, and how far they are indented."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Lines: TypeAlias = list[str]
LONG = 88


def indented(lines: Iterable[str]) -> Lines:
    """`lines` one level deeper."""
    return [f"  {line}" for line in lines]
