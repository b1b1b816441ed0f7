"""Chance that is the same on every machine.

Only whole numbers, the four operations and the square root are used, which every processor computes to the last bit
alike; logarithms and powers differ. Waiting times come from a table instead.
"""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

_T = TypeVar("_T")

_STEPS = 1024
_WAITS = [round(-math.log(1 - (step + 0.5) / _STEPS), 6) for step in range(_STEPS)]
"""How long one waits for what comes once in a unit of time, in equal shares; rounded, so that no last bit matters."""


class Weighted(Generic[_T]):
    """Things to choose from, each as often as its weight says."""

    def __init__(self, weights: Mapping[_T, int]) -> None:
        self.things = tuple(weights)
        self.upto = tuple(accumulate(weights.values()))


class Chance:
    """A stream of draws that belongs to a seed and a label, such as a contact."""

    def __init__(self, seed: int, label: str) -> None:
        digest = blake2b(f"{seed}/{label}".encode(), digest_size=8).digest()
        self.share = Random(int.from_bytes(digest, "little")).random
        """A number from 0 up to 1."""

    def happens(self, share: float) -> bool:
        """Whether something happens that does so in this share of cases."""
        return self.share() < share

    def below(self, number: int) -> int:
        """A whole number from 0 up to `number`, without it."""
        return int(self.share() * number)

    def one_of(self, things: Sequence[_T]) -> _T:
        """One of several, each as often."""
        return things[int(self.share() * len(things))]

    def drawn(self, weighted: Weighted[_T]) -> _T:
        """One of several, each as often as its weight says."""
        return weighted.things[bisect(weighted.upto, int(self.share() * weighted.upto[-1]))]

    def first_ones(self, things: Sequence[_T]) -> _T:
        """One of several, the earlier ones more often."""
        share = self.share()
        return things[int(share * share * len(things))]

    def wait(self, mean: float) -> float:
        """How long something takes that can come at any time, `mean` on average."""
        return mean * _WAITS[int(self.share() * _STEPS)]

    def heavy(self, at_most: float) -> float:
        """A number that is 1 on average (where `at_most` is large), mostly less, and for few a great deal more."""
        return min(at_most, 0.5 / math.sqrt(1 - self.share()))
