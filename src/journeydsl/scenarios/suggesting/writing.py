"""A draft that was played, as a scenario in the language: what happens, and what followed as what is expected."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from journeydsl.engine import Rules
from journeydsl.model import clock, happenings
from journeydsl.model.contacts import Change, Event, Input
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.happenings import BUILT_IN
from journeydsl.model.values import DAY, HOUR, MINUTE, SECOND, WEEK, Duration, Instant, Kind, Scalar, Value, ValueType
from journeydsl.scenarios.suggesting.drafts import NOWHERE, Draft, is_sayable
from journeydsl.scenarios.suggesting.history import properties_of
from journeydsl.scenarios.suggesting.passages import Played
from journeydsl.scenarios.suggesting.values import NUMBER
from journeydsl.syntax import ast

_UNITS = (
    (WEEK, ast.Unit.WEEK),
    (DAY, ast.Unit.DAY),
    (HOUR, ast.Unit.HOUR),
    (MINUTE, ast.Unit.MINUTE),
    (SECOND, ast.Unit.SECOND),
)


def written(rules: Rules, run: Played, journeys: Collection[str]) -> ast.Scenario:
    """The scenario of a draft; it expects of some journeys what happened in them."""
    given = _given(rules, run.draft)
    lines = (
        *((given,) if given.facts or given.topics else ()),
        *(_input(rules, each) for each in run.draft.inputs),
        *_expected(rules, run.decisions, journeys),
    )
    return ast.Scenario(_text(run.draft.title), lines, NOWHERE)


def _given(rules: Rules, draft: Draft) -> ast.Given:
    project, contact = rules.program.project, draft.contact
    facts = [
        _fact(rules, name, attribute.type, contact.attributes[name])
        for name, attribute in project.attributes.items()
        if name in contact.attributes
    ]
    for name, known in project.account.items():
        if name in contact.account:
            facts.append(_fact(rules, f"account.{name}", known.type, contact.account[name]))
    for name, score in contact.scores.items():
        facts.append(_fact(rules, f"score.{name}", NUMBER, score.value))
    if contact.unsubscribed:
        facts.append(ast.Fact(_name("unsubscribed"), ast.Boolean(True, NOWHERE), NOWHERE))
    return ast.Given(tuple(facts), tuple(_name(each) for each in contact.subscriptions), NOWHERE)


def _input(rules: Rules, happening: Input) -> ast.ScenarioLine:
    at = _instant(rules, happening.at)
    match happening:
        case Event(name=name, properties=properties) if name in BUILT_IN:
            return _of_every_project(at, name, {known: str(value) for known, value in properties.items()})
        case Event(name=name, properties=properties):
            return ast.Happens(at, _name(name), _facts(rules, properties_of(name, rules), properties), NOWHERE)
        case Change(attribute=attribute, value=value):
            known = told(rules, rules.program.project.attributes[attribute].type, value)
            return ast.Becomes(at, ast.Path((attribute,), NOWHERE), known, NOWHERE)


def _of_every_project(at: ast.Instant, event: str, about: Mapping[str, str]) -> ast.ScenarioLine:
    """The line for an event that every project has."""
    match event:
        case happenings.CONSENT_GIVEN:
            return ast.Consented(at, _name(about[happenings.TOPIC]), NOWHERE)
        case happenings.CONSENT_WITHDRAWN:
            topic = about.get(happenings.TOPIC)
            return ast.Withdrew(at, None if topic is None else _name(topic), NOWHERE)
        case happenings.JOURNEY_CALLED:
            return ast.Called(at, _name(about[happenings.JOURNEY]), NOWHERE)
        case _:
            response = ast.Response(event.removeprefix("message_"))
            return ast.Responded(at, response, _name(about[happenings.MESSAGE]), NOWHERE)


def _expected(rules: Rules, decisions: Sequence[Decision], journeys: Collection[str]) -> Iterator[ast.ScenarioLine]:
    """What followed in some journeys, in the order of time; each line once."""
    theirs = [each for each in decisions if each.journey in journeys]
    sent = {each.message for each in decisions if each.outcome is Outcome.SENT}
    lines: dict[ast.ScenarioLine, None] = {}
    for each in theirs:
        line = _line(rules, each, sent)
        if line is not None:
            lines[line] = None
    ended = {each.journey for each in theirs if each.outcome is Outcome.FINISHED}
    started = [ast.ExpectStarted(_name(name), None, NOWHERE) for name in sorted({*journeys} - ended)]
    if not sent:
        yield ast.ExpectNothingSent(NOWHERE)
    yield from (*started, *lines)


def _line(rules: Rules, decision: Decision, sent: set[str]) -> ast.ScenarioLine | None:
    """What is expected because of a decision; nothing because of most."""
    if decision.outcome is Outcome.SENT:
        says_when = is_sayable(decision.at, rules.program.project.timezone)
        return ast.ExpectSent(_name(decision.message), _instant(rules, decision.at) if says_when else None, NOWHERE)
    if decision.outcome is Outcome.NOT_SENT and decision.message not in sent:
        return ast.ExpectNotSent(_name(decision.message), _name(decision.reason), NOWHERE)
    if decision.outcome is Outcome.FINISHED:
        return ast.ExpectEnded(_name(decision.journey), _name(_ending(decision)), NOWHERE)
    if decision.outcome is Outcome.REACHED_GOAL:
        return ast.ExpectGoal(_name(decision.journey), NOWHERE)
    return None


def _ending(decision: Decision) -> str:
    """The author's word for an end where there is one, else the reason."""
    detail = decision.detail
    return detail if detail.isidentifier() and detail == detail.lower() else decision.reason


def _facts(rules: Rules, declared: Mapping[str, ValueType], known: Mapping[str, Value]) -> tuple[ast.Fact, ...]:
    return tuple(_fact(rules, name, kind, known[name]) for name, kind in declared.items() if name in known)


def _fact(rules: Rules, name: str, kind: ValueType, value: Value) -> ast.Fact:
    return ast.Fact(_name(name), told(rules, kind, value), NOWHERE)


def told(rules: Rules, kind: ValueType, value: Value) -> ast.Told:
    """What a fact says: a value of a type, or a list of such."""
    if isinstance(value, tuple):
        return ast.ListOf(tuple(literal(rules, kind, item) for item in value), NOWHERE)
    return literal(rules, kind, value)


def literal(rules: Rules, kind: ValueType, value: Scalar) -> ast.Literal:
    """A value of a type as it is written."""
    match value:
        case bool():
            return ast.Boolean(value, NOWHERE)
        case str():
            return _text(value)
        case int() if kind.kind is Kind.INSTANT:
            return _instant(rules, value)
        case int() if kind.kind is Kind.DURATION:
            return _duration(value)
        case int() | float():
            return ast.Number(int(value) if float(value).is_integer() else value, NOWHERE)
        case _:
            return ast.Date(value, NOWHERE)


def _duration(value: Duration) -> ast.Duration:
    size, unit = next((each for each in _UNITS if value % each[0] == 0), _UNITS[-1])
    return ast.Duration(value // size, unit, NOWHERE)


def _instant(rules: Rules, at: Instant) -> ast.Instant:
    return ast.Instant(clock.to_wall(at, rules.program.project.timezone), NOWHERE)


def _name(text: str) -> ast.Name:
    return ast.Name(text, NOWHERE)


def _text(text: str) -> ast.Text:
    return ast.Text(text, NOWHERE)
