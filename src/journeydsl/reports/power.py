"""What a comparison of two shares can tell: the smallest difference that it finds, the contacts that it needs, and the
interval around a difference that was seen.

Sizes and differences are those of the two-sided z-test of two independent proportions with possibly unequal groups, of
J. L. Fleiss, B. Levin and M. C. Paik, Statistical Methods for Rates and Proportions, 3rd edition, 2003, chapter 4:

    |p2 - p1| = z(1 - alpha/2) * sqrt(p (1 - p) (1/n1 + 1/n2)) + z(power) * sqrt(p1 (1 - p1)/n1 + p2 (1 - p2)/n2)

where p is the share in both groups together. With equal groups it is what R's `power.prop.test` computes. Intervals are
R. G. Newcombe's hybrid of two Wilson scores, without continuity correction (Statistics in Medicine 17, 1998, 873-890,
method 10), which also hold for small groups and shares near 0.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

ALPHA = 0.05
"""How often a difference may be found where there is none."""
POWER = 0.8
"""How often a difference that is there has to be found."""
_STEPS = 60
_MOST = 10**9


def smallest_rise(first: int, second: int, rate: float, *, alpha: float = ALPHA, power: float = POWER) -> float | None:
    """The smallest rise over `rate`, the share in the `first` group, that is found in a `second` group of this size; a
    share, in points. None where the groups are too small to find any."""
    if first < 1 or second < 1 or not _is_found(first, second, rate, 1.0, alpha, power):
        return None
    low, high = rate, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if _is_found(first, second, rate, middle, alpha, power) else (middle, high)
    return high - rate


def contacts_needed(rate: float, other: float, *, alpha: float = ALPHA, power: float = POWER) -> int:
    """How many contacts each of two equal groups must have for the difference of two shares to be found. Raises
    ValueError where the shares are equal."""
    if rate == other:
        raise ValueError("equal shares are never told apart")
    low, high = 1, _MOST
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if _is_found(middle, middle, rate, other, alpha, power) else (middle + 1, high)
    return high


def _is_found(first: int, second: int, rate: float, other: float, alpha: float, power: float) -> bool:
    together = (first * rate + second * other) / (first + second)
    by_chance = sqrt(together * (1 - together) * (1 / first + 1 / second))
    apart = sqrt(rate * (1 - rate) / first + other * (1 - other) / second)
    return abs(other - rate) >= _quantile(1 - alpha / 2) * by_chance + _quantile(power) * apart


def difference(
    reached: int, group: int, other_reached: int, other_group: int, *, alpha: float = ALPHA
) -> tuple[float, float]:
    """The interval around the difference of two shares, `reached` of `group` less `other_reached` of `other_group`."""
    share, other = reached / group, other_reached / other_group
    low, high = share_interval(reached, group, alpha=alpha)
    other_low, other_high = share_interval(other_reached, other_group, alpha=alpha)
    seen = share - other
    return (
        seen - sqrt((share - low) ** 2 + (other_high - other) ** 2),
        seen + sqrt((high - share) ** 2 + (other - other_low) ** 2),
    )


def share_interval(reached: int, group: int, *, alpha: float = ALPHA) -> tuple[float, float]:
    """E. B. Wilson's score interval around a share."""
    z = _quantile(1 - alpha / 2)
    share = reached / group
    middle = (share + z * z / (2 * group)) / (1 + z * z / group)
    half = z / (1 + z * z / group) * sqrt(share * (1 - share) / group + z * z / (4 * group * group))
    return max(0.0, middle - half), min(1.0, middle + half)


def _quantile(share: float) -> float:
    return NormalDist().inv_cdf(share)
