"""Limits: how many messages a contact may get, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from journeydsl.checker import open_hours, references, values
from journeydsl.checker.lines import report_repeated
from journeydsl.checker.names import correction, meant
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.model.rules import Cap, Drop, Hold, Limits, Over, Quiet, QuietDay, WarmUp
from journeydsl.syntax import ast, printer

_ANY_CHANNEL = frozenset({"message", "messages"})


def check(scope: Scope, blocks: Sequence[ast.Limits]) -> Limits:
    """What all `limits:` say together."""
    caps: list[Cap] = []
    quiet: list[Quiet | QuietDay] = []
    warm_ups: list[WarmUp] = []
    own = replace(scope, findings=[])
    lines = [line for block in blocks for line in block.lines]
    for line in lines:
        match line:
            case ast.Cap():
                caps.append(_cap(own, line))
            case ast.Quiet():
                quiet.append(_quiet(own, line))
            case ast.QuietDay():
                quiet.append(_quiet_day(own, line))
            case ast.WarmUp():
                warm_ups.append(_warm_up(own, line))
    report_repeated(own, lines, _said)
    open_hours.report_none(own, [line for line in lines if isinstance(line, ast.Quiet | ast.QuietDay)])
    scope.findings.extend(own.findings)
    return Limits(caps=tuple(caps), quiet=tuple(quiet), warm_ups=tuple(warm_ups))


def _said(line: ast.LimitLine) -> str | None:
    match line:
        case ast.QuietDay():
            return f"`quiet on {line.day}`"
        case ast.WarmUp():
            return f"`warm up {line.channel.text}`"
        case ast.Cap() | ast.Quiet():
            return None


def _warm_up(scope: Scope, line: ast.WarmUp) -> WarmUp:
    references.channel(scope, line.channel)
    if line.start.value <= 0:
        scope.report(
            Code.ZERO_LIMIT,
            f"a warm-up from {line.start.value} per day never sends anything",
            line.start.span,
            hint="start with what a new sender may send on its first day, such as `2000`",
        )
    if line.growth.millionths <= 0:
        scope.report(
            Code.ZERO_LIMIT,
            f"a warm-up by {printer.literal(line.growth)} per day stays at {line.start.value} for ever",
            line.growth.span,
            hint="write how much more it may be each day, such as `30%`",
        )
    return WarmUp(
        words=_words(line),
        channel=line.channel.text,
        start=int(line.start.value),
        growth=line.growth.millionths,
        span=line.span,
    )


def _cap(scope: Scope, line: ast.Cap) -> Cap:
    if line.number.value <= 0:
        scope.report(
            Code.ZERO_LIMIT,
            f"a limit of {line.number.value} would stop every message",
            line.number.span,
            hint="to stop messages, write a `suppression`; to limit them, write at least 1",
        )
    return Cap(
        words=_words(line),
        number=int(line.number.value),
        message_class=None if line.message_class is None else references.message_class(scope, line.message_class),
        channel=channel(scope, line.noun),
        window=values.positive(scope, line.window),
        over=_over(scope, line.otherwise),
        span=line.span,
    )


def _quiet(scope: Scope, line: ast.Quiet) -> Quiet:
    if line.start.minutes == line.end.minutes:
        scope.report(
            Code.EMPTY_QUIET_HOURS,
            "these quiet hours end when they start, so no hour is quiet",
            line.start.span.to(line.end.span),
            hint="write when they end, such as `quiet from 21:00 to 08:00`",
        )
    return Quiet(
        words=_words(line),
        start=line.start.minutes,
        end=line.end.minutes,
        over=_over(scope, line.otherwise),
        span=line.span,
    )


def _quiet_day(scope: Scope, line: ast.QuietDay) -> QuietDay:
    return QuietDay(
        words=_words(line),
        weekday=list(ast.Weekday).index(line.day),
        over=_over(scope, line.otherwise),
        span=line.span,
    )


def _over(scope: Scope, otherwise: ast.Else) -> Over:
    match otherwise:
        case ast.ElseDrop():
            return Drop()
        case ast.ElseWait(up_to):
            return Hold() if up_to is None else Hold(values.positive(scope, up_to))


def channel(scope: Scope, noun: ast.Name) -> str | None:
    """The channel that a noun names, in the singular or the plural; None for all of them."""
    channels = scope.names.project.channels
    if noun.text in _ANY_CHANNEL:
        return None
    for name in (noun.text, noun.text.removesuffix("s")):
        if name in channels:
            return name
    words = ["messages", *(f"{name}s" for name in channels)]
    hint = meant(noun.text, words, "a limit counts")
    fix = correction(noun.span, noun.text, words)
    scope.report(Code.UNKNOWN_CHANNEL, f"there is no channel for `{noun.text}`", noun.span, hint=hint, fix=fix)
    return None


def _words(line: ast.LimitLine) -> str:
    """The limit in its author's words, without what happens over it."""
    return printer.limit_line(line).partition(", else ")[0]
