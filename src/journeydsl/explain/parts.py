"""What a condition asked, part by part, and what the answers were."""

from __future__ import annotations

from typing import NamedTuple

from journeydsl.conditions import Facts, evaluate, read
from journeydsl.conditions.words import condition_words, value_words
from journeydsl.model import conditions as model
from journeydsl.model.values import Truth


class Part(NamedTuple):
    """A part that is asked by itself, whether it holds, and the value that it read where it read one."""

    words: str
    truth: Truth
    read: str


def parts_of(condition: model.Condition, facts: Facts) -> tuple[Part, ...]:
    """The parts of a condition that `and`, `or` and `not` put together, in the order written."""
    match condition:
        case model.AllOf(parts) | model.AnyOf(parts):
            return tuple(found for part in parts for found in parts_of(part, facts))
        case model.Not() | model.Count() | model.Aggregate() | model.Subscribed():
            return (Part(condition_words(condition), evaluate(condition, facts), ""),)
        case model.InSegment() | model.HasBeenIn():
            return (Part(condition_words(condition), evaluate(condition, facts), ""),)
        case model.Compare(operand) | model.OneOf(operand) | model.Known(operand):
            return (Part(condition_words(condition), evaluate(condition, facts), _read(operand, facts)),)
        case model.TextMatch(operand) | model.IsToday(operand) | model.Within(operand):
            return (Part(condition_words(condition), evaluate(condition, facts), _read(operand, facts)),)


def _read(operand: model.Operand, facts: Facts) -> str:
    value = read(operand, facts)
    return "missing" if value is None else value_words(value)
