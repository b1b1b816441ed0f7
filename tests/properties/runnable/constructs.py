"""What the language consists of, and what a program is made of.

Both are found in the model, so that whatever is added to it is asked for at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, get_args, get_type_hints

from journeydsl.model.journeys import Journey
from journeydsl.model.messages import Message
from journeydsl.model.offers import Offers
from journeydsl.model.program import Program
from journeydsl.model.project import Throughput
from journeydsl.model.rules import Limits, Segment, Suppression

ROOTS = (Segment, Suppression, Limits, Message, Offers, Throughput, Journey)


@cache
def every_construct() -> frozenset[str]:
    """All that a program can be made of: `Split` for a split, `Split.by_account` for what it can do without, and
    `Rhythm.DAILY` for one of a few words."""
    return frozenset(name for kind in _kinds() for name in _names_of(kind))


def constructs_of(program: Program) -> frozenset[str]:
    """What a program is made of."""
    throughputs = (channel.throughput for channel in program.project.channels.values())
    parts = (program.segments, program.suppressions, program.limits, program.messages, program.offers)
    found: set[str] = set()
    for part in (*parts, program.journeys, *throughputs):
        found.update(_found_in(part))
    return frozenset(found)


def _kinds() -> set[type]:
    """The classes that a program consists of, each reached from one of the roots."""
    found: set[type] = set()
    waiting: list[Any] = list(ROOTS)
    while waiting:
        hint = waiting.pop()
        waiting += get_args(hint)
        if isinstance(hint, type) and hint not in found and (is_dataclass(hint) or issubclass(hint, Enum)):
            found.add(hint)
            hints = get_type_hints(hint)
            waiting += [hints[each.name] for each in _parts(hint)]
    return found


def _names_of(kind: type) -> Iterator[str]:
    if issubclass(kind, Enum):
        yield from map(_member, kind)
    else:
        yield kind.__name__
        yield from (f"{kind.__name__}.{each.name}" for each in _parts(kind) if each.default is not MISSING)


def _member(member: Enum) -> str:
    return f"{type(member).__name__}.{member.name}"


def _parts(kind: type) -> tuple[Field[Any], ...]:
    """What makes one thing of a kind differ from another."""
    return tuple(each for each in fields(kind) if each.compare) if is_dataclass(kind) else ()


def _found_in(part: object) -> Iterator[str]:
    if isinstance(part, Enum):
        yield _member(part)
    elif isinstance(part, Mapping):
        yield from (name for each in part.values() for name in _found_in(each))
    elif isinstance(part, tuple):
        yield from (name for each in part for name in _found_in(each))
    elif is_dataclass(part):
        kind = type(part).__name__
        yield kind
        for each in _parts(type(part)):
            value = getattr(part, each.name)
            if each.default is not MISSING and value != each.default:
                yield f"{kind}.{each.name}"
            yield from _found_in(value)
