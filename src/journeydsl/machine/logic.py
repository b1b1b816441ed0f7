"""Three-valued logic on floats: 1 is true, 0 is false, and NaN is unknown or missing (law L18)."""

from __future__ import annotations

import numpy as np

from journeydsl.machine.compiled import inlined
from journeydsl.machine.layout import (
    AT_MOST,
    EQUAL,
    GREATER,
    LESS,
    UNEQUAL,
)  # fmt: skip


@inlined
def compare(operator: int, left: float, right: float) -> float:
    """Unknown where either side is missing."""
    if np.isnan(left) or np.isnan(right):
        return np.nan
    if operator == EQUAL:
        holds = left == right
    elif operator == UNEQUAL:
        holds = left != right
    elif operator == LESS:
        holds = left < right
    elif operator == AT_MOST:
        holds = left <= right
    elif operator == GREATER:
        holds = left > right
    else:
        holds = left >= right
    return 1.0 if holds else 0.0


@inlined
def both(left: float, right: float) -> float:
    """Kleene `and`."""
    if left == 0.0 or right == 0.0:
        return 0.0
    return left + right - 1.0


@inlined
def either(left: float, right: float) -> float:
    """Kleene `or`."""
    if left == 1.0 or right == 1.0:
        return 1.0
    return left + right
