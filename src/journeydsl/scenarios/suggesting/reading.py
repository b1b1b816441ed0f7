"""What a journey asks: its conditions, and what they read."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.engine import Rules
from journeydsl.model import conditions as model
from journeydsl.model import steps


def conditions_of(rules: Rules, journey: str) -> Iterator[model.Condition]:
    """Every condition that decides about a contact in a journey, but for those of its starts and of the gate."""
    declared = rules.journeys[journey]
    if declared.only_if is not None:
        yield declared.only_if
    yield from (stop.condition for stop in declared.stops_when)
    yield from (stop.where for stop in declared.stops if stop.where is not None)
    for step in (node.step for node in rules.charts[journey].nodes):
        if isinstance(step, steps.Choose):
            yield from (arm.condition for arm in step.arms)
        elif isinstance(step, steps.WaitFor) and step.where is not None:
            yield step.where
        elif isinstance(step, steps.WaitUntilCondition):
            yield step.condition


def operands(condition: model.Condition) -> Iterator[model.Operand]:
    """Everything that a condition compares or asks about, without what its segments do."""
    match condition:
        case model.Not(part):
            yield from operands(part)
        case model.AllOf(parts) | model.AnyOf(parts):
            for part in parts:
                yield from operands(part)
        case model.Compare(left, _, right):
            yield from (left, right)
        case model.OneOf(operand) | model.Known(operand) | model.TextMatch(operand):
            yield operand
        case model.IsToday(operand) | model.Within(operand) | model.Contains(operand):
            yield operand
        case model.Count(where=where):
            yield from operands(where) if where is not None else ()
        case model.Aggregate(where=where, right=right):
            yield from operands(where) if where is not None else ()
            yield right
        case model.InSegment() | model.HasBeenIn() | model.Subscribed():
            return
