"""A journey: who enters, who leaves, what counts, and its steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from journeydsl.model.conditions import Condition
from journeydsl.model.steps import Block
from journeydsl.model.values import Duration
from journeydsl.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class OnEvent:
    """Each occurrence of an event triggers; `where` may refuse it."""

    words: str
    event: str
    where: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnEntering:
    """An observed change from outside to inside a segment triggers (law L8)."""

    words: str
    segment: str
    existing_members: bool = False


Start: TypeAlias = OnEvent | OnEntering


@dataclass(frozen=True, slots=True)
class Once:
    """A contact enters at most once."""


@dataclass(frozen=True, slots=True)
class After:
    """A contact may enter again so long after its last entry."""

    duration: Duration


@dataclass(frozen=True, slots=True)
class Always:
    """A contact may enter again as soon as no run is active."""


Again: TypeAlias = Once | After | Always


@dataclass(frozen=True, slots=True, kw_only=True)
class StopsOn:
    """A matching event ends the run, at once (law L11). `words` is the line as its author wrote it, for pictures."""

    words: str = ""
    event: str
    where: Condition | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A matching event within a duration of entry counts as success (law L16). `words` as in `StopsOn`."""

    words: str = ""
    event: str
    where: Condition | None = None
    within: Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """One checked journey; `holdout` is in millionths of the contacts that enter. `only_if_words` is the condition of
    `only if` as its author wrote it, for pictures."""

    name: str
    label: str
    starts: tuple[Start, ...]
    again: Again = Once()
    only_if: Condition | None = None
    only_if_words: str = ""
    stops: tuple[StopsOn, ...] = ()
    goal: Goal | None = None
    holdout: int = 0
    priority: int = 0
    steps: Block
    span: Span = field(compare=False)
