"""What the machine cannot do, in the author's words: such programs run on the engine."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.engine.rules import Rules
from journeydsl.machine.reading import reads


def unsupported(rules: Rules) -> tuple[str, ...]:
    """The constructs of a program that the machine cannot do, each once; empty where it can do the program."""
    return tuple(dict.fromkeys(_lists(rules)))


def _lists(rules: Rules) -> Iterator[str]:
    """Properties of which a list of one event stands among the texts of another, of those that are read."""
    wanted = reads(rules).properties
    events = rules.program.project.events.values()
    lists = {name for event in events for name, kind in event.properties.items() if kind.many}
    others = {name for event in events for name, kind in event.properties.items() if not kind.many}
    for name in sorted(lists & others & wanted):
        yield f"`{name}`, a list in one event and none in another"
