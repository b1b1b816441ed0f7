"""The parts of a message that differ from contact to contact: its blocks, and its footer."""

from __future__ import annotations

from dataclasses import replace

from journeydsl.checker import conditions, paths
from journeydsl.checker.scope import Scope, SomeTrigger
from journeydsl.diagnostics import Code
from journeydsl.source import Span
from journeydsl.syntax import ast


def check(scope: Scope, written: ast.Message) -> frozenset[str]:
    """Report what is wrong with the blocks and the footer of a message, else that they cannot be run yet; the names of
    the blocks."""
    sent = replace(scope, trigger=SomeTrigger(), entered=True)
    blocks = [line for line in written.lines if isinstance(line, ast.BlockLine)]
    for block in blocks:
        _check_block(sent, block)
    for line in written.lines:
        if isinstance(line, ast.FooterBy):
            _check_footer(sent, line)
    return frozenset(block.name.text for block in blocks)


def _check_block(scope: Scope, block: ast.BlockLine) -> None:
    name = block.name
    if name.text in scope.names.project.attributes:
        message = f"`{name.text}` is already the name of an attribute, which texts read by it"
        scope.report(Code.DUPLICATE_NAME, message, name.span, hint="give the block another name")
    for arm in block.arms:
        conditions.check(scope, arm.condition)
    head = Span(block.span.file, block.span.start, name.span.end)
    if block.otherwise is None:
        message = f"`{name.text}` does not say what it holds when no `when` holds"
        scope.report(Code.INCOMPLETE_BLOCK, message, head, hint='add a last line such as `otherwise: "…"`')
    scope.not_yet("block", head)


def _check_footer(scope: Scope, line: ast.FooterBy) -> None:
    read = paths.resolve(scope, line.attribute)
    if read is not None and not read.type.values:
        scope.report(
            Code.TYPE_MISMATCH,
            f"`{read.name}` can have any value, and there is a footer for each of a few",
            line.attribute.span,
            hint="declare its `values` in the project file, or choose the footer by another attribute",
        )
    scope.not_yet("footer by", line.span)
