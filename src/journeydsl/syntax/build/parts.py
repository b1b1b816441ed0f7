"""What the functions of this package share: holes, spans over parts, and lines that stand exactly once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from journeydsl.diagnostics import Code, Diagnostic, Label
from journeydsl.source import Span
from journeydsl.syntax import ast
from journeydsl.syntax.mistake import MistakeError


@dataclass(frozen=True, slots=True)
class Hole:
    """Stands for a line that could not be read, and for what cannot do without it."""

    span: Span


HOLE_SIGN: Final = "\ue000"


class Spanned(Protocol):
    """Anything that knows its place."""

    @property
    def span(self) -> Span: ...


Line = TypeVar("Line", bound=Spanned)


@dataclass(frozen=True, slots=True)
class WindowPart:
    """A window and its place."""

    window: ast.Window
    span: Span


@dataclass(frozen=True, slots=True)
class Case:
    """A named block of a step, such as `timed out: …`."""

    name: str
    block: ast.Block
    head: Span
    span: Span


@dataclass(frozen=True, slots=True)
class BlocksLine:
    """`blocks promotional [for the whole account]` in a suppression."""

    blocked: ast.Name
    for_whole_account: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Content:
    """`otherwise: "…"` in a block or a footer of a message."""

    content: ast.Content
    span: Span


@dataclass(frozen=True, slots=True)
class OtherCall:
    """`otherwise: "…" to …` in a call to action by condition."""

    call: ast.CallToAction
    span: Span


@dataclass(frozen=True, slots=True)
class Membership:
    """Who belongs to a segment of a family: `when CONDITION`, or `otherwise`, which is None."""

    when: ast.Condition | None
    span: Span


@dataclass(frozen=True, slots=True)
class WhenLine:
    """`when CONDITION` in a segment or a suppression."""

    condition: ast.Condition
    span: Span


@dataclass(frozen=True, slots=True)
class BecauseLine:
    """`because "…"` in a hypothesis."""

    text: ast.Text
    span: Span


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """`change "…"` in a hypothesis."""

    text: ast.Text
    span: Span


def over(first: Spanned, *rest: Spanned | None) -> Span:
    """The span from `first` to the last of `rest` that is there."""
    for part in reversed(rest):
        if part is not None:
            return first.span.to(part.span)
    return first.span


def mistake(code: Code, message: str, span: Span, *, hint: str | None = None) -> MistakeError:
    """A mistake at `span`, to be raised."""
    return MistakeError(Diagnostic(code=code, message=message, span=span, hint=hint))


def only(lines: Sequence[Line], what: str, owner: str, head: Span, hint: str) -> Line:
    """The one line of `lines`; raises where there is none, or more than one.

    `what` is how the line begins, `owner` what it belongs to, `head` where that begins, `hint` how to write the line.
    """
    if not lines:
        raise mistake(Code.MISSING_LINE, f"{owner} has no `{what}` line", head, hint=hint)
    at_most_one(lines, what, owner)
    return lines[0]


def at_most_one(lines: Sequence[Spanned], what: str, owner: str) -> None:
    """Raises where `what` is written more than once."""
    if len(lines) > 1:
        raise MistakeError(
            Diagnostic(
                code=Code.DUPLICATE_LINE,
                message=f"{owner} has more than one `{what}` line",
                span=lines[1].span,
                labels=(Label(lines[0].span, "the first is here"),),
                hint="keep one of them",
            )
        )
