"""Syntax tree to its one canonical text.

In: a node of `syntax.ast`. Out: text that reads back as the same tree: two spaces a level, one blank line between
declarations and between the head of a journey and its steps, names and literals in their plainest form, long
conditions with a part a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypeAlias

from journeydsl.syntax import ast

Lines: TypeAlias = list[str]
LONG = 88


def file(tree: ast.File) -> str:
    """The text of a whole file, with a newline at its end; empty for no declarations."""
    return "\n".join("\n".join(declaration(each)) + "\n" for each in tree.declarations)


def declaration(tree: ast.Declaration) -> Lines:
    """The lines of a declaration, its head first."""
    match tree:
        case ast.Segment():
            return [_head("segment", tree.name, tree.label), *_indented(_folded("when ", tree.when, ""))]
        case ast.Suppression():
            head = _head("suppression", tree.name, tree.label)
            return [head, *_indented([*_folded("when ", tree.when, ""), f"blocks {tree.blocks.text}"])]
        case ast.Limits():
            return ["limits:", *(f"  {limit_line(line)}" for line in tree.lines)]
        case ast.Message():
            return [_head("message", tree.name, tree.label), *(f"  {message_line(line)}" for line in tree.lines)]
        case ast.Journey():
            lines = _indented(part for line in tree.lines for part in _journey_lines(line))
            gap = [""] if lines and tree.steps else []
            return [_head("journey", tree.name, tree.label), *lines, *gap, *_indented(_block(tree.steps))]


def limit_line(line: ast.LimitLine) -> str:
    match line:
        case ast.Cap():
            counted = " ".join(name.text for name in (line.message_class, line.noun) if name)
            number, window = literal(line.number), literal(line.window)
            return f"at most {number} {counted} in {window}, {_else(line.otherwise)}"
        case ast.Quiet():
            return f"quiet from {literal(line.start)} to {literal(line.end)}, {_else(line.otherwise)}"


def message_line(line: ast.MessageLine) -> str:
    match line:
        case ast.ChannelLine():
            return f"channel {line.channel.text}"
        case ast.ClassLine():
            return f"class {line.name.text}"
        case ast.TopicLine():
            return f"topic {line.topic.text}"
        case ast.SubjectLine():
            return f"subject {literal(line.text)}"
        case ast.TemplateLine():
            return f"template {literal(line.path)}"
        case ast.Fallback():
            otherwise = "skip" if isinstance(line.otherwise, ast.Skip) else literal(line.otherwise)
            return f"{line.subject.text} or {otherwise}"


def journey_line(line: ast.JourneyLine) -> str:
    match line:
        case ast.StartsOnEvent():
            return f"starts on {line.event.text}{_where(line.where)}"
        case ast.StartsOnEntering():
            return f"starts on entering {line.segment.text}" + (
                " existing members too" if line.existing_members else ""
            )
        case ast.AgainAfter():
            return f"again after {literal(line.duration)}"
        case ast.Once():
            return "once"
        case ast.Always():
            return "always"
        case ast.OnlyIf():
            return f"only if {condition(line.condition)}"
        case ast.StopsOn():
            return f"stops on {line.event.text}{_where(line.where)}{_as(line.reason)}"
        case ast.Goal():
            return f"goal {line.event.text}{_where(line.where)} within {literal(line.within)}"
        case ast.Holdout():
            return f"holdout {literal(line.share)}"
        case ast.Priority():
            return f"priority {literal(line.number)}"


def step(tree: ast.Step) -> str:
    """The first line of a step, without the colon that opens its block."""
    match tree:
        case ast.Send():
            return f"send {tree.message.text}"
        case ast.Wait():
            until = f"until {literal(tree.until)}" if tree.until else None
            return "wait " + ", then ".join(part for part in (tree.duration and literal(tree.duration), until) if part)
        case ast.WaitFor():
            return f"wait for {tree.event.text}{_where(tree.where)} up to {literal(tree.up_to)}"
        case ast.Choose():
            return "choose"
        case ast.Split():
            return f"split {tree.experiment.text}"
        case ast.Set():
            return f"set {tree.attribute.text} to {literal(tree.value)}"
        case ast.Stop():
            return f"stop{_as(tree.reason)}"
        case ast.Continue():
            return "continue"


def condition(tree: ast.Condition) -> str:
    """A condition on one line, with parentheses wherever `and` and `or` meet."""
    match tree:
        case ast.AnyOf():
            return " or ".join(_part(part) for part in tree.parts)
        case ast.AllOf():
            return " and ".join(_part(part) for part in tree.parts)
        case ast.Not():
            inner = condition(tree.part)
            return f"not ({inner})" if isinstance(tree.part, ast.AllOf | ast.AnyOf | ast.Not) else f"not {inner}"
        case ast.Comparison():
            return f"{tree.left.text} {tree.operator} {_operand(tree.right)}"
        case ast.IsOneOf():
            negated = "not " if tree.negated else ""
            return f"{tree.subject.text} is {negated}one of {', '.join(literal(value) for value in tree.values)}"
        case ast.IsKnown():
            return f"{tree.subject.text} is {'unknown' if tree.negated else 'known'}"
        case ast.Holds():
            return tree.subject.text
        case ast.Happened():
            times = f" {_times(tree.times)}" if tree.times else ""
            return f"{tree.event.text}{_narrow_where(tree.where)}{times} {_window(tree.window)}"
        case ast.No():
            return f"no {tree.event.text}{_narrow_where(tree.where)} {_window(tree.window)}"
        case ast.InSegment():
            return f"in {tree.segment.text}"
        case ast.SubscribedTo():
            return f"subscribed to {tree.topic.text}"


def literal(value: ast.Literal) -> str:
    """A literal value as it is written."""
    match value:
        case ast.Text():
            escaped = value.value.replace("\\", "\\\\").replace('"', '\\"')
            return f'"{escaped}"'
        case ast.Number():
            return f"{Decimal(repr(value.value)):f}"
        case ast.Percent():
            return f"{(Decimal(value.millionths) / 10_000).normalize():f}%"
        case ast.Boolean():
            return "true" if value.value else "false"
        case ast.Duration():
            return f"{value.amount} {value.unit}{'' if value.amount == 1 else 's'}"
        case ast.TimeOfDay():
            return f"{value.minutes // 60:02}:{value.minutes % 60:02}"
        case ast.Date():
            return value.value.isoformat()
        case ast.Instant():
            return value.value.isoformat(" ", "minutes")


def _head(keyword: str, name: ast.Name, label: ast.Text | None) -> str:
    return f"{keyword} {name.text} {literal(label)}:" if label else f"{keyword} {name.text}:"


def _indented(lines: Iterable[str]) -> Lines:
    return [f"  {line}" for line in lines]


def _block(block: ast.Block) -> Lines:
    return [line for each in block for line in _step_lines(each)]


def _step_lines(tree: ast.Step) -> Lines:
    match tree:
        case ast.Send(if_not_sent=guard):
            return [step(tree), *(_indented(_case("if not sent", guard.block)) if guard else ())]
        case ast.WaitFor():
            cases = [*_case("happened", tree.happened), *_case("timed out", tree.timed_out)]
            return [step(tree), *_indented(cases)]
        case ast.Choose():
            arms = [line for arm in tree.arms for line in _choice(_folded("when ", arm.condition, ":"), arm.block)]
            rest = _choice(["otherwise:"], tree.otherwise) if tree.otherwise else []
            return [f"{step(tree)}:", *_indented([*arms, *rest])]
        case ast.Split():
            heads = [(f"{literal(variant.share)} {variant.name.text}", variant.block) for variant in tree.variants]
            return [f"{step(tree)}:", *_indented(line for head, block in heads for line in _case(head, block))]
        case ast.Wait() | ast.Set() | ast.Stop() | ast.Continue():
            return [step(tree)]


def _case(head: str, block: ast.Block) -> Lines:
    """A block with its head: on one line where it is one plain step."""
    lines = _block(block)
    plain = len(lines) == 1 and not isinstance(block[0], ast.Choose | ast.Split | ast.WaitFor)
    return [f"{head}: {lines[0]}"] if plain else [f"{head}:", *_indented(lines)]


def _choice(head: Lines, block: ast.Block) -> Lines:
    """An arm of `choose`: what it does stands beneath its condition, unless it does nothing more."""
    match block:
        case (ast.Stop() | ast.Continue() as only,):
            return [*head[:-1], f"{head[-1]} {step(only)}"]
        case _:
            return [*head, *_indented(_block(block))]


def _journey_lines(line: ast.JourneyLine) -> Lines:
    return _folded("only if ", line.condition, "") if isinstance(line, ast.OnlyIf) else [journey_line(line)]


def _folded(before: str, tree: ast.Condition, after: str) -> Lines:
    """A condition between two pieces of text, with a line for each part where one line would be long."""
    whole = f"{before}{condition(tree)}{after}"
    if len(whole) <= LONG or not isinstance(tree, ast.AllOf | ast.AnyOf):
        return [whole]
    word = "and" if isinstance(tree, ast.AllOf) else "or"
    first, *rest = (_part(part) for part in tree.parts)
    lines = [before + first, *(f" {word} {part}" for part in rest)]
    return [*lines[:-1], lines[-1] + after]


def _part(tree: ast.Condition) -> str:
    return f"({condition(tree)})" if isinstance(tree, ast.AllOf | ast.AnyOf) else condition(tree)


def _operand(value: ast.Operand) -> str:
    return value.text if isinstance(value, ast.Path) else literal(value)


def _where(where: ast.Condition | None) -> str:
    return f" where {condition(where)}" if where else ""


def _narrow_where(where: ast.Condition | None) -> str:
    match where:
        case None:
            return ""
        case ast.Comparison() | ast.IsOneOf() | ast.IsKnown():
            return f" where {condition(where)}"
        case _:
            return f" where ({condition(where)})"


def _times(times: ast.Times) -> str:
    return f"{times.quantifier} {times.number} {'time' if times.number == 1 else 'times'}"


def _window(window: ast.Window) -> str:
    match window:
        case ast.WindowLast():
            return f"in the last {literal(window.duration)}"
        case ast.WindowSince():
            return f"since {literal(window.date)}"
        case ast.WindowSinceEntry():
            return "since entry"
        case ast.WindowEver():
            return "ever"


def _else(otherwise: ast.Else) -> str:
    match otherwise:
        case ast.ElseDrop():
            return "else drop"
        case ast.ElseWait():
            return f"else wait up to {literal(otherwise.up_to)}" if otherwise.up_to else "else wait"


def _as(reason: ast.Name | None) -> str:
    return f" as {reason.text}" if reason else ""
