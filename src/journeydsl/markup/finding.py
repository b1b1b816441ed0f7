"""What is said about a document."""

from __future__ import annotations

from dataclasses import dataclass

from journeydsl.diagnostics import Code


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about characters `start` to `end` of a text, in the words of whoever wrote it."""

    code: Code
    message: str
    start: int
    end: int
    hint: str | None = None
