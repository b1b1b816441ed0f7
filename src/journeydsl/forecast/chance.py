"""The draws of a forecast: hashes, the same for one send and for arrays of them, to the last bit.

A send's number mixes its contact's number with its journey and step, the entry, and the visit (which time round it is);
a draw of it mixes in what is drawn (`engine.chance` has the hashes). What happens in a share of cases happens where the
upper 53 bits of the draw are below that share of 2**53. A time is read from a table of 1,024 equal shares, straight
between its entries, with whole numbers only: so arrays and single sends agree on every machine.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from functools import cache
from statistics import NormalDist
from typing import Any, TypeAlias

from journeydsl.engine.chance import mix, number_of
from journeydsl.forecast.assumptions import Delay
from journeydsl.model.values import DAY, SECOND, Duration

Number: TypeAlias = Any
"""A whole number of 64 bits, or an array of them."""

WHOLE = 1 << 53
LONGEST: Duration = 60 * DAY
"""No time is longer: what is beyond comes then."""

_STEPS = 1 << 10
_MOST_AT_ONCE = 20
_FINE = 20
_MASK = (1 << 64) - 1
_ODD = 0x9E3779B97F4A7C15


def threshold(share: float) -> int:
    """What the upper 53 bits of a draw are below in a share of cases; shares outside 0 to 1 are never and always."""
    return round(min(max(share, 0.0), 1.0) * WHOLE)


def send_number(contact: int, place: int, enrollment: int, visit: int) -> int:
    """The number of a send: of the contact, its journey and step (`place_number`), the entry, and the visit."""
    number = mix((mix(contact ^ place) + enrollment * _ODD) & _MASK)
    return mix((number + visit * _ODD) & _MASK)


@cache
def place_number(journey: str, step: str) -> int:
    """The number of a step of a journey."""
    return number_of(f"{journey}/{step}".encode())


@cache
def kind_number(kind: str) -> int:
    """The number of what is drawn."""
    return number_of(kind.encode())


@cache
def times(delay: Delay) -> tuple[int, ...]:
    """The times at which 0, 1, … 1,024 of 1,024 equal shares are over, in whole seconds and at least one; the last
    share ends in its middle, where the distribution itself never does."""
    normal = NormalDist(math.log(delay.median / SECOND), max(delay.spread, 1e-9))
    shares = [max(number, 0.5) / _STEPS for number in range(_STEPS)] + [(_STEPS - 0.5) / _STEPS]
    longest = math.log(LONGEST / SECOND)
    seconds = [round(math.exp(min(normal.inv_cdf(share), longest))) for share in shares]
    return tuple(max(each, 1) * SECOND for each in seconds)


def time_at(delay: Delay, draw: int) -> Duration:
    """The time that a draw of 64 bits stands for."""
    table, place = times(delay), draw >> 54
    return table[place] + ((table[place + 1] - table[place]) * ((draw >> 34) & ((1 << _FINE) - 1)) >> _FINE)


def one_of(whole: int, number: int, what: str) -> int:
    """A whole number from 0 up to `whole`, without it: a draw of whoever has the `number`."""
    return (mix(number ^ number_of(what.encode())) * whole) >> 64


def poisson(mean: float, number: int, what: str) -> int:
    """How often something comes that comes `mean` times on average, independently."""
    parts = max(1, math.ceil(mean / _MOST_AT_ONCE))
    labels = (f"{what}#{part}" for part in range(parts))
    draws = (mix(number ^ number_of(label.encode())) >> 11 for label in labels)
    return sum(bisect_right(_upto(mean / parts), draw) for draw in draws)


@cache
def _upto(mean: float) -> tuple[int, ...]:
    """The thresholds of at most 0, 1, 2, … occurrences, as far as 53 bits tell them apart."""
    share, total, thresholds = math.exp(-mean), 0.0, list[int]()
    while not thresholds or (threshold(total) < WHOLE and len(thresholds) < 10 * _MOST_AT_ONCE):
        total += share
        thresholds.append(threshold(total))
        share *= mean / len(thresholds)
    return tuple(thresholds)
