"""A found draft without what it does not need, so that its reader sees what matters."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.engine import Rules
from journeydsl.model.contacts import Event
from journeydsl.model.happenings import BUILT_IN
from journeydsl.scenarios.suggesting.drafts import Draft
from journeydsl.scenarios.suggesting.passages import Played, played


def trimmed(rules: Rules, run: Played, journey: str) -> Played:
    """The same decisions about the journey with as little said as possible."""
    kept = True
    while kept:
        kept = False
        for draft in _less(run.draft):
            if not draft.inputs:
                continue
            other = played(rules, draft, journey)
            if _course(other, journey) == _course(run, journey):
                run, kept = other, True
                break
    return run


def _course(run: Played, journey: str) -> list[tuple[str, ...]]:
    """What was decided about a journey, without the instants."""
    return [
        (each.step, each.outcome, each.reason, each.detail, each.message)
        for each in run.decisions
        if each.journey == journey
    ]


def _less(draft: Draft) -> Iterator[Draft]:
    """The draft with one thing less."""
    for index, each in enumerate(draft.inputs):
        yield draft.without(index)
        if isinstance(each, Event) and each.name not in BUILT_IN:
            for name in each.properties:
                yield draft.with_property(index, name, None)
    for topic in draft.contact.subscriptions:
        yield draft.subscribed(topic, truth=False)
    for name in draft.contact.attributes:
        yield draft.with_attribute(name, None)
    for name in draft.contact.account:
        yield draft.with_account_fact(name, None)
    for name in draft.contact.scores:
        yield draft.with_score(name, None)
