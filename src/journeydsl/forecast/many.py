"""The draws of many sends at once, bit for bit those of `answering.One`. Importing this needs numpy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journeydsl.forecast.assumptions import Delay, Timing
from journeydsl.forecast.chance import kind_number, times
from journeydsl.forecast.rates import Thresholds

Numbers = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Instants = NDArray[np.int64]

_ODD = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def mix(numbers: Numbers) -> Numbers:
    """`engine.chance.mix` of each number."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * _FIRST
    numbers = (numbers ^ (numbers >> np.uint64(27))) * _SECOND
    return numbers ^ (numbers >> np.uint64(31))


def send_numbers(contacts: Numbers, places: Numbers, enrollments: Numbers, visits: Numbers) -> Numbers:
    """`chance.send_number` of each send."""
    return mix(mix(mix(contacts ^ places) + enrollments * _ODD) + visits * _ODD)


class Many:
    """The draws of sends with these `numbers` (`send_numbers`) to contacts with the numbers `contacts`; `cases` says
    which of `thresholds` each goes by."""

    def __init__(
        self,
        numbers: Numbers,
        contacts: Numbers,
        cases: NDArray[Any],
        thresholds: Iterable[Thresholds],
        delays: Mapping[Timing, Delay],
    ) -> None:
        self._numbers = numbers
        self._contacts = contacts
        self._cases = cases
        self._columns = {
            name: np.array(column, np.uint64)
            for name, column in zip(Thresholds._fields, zip(*thresholds, strict=True), strict=True)
        }
        self._delays = delays

    def happens(self, what: str, rate: str) -> Flags:
        """See `answering.Draws`."""
        return self._below(self._numbers, what, rate)

    def always(self, what: str, rate: str) -> Flags:
        """See `answering.Draws`."""
        return self._below(self._contacts, what, rate)

    def after(self, moment: Instants, timing: Timing) -> Instants:
        """See `answering.Draws`."""
        draws = mix(self._numbers ^ np.uint64(kind_number(f"after {timing}")))
        return moment + _times(times(self._delays[timing]), draws)

    def earliest(self, first: Flags, one: Instants, other: Instants) -> Instants:
        """See `answering.Draws`."""
        return np.where(first, one, other)

    def _below(self, numbers: Numbers, what: str, rate: str) -> Flags:
        draws = mix(numbers ^ np.uint64(kind_number(what))) >> np.uint64(11)
        below: Flags = draws < self._columns[rate][self._cases]
        return below


def _times(table: Sequence[int], draws: Numbers) -> Instants:
    entries = np.array(table, np.int64)
    places = (draws >> np.uint64(54)).astype(np.int64)
    fine = ((draws >> np.uint64(34)) & np.uint64((1 << 20) - 1)).astype(np.int64)
    return entries[places] + ((entries[places + 1] - entries[places]) * fine >> 20)
