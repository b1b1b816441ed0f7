"""When a condition can change because time passes (law L20a), so that nothing has to be polled."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from journeydsl.conditions.dates import moments_of, next_turn
from journeydsl.conditions.facts import Facts, read
from journeydsl.conditions.memory import held_until, says
from journeydsl.conditions.once import once
from journeydsl.conditions.refreshing import refresh_from
from journeydsl.model import conditions as model
from journeydsl.model.contacts import Event
from journeydsl.model.values import Duration, Instant

Known: TypeAlias = dict[str, Instant | None]
"""When segments can change that have been looked at: many may ask for the same."""


Foresight: TypeAlias = Callable[[Facts, Event | None, Known], Instant | None]
"""When a condition can change that can be asked."""


def next_change(condition: model.Condition, facts: Facts, event: Event | None = None) -> Instant | None:
    """The first instant after now at which `condition` can change without any new event or profile change, or None;
    `event` is the one that a `where` looks at.

    It never comes too late; it may come too early, when the change that time brings makes no difference in the end.
    """
    foresee = foresight(condition)
    return None if foresee is None else foresee(facts, event, {})


def segment_changes(segments: Iterable[str], facts: Facts) -> Instant | None:
    """As `next_change`, of who is in any of several segments."""
    known: Known = {}
    return _earliest(_segment_changes(segment, facts, known) for segment in segments)


def membership_changes(facts: Facts) -> Instant | None:
    """The first instant that has not been looked at yet at which a remembered membership that has been looked at up to
    now can change: a refresh that can find another answer, or the end of a hold."""
    return segment_changes((name for name, each in facts.memberships.items() if each.seen_at == facts.now), facts)


@once
def foresight(condition: model.Condition) -> Foresight | None:
    """A condition made ready to be asked when it can change; None where time makes no difference to it."""
    match condition:
        case model.Compare(left, _, right):
            return _earliest_of([_staleness(left), _staleness(right)])
        case model.OneOf(operand) | model.Known(operand) | model.TextMatch(operand) | model.Contains(operand):
            return _staleness(operand)
        case model.IsToday(operand):
            return lambda facts, event, _: _turns(operand, facts, event)
        case model.Within():
            return lambda facts, event, _: _comes_or_goes(condition, facts, event)
        case model.Count(name, where, window):
            return _earliest_of(_of_happenings(name, where, window))
        case model.Aggregate(_, name, _, where, window, _, right):
            return _earliest_of([*_of_happenings(name, where, window), _staleness(right)])
        case model.InSegment(segment):
            return lambda facts, _, known: _segment_changes(segment, facts, known)
        case model.HasBeenIn(segment, duration):
            return _earliest_of(
                [
                    lambda facts, _, known: _lasts_long_enough(segment, duration, facts),
                    lambda facts, _, known: _segment_changes(segment, facts, known),
                ]
            )
        case model.Not(part):
            return foresight(part)
        case model.AllOf(parts) | model.AnyOf(parts):
            return _earliest_of(map(foresight, parts))
        case model.Subscribed():
            return None


def _earliest_of(parts: Iterable[Foresight | None]) -> Foresight | None:
    """When the first of several changes, of which time makes no difference to some."""
    asked = [part for part in parts if part is not None]
    if len(asked) < 2:
        return asked[0] if asked else None

    def earliest(facts: Facts, event: Event | None, known: Known) -> Instant | None:
        return _earliest([part(facts, event, known) for part in asked])

    return earliest


def _segment_changes(segment: str, facts: Facts, known: Known) -> Instant | None:
    if segment not in known:
        if segment in facts.memberships:
            known[segment] = _membership_changes(segment, facts, known)
        else:
            known[segment] = _condition_changes(facts.segments[segment], facts, known)
    return known[segment]


def _condition_changes(condition: model.Condition, facts: Facts, known: Known) -> Instant | None:
    foresee = foresight(condition)
    return None if foresee is None else foresee(facts, None, known)


def _membership_changes(segment: str, facts: Facts, known: Known) -> Instant | None:
    rule, unseen = facts.remembered[segment], facts.memberships[segment].seen_at + 1
    differs = says(rule, facts) is not facts.memberships[segment].said
    change = unseen if differs else _condition_changes(rule.condition, facts, known)
    refreshed = None if change is None else refresh_from(rule.rhythm, max(change, unseen), facts.project_timezone)
    return _earliest((refreshed, held_until(rule, facts)))


def _lasts_long_enough(segment: str, duration: Duration, facts: Facts) -> Instant | None:
    membership = facts.memberships[segment]
    return _after_now((membership.since + duration,), facts) if membership.inside else None


def _earliest(instants: Iterable[Instant | None]) -> Instant | None:
    return min((at for at in instants if at is not None), default=None)


def _after_now(instants: Iterable[Instant], facts: Facts) -> Instant | None:
    return min((at for at in instants if at > facts.now), default=None)


def _of_happenings(event_name: str, where: model.Condition | None, window: model.Window) -> Iterator[Foresight | None]:
    """When an event leaves the window, and when what is asked of the events in it can change."""
    if isinstance(window, model.Last):
        duration = window.duration
        yield lambda facts, _, known: _oldest_leaves(event_name, duration, facts)
    asked = None if where is None else foresight(where)
    if asked is not None:
        yield lambda facts, _, known: _earliest(
            [asked(facts, event, {}) for event in facts.history if event.name == event_name]
        )


def _oldest_leaves(event_name: str, duration: Duration, facts: Facts) -> Instant | None:
    """When the oldest such event in (now - duration, now] leaves that window."""
    first = bisect_right(facts.history, facts.now - duration, key=lambda event: event.at)
    for index in range(first, len(facts.history)):
        if facts.history[index].name == event_name:
            return facts.history[index].at + duration
    return None


def _staleness(operand: model.Operand) -> Foresight | None:
    """When a score that counts now is too old; time makes no difference to other operands."""
    if not isinstance(operand, model.Score) or operand.fresh_for is None:
        return None
    fresh_for = operand.fresh_for

    def grows_stale(facts: Facts, event: Event | None, known: Known) -> Instant | None:
        made_at = None if read(operand, facts) is None else facts.scores[operand.name].made_at
        return None if made_at is None else made_at + fresh_for + 1

    return grows_stale


def _turns(operand: model.Operand, facts: Facts, event: Event | None) -> Instant | None:
    value = read(operand, facts, event)
    return None if value is None else next_turn(value, facts)


def _comes_or_goes(condition: model.Within, facts: Facts, event: Event | None) -> Instant | None:
    """When the date comes near enough, and when it is over."""
    value = read(condition.operand, facts, event)
    if value is None:
        return None
    first, last = moments_of(value, facts.timezone)
    return _after_now((first - condition.duration, last + 1), facts)
