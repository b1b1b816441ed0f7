"""Findings about what became of messages: a mailbox provider that hides them, contacts who complain."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.reports.effects import Chain
from journeydsl.reports.figures import Figures
from journeydsl.reports.findings.finding import Finding, Level
from journeydsl.reports.power import share_interval

LEAST_IN_INBOX = 0.75
"""Of what is delivered; of the four large providers, tests of 2025 found from 66.3% (Apple) to 88.1% (Gmail)."""
MOST_COMPLAINTS = 0.001
"""Google's guidelines for senders: keep the rate of complaints below 0.1%, and never let it come to 0.3%."""


def found(figures: Figures) -> Iterator[Finding]:
    """What stands out in the chain, and not by chance: the whole 95% interval is beyond the threshold."""
    for table in figures.chain:
        for row in table.rows:
            if table.by == "provider":
                yield from _hidden(row)
            elif table.by == "journey":
                yield from _complaints(row)


def _hidden(row: Chain) -> Iterator[Finding]:
    if row.inbox is None or not row.emails:
        return
    _, high = share_interval(row.inbox, row.emails)
    if high < LEAST_IN_INBOX:
        share = 1 - row.inbox / row.emails
        yield Finding(
            level=Level.LOOK,
            size=share,
            title=f"Much of what goes to {row.group} is not in the inbox",
            number=f"{row.emails - row.inbox:,} of {row.emails:,}",
            sentence=f"{share:.0%} of what was delivered there was taken for spam.",
            link="chain",
        )


def _complaints(row: Chain) -> Iterator[Finding]:
    if row.complained is None or not row.emails:
        return
    low, _ = share_interval(row.complained, row.emails)
    if low > MOST_COMPLAINTS:
        yield Finding(
            level=Level.BROKEN,
            size=row.complained / row.emails,
            title=f"Too many complain about {row.group}",
            number=f"{row.complained:,} of {row.emails:,}",
            sentence="Mailbox providers want fewer than one in a thousand, and hide all mail of who has more.",
            link=f"journey-{row.group}",
        )
