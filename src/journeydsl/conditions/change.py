"""When a condition can change because time passes (law L20a), so that nothing has to be polled."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from journeydsl.conditions.dates import moments_of, next_turn
from journeydsl.conditions.facts import Facts, read
from journeydsl.conditions.memory import held_until, says
from journeydsl.conditions.refreshing import refresh_from
from journeydsl.model import conditions as model
from journeydsl.model.contacts import Event
from journeydsl.model.values import Duration, Instant

Known: TypeAlias = dict[str, Instant | None]
"""When segments can change that have been looked at: many may ask for the same."""


def next_change(condition: model.Condition, facts: Facts, event: Event | None = None) -> Instant | None:
    """The first instant after now at which `condition` can change without any new event or profile change, or None;
    `event` is the one that a `where` looks at.

    It never comes too late; it may come too early, when the change that time brings makes no difference in the end.
    """
    return _next_change(condition, facts, event, {})


def segment_changes(segments: Iterable[str], facts: Facts) -> Instant | None:
    """As `next_change`, of who is in any of several segments."""
    known: Known = {}
    return _earliest(_segment_changes(segment, facts, known) for segment in segments)


def membership_changes(facts: Facts) -> Instant | None:
    """The first instant that has not been looked at yet at which a remembered membership that has been looked at up to
    now can change: a refresh that can find another answer, or the end of a hold."""
    return segment_changes((name for name, each in facts.memberships.items() if each.seen_at == facts.now), facts)


def _next_change(condition: model.Condition, facts: Facts, event: Event | None, known: Known) -> Instant | None:
    match condition:
        case model.Compare(left, _, right):
            return _earliest((_grows_stale(left, facts), _grows_stale(right, facts)))
        case model.OneOf(operand) | model.Known(operand) | model.TextMatch(operand) | model.Contains(operand):
            return _grows_stale(operand, facts)
        case model.IsToday(operand):
            value = read(operand, facts, event)
            return None if value is None else next_turn(value, facts)
        case model.Within():
            return _comes_or_goes(condition, facts, event)
        case model.Count(name, where, window):
            return _earliest(_happenings_change(name, where, window, facts))
        case model.Aggregate(_, name, _, where, window, _, right):
            return _earliest((*_happenings_change(name, where, window, facts), _grows_stale(right, facts)))
        case model.InSegment(segment):
            return _segment_changes(segment, facts, known)
        case model.HasBeenIn(segment, duration):
            long_enough = _lasts_long_enough(segment, duration, facts)
            return _earliest((long_enough, _segment_changes(segment, facts, known)))
        case model.Not(part):
            return _next_change(part, facts, event, known)
        case model.AllOf(parts) | model.AnyOf(parts):
            return _earliest(_next_change(part, facts, event, known) for part in parts)
        case model.Subscribed():
            return None


def _segment_changes(segment: str, facts: Facts, known: Known) -> Instant | None:
    if segment not in known:
        if segment in facts.memberships:
            known[segment] = _membership_changes(segment, facts, known)
        else:
            known[segment] = _next_change(facts.segments[segment], facts, None, known)
    return known[segment]


def _membership_changes(segment: str, facts: Facts, known: Known) -> Instant | None:
    rule, unseen = facts.remembered[segment], facts.memberships[segment].seen_at + 1
    differs = says(rule, facts) is not facts.memberships[segment].said
    change = unseen if differs else _next_change(rule.condition, facts, None, known)
    refreshed = None if change is None else refresh_from(rule.rhythm, max(change, unseen), facts.project_timezone)
    return _earliest((refreshed, held_until(rule, facts)))


def _lasts_long_enough(segment: str, duration: Duration, facts: Facts) -> Instant | None:
    membership = facts.memberships[segment]
    return _after_now((membership.since + duration,), facts) if membership.inside else None


def _earliest(instants: Iterable[Instant | None]) -> Instant | None:
    return min((at for at in instants if at is not None), default=None)


def _after_now(instants: Iterable[Instant], facts: Facts) -> Instant | None:
    return min((at for at in instants if at > facts.now), default=None)


def _happenings_change(
    event_name: str, where: model.Condition | None, window: model.Window, facts: Facts
) -> Iterator[Instant | None]:
    """When an event leaves the window, and when what is asked of the events in it can change."""
    if isinstance(window, model.Last):
        yield _oldest_leaves(event_name, window.duration, facts)
    if where is not None:
        yield from (next_change(where, facts, event) for event in facts.history if event.name == event_name)


def _oldest_leaves(event_name: str, duration: Duration, facts: Facts) -> Instant | None:
    """When the oldest such event in (now - duration, now] leaves that window."""
    first = bisect_right(facts.history, facts.now - duration, key=lambda event: event.at)
    for index in range(first, len(facts.history)):
        if facts.history[index].name == event_name:
            return facts.history[index].at + duration
    return None


def _grows_stale(operand: model.Operand, facts: Facts) -> Instant | None:
    """The first instant at which a score that counts now is too old."""
    if not isinstance(operand, model.Score) or operand.fresh_for is None or read(operand, facts) is None:
        return None
    made_at = facts.scores[operand.name].made_at
    return None if made_at is None else made_at + operand.fresh_for + 1


def _comes_or_goes(condition: model.Within, facts: Facts, event: Event | None) -> Instant | None:
    """When the date comes near enough, and when it is over."""
    value = read(condition.operand, facts, event)
    if value is None:
        return None
    first, last = moments_of(value, facts.timezone)
    return _after_now((first - condition.duration, last + 1), facts)
