"""From the text of a project file to the project, or to every mistake in it."""

from __future__ import annotations

from dataclasses import replace

from pydantic import ValidationError

from journeydsl.diagnostics import Diagnostic
from journeydsl.model import project as model
from journeydsl.model.values import ValueType
from journeydsl.project import document, mistakes, schema
from journeydsl.project.names import declared
from journeydsl.source import Source


def load(source: Source) -> tuple[model.Project | None, tuple[Diagnostic, ...]]:
    """The project that `source` (the text of `journeydsl.yaml`) declares, or None and its mistakes."""
    read, diagnostics = document.read(source)
    if read is None:
        return None, diagnostics
    data = {} if read.data is None else read.data
    try:
        checked = schema.ProjectFile.model_validate(data, context=declared(data))
    except ValidationError as error:
        found = (*diagnostics, *mistakes.explain(read, error.errors(include_url=False)))
        return None, tuple(sorted(found, key=lambda diagnostic: diagnostic.span.start))
    return (None if diagnostics else _project(checked)), diagnostics


def _project(file: schema.ProjectFile) -> model.Project:
    return model.Project(
        name=file.project,
        timezone=file.timezone,
        salt=file.salt,
        attributes={name: _attribute(name, attribute) for name, attribute in file.attributes.items()},
        account={name: _fact(name, fact) for name, fact in file.account.items()},
        scores={name: model.Score(name=name, **dict(score)) for name, score in file.scores.items()},
        events={name: _event(name, event) for name, event in file.events.items()},
        topics=file.topics,
        channels={name: model.Channel(name=name, **dict(channel)) for name, channel in file.channels.items()},
        contact_columns=model.ContactColumns(**dict(file.data.contacts)),
        event_columns=model.EventColumns(**dict(file.data.events)),
        offers={name: model.OfferFiles(name=name, **dict(offer)) for name, offer in file.offers.items()},
        team=None if file.team is None else model.Team(**dict(file.team)),
    )


def _attribute(name: str, attribute: schema.Attribute) -> model.Attribute:
    return replace(_fact(name, attribute), unique=attribute.unique, identifies=attribute.identifies)


def _fact(name: str, fact: schema.Fact) -> model.Attribute:
    return model.Attribute(
        name=name,
        type=_type(fact),
        optional=fact.optional,
        origin=fact.source,
        change=fact.changes,
        expected=fact.expected,
    )


def _event(name: str, event: schema.Event) -> model.Event:
    properties = {name: _type(property_) for name, property_ in event.properties.items()}
    return model.Event(name=name, properties=properties, arrives_within=event.arrives_within)


def _type(property_: schema.Property) -> ValueType:
    return ValueType(property_.type, property_.values, property_.many)
