"""Diagnostics as JSON and back, for what is kept from one run to the next."""

from __future__ import annotations

from typing import Any

from journeydsl.diagnostics import Code, Diagnostic, Edit, Fix, Label, Severity
from journeydsl.source import Span


def dump(diagnostic: Diagnostic) -> dict[str, Any]:
    """A diagnostic as JSON."""
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "span": _span(diagnostic.span),
        "labels": [[_span(label.span), label.text] for label in diagnostic.labels],
        "hint": diagnostic.hint,
        "fix": diagnostic.fix and [diagnostic.fix.title, [[_span(e.span), e.text] for e in diagnostic.fix.edits]],
    }


def load(value: Any) -> Diagnostic:
    """The diagnostic that was dumped; raises KeyError, TypeError or ValueError for anything else."""
    return Diagnostic(
        code=Code(value["code"]),
        severity=Severity(value["severity"]),
        message=value["message"],
        span=Span(*value["span"]),
        labels=tuple(Label(Span(*span), text) for span, text in value["labels"]),
        hint=value["hint"],
        fix=_fix(*value["fix"]) if value["fix"] else None,
    )


def _span(span: Span) -> list[Any]:
    return [span.file, span.start, span.end]


def _fix(title: str, edits: Any) -> Fix:
    return Fix(title, tuple(Edit(Span(*span), text) for span, text in edits))
