"""What to look at first: the figures of a run judged by fixed rules, and ranked.

In: `Figures`. Out: findings, worst first.
Promises: pure functions; every threshold is a constant with its reason beside it, and stands in docs/report.md.
"""

from __future__ import annotations

from journeydsl.reports.figures import Figures
from journeydsl.reports.findings import journeys, messages, run
from journeydsl.reports.findings.finding import Finding, Level, worst_first

__all__ = ["Finding", "Level", "find"]


def find(figures: Figures) -> tuple[Finding, ...]:
    """All findings, worst first: by level, then by the share of what they are about that is concerned."""
    found = [*run.found(figures), *journeys.found(figures), *messages.found(figures)]
    return worst_first(found)
