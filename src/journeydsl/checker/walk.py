"""Walks over syntax trees: the parts of a thing in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.syntax import ast


def steps(block: ast.Block) -> Iterator[ast.Step]:
    """Every step of a block and of the blocks inside it."""
    for step in block:
        yield step
        for inner in blocks(step):
            yield from steps(inner)


def blocks(step: ast.Step) -> tuple[ast.Block, ...]:
    """The blocks directly inside a step."""
    match step:
        case ast.Send():
            return tuple(guard.block for guard in step.if_not_sent)
        case ast.WaitUntilAttribute():
            return () if step.if_missing is None else (step.if_missing,)
        case ast.WaitFor() | ast.WaitUntilCondition():
            return (step.happened, step.timed_out)
        case ast.Repeat():
            return (step.block,)
        case ast.Choose():
            return (*(arm.block for arm in step.arms), *(() if step.otherwise is None else (step.otherwise,)))
        case ast.Split():
            return tuple(variant.block for variant in step.variants)
        case ast.Wait() | ast.WaitUntilDate() | ast.Stop() | ast.Continue() | ast.Label() | ast.GoTo():
            return ()
        case ast.Offer():
            return () if step.nothing_left is None else (step.nothing_left,)
        case ast.Set() | ast.Emit() | ast.Call() | ast.StartJourney():
            return ()
        case ast.AddTo() | ast.RemoveFrom() | ast.UnsubscribeFrom():
            return ()


def segments(condition: ast.Condition) -> Iterator[ast.Name]:
    """Every segment that a condition names, outside any `where`."""
    match condition:
        case ast.InSegment(segment) | ast.HasBeenIn(segment):
            yield segment
        case ast.Not(part):
            yield from segments(part)
        case ast.AllOf(parts) | ast.AnyOf(parts):
            for part in parts:
                yield from segments(part)
        case ast.Comparison() | ast.IsOneOf() | ast.IsKnown() | ast.Holds():
            return
        case ast.TextMatch() | ast.IsToday() | ast.Within():
            return
        case ast.Happened() | ast.No() | ast.Aggregate() | ast.TimeSince():
            return
        case ast.SubscribedTo() | ast.Engaged():
            return
