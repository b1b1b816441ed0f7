"""A found draft without what it does not need, so that its reader sees what matters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from journeydsl.engine import Rules
from journeydsl.model.contacts import Event
from journeydsl.model.happenings import BUILT_IN
from journeydsl.scenarios.suggesting.drafts import Draft
from journeydsl.scenarios.suggesting.passages import Played, played


def trimmed(rules: Rules, run: Played, journey: str) -> Played:
    """The same decisions about the journey with as little said as possible."""
    for less in _cuts(run.draft):
        draft = less(run.draft)
        if draft.inputs:
            other = played(rules, draft, journey)
            if _course(other, journey) == _course(run, journey):
                run = other
    return run


def _course(run: Played, journey: str) -> list[tuple[str, ...]]:
    """What was decided about a journey, without the instants."""
    return [
        (each.step, each.outcome, each.reason, each.detail, each.message)
        for each in run.decisions
        if each.journey == journey
    ]


def _cuts(draft: Draft) -> Iterator[Callable[[Draft], Draft]]:
    """What leaves out one thing each: what happens from the last to the first, then what is said of it and of whom."""
    yield from (partial(Draft.without, index=index) for index in reversed(range(len(draft.inputs))))
    events = [each for each in draft.inputs if isinstance(each, Event) and each.name not in BUILT_IN]
    yield from (partial(_unsaid, event=event.name, name=name) for event in events for name in event.properties)
    yield from (partial(Draft.subscribed, topic=topic, truth=False) for topic in draft.contact.subscriptions)
    yield from (partial(Draft.with_attribute, name=name, value=None) for name in draft.contact.attributes)
    yield from (partial(Draft.with_account_fact, name=name, value=None) for name in draft.contact.account)
    yield from (partial(Draft.with_score, name=name, value=None) for name in draft.contact.scores)


def _unsaid(draft: Draft, event: str, name: str) -> Draft:
    """Without a property of every event of a name."""
    for index, each in enumerate(draft.inputs):
        if isinstance(each, Event) and each.name == event:
            draft = draft.with_property(index, name, None)
    return draft
