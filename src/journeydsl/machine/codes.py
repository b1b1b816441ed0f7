"""What stands for operators, functions and windows in the table."""

from __future__ import annotations

from journeydsl.machine import layout
from journeydsl.model import conditions
from journeydsl.model.conditions import Function, Operator, Window

OPERATORS = {
    Operator.EQUAL: layout.EQUAL,
    Operator.UNEQUAL: layout.UNEQUAL,
    Operator.LESS: layout.LESS,
    Operator.AT_MOST: layout.AT_MOST,
    Operator.GREATER: layout.GREATER,
    Operator.AT_LEAST: layout.AT_LEAST,
}
FUNCTIONS = {
    Function.SUM: layout.SUM,
    Function.AVERAGE: layout.AVERAGE,
    Function.LOWEST: layout.LOWEST,
    Function.HIGHEST: layout.HIGHEST,
    Function.LATEST: layout.LATEST,
    Function.NUMBER_OF_DISTINCT: layout.DISTINCT,
}


def numbers_of(window: Window) -> tuple[int, int]:
    """The sort of a window, and its own number."""
    match window:
        case conditions.Last(duration):
            return layout.LAST, duration
        case conditions.Since(instant):
            return layout.SINCE, instant
        case conditions.SinceEntry():
            return layout.SINCE_ENTRY, 0
        case conditions.Ever():
            return layout.EVER, 0
