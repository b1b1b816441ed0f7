"""Diagnostics as annotations of a GitHub Actions job.

GitHub shows ten errors and ten warnings of a step and drops the rest without a word, so the rest is counted here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from journeydsl.diagnostics.diagnostic import Diagnostic, Severity
from journeydsl.diagnostics.render.place import place
from journeydsl.source import Source, Span

SHOWN = 10
"""How many annotations of one severity GitHub shows."""


def render(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source]) -> str:
    """One workflow command a line: errors, warnings, and a notice that counts what is left out."""
    lines: list[str] = []
    left_out: list[str] = []
    for severity in (Severity.ERROR, Severity.WARNING):
        of_severity = [diagnostic for diagnostic in diagnostics if diagnostic.severity is severity]
        lines += (_command(diagnostic, sources) for diagnostic in of_severity[:SHOWN])
        if rest := len(of_severity) - SHOWN:
            left_out += [f"{rest} more {severity}{'s' if rest > 1 else ''}"] if rest > 0 else []
    if left_out:
        lines.append(f"::notice title=journeydsl::{' and '.join(left_out)}, see the log of `journeydsl check`")
    return "".join(f"{line}\n" for line in lines)


def _command(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    hint = f"\nhint: {diagnostic.hint}" if diagnostic.hint else ""
    return command(diagnostic.severity, diagnostic.code, diagnostic.message + hint, diagnostic.span, sources)


def command(severity: str, title: str, message: str, span: Span | None, sources: Mapping[str, Source]) -> str:
    """One workflow command: a message, and where it belongs, None where that is in no file."""
    properties: dict[str, object] = {"title": title}
    if span is not None:
        properties["file"] = span.file
        if found := place(sources, span):
            properties |= {"line": found.line, "endLine": found.end_line}
            if found.line == found.end_line:
                properties |= {"col": found.column, "endColumn": found.end_column}
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{severity} {written}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
