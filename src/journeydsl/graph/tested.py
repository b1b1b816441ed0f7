"""What scenarios have gone of a journey, for pictures to show where none has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tested:
    """The ids of the steps that some scenario reaches, and, by a step's id and the number of a way out of it (as in
    `Node.edges`), the words of each way that none goes."""

    reached: frozenset[str]
    untried: Mapping[tuple[str, int], str]
