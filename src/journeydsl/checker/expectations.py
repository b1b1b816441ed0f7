"""What a scenario expects."""

from __future__ import annotations

from typing import TypeAlias

from journeydsl.checker import limits, lines, references, said, values, walk
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.model import scenarios as model
from journeydsl.model.reasons import Exit, NotSent
from journeydsl.model.values import Instant
from journeydsl.syntax import ast, printer

_Sending: TypeAlias = ast.ExpectSent | ast.ExpectNotSent | ast.ExpectNothingSent | ast.NeverSent
_Course: TypeAlias = ast.ExpectNeverStarted | ast.ExpectStarted | ast.ExpectEnded | ast.ExpectGoal
Line: TypeAlias = _Sending | _Course | ast.AlwaysAtMost


def check(scope: Scope, line: Line) -> model.Expectation | None:
    """What an expectation means; None where it is about nothing that there is, which is reported."""
    if isinstance(line, ast.AlwaysAtMost):
        return _at_most(scope, line)
    return _sending(scope, line) if isinstance(line, _Sending) else _course(scope, line)


def _sending(scope: Scope, line: _Sending) -> model.Expectation | None:
    words, span = printer.scenario_line(line), line.span
    match line:
        case ast.ExpectNothingSent():
            return model.NothingSent(words=words, span=span)
        case ast.ExpectSent(message, at):
            instant, wording = _instant(scope, at), said.check(scope, message, line.wording)
            known = references.message(scope, message)
            expected = model.Sent(message=message.text, at=instant, wording=wording, words=words, span=span)
            return expected if known else None
        case ast.ExpectNotSent(message, reason):
            known = references.message(scope, message)
            if reason is not None and not references.reason(scope, reason, tuple(NotSent)):
                return None
            why = None if reason is None else NotSent(reason.text)
            return model.NotSent(message=message.text, reason=why, words=words, span=span) if known else None
        case ast.NeverSent(message):
            known = references.message(scope, message)
            return model.NotSent(message=message.text, reason=None, words=words, span=span) if known else None


def _course(scope: Scope, line: _Course) -> model.Expectation | None:
    words, span, name = printer.scenario_line(line), line.span, line.journey.text
    instant = _instant(scope, line.at) if isinstance(line, ast.ExpectStarted) else None
    if not references.journey(scope, line.journey):
        return None
    match line:
        case ast.ExpectNeverStarted():
            return model.NeverStarted(journey=name, words=words, span=span)
        case ast.ExpectStarted():
            return model.Started(journey=name, at=instant, words=words, span=span)
        case ast.ExpectEnded(reason=reason):
            if reason is not None and not references.reason(scope, reason, _endings(scope, name)):
                return None
            why = None if reason is None else reason.text
            return model.Ended(journey=name, reason=why, words=words, span=span)
        case ast.ExpectGoal():
            _report_no_goal(scope, line)
            return model.ReachedGoal(journey=name, words=words, span=span)


def _at_most(scope: Scope, line: ast.AlwaysAtMost) -> model.Expectation:
    return model.AtMost(
        number=int(line.number.value),
        message_class=None if line.message_class is None else references.message_class(scope, line.message_class),
        channel=limits.channel(scope, line.noun),
        window=values.positive(scope, line.window),
        words=printer.scenario_line(line),
        span=line.span,
    )


def _instant(scope: Scope, at: ast.Instant | None) -> Instant | None:
    return None if at is None else values.instant(scope, at.value, at.span)


def _endings(scope: Scope, name: str) -> frozenset[str]:
    """The words with which a journey may end: those of every journey, and its author's."""
    written = scope.names.journeys.get(name)
    own: set[str] = set()
    for line in () if written is None else written.lines:
        if isinstance(line, ast.StopsOn):
            own.add((line.reason or line.event).text)
        if isinstance(line, ast.StopsWhen) and line.reason is not None:
            own.add(line.reason.text)
    for step in () if written is None else walk.steps(written.steps):
        if isinstance(step, ast.Stop) and step.reason is not None:
            own.add(step.reason.text)
    return frozenset({*Exit, *own})


def _report_no_goal(scope: Scope, line: ast.ExpectGoal) -> None:
    written = scope.names.journeys.get(line.journey.text)
    if written is not None and lines.first(written.lines, ast.Goal) is None:
        hint = "add a line such as `goal order_placed within 7 days` to the journey"
        scope.report(Code.MISSING_LINE, f"`{line.journey.text}` has no goal", line.journey.span, hint=hint)
