"""Decisions that would have been others, had they read the segments that are refreshed at intervals live (law L20)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from journeydsl.conditions import Membership
from journeydsl.conditions.refreshing import refresh_until
from journeydsl.engine.memberships import as_if_live
from journeydsl.engine.rules import Rules
from journeydsl.engine.state import Enrollment
from journeydsl.engine.turn import Turn
from journeydsl.model.decisions import Outcome
from journeydsl.model.rules import Rhythm
from journeydsl.model.values import DAY, HOUR, MINUTE, SECOND, Duration, Instant, duration_words


def report_if_stale(
    turn: Turn,
    answer: Callable[[Turn], object],
    enrollment: Enrollment | None,
    *,
    journey: str = "",
    step: str = "",
) -> None:
    """Record that `answer`, which changes nothing, would have been another with a live reading, and of what."""
    heeding = journey if enrollment is None else enrollment.journey
    live = _live_readings(turn) if heeding in turn.rules.heeds_refreshed else {}
    if not live:
        return
    decided = answer(turn)
    if answer(_reading(turn, live)) != decided:
        alone = [name for name, membership in live.items() if answer(_reading(turn, {name: membership})) != decided]
        detail = ages(turn.rules, turn.at, alone or live)
        turn.decide(enrollment, Outcome.STALE, journey=journey, step=step, detail=detail)


def _live_readings(turn: Turn) -> Mapping[str, Membership]:
    """The memberships of refreshed segments that are others than a refresh now would make them."""
    live = as_if_live(turn.rules, turn.state, turn.at).memberships
    return {
        name: live[name]
        for name, segment in turn.rules.remembered.items()
        if segment.rhythm is not Rhythm.LIVE and live[name].inside is not turn.state.memberships[name].inside
    }


def _reading(turn: Turn, live: Mapping[str, Membership]) -> Turn:
    return replace(turn, state=turn.state._replace(memberships={**turn.state.memberships, **live}))


def ages(rules: Rules, at: Instant, segments: Iterable[str]) -> str:
    """Segments with how long ago, at an instant, each was refreshed."""
    zone = rules.program.project.timezone
    old = {name: at - refresh_until(rules.remembered[name].rhythm, at, zone) for name in segments}
    return "; ".join(f"{name}, {_roughly(age)} old" for name, age in old.items())


def _roughly(age: Duration) -> str:
    unit = next((unit for unit in (DAY, HOUR, MINUTE) if age >= unit), SECOND)
    return duration_words(age - age % unit)
