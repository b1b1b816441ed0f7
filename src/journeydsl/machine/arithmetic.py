"""Numbers to the last bit: sums as `math.fsum` gives them, draws as law L21 says."""

from __future__ import annotations

import numpy as np

from journeydsl.machine.compiled import compiled
from journeydsl.machine.layout import Floats


@compiled
def exact_sum(values: Floats, partials: Floats) -> float:
    """The sum of `values`, rounded once (Shewchuk 1997, doi:10.1007/PL00009321); `partials` is room to work in."""
    used = 0
    for value in values:
        kept = 0
        for place in range(used):
            other = partials[place]
            larger, smaller = (value, other) if abs(value) >= abs(other) else (other, value)
            value = larger + smaller
            rest = smaller - (value - larger)
            if rest != 0.0:
                partials[kept] = rest
                kept += 1
        partials[kept] = value
        used = kept + 1
    return _rounded(partials, used)


@compiled
def _rounded(partials: Floats, used: int) -> float:
    """The sum of numbers that do not overlap, the largest last, rounded half to even."""
    if used == 0:
        return 0.0
    place = used - 1
    total = partials[place]
    rest = 0.0
    while place > 0:
        place -= 1
        before = total
        total = before + partials[place]
        rest = partials[place] - (total - before)
        if rest != 0.0:
            break
    if place > 0 and ((rest < 0.0 and partials[place - 1] < 0.0) or (rest > 0.0 and partials[place - 1] > 0.0)):
        doubled = rest * 2.0
        up = total + doubled
        if doubled == up - total:
            total = up
    return total


@compiled
def distinct(values: Floats) -> int:
    """How many different numbers there are; sorts `values` (Shell 1959, doi:10.1145/368370.368387)."""
    gap = len(values) // 2
    while gap > 0:
        for place in range(gap, len(values)):
            value, before = values[place], place - gap
            while before >= 0 and values[before] > value:
                values[before + gap] = values[before]
                before -= gap
            values[before + gap] = value
        gap //= 2
    number = 0
    for place in range(len(values)):
        if place == 0 or values[place] != values[place - 1]:
            number += 1
    return number


@compiled
def extreme(values: Floats, sign: float) -> float:
    """The highest number where `sign` is 1, the lowest where it is -1."""
    found = values[0]
    for value in values:
        if value * sign > found * sign:
            found = value
    return found


@compiled
def draw(subject: int, experiment: int) -> int:
    """SplitMix64's finaliser of the two numbers, as in `engine.chance`."""
    number = np.uint64(subject) ^ np.uint64(experiment)
    number = (number ^ (number >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    number = (number ^ (number >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return number ^ (number >> np.uint64(31))  # type: ignore[return-value]  # an int of 64 bits without a sign
