"""Scenarios: a contact, what happens to it, and what must follow, with every name known and every value typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from journeydsl.checker import expectations, facts, lines, references, values
from journeydsl.checker.names import meant
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code, Label, Severity
from journeydsl.model import clock, happenings
from journeydsl.model.contacts import Contact, Event, scores_told
from journeydsl.model.project import Project
from journeydsl.model.scenarios import Becomes, Happens, Input, Scenario, begins_at, stand_ins
from journeydsl.model.values import Instant, Kind, Value, ValueType
from journeydsl.syntax import ast

Told: TypeAlias = ast.Happens | ast.Responded | ast.Consented | ast.Withdrew | ast.Called | ast.Becomes

_TIMEZONE, _UNSUBSCRIBED = "timezone", "unsubscribed"
_ACCOUNT, _SCORE = "account.", "score."
_OF_A_CONTACT = {_TIMEZONE: ValueType(Kind.TEXT), _UNSUBSCRIBED: ValueType(Kind.BOOLEAN)}


def check(scope: Scope, written: ast.Scenario) -> Scenario:
    """What a scenario means."""
    lines.report_repeated(scope, written.lines, lambda line: "`contact`" if isinstance(line, ast.Given) else None)
    told = [line for line in written.lines if isinstance(line, Told)]
    _report_order(scope, told)
    expects = [expectations.check(scope, line) for line in written.lines if isinstance(line, expectations.Line)]
    if not expects:
        scope.report(
            Code.NO_EXPECTATION,
            "this scenario expects nothing, so it can never fail",
            written.title.span,
            hint="add what must follow, such as `expect nothing sent`",
        )
    happened = [_input(scope, line, number) for number, line in enumerate(told, 1)]
    inputs = tuple(sorted((each for each in happened if each is not None), key=lambda each: each.at))
    expected = tuple(each for each in expects if each is not None)
    return Scenario(
        title=written.title.value,
        contact=_contact(scope, written, begins_at(inputs, expected)),
        inputs=inputs,
        expectations=expected,
        span=written.span,
    )


def report_same_titles(scope: Scope, scenarios: Sequence[ast.Scenario]) -> None:
    """Report each scenario whose title another has."""
    first: dict[str, ast.Text] = {}
    for title in (scenario.title for scenario in scenarios):
        known = first.setdefault(title.value, title)
        if known is not title:
            scope.report(
                Code.DUPLICATE_NAME,
                f"`{title.value}` is already the title of a scenario",
                title.span,
                labels=(Label(known.span, "the first is here"),),
                hint="give one of the two another title",
            )


def _report_order(scope: Scope, told: Sequence[Told]) -> None:
    for before, line in pairwise(told):
        if line.at.value < before.at.value:
            scope.report(
                Code.SCENARIO_ORDER,
                "this happens before the line above it",
                line.at.span,
                labels=(Label(before.at.span, "this is later"),),
                hint="put the lines in the order of time",
                severity=Severity.WARNING,
            )


def _input(scope: Scope, line: Told, number: int) -> Input | None:
    """Something that happens to the contact, the `number`th; None where it cannot, which is reported."""
    at = values.instant(scope, line.at.value, line.at.span)
    match line:
        case ast.Happens(event=name):
            event = references.heard_event(scope, name)
            known = facts.of_event(scope, event, line.facts)
            if event is None or at is None:
                return None
            return Happens(event=Event(id=f"{number:04}", name=event.name, at=at, properties=known), span=line.span)
        case ast.Responded() | ast.Consented() | ast.Withdrew() | ast.Called():
            told = _of_every_project(scope, line)
            if told is None or at is None:
                return None
            return Happens(event=Event(id=f"{number:04}", name=told[0], at=at, properties=told[1]), span=line.span)
        case ast.Becomes(attribute=path):
            said = ast.Fact(ast.Name(path.text, path.span), line.value, line.span)
            value = _attribute(scope, said, _beside_the_profile(scope.names.project))
            if value is None or at is None:
                return None
            return Becomes(at=at, attribute=path.text, value=value, span=line.span)


def _of_every_project(
    scope: Scope, line: ast.Responded | ast.Consented | ast.Withdrew | ast.Called
) -> tuple[str, dict[str, Value]] | None:
    """The name and the properties of the event that a line stands for; None where it is about nothing that there is,
    which is reported."""
    match line:
        case ast.Responded(response=response, message=name):
            known, event, told = references.message(scope, name), f"message_{response}", happenings.MESSAGE
        case ast.Consented(topic=name):
            known, event, told = references.topic(scope, name), happenings.CONSENT_GIVEN, happenings.TOPIC
        case ast.Withdrew(topic=topic):
            if topic is None:
                return happenings.CONSENT_WITHDRAWN, {}
            name, known = topic, references.topic(scope, topic)
            event, told = happenings.CONSENT_WITHDRAWN, happenings.TOPIC
        case ast.Called(journey=name):
            known, event, told = references.journey(scope, name), happenings.JOURNEY_CALLED, happenings.JOURNEY
    return (event, {told: name.text}) if known else None


def _contact(scope: Scope, written: ast.Scenario, start: Instant) -> Contact:
    """The contact when the scenario starts; a score is sure and of that instant where nothing else is said."""
    given = lines.first(written.lines, ast.Given)
    told = () if given is None else given.facts
    topics = () if given is None else given.topics
    facts.report_repeated(scope, told)
    beside = {**_OF_A_CONTACT, **_beside_the_profile(scope.names.project), **_about_scores(scope.names.project)}
    said = {fact.name.text: _attribute(scope, fact, beside) for fact in reversed(told)}
    known = {name: value for name, value in said.items() if value is not None}
    zone = known.get(_TIMEZONE)
    attributes = {name: value for name, value in known.items() if name not in beside}
    return Contact(
        id=written.title.value,
        attributes={**stand_ins(scope.names.project), **attributes},
        subscriptions={topic.text: True for topic in topics if references.topic(scope, topic)},
        unsubscribed=known.get(_UNSUBSCRIBED) is True,
        timezone=zone if isinstance(zone, str) else None,
        account=_below(_ACCOUNT, known),
        scores=scores_told(_below(_SCORE, known), confidence=1.0, made_at=start),
    )


def _below(word: str, known: Mapping[str, Value]) -> dict[str, Value]:
    """What is known of `word.NAME`, by name."""
    return {name.removeprefix(word): value for name, value in known.items() if name.startswith(word)}


def _beside_the_profile(project: Project) -> dict[str, ValueType]:
    """What is known of a contact that is no attribute of its own: of its account, and scores."""
    account = {f"{_ACCOUNT}{name}": fact.type for name, fact in project.account.items()}
    return account | {f"{_SCORE}{name}": ValueType(Kind.NUMBER) for name in project.scores}


def _about_scores(project: Project) -> dict[str, ValueType]:
    """How sure scores are, and when they were made."""
    sure = {f"{_SCORE}{name}.confidence": ValueType(Kind.NUMBER) for name in project.scores}
    return sure | {f"{_SCORE}{name}.at": ValueType(Kind.INSTANT) for name in project.scores}


def _attribute(scope: Scope, fact: ast.Fact, also: Mapping[str, ValueType]) -> Value | None:
    """The value of an attribute, or of what `also` there is; None where it cannot have it, which is reported."""
    name = fact.name.text
    types = {**{each.name: each.type for each in scope.names.project.attributes.values()}, **also}
    if name not in types:
        hint = meant(name, types, "the attributes are")
        scope.report(Code.UNKNOWN_ATTRIBUTE, f"there is no attribute `{name}`", fact.name.span, hint=hint)
        return None
    value = values.exact(scope, fact.value, name, types[name])
    if name == _TIMEZONE and name in also and isinstance(value, str) and not clock.is_zone(value):
        hint = 'zones are named like `"Europe/Berlin"`'
        scope.report(Code.BAD_LITERAL, f"`{value}` is no time zone", fact.value.span, hint=hint)
    return value
