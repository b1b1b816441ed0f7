"""Figures of a forecast as a whole: intervals over several seeds, and how it stands against published figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Interval(NamedTuple):
    """The median of several runs, and two percentiles."""

    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One layer of what sends lead to (deliverability, attention, relevance, trust): its share, of what, the published
    share with its source, and whether it is clearly worse."""

    name: str
    what: str
    share: float | None
    published: float
    source: str
    is_weak: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the runs of a forecast add up to: rates and counts by name, and figures by journey and name."""

    seeds: tuple[int, ...]
    percentiles: tuple[int, int]
    counts: Mapping[str, Interval]
    rates: Mapping[str, Interval]
    journeys: Mapping[str, Mapping[str, Interval]]
    layers: tuple[Layer, ...]
