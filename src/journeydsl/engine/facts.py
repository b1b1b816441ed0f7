"""What conditions may read of a contact, by its state."""

from __future__ import annotations

from journeydsl.conditions import Facts
from journeydsl.engine.rules import Rules
from journeydsl.engine.state import ContactState, Enrollment
from journeydsl.model.values import Instant


def facts_of(rules: Rules, state: ContactState, at: Instant, enrollment: Enrollment | None = None) -> Facts:
    """What conditions may read of a contact at `at`, from inside a run where one is given."""
    return Facts(
        now=at,
        attributes=state.attributes,
        subscriptions=state.subscriptions,
        history=state.history,
        segments=rules.segments,
        account=state.account,
        scores=state.scores,
        trigger=enrollment.trigger if enrollment else {},
        entry=enrollment.history_length if enrollment else 0,
        timezone=state.timezone,
        remembered=rules.remembered,
        memberships=state.memberships,
        project_timezone=rules.program.project.timezone,
        offer=enrollment.offer if enrollment else {},
    )
