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
from journeydsl.machine.columns import Columns
from journeydsl.machine.kinds import ENTERED_BY, Kind
from journeydsl.machine.layout import D_AT, D_KEY, D_KIND, H_ENDED, H_OF_SEGMENT, H_SENT_IN, SEGMENTS_A_ROW, Ints
from journeydsl.machine.making import MadeEvent
from journeydsl.machine.publications import Published
from journeydsl.model.decisions import Decision
from journeydsl.model.mailboxes import Mailbox
from journeydsl.model.values import Instant


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions in the order in which they were made, contact by contact; `rows` hold the numbers of their kinds and
    contacts, which entry it was, the instant, and a number: of the run's key among `words` (-1 for none), or where
    among `named` the segments stand that the decision speaks of. `ended` are the contacts who are done: with which of
    so many segments that follow each other the row is about, and a bit for each of them that the contact is in.
    `sent_in` say the same of the segments `apart`, at each instant at which a message was sent or trapped, `entered_by`
    in which row the event stands that an entry was made by (NONE for none): those of the data, then those `made`.
    """

    versions: Sequence[Published]
    kinds: Sequence[Kind]
    columns_read: Columns
    words: Sequence[str]
    rows: Ints
    ended: Ints
    named: Sequence[Sequence[str]]
    apart: Sequence[str]
    sent_in: Ints
    entered_by: Ints
    made: Sequence[MadeEvent]

    @property
    def ids(self) -> Sequence[str]:
        """The ids of all contacts."""
        return self.columns_read.ids

    def rules_at(self, at: Instant) -> Rules:
        """Those that held at an instant."""
        return _rules_at(self.versions, at)

    def columns(self, numbers: Sequence[int]) -> dict[str, NDArray[Any]]:
        """The decisions by column: `contact`, `kind` (which is given as a number for each of `kinds`), `enrollment`,
        `instant`, and `detail`, which is None where the kind says it."""
        kind, contact, number, at, key = self.rows.T
        has_key = np.array([each.with_key for each in self.kinds], np.bool_)[kind] & (key >= 0)
        detail = np.full(len(kind), None, np.object_)
        detail[has_key] = [self.words[word] for word in key[has_key].tolist()]
        for row in np.flatnonzero(np.array([each.with_ages for each in self.kinds], np.bool_)[kind]).tolist():
            detail[row] = self._detail(self.kinds[kind[row]], int(at[row]), int(key[row]))
        first, end = (int(contact.min()), int(contact.max()) + 1) if len(contact) else (0, 0)
        names = np.array(self.ids[first:end], np.object_)
        return {
            "contact": names[contact - first],
            "kind": np.array(numbers, np.int32)[kind],
            "enrollment": number.astype(np.int32),
            "instant": at.copy(),
            "detail": detail,
        }

    def ends(self) -> dict[str, NDArray[Any]]:
        """The contacts who are done by column: `contact`, `provider`, and their `segments`, a line each."""
        names = list(self.versions[-1].rules.segments)
        groups = max(1, -(-len(names) // SEGMENTS_A_ROW))
        contact, bits = self.ended[::groups, 1], self.ended[:, 4].reshape(-1, groups)
        said, places = np.unique(bits, axis=0, return_inverse=True)
        lists = ["\n".join(_named(names, row)) for row in said.tolist()]
        mailboxes = self.columns_read.mailboxes
        keepers = np.array([*(mailboxes.words if mailboxes else ()), str(Mailbox.NONE)], np.object_)
        nobody = np.full(len(contact), -1)
        return {
            "contact": np.array(self.ids, np.object_)[contact] if len(contact) else np.zeros(0, np.object_),
            "provider": keepers[nobody if mailboxes is None else mailboxes.codes[contact]],
            "segments": np.array([*lists, ""], np.object_)[places.reshape(-1)],
        }

    def whereabouts(self) -> Iterator[tuple[int, Instant, tuple[str, ...]]]:
        """For each contact (its number) and instant at which a message was sent or trapped, those of the segments
        `apart` that the contact was in then."""
        groups = max(1, -(-len(self.apart) // SEGMENTS_A_ROW))
        bits = self.sent_in[:, 4].reshape(-1, groups).tolist()
        for (_, contact, _, at, _), row in zip(self.sent_in[::groups].tolist(), bits, strict=True):
            yield contact, at, tuple(_named(self.apart, row))

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
            return ages(self.rules_at(at), at, self.named[number])
        return kind.detail


def _rules_at(versions: Sequence[Published], at: Instant) -> Rules:
    return next((each.rules for each in reversed(versions) if each.at <= at), versions[0].rules)


def _named(names: Sequence[str], bits: Sequence[int]) -> Iterator[str]:
    for place, name in enumerate(names):
        if bits[place // SEGMENTS_A_ROW] >> place % SEGMENTS_A_ROW & 1:
            yield name


def decided(bound: Bound, columns: Columns, rows: Ints) -> Decided:
    """The decisions among some rows, and the contacts who are done; the others are only counted."""
    is_decision = np.array([kind.outcome is not None for kind in bound.kinds], np.bool_)
    ended, sent_in = (rows[rows[:, 0] == bound.machine.rows[kind]] for kind in (H_ENDED, H_SENT_IN))
    rows, named = _with_names(bound, rows)
    return Decided(
        bound.versions,
        bound.kinds,
        columns,
        bound.words,
        rows[is_decision[rows[:, 0]]],
        ended,
        named,
        bound.apart,
        sent_in,
        rows[np.array([kind.step == ENTERED_BY for kind in bound.kinds], np.bool_)[rows[:, 0]]],
        bound.made,
    )


def _with_names(bound: Bound, rows: Ints) -> tuple[Ints, list[list[str]]]:
    """The rows, those that speak of segments with the place of these in a list; the segments stand in rows after
    them."""
    of_segment = np.flatnonzero(rows[:, D_KIND] == bound.machine.rows[H_OF_SEGMENT])
    speaking = np.flatnonzero(np.array([kind.with_ages for kind in bound.kinds], np.bool_)[rows[:, D_KIND]])
    if not len(speaking):
        return rows, []
    named: list[list[str]] = [[] for _ in speaking]
    owners = np.searchsorted(speaking, of_segment) - 1
    for owner, segment, at in zip(owners.tolist(), *rows[of_segment][:, [D_KEY, D_AT]].T.tolist(), strict=True):
        named[owner].append(list(_rules_at(bound.versions, at).remembered)[segment])
    rows = rows.copy()
    rows[speaking, D_KEY] = np.arange(len(speaking))
    return rows, named
