"""What is different at the head of a journey: who enters, who leaves, what counts, what an edit does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from journeydsl.graph.ways import share_words
from journeydsl.model import journeys as model
from journeydsl.model.journeys import Journey
from journeydsl.model.meaning import meaning, written
from journeydsl.model.values import duration_words
from journeydsl.versions.change import Change, Kind, exchanged


def head_changes(before: Journey, after: Journey) -> list[Change]:
    """The differences between the heads of two versions of a journey."""
    changes = [
        *_lines(Kind.AUDIENCE, _starts(before), _starts(after)),
        *_lines(Kind.STRUCTURE, _stops(before), _stops(after)),
        *_lines(Kind.STRUCTURE, _moved(before), _moved(after)),
    ]
    for (kind, meant, words), (_, meant_now, words_now) in zip(_single(before), _single(after), strict=True):
        if meaning(meant) != meaning(meant_now):
            changes += exchanged(kind, words, words_now)
    return changes


def _lines(kind: Kind, before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """The differences between lines of which there may be several, each by its meaning; one for one is an exchange."""
    gone = [words for meant, words in before.items() if meant not in after]
    new = [words for meant, words in after.items() if meant not in before]
    if len(gone) == len(new) == 1:
        return exchanged(kind, gone[0], new[0])
    changes = [change for words in gone for change in exchanged(kind, words, None)]
    return changes + [change for words in new for change in exchanged(kind, None, words)]


def _starts(journey: Journey) -> Mapping[str, str]:
    return {written(meaning(start)): start.words for start in journey.starts}


def _stops(journey: Journey) -> Mapping[str, str]:
    on = {written(meaning(stop)): stop.words for stop in journey.stops}
    return on | {written(meaning(stop)): stop.words for stop in journey.stops_when}


def _moved(journey: Journey) -> Mapping[str, str]:
    return {written(meaning(line)): f"moved {line.old} to {line.new or 'end'}" for line in journey.moved}


def _single(journey: Journey) -> list[tuple[Kind, Any, str | None]]:
    """The lines of which there is one at most: what each means, and its words."""
    shared = "shared " if journey.shared_holdout else ""
    return [
        (Kind.TIMING, journey.again, _again(journey.again)),
        (Kind.STRUCTURE, journey.key, journey.key and f"one per {journey.key}"),
        (Kind.AUDIENCE, journey.only_if, f"only if {journey.only_if_words}" if journey.only_if else None),
        (Kind.STRUCTURE, journey.goal, journey.goal.words if journey.goal else None),
        (
            Kind.AUDIENCE,
            [journey.holdout, journey.shared_holdout],
            f"{shared}holdout {share_words(journey.holdout)}" if journey.holdout else None,
        ),
        (Kind.TIMING, journey.priority, f"priority {journey.priority}"),
        (Kind.TIMING, journey.ends, f"ends {journey.ends}" if journey.ends else None),
        (Kind.STRUCTURE, journey.on_edit, f"on edit {journey.on_edit}"),
        (Kind.STRUCTURE, journey.paused, "paused" if journey.paused else None),
        (Kind.TIMING, journey.overdue, _overdue(journey.overdue)),
    ]


def _again(again: model.Again) -> str:
    match again:
        case model.Once():
            return "once"
        case model.After(duration):
            return f"again after {duration_words(duration)}"
        case model.Always():
            return "always"


def _overdue(overdue: model.Overdue) -> str:
    match overdue:
        case model.SkipOverdue():
            return "overdue skip"
        case model.SendOverdue():
            return "overdue send"
        case model.SpreadOverdue(duration):
            return f"overdue spread over {duration_words(duration)}"
