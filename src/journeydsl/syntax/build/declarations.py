"""Declarations, and the lines of those that are not journeys."""

from __future__ import annotations

from collections.abc import Sequence

from journeydsl.diagnostics import Code
from journeydsl.source import Span
from journeydsl.syntax import ast
from journeydsl.syntax.build.parts import BlocksLine, Hole, Membership, WhenLine, at_most_one, mistake, only, over


def start(declaration: ast.Declaration) -> ast.Declaration:
    return declaration


def hole(sign: Hole, *_lines: object) -> Hole:
    return sign


def segment(
    keyword: ast.Name, name: ast.Name, label: ast.Text | None, *lines: WhenLine | ast.Refresh | ast.HoldFor
) -> ast.Segment:
    when = _when([line for line in lines if isinstance(line, WhenLine)], "this segment", over(keyword, name))
    refresh, hold = _steadiness(lines, "this segment")
    return ast.Segment(name, label, when, over(keyword, lines[-1]), refresh, hold)


def family(
    keyword: ast.Name, name: ast.Name, label: ast.Text | None, *lines: ast.Member | ast.Refresh | ast.HoldFor
) -> ast.Family:
    owner = "this family of segments"
    refresh, hold = _steadiness(lines, owner)
    members = tuple(line for line in lines if isinstance(line, ast.Member))
    if not members:
        hint = 'add them, as in `at_risk "At risk": when no order_placed in the last 90 days`'
        raise mistake(Code.MISSING_LINE, f"{owner} has no members", over(keyword, name), hint=hint)
    rest = [member for member in members if member.when is None]
    at_most_one(rest, "otherwise", owner)
    if rest and members[-1] is not rest[0]:
        message = "`otherwise` comes last in a family of segments"
        raise mistake(Code.LINE_ORDER, message, rest[0].span, hint="move it to the end")
    return ast.Family(name, label, members, over(keyword, lines[-1]), refresh, hold)


def member(name: ast.Name, label: ast.Text | None, *lines: Membership) -> ast.Member:
    at_most_one(lines, "when", "this segment")
    return ast.Member(name, label, lines[0].when, over(name, lines[0]))


def membership(keyword: ast.Name, condition: ast.Condition | None = None) -> Membership:
    return Membership(condition, over(keyword, condition))


def refresh(keyword: ast.Name, rhythm: ast.Name) -> ast.Refresh:
    return ast.Refresh(ast.Rhythm(rhythm.text), over(keyword, rhythm))


def hold_for(keyword: ast.Name, duration: ast.Duration) -> ast.HoldFor:
    return ast.HoldFor(duration, over(keyword, duration))


def suppression(
    keyword: ast.Name, name: ast.Name, label: ast.Text | None, *lines: WhenLine | BlocksLine
) -> ast.Suppression:
    head = over(keyword, name)
    when = _when([line for line in lines if isinstance(line, WhenLine)], "this suppression", head)
    blocks = only(
        [line for line in lines if isinstance(line, BlocksLine)],
        *("blocks", "this suppression", head, "say what it blocks, as in `blocks promotional`"),
    )
    return ast.Suppression(name, label, when, blocks.blocked, over(keyword, lines[-1]), blocks.for_whole_account)


def when_line(keyword: ast.Name, condition: ast.Condition) -> WhenLine:
    return WhenLine(condition, over(keyword, condition))


def blocks_line(keyword: ast.Name, blocked: ast.Name, account: ast.Name | None) -> BlocksLine:
    return BlocksLine(blocked, account is not None, over(keyword, blocked, account))


def limits(keyword: ast.Name, *lines: ast.LimitLine) -> ast.Limits:
    return ast.Limits(lines, over(keyword, *lines))


def cap(
    keyword: ast.Name,
    number: ast.Number,
    first: ast.Name,
    second: ast.Name | None,
    window: ast.Duration,
    otherwise: ast.Else,
) -> ast.Cap:
    message_class, noun = (first, second) if second else (None, first)
    return ast.Cap(number, message_class, noun, window, otherwise, over(keyword, otherwise))


def quiet(keyword: ast.Name, start: ast.TimeOfDay, end: ast.TimeOfDay, otherwise: ast.Else) -> ast.Quiet:
    return ast.Quiet(start, end, otherwise, over(keyword, otherwise))


def quiet_day(keyword: ast.Name, day: ast.Name, otherwise: ast.Else) -> ast.QuietDay:
    return ast.QuietDay(ast.Weekday(day.text), otherwise, over(keyword, otherwise))


def warm_up(keyword: ast.Name, channel: ast.Name, start: ast.Number, growth: ast.Percent, day: ast.Name) -> ast.WarmUp:
    return ast.WarmUp(channel, start, growth, over(keyword, day))


def else_drop(keyword: ast.Name, drop: ast.Name) -> ast.ElseDrop:
    return ast.ElseDrop(over(keyword, drop))


def else_wait(keyword: ast.Name, wait: ast.Name, up_to: ast.Duration | None) -> ast.ElseWait:
    return ast.ElseWait(up_to, over(keyword, wait, up_to))


def message(keyword: ast.Name, name: ast.Name, label: ast.Text | None, *lines: ast.MessageLine) -> ast.Message:
    return ast.Message(name, label, lines, over(keyword, *lines))


def journey(
    keyword: ast.Name, name: ast.Name, label: ast.Text | None, *parts: ast.JourneyLine | ast.Step
) -> ast.Journey:
    lines: list[ast.JourneyLine] = []
    steps: list[ast.Step] = []
    for part in parts:
        if not isinstance(part, ast.JourneyLine):
            steps.append(part)
        elif steps:
            raise _late(part.span, name)
        else:
            lines.append(part)
    return ast.Journey(name, label, tuple(lines), tuple(steps), over(keyword, *parts))


def scenario(keyword: ast.Name, title: ast.Text, *lines: ast.ScenarioLine) -> ast.Scenario:
    return ast.Scenario(title, lines, over(keyword, *lines))


def _steadiness(
    lines: Sequence[WhenLine | ast.Member | ast.Refresh | ast.HoldFor], owner: str
) -> tuple[ast.Refresh | None, ast.HoldFor | None]:
    refreshes = [line for line in lines if isinstance(line, ast.Refresh)]
    holds = [line for line in lines if isinstance(line, ast.HoldFor)]
    at_most_one(refreshes, "refresh", owner)
    at_most_one(holds, "hold for", owner)
    return next(iter(refreshes), None), next(iter(holds), None)


def _when(lines: Sequence[WhenLine], owner: str, head: Span) -> ast.Condition:
    return only(lines, "when", owner, head, "say who belongs to it, as in `when lifetime_value > 100`").condition


def _late(span: Span, name: ast.Name) -> Exception:
    message = "this line belongs to the head of the journey, before its first step"
    return mistake(Code.LINE_ORDER, message, span, hint=f"move it up, beneath `journey {name.text}`")
