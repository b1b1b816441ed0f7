"""The world's failures: the one tree of exceptions that people are shown, by cause."""

from __future__ import annotations


class Problem(Exception):
    """Something outside the author's text kept the program from doing its work.

    The message is a sentence for its user, in lower case without a full stop; `hint` says what to do about it.
    """

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class FileProblem(Problem):
    """A file or folder is not there, or cannot be read or written."""
