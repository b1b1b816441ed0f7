"""Findings about journeys: nobody comes, nobody gets further, decisions by what was no longer so."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.model.reasons import PHRASES
from journeydsl.reports.figures import Figures, JourneyFigures
from journeydsl.reports.findings.finding import Finding, Level

MUCH_STALE = 0.02
"""From this share of entries on, decisions by an outdated segment are worth a look."""


def found(figures: Figures) -> Iterator[Finding]:
    """What stands out in each journey."""
    for journey in figures.journeys:
        if journey.entered == 0:
            yield _nobody_enters(journey)
        else:
            yield from _steps_without_anybody(journey)
            yield from _stale(journey)


def _nobody_enters(journey: JourneyFigures) -> Finding:
    if not journey.triggered:
        why = "Nothing triggered it in this period: look at its start, and whether the data has that event."
    else:
        most = max(journey.refused, key=lambda each: each.times)
        why = f"Of {journey.triggered:,} triggers, {most.times:,} {PHRASES.get(most.reason, most.reason)}."
    return Finding(
        level=Level.BROKEN,
        size=1.0,
        title=f"Nobody enters {journey.name}",
        number=f"0 of {journey.triggered:,} triggers",
        sentence=why,
        link=f"journey-{journey.name}",
    )


def _steps_without_anybody(journey: JourneyFigures) -> Iterator[Finding]:
    """Sends that nobody reaches; where several, one finding for the journey."""
    empty = [step for step in journey.steps if step.message and step.arrived == 0]
    if empty:
        names = ", ".join(step.message for step in empty)
        sends = sum(1 for step in journey.steps if step.message)
        yield Finding(
            level=Level.LOOK,
            size=len(empty) / sends,
            title=f"Nobody reaches {names}",
            number=f"0 of {journey.entered:,} entries",
            sentence=f"In {journey.name}, no contact came to this point: the condition before it may never hold, or "
            "the period is shorter than the way there.",
            link=f"step-{journey.name}-{empty[0].id}",
        )


def _stale(journey: JourneyFigures) -> Iterator[Finding]:
    share = journey.stale / journey.entered
    if share >= MUCH_STALE:
        yield Finding(
            level=Level.LOOK,
            size=min(share, 1.0),
            title=f"{journey.name} decides by segments that are out of date",
            number=f"{journey.stale:,} decisions, {journey.entered:,} entries",
            sentence="A segment had changed since its last refresh. Refresh it more often.",
            link=f"journey-{journey.name}",
        )
