"""Findings about the run as a whole: whether it can be trusted, and what it was made of."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.reports.figures import Figures
from journeydsl.reports.findings.finding import Finding, Level


def found(figures: Figures) -> Iterator[Finding]:
    """What stands against reading the rest of the report as it is."""
    run = figures.run
    if not run.conserved:
        yield Finding(
            level=Level.UNTRUSTED,
            size=1.0,
            title="The books do not balance",
            number="",
            sentence="This is a failure of journeydsl: none of the figures can be trusted. Please report it.",
            link="run",
        )
    if run.partial:
        yield Finding(
            level=Level.UNTRUSTED,
            size=0.9,
            title="The run was cut short",
            number=f"{run.contacts:,} contacts",
            sentence="Only the contacts that had been done by then are counted. Run it to its end before you decide "
            "by it.",
            link="run",
        )
    if not run.is_same_program:
        yield Finding(
            level=Level.UNTRUSTED,
            size=0.5,
            title="The project has changed since the run",
            number="",
            sentence="The counts are of the version that was run, the graphs and names of the project as it is now. "
            "Simulate again to have both of one version.",
            link="run",
        )
