"""One project and what the checker says of programs in it."""

from __future__ import annotations

from collections.abc import Mapping

from journeydsl import checker, syntax
from journeydsl.checker import Checked
from journeydsl.model.conditions import Condition
from journeydsl.model.journeys import Journey
from journeydsl.model.project import Attribute, Channel, Event, Identity, Project, Score
from journeydsl.model.values import Kind, ValueType
from journeydsl.source import Source

TEXT, NUMBER, INTEGER = ValueType(Kind.TEXT), ValueType(Kind.NUMBER), ValueType(Kind.INTEGER)
BOOLEAN, DATE, INSTANT = ValueType(Kind.BOOLEAN), ValueType(Kind.DATE), ValueType(Kind.INSTANT)

PROJECT = Project(
    name="shop",
    timezone="Europe/Berlin",
    attributes={
        attribute.name: attribute
        for attribute in (
            Attribute(name="email", type=ValueType(Kind.EMAIL)),
            Attribute(name="phone", type=ValueType(Kind.PHONE), optional=True),
            Attribute(name="first_name", type=TEXT, optional=True),
            Attribute(name="country", type=ValueType(Kind.TEXT, ("AT", "DE"))),
            Attribute(name="birthday", type=DATE, optional=True),
            Attribute(name="signed_up_at", type=INSTANT),
            Attribute(name="spent", type=NUMBER),
            Attribute(name="orders", type=INTEGER),
            Attribute(name="patience", type=ValueType(Kind.DURATION)),
            Attribute(name="vip", type=BOOLEAN),
            Attribute(name="tickets", type=INTEGER, optional=True),
            Attribute(name="home_page", type=ValueType(Kind.URL)),
            Attribute(name="tags", type=ValueType(Kind.TEXT, ("garden", "kitchen"), many=True)),
            Attribute(name="account_id", type=TEXT, optional=True, identifies=Identity.ACCOUNT),
        )
    },
    account={
        attribute.name: attribute
        for attribute in (
            Attribute(name="plan", type=ValueType(Kind.TEXT, ("free", "paid"))),
            Attribute(name="cases", type=INTEGER, optional=True),
        )
    },
    scores={"churn": Score(name="churn", minimum_confidence=0.6)},
    events={
        event.name: event
        for event in (
            Event(name="cart_updated", properties={"cart_id": TEXT, "total": NUMBER, "url": TEXT}),
            Event(name="order_placed", properties={"order_id": TEXT, "total": INTEGER, "url": NUMBER, "country": TEXT}),
            Event(name="signed_up"),
        )
    },
    topics=("promotions", "newsletter"),
    channels={
        "email": Channel(name="email", address="email", sender="Acme <hello@acme.example>"),
        "sms": Channel(name="sms", address="phone"),
    },
)


def checked(*texts: str, templates: Mapping[str, str] | None = None) -> Checked:
    """What is found in files `1.journey`, `2.journey`, … that are written as they must be."""
    files = []
    for number, text in enumerate(texts, 1):
        file, mistakes = syntax.parse(Source(f"{number}.journey", text))
        assert not mistakes, mistakes
        files.append(file)
    return checker.check(PROJECT, files, templates or {})


def mistakes(*texts: str, templates: Mapping[str, str] | None = None) -> list[str]:
    """What is found, each mistake as `CODE: MESSAGE`."""
    return [f"{found.code}: {found.message}" for found in checked(*texts, templates=templates).diagnostics]


def pointed_at(text: str, templates: Mapping[str, str] | None = None) -> list[tuple[str, str]]:
    """What is found, each mistake by its code and the text that it points at."""
    found = checked(text, templates=templates).diagnostics
    return [(each.code.value, text[each.span.start : each.span.end]) for each in found]


def meaning(condition: str) -> Condition:
    """What a condition on contacts means."""
    result = checked(f"segment s:\n  when {condition}\n")
    assert not result.diagnostics, result.diagnostics
    return result.program.segments["s"].condition


def journey(text: str, declarations: str = "") -> Journey:
    """The journey of a text, in which nothing is wrong."""
    result = checked(text + declarations)
    assert not result.diagnostics, result.diagnostics
    return next(iter(result.program.journeys.values()))
