"""The run: slices of contacts on several threads, their tables enlarged where a contact needs more room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from journeydsl.machine import layout
from journeydsl.machine.binding import Bound
from journeydsl.machine.columns import Columns
from journeydsl.machine.layout import Ints, Work
from journeydsl.machine.loop import walk
from journeydsl.machine.zones import to_wall
from journeydsl.model.decisions import Decision
from journeydsl.model.values import DAY

_SLICE = 1 << 15
_ROOM = 64


@dataclass(frozen=True, slots=True)
class Counted:
    """What was decided, counted: `decisions` by kind, `days` by send and day of the project's zone since the first,
    `still` by node, `members` by segment. `visits` are arrivals at nodes."""

    decisions: Ints
    days: Ints
    still: Ints
    members: Ints
    visits: int


def run(
    bound: Bound,
    columns: Columns,
    record: Callable[[Sequence[Decision]], None] | None = None,
    *,
    threads: int = 2,
    slice_size: int = _SLICE,
) -> Counted:
    """Walk all contacts through the period; each one's decisions go to `record` in the order of contacts."""
    total = len(columns.ids)
    slices = [(first, min(first + slice_size, total)) for first in range(0, total, slice_size)]
    counted = _nothing(bound)
    with ThreadPoolExecutor(threads) as pool:
        for work, kept in pool.map(lambda each: _walk(bound, each, keep=record is not None), slices):
            _add(counted, work)
            if record is not None:
                for rows in kept:
                    record(list(_decisions(bound, columns, rows)))
    return Counted(counted.counts, counted.days, counted.still, counted.members, int(counted.single[layout.VISITS]))


def _walk(bound: Bound, contacts: tuple[int, int], *, keep: bool) -> tuple[Work, list[Ints]]:
    """Walk a slice of contacts; what was counted, and with `keep` every decision."""
    first, last = contacts
    room = _ROOM
    work, kept = _nothing(bound, room), []
    while first < last:
        reached = walk(bound.tables, bound.data, work, first, last, keep)
        if keep:
            kept.append(work.decisions[: work.single[layout.DECISIONS]].copy())
        if reached == first:
            room *= 2
            work = _enlarged(bound, work, room)
        first = reached
    return work, kept


def _nothing(bound: Bound, room: int = _ROOM) -> Work:
    """A state with room for so many of everything that grows, and nothing counted."""
    t, d = bound.tables, bound.data
    days = int(to_wall(d.zones, 0, d.end) // DAY - to_wall(d.zones, 0, d.start) // DAY) + 1
    return Work(
        single=np.zeros(layout.SINGLES, np.int64),
        runs=np.zeros((room, 10), np.int64),
        goals=np.zeros((room, 10), np.int64),
        sends=np.zeros((room, 2), np.int64),
        keys=np.zeros((room, 3), np.int64),
        entries=np.zeros((len(t.journeys), 2), np.int64),
        decisions=np.zeros((room * 256, 5), np.int64),
        inside=np.zeros(len(t.watches), np.uint8),
        seen=np.zeros(len(t.watches), np.uint8),
        cursor=np.zeros(len(t.changes), np.int64),
        changed=np.zeros(d.changing.shape[1], np.float64),
        stack=np.zeros(len(t.operations) + 2, np.float64),
        frames=np.zeros((len(t.operations) + 1, 3), np.int64),
        found=np.zeros(room * 16, np.float64),
        partials=np.zeros(64, np.float64),
        counts=np.zeros(len(bound.kinds), np.int64),
        still=np.zeros(len(t.nodes), np.int64),
        members=np.zeros(len(t.segments), np.int64),
        days=np.zeros((int(t.kind_sent.max(initial=-1)) + 1, days), np.int64),
    )


def _enlarged(bound: Bound, work: Work, room: int) -> Work:
    """A state with more room, and what was counted so far."""
    larger = _nothing(bound, room)
    _add(larger, work)
    return larger


def _add(total: Work, work: Work) -> None:
    """Add what was counted to a total."""
    for counted, more in (
        (total.counts, work.counts),
        (total.still, work.still),
        (total.members, work.members),
        (total.days, work.days),
    ):
        counted += more
    total.single[layout.VISITS] += work.single[layout.VISITS]


def _decisions(bound: Bound, columns: Columns, rows: NDArray[np.int64]) -> Iterator[Decision]:
    """Decisions as the engine gives them."""
    for kind_number, contact, number, at, key in rows.tolist():
        kind = bound.kinds[kind_number]
        if kind.outcome is not None:
            yield Decision(
                contact=columns.ids[contact],
                journey=kind.journey,
                enrollment=number,
                step=kind.step,
                at=at,
                outcome=kind.outcome,
                reason=kind.reason or "",
                detail=bound.words[key] if kind.with_key and key >= 0 else kind.detail,
                message=kind.message,
            )
