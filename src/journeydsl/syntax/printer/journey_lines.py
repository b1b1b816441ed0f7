"""The lines at the head of a journey."""

from __future__ import annotations

from typing import TypeAlias

from journeydsl.syntax import ast
from journeydsl.syntax.printer.conditions import condition, folded, narrow_where, where_part
from journeydsl.syntax.printer.layout import Lines, indented
from journeydsl.syntax.printer.literals import as_reason, literal

About: TypeAlias = ast.Owner | ast.Stage | ast.Priority | ast.Ends | ast.Hypothesis
Change: TypeAlias = ast.OnEdit | ast.Moved | ast.Paused | ast.Overdue
Start: TypeAlias = (
    ast.StartsOnEvent
    | ast.StartsOnEntering
    | ast.StartsEveryYear
    | ast.StartsAround
    | ast.StartsEvery
    | ast.StartsAt
    | ast.StartsWhenCalled
)


def journey_line(line: ast.JourneyLine) -> str:
    """The first line of a line at the head, without the colon that opens its block."""
    if isinstance(line, Start):
        return f"starts {_start(line)}"
    if isinstance(line, About):
        return _about(line)
    if isinstance(line, Change):
        return _change(line)
    match line:
        case ast.OnePer():
            return f"one per {line.property.text}"
        case ast.AgainAfter():
            return f"again after {literal(line.duration)}"
        case ast.Once() | ast.Always():
            return type(line).__name__.lower()
        case ast.OnlyIf():
            return f"only if {condition(line.condition)}"
        case ast.StopsOn():
            return f"stops on {line.event.text}{where_part(line.where)}{as_reason(line.reason)}"
        case ast.StopsWhen():
            return f"stops when {condition(line.condition)}{as_reason(line.reason)}"
        case ast.Goal():
            return f"goal {line.event.text}{narrow_where(line.where)} within {literal(line.within)}"
        case ast.Holdout():
            return f"{'shared ' if line.shared else ''}holdout {literal(line.share)}"


def journey_lines(line: ast.JourneyLine) -> Lines:
    """The same as it stands in a file: a long condition folded, a block with its lines."""
    if isinstance(line, ast.OnlyIf):
        return folded("only if ", line.condition, "")
    if isinstance(line, ast.StopsWhen):
        return folded("stops when ", line.condition, as_reason(line.reason))
    beneath = _hypothesis(line) if isinstance(line, ast.Hypothesis) else []
    return [f"{journey_line(line)}:", *indented(beneath)] if beneath else [journey_line(line)]


def _about(line: About) -> str:
    match line:
        case ast.Owner():
            return f"owner {literal(line.text)}"
        case ast.Stage():
            return f"stage {line.name.text}"
        case ast.Priority():
            return f"priority {literal(line.number)}"
        case ast.Ends():
            return f"ends {literal(line.date)}"
        case ast.Hypothesis():
            return "hypothesis"


def _change(line: Change) -> str:
    match line:
        case ast.OnEdit():
            return f"on edit {line.following}"
        case ast.Moved():
            return f"moved {line.old.text} to {line.new.text if line.new else 'end'}"
        case ast.Paused():
            return "paused"
        case ast.Overdue():
            return f"overdue {line.catching}{f' over {literal(line.over)}' if line.over else ''}"


def _start(line: Start) -> str:
    match line:
        case ast.StartsOnEvent():
            quiet = f", then quiet for {literal(line.quiet_for)}" if line.quiet_for else ""
            return f"on {line.event.text}{where_part(line.where)}{quiet}"
        case ast.StartsOnEntering():
            return f"on entering {line.segment.text}{' existing members too' if line.existing_members else ''}"
        case ast.StartsEveryYear():
            return f"every year on {line.attribute.text} at {literal(line.at)}"
        case ast.StartsAround():
            return f"{literal(line.distance)} {line.direction} {line.attribute.text} at {literal(line.at)}"
        case ast.StartsEvery():
            return f"every {line.day or 'day'} at {literal(line.at)} for {line.segment.text}"
        case ast.StartsAt():
            return f"on {literal(line.at)} for {line.segment.text}"
        case ast.StartsWhenCalled():
            return "when called"


def _hypothesis(line: ast.Hypothesis) -> Lines:
    expected = line.expect
    points = f"{literal(expected.points)} {'point' if expected.points.value == 1 else 'points'}"
    return [
        f"because {literal(line.because)}",
        f"change {literal(line.change)}",
        f"expect {expected.measure.text} to {expected.movement} by {points}",
    ]
