"""Segments with a past: refreshed at intervals, held, or asked how long a contact has been in them (laws L20 and L20a).

Nothing is polled: a membership is carried from one instant at which it can change to the next, however far that is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from journeydsl.conditions import Membership
from journeydsl.conditions.change import membership_changes
from journeydsl.conditions.memory import held_until, says
from journeydsl.conditions.refreshing import refresh_from
from journeydsl.engine.facts import facts_of
from journeydsl.engine.rules import Rules
from journeydsl.engine.state import ContactState
from journeydsl.model.rules import Rhythm, Segment
from journeydsl.model.values import Instant

_BEGINNING: Instant = 0
"""Nothing is recalled of before 1970: instants at the beginning of the calendar stand for those that nobody knows."""


def recall(rules: Rules, state: ContactState, at: Instant) -> ContactState:
    """The memberships just before `at` as the history shows them, all of it being before; the profile is taken to have
    been what it is. Who was inside or outside when the history begins has been so for nobody knows how long. Only what
    the segments ask for is gone through: what else happened is nothing but time that passes."""
    if not rules.remembered:
        return state
    history = state.history
    begins_at = max(history[0].at, _BEGINNING) if history else at
    state = _first_look(rules, state._replace(history=(), memberships={}), begins_at)
    for known, event in enumerate(history, start=1):
        if event.name not in rules.remembered_by:
            continue
        state = carry_forward(rules, state, event.at - 1)
        state = look_now(rules, state._replace(history=history[:known]), max(event.at, begins_at))
    return carry_forward(rules, state._replace(history=history), at - 1)


def carry_forward(rules: Rules, state: ContactState, until: Instant) -> ContactState:
    """The memberships at `until`, nothing but time having changed since they were last looked at."""
    if not rules.remembered:
        return state
    while _may_change(rules, state, until) and (at := _next_change(rules, state)) is not None and at <= until:
        state = refresh(rules, state, at)
    return seen(state, until)


def since_last_step(rules: Rules, state: ContactState, until: Instant) -> ContactState:
    """As `carry_forward`, for a state as a step has left it: what time does to watched segments is foreseen there."""
    return state if foresees(rules, state, until) else carry_forward(rules, state, until)


def foresees(rules: Rules, state: ContactState, at: Instant) -> bool:
    """Whether nothing that a step has left to time happens to segments up to and including `at`."""
    return rules.watches_remembered and (state.look_at is None or at < state.look_at)


def refresh(rules: Rules, state: ContactState, at: Instant) -> ContactState:
    """What time does to the memberships at `at`: it refreshes segments, and ends holds. An instant refreshes once."""

    if not rules.remembered:
        return state

    def is_due(segment: Segment) -> bool:
        zone = rules.program.project.timezone
        is_new = state.memberships[segment.name].seen_at < at
        return segment.rhythm is Rhythm.LIVE or (is_new and refresh_from(segment.rhythm, at, zone) == at)

    open_to_change = [segment for name, segment in rules.remembered.items() if state.memberships[name].seen_at <= at]
    changed = _looked_at(rules, state, at, open_to_change, is_due)
    return seen(changed, at)


def look_now(rules: Rules, state: ContactState, at: Instant) -> ContactState:
    """The memberships of live segments brought up to date at `at`, after something has happened."""
    live = rules.remembered_live
    return _looked_at(rules, state, at, live, lambda _: True) if live else state


def as_if_live(rules: Rules, state: ContactState, at: Instant) -> ContactState:
    """The memberships as they would be at `at` if every segment were refreshed now."""
    return _looked_at(rules, state, at, rules.remembered.values(), lambda _: True)


def seen(state: ContactState, at: Instant) -> ContactState:
    """The state with what is remembered looked at up to and including `at`."""
    memberships = {
        name: each if each.seen_at >= at else Membership(each.inside, each.since, each.changed, each.said, at)
        for name, each in state.memberships.items()
    }
    return state if memberships == state.memberships else state._replace(memberships=memberships)


def _may_change(rules: Rules, state: ContactState, until: Instant) -> bool:
    """Whether a segment is refreshed up to and including `until`, or may be by the end of a hold."""
    zone = rules.program.project.timezone
    return any(
        refresh_from(segment.rhythm, state.memberships[name].seen_at + 1, zone) <= until
        or (segment.hold_for and state.memberships[name].said is not state.memberships[name].inside)
        for name, segment in rules.remembered.items()
    )


def _next_change(rules: Rules, state: ContactState) -> Instant | None:
    looked_at = {each.seen_at for each in state.memberships.values()}
    changes = (membership_changes(facts_of(rules, state, at)) for at in looked_at)
    return min((at for at in changes if at is not None), default=None)


def _first_look(rules: Rules, state: ContactState, at: Instant) -> ContactState:
    """The memberships just before `at`, known from `at` on."""
    for name, segment in rules.remembered.items():
        inside = says(segment, facts_of(rules, state, at - 1))
        membership = Membership(inside=inside, since=at, changed=False, said=inside, seen_at=at - 1)
        state = state._replace(memberships={**state.memberships, name: membership})
    return state


def _looked_at(
    rules: Rules,
    state: ContactState,
    at: Instant,
    segments: Iterable[Segment],
    is_asked: Callable[[Segment], bool],
) -> ContactState:
    """The memberships after a look at `segments`, each after those that it asks for; those that are not asked keep what
    their condition said last. Holds count from before the look, so that a contact can change its place in a family."""
    before = state
    for segment in segments:
        membership = state.memberships[segment.name]
        said = says(segment, facts_of(rules, state, at)) if is_asked(segment) else membership.said
        if membership.said is said and membership.inside is said:
            continue
        membership = membership._replace(said=said)
        if membership.inside is not said and held_until(segment, facts_of(rules, before, at)) is None:
            membership = membership._replace(inside=said, since=at, changed=True)
        state = state._replace(memberships={**state.memberships, segment.name: membership})
    return state
