"""Which segments and which events a condition asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from journeydsl.model import conditions as model


def asked(condition: model.Condition) -> Iterator[model.InSegment | model.HasBeenIn]:
    """The parts of a condition that ask for a segment, in the order written."""
    match condition:
        case model.InSegment() | model.HasBeenIn():
            yield condition
        case model.Not(part):
            yield from asked(part)
        case model.AllOf(parts) | model.AnyOf(parts):
            for part in parts:
                yield from asked(part)
        case model.Compare() | model.OneOf() | model.Known() | model.TextMatch() | model.Subscribed():
            return
        case model.Contains() | model.IsToday() | model.Within() | model.Count() | model.Aggregate():
            return


def events_asked(condition: model.Condition, segments: Mapping[str, model.Condition]) -> Iterator[str]:
    """The names of the events that a condition asks for, itself or by the segments that it asks for."""
    match condition:
        case model.Count(event) | model.Aggregate(_, event):
            yield event
        case model.InSegment(segment) | model.HasBeenIn(segment):
            yield from events_asked(segments[segment], segments)
        case model.Not(part):
            yield from events_asked(part, segments)
        case model.AllOf(parts) | model.AnyOf(parts):
            for part in parts:
                yield from events_asked(part, segments)
        case model.Compare() | model.OneOf() | model.Known() | model.TextMatch() | model.Subscribed():
            return
        case model.Contains() | model.IsToday() | model.Within():
            return
