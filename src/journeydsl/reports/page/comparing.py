"""Holdouts and experiments as a page shows them: what each can tell, and what was seen."""

from __future__ import annotations

from dataclasses import dataclass

from journeydsl.reports.effects import Comparison
from journeydsl.reports.findings.effects import overall, rise
from journeydsl.reports.power import difference


@dataclass(frozen=True, slots=True)
class Judged:
    """A comparison: the share of all that reached the goal, the smallest rise that it finds, in points and as a share
    of that, and the interval around the difference of each other arm to the first (empty where there is nothing to
    compare)."""

    said: Comparison
    overall: float | None
    rise: float | None
    lift: float | None
    differences: tuple[tuple[str, float, float], ...]


def judged(comparison: Comparison) -> Judged:
    """What a comparison can tell."""
    rate, least = overall(comparison), rise(comparison)
    first, *others = comparison.arms
    seen = [
        (each.name, *difference(each.reached, each.contacts, first.reached, first.contacts))
        for each in others
        if each.contacts and first.contacts
    ]
    lift = least / rate if rate and least is not None else None
    return Judged(comparison, rate, least, lift, tuple(seen))
