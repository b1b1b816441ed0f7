"""The kinds of decisions that a program can make: all of a decision but who, when, and which entry it was."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from journeydsl.model.decisions import Outcome
from journeydsl.model.reasons import Reason

ENTERED_BY = "entered by"
"""As the step of what is only counted: the event that an entry was made by."""


class Kind(NamedTuple):
    """As in `model.decisions.Decision`; `outcome` is None for what is only counted: triggers, and arrivals at a send.
    `with_key` says that the detail is the run's key, `with_ages` that it names segments and how old they are, `again`
    that the entry is not the contact's first."""

    journey: str
    step: str
    outcome: Outcome | None
    reason: Reason | None = None
    detail: str = ""
    message: str = ""
    with_key: bool = False
    with_ages: bool = False
    again: bool = False


class Kinds:
    """Kinds by number."""

    def __init__(self) -> None:
        self.all: list[Kind] = []

    def add(self, kinds: Iterable[Kind]) -> int:
        """The number of the first of some kinds, which follow each other."""
        first = len(self.all)
        self.all.extend(kinds)
        return first
