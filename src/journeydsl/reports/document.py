"""The summary of a run as JSON values."""

from __future__ import annotations

from collections import Counter
from typing import Any

from journeydsl.model.decisions import Outcome
from journeydsl.model.values import Instant, moment
from journeydsl.simulator import Tally
from journeydsl.simulator.tally import JourneyTally, MessageTally

FORMAT_VERSION = "1.2"
"""A change that can break a reader raises the first number; an addition raises the second."""


def summary_document(tally: Tally) -> dict[str, Any]:
    """The tally as JSON values; instants are ISO 8601 in UTC, days are the project's."""
    return {
        "format_version": FORMAT_VERSION,
        "project": tally.rules.program.project.name,
        "from": _iso(tally.start),
        "to": _iso(tally.end),
        "contacts": tally.contacts,
        "late_events": tally.late_events,
        "conserved": tally.is_conserved,
        "balances": [
            {"journey": line.journey, "law": line.law, "left": line.left, "right": line.right}
            for line in tally.balances()
        ],
        "journeys": {name: _journey(tally, name, journey) for name, journey in tally.journeys.items()},
        "messages": {name: _message(message) for name, message in tally.messages.items()},
        "wordings": _wordings(tally),
        "sends_by_day": [
            {"day": day.isoformat(), "channel": channel, "sent": sent}
            for (day, channel), sent in sorted(tally.sends_by_day.items())
        ],
        "segments_at_the_end": {name: tally.segments[name] for name in tally.rules.segments},
    }


def _journey(tally: Tally, name: str, journey: JourneyTally) -> dict[str, Any]:
    return {
        "triggered": journey.triggered,
        "entered": journey.entered,
        "contacts": journey.contacts,
        "refused": dict(sorted(journey.refused.items())),
        "finished": _by_reason(journey.finished),
        "active": journey.active,
        "goals": journey.goals,
        "stale": journey.notes[Outcome.STALE],
        "moved": journey.notes[Outcome.MOVED],
        "steps": [
            {
                "step": node.step.id,
                "words": node.step.words,
                "arrived": journey.steps[node.step.id].arrived,
                "still_there": journey.steps[node.step.id].still_there,
                "outcomes": dict(sorted(journey.steps[node.step.id].outcomes.items())),
            }
            for node in tally.nodes(name)
        ],
    }


def _message(message: MessageTally) -> dict[str, Any]:
    return {
        "sent": message.sent,
        "held_out": message.held_out,
        "not_sent": _by_reason(message.not_sent),
        "still_held": message.held,
    }


def _wordings(tally: Tally) -> dict[str, Any] | None:
    """How often each message was sent with what in it, by message; None where that was not counted."""
    if not tally.counts_wordings:
        return None
    return {
        name: {
            "fallbacks": dict(message.wordings.fallbacks),
            "parts": {part: dict(counts) for part, counts in message.wordings.parts.items()},
            "offered": dict(sorted(message.wordings.offered.items())),
        }
        for name, message in tally.messages.items()
    }


def _by_reason(counts: Counter[tuple[str, str]]) -> list[dict[str, Any]]:
    return [{"reason": reason, "detail": detail, "count": count} for (reason, detail), count in sorted(counts.items())]


def _iso(at: Instant) -> str:
    return moment(at).isoformat().replace("+00:00", "Z")
