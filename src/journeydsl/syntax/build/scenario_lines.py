"""The lines of a scenario, and the facts that they tell."""

from __future__ import annotations

from journeydsl.syntax import ast
from journeydsl.syntax.build.parts import over


def fact(name: ast.Name | ast.Path, value: ast.Literal) -> ast.Fact:
    return ast.Fact(ast.Name(name.text, name.span), value, over(name, value))


def given(keyword: ast.Name, *parts: ast.Fact | ast.SubscribedTo) -> ast.Given:
    facts = tuple(part for part in parts if isinstance(part, ast.Fact))
    topics = tuple(part.topic for part in parts if isinstance(part, ast.SubscribedTo))
    return ast.Given(facts, topics, over(keyword, *parts))


def happens(at: ast.Instant, event: ast.Name, *facts: ast.Fact) -> ast.Happens:
    return ast.Happens(at, event, facts, over(at, event, *facts))


def responded(at: ast.Instant, response: ast.Name, message: ast.Name) -> ast.Responded:
    return ast.Responded(at, ast.Response(response.text), message, over(at, message))


def complained(at: ast.Instant, keyword: ast.Name, message: ast.Name) -> ast.Responded:
    return responded(at, keyword, message)


def consented(at: ast.Instant, keyword: ast.Name, topic: ast.Name) -> ast.Consented:
    return ast.Consented(at, topic, over(at, keyword, topic))


def withdrew(at: ast.Instant, keyword: ast.Name, topic: ast.Name) -> ast.Withdrew:
    return ast.Withdrew(at, None if topic.text == "everything" else topic, over(at, keyword, topic))


def called(at: ast.Instant, keyword: ast.Name, journey: ast.Name, called: ast.Name) -> ast.Called:
    return ast.Called(at, journey, over(at, keyword, called))


def becomes(at: ast.Instant, keyword: ast.Name, attribute: ast.Path, value: ast.Literal) -> ast.Becomes:
    return ast.Becomes(at, attribute, value, over(at, keyword, value))


def expect_sent(
    keyword: ast.Name, message: ast.Name, sent: ast.Name, at: ast.Instant | None, *wording: ast.Fact
) -> ast.ExpectSent:
    return ast.ExpectSent(message, at, over(keyword, sent, at, *wording), wording)


def expect_not_sent(
    keyword: ast.Name, message: ast.Name, negation: ast.Name, sent: ast.Name, reason: ast.Name | None
) -> ast.ExpectNotSent:
    return ast.ExpectNotSent(message, reason, over(keyword, negation, sent, reason))


def expect_nothing_sent(keyword: ast.Name, sent: ast.Name) -> ast.ExpectNothingSent:
    return ast.ExpectNothingSent(over(keyword, sent))


def expect_never_started(keyword: ast.Name, journey: ast.Name, started: ast.Name) -> ast.ExpectNeverStarted:
    return ast.ExpectNeverStarted(journey, over(keyword, started))


def expect_started(
    keyword: ast.Name, journey: ast.Name, started: ast.Name, at: ast.Instant | None
) -> ast.ExpectStarted:
    return ast.ExpectStarted(journey, at, over(keyword, started, at))


def expect_ended(keyword: ast.Name, journey: ast.Name, ended: ast.Name, reason: ast.Name | None) -> ast.ExpectEnded:
    return ast.ExpectEnded(journey, reason, over(keyword, ended, reason))


def expect_goal(keyword: ast.Name, journey: ast.Name, goal: ast.Name) -> ast.ExpectGoal:
    return ast.ExpectGoal(journey, over(keyword, goal))


def always_at_most(
    keyword: ast.Name, number: ast.Number, first: ast.Name, second: ast.Name | None, window: ast.Duration
) -> ast.AlwaysAtMost:
    message_class, noun = (first, second) if second else (None, first)
    return ast.AlwaysAtMost(number, message_class, noun, window, over(keyword, window))


def never_sent(keyword: ast.Name, message: ast.Name) -> ast.NeverSent:
    return ast.NeverSent(message, over(keyword, message))
