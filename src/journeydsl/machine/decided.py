"""What the machine decided about some contacts, as rows of numbers: no object a decision, unless somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journeydsl.machine.kinds import Kind
from journeydsl.machine.layout import Ints
from journeydsl.model.decisions import Decision


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions in the order in which they were made, contact by contact; `rows` hold the numbers of their kinds and
    contacts, which entry it was, the instant, and the number of the run's key among `words` (-1 for none)."""

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
                detail=self.words[key] if kind.with_key and key >= 0 else kind.detail,
                message=kind.message,
            )


def decided(kinds: Sequence[Kind], ids: Sequence[str], words: Sequence[str], rows: Ints) -> Decided:
    """The decisions among some rows; the others are only counted."""
    is_decision = np.array([kind.outcome is not None for kind in kinds], np.bool_)
    return Decided(kinds, ids, words, rows[is_decision[rows[:, 0]]])
