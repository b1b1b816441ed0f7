"""Which segments a condition asks for."""

from __future__ import annotations

from collections.abc import Iterator

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
