"""What is said about a document."""

from __future__ import annotations

from journeydsl.diagnostics import Code
from journeydsl.records import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about characters `start` to `end` of a text, in the words of whoever wrote it."""

    code: Code
    message: str
    start: int
    end: int
    hint: str | None = None
