"""Relevance per send: which sends rested on what the contact did or said, and which were answered.

A send rests on the contact where its journey starts by something that the contact did, by a date of the contact, or by
a segment that asks what it did, prefers or told about itself; or where the message's content is built from the trigger,
from an offer, or from blocks that ask such things. A name in a greeting is not enough.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from journeydsl.model.conditions import (
    Aggregate,
    Attribute,
    Count,
    HasBeenIn,
    InSegment,
    Offered,
    Subscribed,
    TriggerProperty,
)
from journeydsl.model.journeys import Around, At, Every, EveryYear, OnEntering, OnEvent, Start, WhenCalled
from journeydsl.model.messages import Message
from journeydsl.model.program import Program
from journeydsl.model.project import Origin
from journeydsl.reports.effects import Relevance
from journeydsl.reports.reading.tables import Tables

_ANSWERED = """
select s.journey, s.message, count(*), count(*) filter (a.clicked or a.converted > 0)
from sends s left join answers a using (id) group by all order by all
"""
_OWN = frozenset({Origin.DECLARED, Origin.OBSERVED})


def read_relevance(tables: Tables, program: Program) -> tuple[Relevance, ...]:
    """The relevance of each message in each journey that sent it."""
    return tuple(
        Relevance(
            journey=journey, message=message, rests_on=_rests_on(program, journey, message), sent=sent, answered=n
        )
        for journey, message, sent, n in tables.rows(_ANSWERED)
    )


def _rests_on(program: Program, journey: str, message: str) -> str:
    """On what of the contact a send rests, in words; empty for nothing."""
    starts = program.journeys[journey].starts
    if all(_start_asks(program, start) for start in starts):
        return starts[0].words or "what starts it"
    return _content(program, program.messages[message])


def _start_asks(program: Program, start: Start) -> bool:
    match start:
        case OnEvent() | EveryYear() | Around():
            return True
        case OnEntering(segment=name) | Every(segment=name) | At(segment=name):
            return _asks(program, InSegment(name))
        case WhenCalled():
            return False


def _content(program: Program, message: Message) -> str:
    for each in _inside(message):
        if isinstance(each, TriggerProperty):
            return f"its content: trigger.{each.name}"
        if isinstance(each, Offered):
            return "its content: an offer"
    return "its blocks" if any(_asks(program, each) for each in message.conditions) else ""


def _inside(value: object) -> Iterator[object]:
    """A value of the model and everything inside it."""
    yield value
    if isinstance(value, tuple):
        parts: Iterable[object] = value
    elif dataclasses.is_dataclass(value):
        parts = [getattr(value, field.name) for field in dataclasses.fields(value)]
    else:
        parts = ()
    for part in parts:
        yield from _inside(part)


def _asks(program: Program, value: object) -> bool:
    """Whether a condition, or a segment that it asks for, asks what the contact did, prefers or told."""
    match value:
        case Count() | Aggregate() | Subscribed() | TriggerProperty():
            return True
        case Attribute(name=name):
            declared = program.project.attributes.get(name)
            return declared is not None and declared.origin in _OWN
        case InSegment(segment=name) | HasBeenIn(segment=name):
            return _asks(program, program.segments[name].condition)
        case tuple():
            return any(_asks(program, each) for each in value)
        case object() if dataclasses.is_dataclass(value):
            return any(_asks(program, getattr(value, field.name)) for field in dataclasses.fields(value))
        case _:
            return False
