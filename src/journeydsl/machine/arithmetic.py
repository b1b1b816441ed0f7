"""Numbers to the last bit: sums as `math.fsum` gives them, draws as law L21 says."""

from __future__ import annotations

import numpy as np

from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.layout import Floats


@compiled
def exact_sum(floats: Floats, first: int, end: int, partials: int) -> float:
    """The sum of the numbers from `first` to before `end`, rounded once (Shewchuk 1997, doi:10.1007/PL00009321); from
    `partials` on there is room to work in."""
    used = 0
    for each in range(first, end):
        value = floats[each]
        kept = 0
        for place in range(used):
            other = floats[partials + place]
            larger, smaller = (value, other) if abs(value) >= abs(other) else (other, value)
            value = larger + smaller
            rest = smaller - (value - larger)
            if rest != 0.0:
                floats[partials + kept] = rest
                kept += 1
        floats[partials + kept] = value
        used = kept + 1
    return _rounded(floats, partials, partials + used)


@compiled
def _rounded(floats: Floats, first: int, end: int) -> float:
    """The sum of numbers that do not overlap, the largest last, rounded half to even."""
    if first == end:
        return 0.0
    place = end - 1
    total = floats[place]
    rest = 0.0
    while place > first:
        place -= 1
        before = total
        total = before + floats[place]
        rest = floats[place] - (total - before)
        if rest != 0.0:
            break
    if place > first and ((rest < 0.0 and floats[place - 1] < 0.0) or (rest > 0.0 and floats[place - 1] > 0.0)):
        doubled = rest * 2.0
        up = total + doubled
        if doubled == up - total:
            total = up
    return total


@compiled
def distinct(floats: Floats, first: int, end: int) -> int:
    """How many different numbers there are from `first` to before `end`; sorts them (Shell 1959,
    doi:10.1145/368370.368387)."""
    gap = (end - first) // 2
    while gap > 0:
        for place in range(first + gap, end):
            value, before = floats[place], place - gap
            while before >= first and floats[before] > value:
                floats[before + gap] = floats[before]
                before -= gap
            floats[before + gap] = value
        gap //= 2
    number = 0
    for place in range(first, end):
        if place == first or floats[place] != floats[place - 1]:
            number += 1
    return number


@compiled
def extreme(floats: Floats, first: int, end: int, sign: float) -> float:
    """The highest number from `first` to before `end` where `sign` is 1, the lowest where it is -1."""
    found = floats[first]
    for place in range(first, end):
        if floats[place] * sign > found * sign:
            found = floats[place]
    return found


@compiled
def share(number: int, whole: int) -> int:
    """A number of 64 bits without a sign, as a share of `whole`, rounded down, as in `engine.chance.place`."""
    low = np.uint64(0xFFFFFFFF)
    half = np.uint64(32)
    high, rest = np.uint64(number) >> half, np.uint64(number) & low
    whole_high, whole_rest = np.uint64(whole) >> half, np.uint64(whole) & low
    one, other = high * whole_rest, rest * whole_high
    carried = ((one & low) + (other & low) + ((rest * whole_rest) >> half)) >> half
    return int(np.int64(high * whole_high + (one >> half) + (other >> half) + carried))


@inlined
def draw(subject: int, experiment: int) -> int:
    """SplitMix64's finaliser of the two numbers, as in `engine.chance`."""
    number = np.uint64(subject) ^ np.uint64(experiment)
    number = (number ^ (number >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    number = (number ^ (number >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return number ^ (number >> np.uint64(31))  # type: ignore[return-value]  # an int of 64 bits without a sign
