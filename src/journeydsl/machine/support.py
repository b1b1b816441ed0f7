"""What the machine cannot do, in the author's words: such programs run on the engine."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.engine.rules import Rules
from journeydsl.machine.reading import changed_attributes, reads, used_offers

MOST_REMEMBERED = 62
"""Segments whose past matters, since each has a bit."""


def unsupported(rules: Rules) -> tuple[str, ...]:
    """The constructs of a program that the machine cannot do, each once; empty where it can do the program."""
    return tuple(dict.fromkeys([*_segments(rules), *_offers(rules), *_lists(rules)]))


def _segments(rules: Rules) -> Iterator[str]:
    for segment in list(rules.remembered.values())[MOST_REMEMBERED:]:
        yield f"segment {segment.name}: one of more than {MOST_REMEMBERED} whose past matters"


def _offers(rules: Rules) -> Iterator[str]:
    """Rankings that a step changes, since what is in which order for whom is found before the run."""
    for offers in used_offers(rules):
        if offers.ranked_by in changed_attributes(rules):
            yield f"offer {offers.name}, ranked by `{offers.ranked_by}`, which a step sets"


def _lists(rules: Rules) -> Iterator[str]:
    """Properties of which a list of one event stands among the texts of another, of those that are read."""
    wanted = reads(rules).properties
    events = rules.program.project.events.values()
    lists = {name for event in events for name, kind in event.properties.items() if kind.many}
    others = {name for event in events for name, kind in event.properties.items() if not kind.many}
    for name in sorted(lists & others & wanted):
        yield f"`{name}`, a list in one event and none in another"
