"""What a command would change, as a unified diff."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from journeydsl.source import Source


def difference(before: Source, after: str) -> str:
    """The diff from `before` to the text `after`, as `patch` and `git apply` read it; empty where they are the same."""
    lines = unified_diff(_lines(before.text), _lines(after), f"{before.path}", f"{before.path}")
    return "".join(_ended(lines))


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.split("\n")[:-1]] + ([last] if (last := text.rpartition("\n")[2]) else [])


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
