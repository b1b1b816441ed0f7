"""From the text of an assumptions file to `Assumptions`, or to every mistake in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from journeydsl.diagnostics import Code, Diagnostic, did_you_mean
from journeydsl.forecast import schema
from journeydsl.forecast.assumptions import ArrivalRate, Arrivals, Assumptions, Conversion, Delay, Rate
from journeydsl.forecast.defaults import default_assumptions
from journeydsl.forecast.plausible import implausible
from journeydsl.model.happenings import known_events
from journeydsl.model.messages import MessageClass
from journeydsl.model.program import Program
from journeydsl.model.project import Event
from journeydsl.model.values import NUMERIC, TEXTUAL, Kind, Value, ValueType
from journeydsl.project import document, mistakes
from journeydsl.project.document import Document, Path
from journeydsl.source import Source

_STATED = NUMERIC | TEXTUAL | {Kind.BOOLEAN}


def load(source: Source, program: Program) -> tuple[Assumptions | None, tuple[Diagnostic, ...]]:
    """The assumptions that `source` states about a program, the defaults where it says nothing; None and every mistake
    where it has any."""
    read, diagnostics = document.read(source)
    if read is None:
        return None, diagnostics
    events = known_events(program.project.events)
    known = schema.Known(
        messages=program.messages, segments=program.segments, channels=program.project.channels, events=events
    )
    try:
        file = schema.AssumptionsFile.model_validate({} if read.data is None else read.data, context=known)
    except ValidationError as error:
        told = mistakes.explain(read, error.errors(include_url=False), schema.SECTIONS, "the file of assumptions")
        return None, tuple(sorted((*diagnostics, *told), key=lambda diagnostic: diagnostic.span.start))
    found = (*diagnostics, *_misstated(read, file, events))
    if found:
        return None, found
    assumed = _assumptions(file)
    found = tuple(_diagnostic(read, path, message) for path, message in implausible(assumed, program))
    return (None, found) if found else (assumed, ())


def _assumptions(file: schema.AssumptionsFile) -> Assumptions:
    usual = default_assumptions()
    return Assumptions(
        classes={
            MessageClass.PROMOTIONAL: {**usual.classes[MessageClass.PROMOTIONAL], **_rates(file.email.promotional)},
            MessageClass.TRANSACTIONAL: {
                **usual.classes[MessageClass.TRANSACTIONAL],
                **_rates(file.email.transactional),
            },
        },
        phones=usual.phones,
        others=usual.others,
        providers={
            provider: {**usual.providers.get(provider, {}), **_rates(file.providers.get(provider))}
            for provider in {**usual.providers, **file.providers}
        },
        mix=file.mix or usual.mix,
        delays={**usual.delays, **{timing: Delay(each.median, each.spread) for timing, each in file.delays.items()}},
        arrivals=Arrivals(
            history=file.arrivals.history,
            events={
                name: ArrivalRate(number=each.rate.number, period=each.rate.period, properties=each.properties)
                for name, each in file.arrivals.events.items()
            },
        ),
        channels={name: _rates(said) for name, said in file.channels.items()},
        segments={name: _rates(said) for name, said in file.segments.items()},
        messages={name: _rates(said) for name, said in file.messages.items()},
        conversions={
            name: Conversion(revenue=each.revenue, properties=each.properties)
            for name, each in file.conversions.items()
        },
        sees_machine_opens=file.machine_opens is schema.MachineOpens.SEEN,
    )


def _rates(said: schema.Outcomes | None) -> dict[Rate, float]:
    """The rates that are said."""
    return {} if said is None else {Rate(name): share for name, share in said if share is not None}


def _misstated(read: Document, file: schema.AssumptionsFile, events: Mapping[str, Event]) -> Iterator[Diagnostic]:
    """What is said of events that they cannot be like, and of the mix that cannot be one."""
    total = sum(file.mix.values())
    if file.mix and abs(total - 1) > 1e-9:
        yield _diagnostic(read, ("mix",), f"the shares of `mix` add up to {total * 100:g}%, not to 100%")
    for name, conversion in file.conversions.items():
        declared = events[name].properties
        yield from _properties(read, ("conversions", name, "properties"), declared, conversion.properties)
        worth = conversion.revenue
        if worth is not None and (worth not in declared or declared[worth].kind not in NUMERIC):
            amounts = [each for each, type_ in declared.items() if type_.kind in NUMERIC]
            message = f"`{name}` has no number `{worth}`"
            yield _diagnostic(
                read, ("conversions", name, "revenue"), message, _hint(worth, amounts), Code.UNKNOWN_PROPERTY
            )
    for name, arriving in file.arrivals.events.items():
        path = ("arrivals", "events", name, "properties")
        yield from _properties(read, path, events[name].properties, arriving.properties)


def _properties(
    read: Document, path: Path, declared: Mapping[str, ValueType], said: Mapping[str, Any]
) -> Iterator[Diagnostic]:
    for name, value in said.items():
        if name not in declared:
            message = f"`{path[-2]}` has no property `{name}`"
            yield _diagnostic(read, (*path, name), message, _hint(name, declared), Code.UNKNOWN_PROPERTY)
        elif not _fits(declared[name], value):
            message = f"`{name}` is of type `{declared[name].kind}`, which `{value}` is not"
            yield _diagnostic(read, (*path, name), message)


def _fits(declared: ValueType, value: Value) -> bool:
    if declared.many or declared.kind not in _STATED:
        return False
    if declared.kind is Kind.BOOLEAN or isinstance(value, bool):
        return declared.kind is Kind.BOOLEAN and isinstance(value, bool)
    if declared.kind in TEXTUAL:
        return isinstance(value, str) and (not declared.values or value in declared.values)
    return isinstance(value, int) or (isinstance(value, float) and declared.kind is Kind.NUMBER)


def _hint(written: str, names: Any) -> str | None:
    meant = did_you_mean(written, tuple(names))
    return f"did you mean `{meant}`?" if meant else None


def _diagnostic(
    read: Document, path: Path, message: str, hint: str | None = None, code: Code = Code.PROJECT_VALUE
) -> Diagnostic:
    place = read.place(path)
    is_short = "\n" not in read.source.slice(place.value)
    return Diagnostic(code=code, message=message, span=place.value if is_short else place.key, hint=hint)
