"""What docs/report.md says of thresholds is what the findings go by."""

from __future__ import annotations

from pathlib import Path

from journeydsl.reports.findings import audience, chain, effects, journeys, messages, segments
from journeydsl.reports.findings.segments import least_contacts

SAID = " ".join((Path(__file__).parents[2] / "docs" / "report.md").read_text().split())


def test_the_size_of_a_segment_is_said() -> None:
    assert f"takes {least_contacts():,} contacts" in SAID
    assert f"from {segments.USUAL_CLICKS:.2%}, Brevo 2025, to {2 * segments.USUAL_CLICKS:.2%}" in SAID


def test_the_thresholds_of_the_findings_are_said() -> None:
    assert f"of at least {messages.ENOUGH} that were due, less than half were sent" in SAID
    assert messages.MOSTLY == effects.MOSTLY == effects.TELLING == 0.5
    assert f"at least {messages.MUCH:.0%} of all messages that were due" in SAID
    assert f"clearly less than {chain.LEAST_IN_INBOX:.0%} of what was delivered" in SAID
    assert f"clearly more than {chain.MOST_COMPLAINTS:.1%} of its delivered e-mails" in SAID
    assert f"in at least {journeys.MUCH_STALE:.0%} of its entries" in SAID
    assert f"at least {audience.MUCH_OF_ALL:.0%} of all messages, or somebody {audience.BUSY_WEEK} in a week" in SAID
    assert f"stands in more than half of at least {effects.ENOUGH} sends" in SAID
