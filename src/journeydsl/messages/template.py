"""What is said about templates, without the machinery that reads them."""

from __future__ import annotations

from dataclasses import dataclass

MARK, END_MARK = "\ue010", "\ue011"
"""Stand around what is printed of a value, where that is asked for; they are for private use, so that no text has
them."""


@dataclass(frozen=True, slots=True)
class FieldUse:
    """A field that a template names: `first_name`, `trigger.url`; characters `start` to `end` of its text. It is
    `needed` where the text cannot be filled in without it: where no `if`, `or` or `default` provides for that."""

    path: tuple[str, ...]
    start: int
    end: int
    needed: bool = True


class TemplateProblem(Exception):
    """A template that cannot be read or filled in: what is wrong, for its author, and on which line (from 1)."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def is_plain(text: str) -> bool:
    """Whether `text` has nothing to fill in."""
    return not any(sign in text for sign in ("{{", "{%", "{#"))


def line_of(text: str, offset: int) -> int:
    """The line (from 1) of an offset."""
    return text.count("\n", 0, offset) + 1
