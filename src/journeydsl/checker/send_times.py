"""Times at which a contact is made to wait for a message that can never be sent then."""

from __future__ import annotations

import datetime
from typing import NamedTuple, TypeAlias

from journeydsl.checker import values, walk
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code, Label
from journeydsl.model.values import MINUTE
from journeydsl.source import Span
from journeydsl.syntax import ast

_Quiet: TypeAlias = ast.Quiet | ast.QuietDay
_DAY = 24 * 60


class _Time(NamedTuple):
    """A local time that a step waits for: minutes since midnight, on a weekday where one is certain."""

    minutes: int
    day: ast.Weekday | None
    span: Span


def report_never_open(scope: Scope, block: ast.Block) -> None:
    """Report each wait until a time at which the quiet hours drop what is sent next."""
    quiet = [
        line for limits in scope.names.limits for line in limits.lines if isinstance(line, ast.Quiet | ast.QuietDay)
    ]
    if quiet:
        _first_sent(scope, block, quiet)


def _first_sent(scope: Scope, block: ast.Block, quiet: list[_Quiet]) -> ast.Send | None:
    """The first message that is sent in a block without any time passing before; what waits for one is checked."""
    following: ast.Send | None = None
    for step in reversed(block):
        inside = [_first_sent(scope, inner, quiet) for inner in walk.blocks(step)]
        time = _time(step)
        drops = None if time is None else next((line for line in quiet if _drops(line, time)), None)
        if time is not None and drops is not None and following is not None:
            _report(scope, time, following, drops)
        following = _sent_from(step, inside, following)
    return following


def _sent_from(step: ast.Step, inside: list[ast.Send | None], following: ast.Send | None) -> ast.Send | None:
    """The first message from a step on, where `inside` are those of its blocks and `following` is the next after it."""
    match step:
        case ast.Send():
            return step
        case ast.Choose() | ast.Split() | ast.Repeat():
            return next((sent for sent in inside if sent is not None), following)
        case ast.Wait() | ast.WaitFor() | ast.WaitUntilDate() | ast.WaitUntilAttribute() | ast.WaitUntilCondition():
            return None
        case ast.Stop() | ast.GoTo() | ast.Continue():
            return None
        case ast.Set() | ast.Emit() | ast.Call() | ast.StartJourney() | ast.AddTo() | ast.RemoveFrom():
            return following
        case ast.UnsubscribeFrom() | ast.Offer() | ast.Label():
            return following


def _report(scope: Scope, time: _Time, sent: ast.Send, drops: _Quiet) -> None:
    scope.report(
        Code.NEVER_OPEN,
        f"`{sent.message.text}` is never sent at this time",
        time.span,
        labels=(Label(drops.span, "it is quiet then"),),
        hint="wait until another time, or let the limit say `else wait`",
    )


def _time(step: ast.Step) -> _Time | None:
    """The local time at which a step goes on; None where it can be any."""
    match step:
        case ast.Wait(until=ast.TimeOfDay(minutes, span), until_day=day):
            return _Time(minutes, day, span)
        case ast.WaitUntilDate(ast.Date(date, span)):
            return _Time(0, _weekday(date), span)
        case ast.WaitUntilDate(ast.Instant(wall, span)):
            return _Time(wall.hour * 60 + wall.minute, _weekday(wall.date()), span)
        case _:
            return None


def _weekday(date: datetime.date) -> ast.Weekday:
    return list(ast.Weekday)[date.weekday()]


def _drops(line: _Quiet, time: _Time) -> bool:
    """Whether a message that is due at a time is dropped, at once or because it would be held back too long."""
    left = _minutes_left(line, time)
    if left is None:
        return False
    match line.otherwise:
        case ast.ElseDrop():
            return True
        case ast.ElseWait(up_to):
            return up_to is not None and values.duration(up_to) < left * MINUTE


def _minutes_left(line: _Quiet, time: _Time) -> int | None:
    """How long it is still quiet at a time; None where it is not quiet then."""
    match line:
        case ast.QuietDay(day):
            return _DAY - time.minutes if day is time.day else None
        case ast.Quiet(start, end):
            since = (time.minutes - start.minutes) % _DAY
            length = (end.minutes - start.minutes) % _DAY
            return length - since if since < length else None
