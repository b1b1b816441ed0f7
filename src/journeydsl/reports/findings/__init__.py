"""What to look at first: the figures of a run judged by fixed rules, and ranked.

In: `Figures`. Out: findings, worst first.
Promises: pure functions; every threshold is a constant with its reason beside it, and stands in docs/report.md.
"""

from __future__ import annotations

from journeydsl.reports.figures import Figures
from journeydsl.reports.findings import audience, chain, effects, journeys, messages, run, segments
from journeydsl.reports.findings.finding import Finding, Level, worst_first

__all__ = ["Finding", "Level", "find"]


def find(figures: Figures) -> tuple[Finding, ...]:
    """All findings, worst first: by level, then by the share of what they are about that is concerned."""
    parts = (run, journeys, messages, chain, audience, effects, segments)
    return worst_first([finding for part in parts for finding in part.found(figures)])
