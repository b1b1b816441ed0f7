"""A contact's state as JSON and back, to the last bit: what a pause, a store or another machine carries on from.

In: a `ContactState`. Out: JSON values; `restore` is the inverse of `snapshot`.
Promises: every value keeps its type (a date is `{"date": "2026-03-01"}`, a list an array); nothing that `engine.step`
reads is left out.
What an earlier version wrote can be read for ever: a field that it did not have yet is empty.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from journeydsl.conditions import Membership
from journeydsl.engine.rules import Watch
from journeydsl.engine.state import ContactState, Enrollment, Entries, GoalWatch, QuietStart, Sent
from journeydsl.model.contacts import Event, ScoreValue
from journeydsl.model.messages import MessageClass
from journeydsl.model.reasons import NotSent
from journeydsl.model.values import Value

FORMAT = 1
"""Goes up when what stands in a field means something else; a field may be added without."""


def snapshot(state: ContactState) -> dict[str, Any]:
    """The state as JSON values."""
    return {
        "format": FORMAT,
        "contact": state.contact,
        "timezone": state.timezone,
        "attributes": _values(state.attributes),
        "subscriptions": dict(state.subscriptions),
        "unsubscribed": state.unsubscribed,
        "history": [_event(event) for event in state.history],
        "enrollments": [_enrollment(enrollment) for enrollment in state.enrollments.values()],
        "entries": {journey: [entries.count, dict(entries.last_at)] for journey, entries in state.entries.items()},
        "goals": [[_enrollment(watch.entry), watch.until] for watch in state.goals],
        "ledger": [[sent.at, sent.message_class, sent.channel] for sent in state.ledger],
        "inside": sorted([watch.journey, watch.segment] for watch in state.inside),
        "look_at": state.look_at,
        "account": _values(state.account),
        "scores": {name: [score.value, score.confidence, score.made_at] for name, score in state.scores.items()},
        "lists": sorted(state.lists),
        "memberships": {
            name: [each.inside, each.since, each.changed, each.said, each.seen_at]
            for name, each in state.memberships.items()
        },
        "quiet_starts": [
            [each.journey, each.start, each.key, _event(each.event), each.due] for each in state.quiet_starts
        ],
        "starts_at": state.starts_at,
        "stepped_at": state.stepped_at,
        "unreachable": dict(state.unreachable),
    }


def restore(written: Mapping[str, Any]) -> ContactState:
    """The state that was written, by this version or an earlier one; raises KeyError, TypeError or ValueError for
    anything else."""
    if written.get("format", 0) > FORMAT:
        raise ValueError("this state was written by a later version")
    written = {**_EMPTY, **written}
    enrollments = [_to_enrollment(enrollment) for enrollment in written["enrollments"]]
    return ContactState(
        contact=written["contact"],
        timezone=written["timezone"],
        attributes=_to_values(written["attributes"]),
        subscriptions=written["subscriptions"],
        unsubscribed=written["unsubscribed"],
        history=tuple(_to_event(event) for event in written["history"]),
        enrollments={enrollment.run: enrollment for enrollment in enrollments},
        entries={journey: Entries(count, last_at) for journey, (count, last_at) in written["entries"].items()},
        goals=tuple(GoalWatch(_to_enrollment(entry), until) for entry, until in written["goals"]),
        ledger=tuple(Sent(at, MessageClass(kind), channel) for at, kind, channel in written["ledger"]),
        inside=frozenset(Watch(journey, segment) for journey, segment in written["inside"]),
        look_at=written["look_at"],
        account=_to_values(written["account"]),
        scores={name: ScoreValue(*score) for name, score in written["scores"].items()},
        lists=frozenset(written["lists"]),
        memberships={name: Membership(*each) for name, each in written["memberships"].items()},
        quiet_starts=tuple(
            QuietStart(journey, start, key, _to_event(event), due)
            for journey, start, key, event, due in written["quiet_starts"]
        ),
        starts_at=written["starts_at"],
        stepped_at=written["stepped_at"],
        unreachable={channel: NotSent(reason) for channel, reason in written["unreachable"].items()},
    )


def _event(event: Event) -> list[Any]:
    return [event.id, event.name, event.at, _values(event.properties), event.known_at]


def _to_event(written: Sequence[Any]) -> Event:
    id_, name, at, properties, known_at = written
    return Event(id=id_, name=name, at=at, properties=_to_values(properties), known_at=known_at)


def _enrollment(enrollment: Enrollment) -> dict[str, Any]:
    return {
        "journey": enrollment.journey,
        "number": enrollment.number,
        "entered_at": enrollment.entered_at,
        "trigger": _values(enrollment.trigger),
        "history_length": enrollment.history_length,
        "held_out": enrollment.held_out,
        "key": enrollment.key,
        "triggered_at": enrollment.triggered_at,
        "rounds": [[node, times] for node, times in enrollment.rounds.items()],
        "version": enrollment.version,
        "behind": sorted(enrollment.behind),
        "paused": enrollment.paused,
        "happened": enrollment.happened,
        "resumes_at": enrollment.resumes_at,
        "overdue": enrollment.overdue,
        "offer": _values(enrollment.offer),
        "node": enrollment.node,
        "arrived_at": enrollment.arrived_at,
        "wake_at": enrollment.wake_at,
    }


def _to_enrollment(written: Mapping[str, Any]) -> Enrollment:
    return Enrollment(
        **{
            **written,
            "trigger": _to_values(written["trigger"]),
            "rounds": dict(written.get("rounds", ())),
            "behind": frozenset(written.get("behind", ())),
            "offer": _to_values(written.get("offer", {})),
        }
    )


def _values(values: Mapping[str, Value]) -> dict[str, Any]:
    return {name: _value(value) for name, value in values.items()}


def _value(value: Value) -> Any:
    if isinstance(value, tuple):
        return [_value(each) for each in value]
    return {"date": value.isoformat()} if isinstance(value, datetime.date) else value


def _to_values(written: Mapping[str, Any]) -> dict[str, Value]:
    return {name: _to_value(value) for name, value in written.items()}


def _to_value(written: Any) -> Any:
    if isinstance(written, list):
        return tuple(_to_value(each) for each in written)
    return datetime.date.fromisoformat(written["date"]) if isinstance(written, dict) else written


_EMPTY = snapshot(ContactState(contact="", timezone="", attributes={}, subscriptions={}, unsubscribed=False))
del _EMPTY["contact"], _EMPTY["timezone"]
