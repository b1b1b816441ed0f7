"""Segments: how many are in each at the end of the run, and what in the program asks for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from journeydsl.model.conditions import HasBeenIn, InSegment
from journeydsl.model.journeys import At, Every, OnEntering
from journeydsl.model.program import Program
from journeydsl.reports.figures import SegmentFigures
from journeydsl.reports.reading.folder import RunFolder


def read_segments(folder: RunFolder, program: Program) -> tuple[SegmentFigures, ...]:
    """The figures of each segment of the program, in its order."""
    at_the_end = folder.summary["segments_at_the_end"]
    users: dict[str, list[str]] = {}
    for kind, asking in _asking(program):
        for name in dict.fromkeys(_asked(asking)):
            users.setdefault(name, []).append(kind)
    return tuple(
        SegmentFigures(
            name=name, label=segment.label, contacts=at_the_end.get(name, 0), used_by=tuple(users.get(name, ()))
        )
        for name, segment in program.segments.items()
    )


def _asking(program: Program) -> Iterator[tuple[str, object]]:
    """What may ask for a segment, and how people speak of it."""
    yield from ((f"journey {name}", journey) for name, journey in program.journeys.items())
    yield from ((f"message {name}", message) for name, message in program.messages.items())
    yield from ((f"segment {name}", segment) for name, segment in program.segments.items())
    yield from ((f"suppression {each.name}", each) for each in program.suppressions)


def _asked(value: object) -> Iterator[str]:
    """The segments that anything inside a value of the model asks for."""
    match value:
        case InSegment(segment=name) | HasBeenIn(segment=name) | OnEntering(segment=name):
            yield name
        case Every(segment=name) | At(segment=name):
            yield name
        case tuple():
            for each in value:
                yield from _asked(each)
        case Mapping():
            yield from _asked(tuple(value.values()))
        case object() if dataclasses.is_dataclass(value):
            for field in dataclasses.fields(value):
                yield from _asked(getattr(value, field.name))
        case _:
            pass
