"""Cells that hold several values: a JSON array, a Parquet list, or values with `;` between them.

While a population is staged a list is one text, a JSON array; `unpacked` makes it the tuple that conditions read. An
empty array is a list without values, which is known; an empty cell is a missing one.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

from journeydsl.data.rows import Cell
from journeydsl.data.values import Converter, Unfit
from journeydsl.model.values import Kind, Scalar, ValueType

SIGN = ";"
NOT_A_LIST = 'not a list such as garden; kitchen or ["garden", "kitchen"]'
EMPTY_VALUE = "a list with an empty value"
NOT_ONE_VALUE = "a list with several values or nothing in one place"


def packed(cell: Cell, convert: Converter) -> str:
    """The text that stands for a list while it is staged; raises Unfit for a cell that is none, or with a value that
    `convert` does not take."""
    return json.dumps([_as_json(convert(part)) for part in _parts(cell)], ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str, declared: ValueType) -> tuple[Scalar, ...]:
    """The values of a list that was `packed`."""
    values: list[Any] = json.loads(text)
    match declared.kind:
        case Kind.DATE:
            return tuple(map(datetime.date.fromisoformat, values))
        case Kind.NUMBER:
            return tuple(map(float, values))
        case _:
            return tuple(values)


def _parts(cell: Cell) -> list[str]:
    """The text of each value."""
    if isinstance(cell, list):
        return [_part(item) for item in cell]
    if not isinstance(cell, str):
        raise Unfit(NOT_A_LIST)
    if cell.lstrip().startswith("["):
        return _parts(_array(cell))
    return [_part(item.strip()) for item in cell.split(SIGN)]


def _part(item: object) -> str:
    if isinstance(item, bool):
        return "true" if item else "false"
    if not isinstance(item, str):
        raise Unfit(NOT_ONE_VALUE)
    if not item:
        raise Unfit(EMPTY_VALUE)
    return item


def _array(text: str) -> list[object]:
    try:
        array = json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError) as cause:
        raise Unfit(NOT_A_LIST) from cause
    assert isinstance(array, list), "it begins like one"
    return array


def _as_json(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime.date) else value
