"""What is visible at a place of a program, and the mistakes found so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from journeydsl.checker.names import Names
from journeydsl.diagnostics import Code, Diagnostic, Fix, Label, Severity
from journeydsl.model.project import Event
from journeydsl.source import Span


@dataclass(frozen=True, slots=True)
class NoTrigger:
    """Nothing was triggered by an event here; `why` completes "… is out of place: "."""

    why: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class TriggeredBy:
    """The journey starts on one of these events."""

    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class UnsureTrigger:
    """What the journey starts on could not be made out, which was reported there."""


@dataclass(frozen=True, slots=True)
class SomeTrigger:
    """The journey is not known here: a message may be sent by any."""


Trigger: TypeAlias = NoTrigger | TriggeredBy | SomeTrigger | UnsureTrigger


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a condition may read at a place.

    `event` is the one that a `where` looks at; `entered` says whether the contact is inside a journey. `findings`
    collects the mistakes: the one thing here that changes.
    """

    names: Names
    findings: list[Diagnostic]
    trigger: Trigger
    event: Event | None = None
    entered: bool = False

    def where(self, event: Event) -> Scope:
        """What is visible inside the `where` of an event."""
        return replace(self, event=event)

    def report(
        self,
        code: Code,
        message: str,
        span: Span,
        *,
        hint: str | None = None,
        labels: tuple[Label, ...] = (),
        fix: Fix | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a mistake."""
        self.findings.append(
            Diagnostic(code=code, message=message, span=span, labels=labels, hint=hint, fix=fix, severity=severity)
        )
