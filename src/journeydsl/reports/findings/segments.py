"""Findings about segments: nobody is in them, or too few to learn anything from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from journeydsl.reports.figures import Figures, SegmentFigures
from journeydsl.reports.findings.finding import Finding, Level
from journeydsl.reports.power import contacts_needed

USUAL_CLICKS = 0.0364
"""The share of delivered e-mails that is clicked: Brevo, 2025, over 44 billion e-mails."""


def least_contacts() -> int:
    """The contacts that a segment needs to be worth a version of its own: two halves, with it and without, in which
    twice the usual clicks would be found (alpha 0.05, power 0.8)."""
    return 2 * contacts_needed(USUAL_CLICKS, 2 * USUAL_CLICKS)


def too_small(segments: Sequence[SegmentFigures]) -> tuple[SegmentFigures, ...]:
    """The segments that something asks for and that are too small to personalise for; the smallest first."""
    small = [each for each in segments if each.used_by and each.contacts < least_contacts()]
    return tuple(sorted(small, key=lambda each: (each.contacts, each.name)))


def found(figures: Figures) -> Iterator[Finding]:
    """What stands out in the segments."""
    small = too_small(figures.segments)
    empty = [each for each in small if not each.contacts]
    few = [each for each in small if each.contacts]
    if empty:
        yield Finding(
            level=Level.LOOK,
            size=len(empty) / len(figures.segments),
            title=f"Nobody is in {', '.join(each.name for each in empty)}",
            number=f"0 of {figures.run.contacts:,} contacts",
            sentence="At the end of the run. What asks for it never holds, or always.",
            link=f"segment-{empty[0].name}",
        )
    if few:
        listed = ", ".join(f"{each.name} ({each.contacts:,})" for each in few)
        yield Finding(
            level=Level.KNOW,
            size=len(few) / len(figures.segments),
            title="Segments too small to personalise for",
            number=f"{len(few)} of {len(figures.segments)}",
            sentence=f"With fewer than {least_contacts():,} contacts one cannot tell whether a version of their own "
            f"helps, even if it doubled the clicks: {listed}.",
            link="segments",
        )
