"""Differences between two versions, and how much each kind of them matters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a difference is about, what matters most first."""

    STRUCTURE = "structure"
    TIMING = "timing"
    AUDIENCE = "audience"
    CONTENT = "content"


ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference in words; backticks surround what the author wrote."""

    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """The differences of one declaration: what it is (`journey`, `segment`, …), its name, and they in their order."""

    what: str
    name: str
    changes: tuple[Change, ...]

    @property
    def kind(self) -> Kind:
        """What matters most in it."""
        return self.changes[0].kind


def group(what: str, name: str, changes: list[Change]) -> list[Group]:
    """The group of these differences; none where there is none."""
    ordered = sorted(changes, key=lambda change: ORDER[change.kind])
    return [Group(what, name, tuple(ordered))] if ordered else []


def exchanged(kind: Kind, before: str | None, after: str | None) -> list[Change]:
    """The difference between two lines in words, each None where there is none."""
    if before == after:
        return []
    if before is None:
        return [Change(kind, f"now `{after}`")]
    if after is None:
        return [Change(kind, f"no longer `{before}`")]
    return [Change(kind, f"`{before}` is now `{after}`")]
