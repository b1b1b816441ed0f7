"""What the condition of a remembered segment says, and how long a hold keeps that from taking effect (law L20)."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.conditions.evaluate import evaluate
from journeydsl.conditions.facts import Facts
from journeydsl.model.rules import Segment
from journeydsl.model.values import Instant


def says(segment: Segment, facts: Facts) -> bool:
    """What the condition of a remembered segment says now. A member of a family asks what the members before it say,
    not whom a hold keeps in them, so that one of them is meant at any time."""
    others = [name for name in _family(segment, facts) if name != segment.name and name in facts.memberships]
    if others:
        memberships = dict(facts.memberships)
        for name in others:
            memberships[name] = memberships[name]._replace(inside=memberships[name].said)
        facts = facts._replace(memberships=memberships)
    return evaluate(segment.condition, facts) is True


def held_until(segment: Segment, facts: Facts) -> Instant | None:
    """When a hold that is on now ends; None where none is. Of a family, the hold is on the contact's place in it."""
    changes = [
        facts.memberships[name].since
        for name in _family(segment, facts)
        if name in facts.memberships and facts.memberships[name].changed
    ]
    ends_at = max(changes, default=None)
    if ends_at is None or ends_at + segment.hold_for <= facts.now:
        return None
    return ends_at + segment.hold_for


def _family(segment: Segment, facts: Facts) -> Iterator[str]:
    """The segments that exclude each other with this one, itself included."""
    if segment.family is None:
        yield segment.name
        return
    for name, other in facts.remembered.items():
        if other.family == segment.family:
            yield name
