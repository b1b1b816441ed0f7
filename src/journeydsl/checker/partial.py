"""What can be said of declarations that could be read in part: which of their names, types and values are wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from journeydsl.checker import journeys, limits, messages, rules, scenarios
from journeydsl.checker.content import Texts
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.model.messages import Message
from journeydsl.syntax import ast

_SURE = frozenset(
    {
        Code.UNKNOWN_ATTRIBUTE,
        Code.UNKNOWN_EVENT,
        Code.UNKNOWN_PROPERTY,
        Code.UNKNOWN_SEGMENT,
        Code.UNKNOWN_MESSAGE,
        Code.UNKNOWN_JOURNEY,
        Code.UNKNOWN_TOPIC,
        Code.UNKNOWN_CHANNEL,
        Code.UNKNOWN_CLASS,
        Code.UNKNOWN_SCORE,
        Code.TYPE_MISMATCH,
        Code.NOT_IN_VALUE_SET,
        Code.CONDITION_OUT_OF_PLACE,
        Code.ZERO_LIMIT,
        Code.EMPTY_DURATION,
        Code.BAD_LITERAL,
    }
)
"""Mistakes in what is written, which no line that was not read can mend."""


def report(scope: Scope, declarations: Iterable[ast.Declaration], sendable: Mapping[str, Message]) -> None:
    """Report what is surely wrong with declarations of which some lines could not be read."""
    for declaration in declarations:
        own = replace(scope, findings=[])
        _check(own, declaration, sendable)
        scope.findings.extend(found for found in own.findings if found.code in _SURE)


def _check(scope: Scope, declaration: ast.Declaration, sendable: Mapping[str, Message]) -> None:
    match declaration:
        case ast.Segment():
            rules.segment(scope, declaration)
        case ast.Family():
            rules.family(scope, declaration)
        case ast.Suppression():
            rules.suppression(scope, declaration)
        case ast.Limits():
            limits.check(scope, [declaration])
        case ast.Message():
            messages.check(scope, declaration, _UNREAD)
        case ast.Journey():
            journeys.check(scope, declaration, sendable)
        case ast.Scenario():
            scenarios.check(scope, declaration)


# A text may show a block whose lines could not be read, so nothing is said of the fields in texts.
_UNREAD = Texts({}, lambda _: (), {})
