"""Diagnostics as JSON for programs of the reader's own.

`format_version` counts `major.minor`: a minor step only adds keys.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from journeydsl import __version__
from journeydsl.diagnostics.diagnostic import Diagnostic, Fix, Severity
from journeydsl.diagnostics.render.place import Place, exact, place
from journeydsl.source import Source, Span

FORMAT_VERSION = "1.0"


def render(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], files: Sequence[str]) -> str:
    """One object; lines and columns start at 1, offsets at 0, and all count characters."""
    document = {
        "format_version": FORMAT_VERSION,
        "tool": {"name": "journeydsl", "version": __version__},
        "counts": {
            "errors": _count(diagnostics, Severity.ERROR),
            "warnings": _count(diagnostics, Severity.WARNING),
            "files_checked": len(files),
            "files_with_diagnostics": len({diagnostic.span.file for diagnostic in diagnostics}),
        },
        "diagnostics": [_diagnostic(sources, diagnostic) for diagnostic in diagnostics],
    }
    return json.dumps(document, indent=2) + "\n"


def _count(diagnostics: Sequence[Diagnostic], severity: Severity) -> int:
    return sum(diagnostic.severity is severity for diagnostic in diagnostics)


def _diagnostic(sources: Mapping[str, Source], diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "span": _span(sources, diagnostic.span),
        "labels": [{"text": label.text, "span": _span(sources, label.span)} for label in diagnostic.labels],
        "hint": diagnostic.hint,
        "fix": _fix(sources, diagnostic.fix) if diagnostic.fix else None,
    }


def _fix(sources: Mapping[str, Source], fix: Fix) -> dict[str, Any]:
    edits = [{"span": _located(edit.span, exact(sources, edit.span)), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "edits": edits}


def _span(sources: Mapping[str, Source], span: Span) -> dict[str, Any]:
    return _located(span, place(sources, span))


def _located(span: Span, found: Place | None) -> dict[str, Any]:
    return {
        "file": span.file,
        "line": found.line if found else None,
        "column": found.column if found else None,
        "end_line": found.end_line if found else None,
        "end_column": found.end_column if found else None,
        "start_offset": span.start,
        "end_offset": span.end,
    }
