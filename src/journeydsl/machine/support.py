"""What the machine cannot do, in the author's words: such programs run on the engine."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.engine.rules import Rules
from journeydsl.machine.layout import DEEPEST
from journeydsl.machine.reading import asked_conditions, operands, parts
from journeydsl.machine.stepping import repeats_around
from journeydsl.model import conditions, steps

MOST_REMEMBERED = 62
"""Segments whose past matters, since each has a bit."""


def unsupported(rules: Rules) -> tuple[str, ...]:
    """The constructs of a program that the machine cannot do, each once; empty where it can do the program."""
    return tuple(dict.fromkeys([*_segments(rules), *_steps(rules), *_messages(rules), *_lists(rules)]))


def _segments(rules: Rules) -> Iterator[str]:
    for segment in list(rules.remembered.values())[MOST_REMEMBERED:]:
        yield f"segment {segment.name}: one of more than {MOST_REMEMBERED} whose past matters"


def _messages(rules: Rules) -> Iterator[str]:
    """Messages that show what a list offers."""
    for message in rules.program.messages.values():
        if any(isinstance(field, conditions.Offered) for field in message.every_field):
            yield f"`offer` in message {message.name}"


def _lists(rules: Rules) -> Iterator[str]:
    """What holds lists, of what is read: in the data a list is the text of a JSON array (`data.lists`)."""
    project = rules.program.project
    properties = [kind for event in project.events.values() for kind in event.properties.items()]
    for operand in (
        each for condition in asked_conditions(rules) for part in parts(condition) for each in operands(part)
    ):
        match operand:
            case conditions.Attribute(name) if project.attributes[name].type.many:
                yield f"`{name}`, a list"
            case conditions.AccountFact(name) if project.account[name].type.many:
                yield f"`account.{name}`, a list"
            case conditions.TriggerProperty(name) | conditions.EventProperty(name):
                yield from (f"`{name}`, a list" for known, kind in properties if known == name and kind.many)
            case _:
                pass


def _sets_a_list(step: steps.Step) -> bool:
    return isinstance(step, steps.Set) and isinstance(step.value, tuple)


def _steps(rules: Rules) -> Iterator[str]:
    for chart in rules.charts.values():
        for node in chart.nodes:
            if isinstance(node.step, steps.Offer) or _sets_a_list(node.step):
                yield node.step.words
            if len(repeats_around(chart, node)) > DEEPEST:
                yield f"{node.step.words}, within {DEEPEST} others"
