"""What is known of a contact where a condition came out one way: whatever was compared, or said to be known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum, auto
from functools import reduce

from journeydsl.checker.guards import compared
from journeydsl.checker.names import Names
from journeydsl.syntax import ast

Paths = frozenset[str]


class Came(Enum):
    """How a condition came out. What is not true is false or unknown."""

    TRUE = auto()
    FALSE = auto()
    NOT_TRUE = auto()
    NOT_FALSE = auto()


_TURNED = {
    Came.TRUE: Came.FALSE,
    Came.FALSE: Came.TRUE,
    Came.NOT_TRUE: Came.NOT_FALSE,
    Came.NOT_FALSE: Came.NOT_TRUE,
}
_ALL_PARTS = {Came.TRUE, Came.NOT_FALSE}
"""An `and` that came out so has parts that all did; an `or` is the other way round."""


def known_where(names: Names, condition: ast.Condition, came: Came = Came.TRUE) -> Paths:
    """The fields, as they are written, that have a value wherever `condition` came out so: a comparison with what is
    missing is neither true nor false (law L18). What a live segment asks for counts where the contact is in it."""
    return _known(names, condition, came, frozenset())


def _known(names: Names, condition: ast.Condition, came: Came, around: Paths) -> Paths:
    def of(part: ast.Condition) -> Paths:
        return _known(names, part, came, around)

    match condition:
        case ast.Not(part):
            return _known(names, part, _TURNED[came], around)
        case ast.AllOf(parts):
            return _together(of, parts, every=came in _ALL_PARTS)
        case ast.AnyOf(parts):
            return _together(of, parts, every=came not in _ALL_PARTS)
        case ast.IsKnown(subject, negated):
            holds = came in (Came.TRUE, Came.NOT_FALSE)
            return frozenset({subject.text}) if holds is not negated else frozenset()
        case ast.InSegment(segment) if came is Came.TRUE:
            return _of_segment(names, segment.text, around)
        case _:
            said = came in (Came.TRUE, Came.FALSE)
            return frozenset(path.text for path in compared(condition)) if said else frozenset()


def _together(of: Callable[[ast.Condition], Paths], parts: Iterable[ast.Condition], *, every: bool) -> Paths:
    found = [of(part) for part in parts]
    return reduce(Paths.union if every else Paths.intersection, found)


def _of_segment(names: Names, name: str, around: Paths) -> Paths:
    """What is known of everybody in a segment, where it is one that is asked now and remembers nothing."""
    segment = names.segments.get(name)
    if not isinstance(segment, ast.Segment) or segment.hold_for is not None or name in around:
        return frozenset()
    if segment.refresh is not None and segment.refresh.rhythm is not ast.Rhythm.LIVE:
        return frozenset()
    return _known(names, segment.when, Came.TRUE, around | {name})
