"""What the machine decided about some contacts, as rows of numbers: no object a decision, unless somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journeydsl.engine.rules import Rules
from journeydsl.engine.staleness import ages
from journeydsl.machine.binding import Bound
from journeydsl.machine.kinds import Kind
from journeydsl.machine.layout import Ints
from journeydsl.model.decisions import Decision
from journeydsl.model.values import Instant


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions in the order in which they were made, contact by contact; `rows` hold the numbers of their kinds and
    contacts, which entry it was, the instant, and a number: of the run's key among `words` (-1 for none), or a bit for
    each segment that the decision speaks of."""

    rules: Rules
    kinds: Sequence[Kind]
    ids: Sequence[str]
    words: Sequence[str]
    rows: Ints

    def columns(self) -> dict[str, NDArray[Any]]:
        """The decisions by column: `contact`, `kind` (its number among `kinds`), `enrollment`, `instant`, and `detail`,
        which is None where the kind says it."""
        kind, contact, number, at, key = self.rows.T
        has_key = np.array([each.with_key for each in self.kinds], np.bool_)[kind] & (key >= 0)
        detail = np.full(len(kind), None, np.object_)
        detail[has_key] = [self.words[word] for word in key[has_key].tolist()]
        for row in np.flatnonzero(np.array([each.with_ages for each in self.kinds], np.bool_)[kind]).tolist():
            detail[row] = self._detail(self.kinds[kind[row]], int(at[row]), int(key[row]))
        first = int(contact[0]) if len(contact) else 0
        names = np.array(self.ids[first : int(contact[-1]) + 1 if len(contact) else 0], np.object_)
        return {
            "contact": names[contact - first],
            "kind": kind.astype(np.int32),
            "enrollment": number.astype(np.int32),
            "instant": at.copy(),
            "detail": detail,
        }

    def __iter__(self) -> Iterator[Decision]:
        """The decisions as the engine gives them."""
        for kind_number, contact, number, at, key in self.rows.tolist():
            kind = self.kinds[kind_number]
            assert kind.outcome is not None, "only counted"
            yield Decision(
                contact=self.ids[contact],
                journey=kind.journey,
                enrollment=number,
                step=kind.step,
                at=at,
                outcome=kind.outcome,
                reason=kind.reason or "",
                detail=self._detail(kind, at, key),
                message=kind.message,
            )

    def _detail(self, kind: Kind, at: Instant, number: int) -> str:
        if kind.with_key and number >= 0:
            return self.words[number]
        if kind.with_ages:
            named = [name for place, name in enumerate(self.rules.remembered) if number >> place & 1]
            return ages(self.rules, at, named)
        return kind.detail


def decided(bound: Bound, ids: Sequence[str], rows: Ints) -> Decided:
    """The decisions among some rows; the others are only counted."""
    is_decision = np.array([kind.outcome is not None for kind in bound.kinds], np.bool_)
    return Decided(bound.rules, bound.kinds, ids, bound.words, rows[is_decision[rows[:, 0]]])
