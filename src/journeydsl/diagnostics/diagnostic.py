"""One mistake, one message: the value that every stage collects and every output format renders."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from journeydsl.diagnostics.codes import Code
from journeydsl.source import Span


class Severity(StrEnum):
    """How much it matters: an error stops a launch, a warning asks for a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Label:
    """A related place, and what it has to do with the mistake."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters of `span` by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that is certain to mend the mistake."""

    title: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """A mistake of the author's: what (`code`, `message`), where (`span`, `labels`), and what to do (`hint`, `fix`).

    Messages are in lower case without a full stop; backticks surround what the author wrote.
    """

    code: Code
    message: str
    span: Span
    labels: tuple[Label, ...] = ()
    hint: str | None = None
    fix: Fix | None = None
    severity: Severity = Severity.ERROR
