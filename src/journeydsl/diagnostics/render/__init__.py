"""Diagnostics as text for people, and in the formats that other programs read.

In: diagnostics, the sources that they point into, and the files that were looked at. Out: a text that ends with a
line end. Promises: pure; what is said does not depend on the format; lines and columns start at 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from journeydsl.diagnostics.diagnostic import Diagnostic
from journeydsl.source import Source

__all__ = ["Format", "render"]


class Format(StrEnum):
    """Who the output is for: people, programs, code scanning, GitHub's annotations, test reports."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    JUNIT = "junit"


def render(
    output: Format,
    diagnostics: Sequence[Diagnostic],
    sources: Mapping[str, Source],
    files: Sequence[str],
    *,
    color: bool = False,
    width: int = 120,
) -> str:
    """`diagnostics` as `output` has them, by file and place.

    `sources` are by path; a diagnostic about a file that is not among them is shown without its text. `files` are the
    paths of all files that were checked. `color` and `width` (columns of an excerpt) are for text alone.
    """
    ordered = sorted(diagnostics, key=lambda diagnostic: (diagnostic.span.file, diagnostic.span.start))
    match output:
        case Format.TEXT:
            from journeydsl.diagnostics.render import text

            return text.render(ordered, sources, files, color=color, width=width)
        case Format.JSON:
            from journeydsl.diagnostics.render import as_json

            return as_json.render(ordered, sources, files)
        case Format.SARIF:
            from journeydsl.diagnostics.render import sarif

            return sarif.render(ordered, sources)
        case Format.GITHUB:
            from journeydsl.diagnostics.render import github

            return github.render(ordered, sources)
        case Format.JUNIT:
            from journeydsl.diagnostics.render import junit

            return junit.render(ordered, sources, files)
