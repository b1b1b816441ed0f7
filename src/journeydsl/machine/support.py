"""What the machine cannot do, in the author's words: such programs run on the engine."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.engine.rules import Rules
from journeydsl.machine.layout import DEEPEST
from journeydsl.machine.stepping import repeats_around
from journeydsl.model import conditions

MOST_REMEMBERED = 62
"""Segments whose past matters, since each has a bit."""


def unsupported(rules: Rules) -> tuple[str, ...]:
    """The constructs of a program that the machine cannot do, each once; empty where it can do the program."""
    return tuple(dict.fromkeys([*_segments(rules), *_steps(rules), *_messages(rules)]))


def _segments(rules: Rules) -> Iterator[str]:
    for segment in list(rules.remembered.values())[MOST_REMEMBERED:]:
        yield f"segment {segment.name}: one of more than {MOST_REMEMBERED} whose past matters"


def _messages(rules: Rules) -> Iterator[str]:
    """Messages that differ from contact to contact: which fields they need hangs on `conditions.wording`. How often a
    fallback was used is not counted either (`Tally.counts_wordings`)."""
    for message in rules.program.messages.values():
        varying = {"block": message.blocks, "footer by": message.footer, "call to action": message.calls}
        yield from (f"`{what}` in message {message.name}" for what, found in varying.items() if found)
        if any(isinstance(field, conditions.Offered) for field in message.fields):
            yield f"`offer` in message {message.name}"


def _steps(rules: Rules) -> Iterator[str]:
    for chart in rules.charts.values():
        for node in chart.nodes:
            if len(repeats_around(chart, node)) > DEEPEST:
                yield f"{node.step.words}, within {DEEPEST} others"
