"""Findings about who gets how much: the busiest contacts, and messages that say the same to everybody."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.reports.figures import Figures
from journeydsl.reports.findings.finding import Finding, Level

MUCH_OF_ALL = 0.1
"""A hundredth of the contacts that gets a tenth of all messages gets ten times its share."""
BUSY_WEEK = 6
"""More than one message a working day is a lot."""
ENOUGH = 100
"""Of fewer messages than this nothing can be told."""


def found(figures: Figures) -> Iterator[Finding]:
    """What stands out in the distribution of messages."""
    volume = figures.volume
    if volume.messages < ENOUGH:
        return
    share = volume.busiest_messages / volume.messages
    most = max((each.most_in_a_week for each in volume.examples), default=0)
    if share < MUCH_OF_ALL and most < BUSY_WEEK:
        return
    who = f"{volume.busiest:,} contacts, a hundredth of all," if volume.busiest > 1 else "One contact"
    yield Finding(
        level=Level.LOOK,
        size=share,
        title="Some contacts get very much",
        number=f"{volume.busiest_messages:,} of {volume.messages:,} messages",
        sentence=f"{who} got {share:.0%} of all messages, at least {volume.busiest_least:,} each, and up to {most:,} "
        "in one week. A limit over all journeys protects them.",
        link="busiest",
    )
