"""What a condition asked, part by part, and what the answers were."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from journeydsl.conditions import Facts, evaluate, occurrences, read
from journeydsl.conditions.words import condition_words, value_words
from journeydsl.model import conditions as model
from journeydsl.model.contacts import Event
from journeydsl.model.values import Truth


class Part(NamedTuple):
    """A part that is asked by itself, whether it holds, and what it read where it read something; a segment's own parts
    follow it, `depth` levels in."""

    words: str
    truth: Truth
    read: str
    depth: int = 0


def parts_of(condition: model.Condition, facts: Facts, event: Event | None = None) -> tuple[Part, ...]:
    """The parts of a condition that `and`, `or` and `not` put together, in the order written; `event` is the one that a
    `where` looks at."""
    return tuple(_parts(condition, facts, event))


def _parts(condition: model.Condition, facts: Facts, event: Event | None) -> Iterator[Part]:
    words, truth = condition_words(condition), evaluate(condition, facts, event)
    match condition:
        case model.AllOf(parts) | model.AnyOf(parts):
            for part in parts:
                yield from _parts(part, facts, event)
        case model.Not(part):
            inside = list(_parts(part, facts, event))
            yield Part(words, truth, inside[0].read if inside else "")
            yield from (each._replace(depth=each.depth + 1) for each in inside if _is_put_together(part))
        case model.InSegment(segment) | model.HasBeenIn(segment):
            yield Part(words, truth, "")
            inside = list(_parts(facts.segments[segment], facts, event))
            yield from (each._replace(depth=each.depth + 1) for each in inside)
        case model.Count(name, where, window) | model.Aggregate(_, name, _, where, window):
            number = len(occurrences(name, where, window, facts))
            yield Part(words, truth, f"{number} such {'event' if number == 1 else 'events'}")
        case model.Subscribed():
            yield Part(words, truth, "")
        case model.Compare(operand) | model.OneOf(operand) | model.Known(operand):
            yield Part(words, truth, _read(operand, facts, event))
        case model.TextMatch(operand) | model.Contains(operand) | model.IsToday(operand) | model.Within(operand):
            yield Part(words, truth, _read(operand, facts, event))


def _is_put_together(condition: model.Condition) -> bool:
    return isinstance(condition, model.AllOf | model.AnyOf | model.InSegment | model.HasBeenIn)


def _read(operand: model.Operand, facts: Facts, event: Event | None) -> str:
    value = read(operand, facts, event)
    return "missing" if value is None else value_words(value)
