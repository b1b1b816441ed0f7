"""Whole numbers as floats, none of which become one: up to 2**53 each is itself, and beyond, where floats have gaps,
the n-th whole number is the n-th float. So they keep their order; `as_whole` is the way back.

Only instants and durations are so large: a number, which may be compared with one that is not whole, goes to 2**53.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from journeydsl.machine.compiled import compiled, inlined
from journeydsl.model.values import LARGEST_INTEGER

_EXACT = float(LARGEST_INTEGER)
_BITS = int(np.float64(_EXACT).view(np.int64))
_EACH = 2**52
"""So many floats lie between one power of two and the next."""


def as_floats(wholes: NDArray[np.int64]) -> NDArray[np.float64]:
    """The floats that stand for whole numbers."""
    sizes = np.abs(wholes)
    beyond = (sizes - LARGEST_INTEGER + _BITS).view(np.float64)
    return np.where(sizes <= LARGEST_INTEGER, wholes.astype(np.float64), np.copysign(beyond, wholes))


def as_wholes(floats: NDArray[np.float64]) -> NDArray[np.int64]:
    """The whole numbers that floats stand for; 0 for NaN."""
    sizes = np.abs(np.nan_to_num(floats))
    beyond = sizes.view(np.int64) - _BITS + LARGEST_INTEGER
    found = np.where(sizes <= _EXACT, np.minimum(sizes, _EXACT).astype(np.int64), beyond)
    return np.where(floats < 0, -found, found)


def as_float(number: int) -> float:
    """The float that stands for a whole number."""
    return float(number) if abs(number) <= LARGEST_INTEGER else float(as_floats(np.array([number], np.int64))[0])


def sql(number: str) -> str:
    """SQL for the float that stands for a whole number."""
    beyond = f"(abs({number}) - {LARGEST_INTEGER})"
    size = f"({_EACH} + {beyond} % {_EACH})::double * power(2::double, {beyond} // {_EACH} + 1)"
    return f"if(abs({number}) <= {LARGEST_INTEGER}, {number}::double, sign({number}) * {size})"


@inlined
def as_whole(stored: float) -> int:
    """The whole number that a float stands for; not of NaN."""
    return int(stored) if -_EXACT <= stored <= _EXACT else _beyond(stored)


@compiled
def _beyond(stored: float) -> int:
    size, passed = abs(stored), LARGEST_INTEGER
    while size >= 2.0 * _EXACT:
        size /= 2.0
        passed += _EACH
    found = passed + (int(size) - LARGEST_INTEGER) // 2
    return found if stored > 0.0 else -found


@inlined
def stored(whole: int) -> float:
    """The float that stands for a whole number."""
    return float(whole) if -LARGEST_INTEGER <= whole <= LARGEST_INTEGER else _stored_beyond(whole)


@compiled
def _stored_beyond(whole: int) -> float:
    beyond = abs(whole) - LARGEST_INTEGER
    size = 2.0 * float(_EACH + beyond % _EACH)
    for _ in range(beyond // _EACH):
        size *= 2.0
    return size if whole > 0 else -size
