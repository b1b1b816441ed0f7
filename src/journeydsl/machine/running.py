"""The run: slices of contacts on several threads, their tables enlarged where a contact needs more room."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from journeydsl.machine import layout
from journeydsl.machine.binding import Bound
from journeydsl.machine.columns import Columns
from journeydsl.machine.decided import Decided, decided
from journeydsl.machine.layout import Ints, Machine
from journeydsl.machine.loop import walk
from journeydsl.machine.zones import to_wall
from journeydsl.model.decisions import Outcome
from journeydsl.model.values import DAY

_SLICE = 1 << 15
_ROOM = 64


@dataclass(frozen=True, slots=True)
class Counted:
    """What was decided, counted: `decisions` by kind, `days` by send and day of the project's zone since the first,
    `still` by node, `members` by segment. `visits` are arrivals at nodes; `contacts` are those who were walked."""

    decisions: Ints
    days: Ints
    still: Ints
    members: Ints
    visits: int
    contacts: int


def run(
    bound: Bound,
    columns: Columns,
    record: Callable[[Decided], None] | None = None,
    *,
    goes_on: Callable[[int], bool] = lambda _: True,
    threads: int = 2,
    slice_size: int = _SLICE,
) -> Counted:
    """Walk all contacts through the period; each one's decisions go to `record` in the order of contacts.

    `goes_on` is told each time how many more have been walked; where it answers False, the others are left out.
    """
    total = len(columns.ids)
    slices = [(first, min(first + slice_size, total)) for first in range(0, total, slice_size)]
    counted, contacts = _ready(bound, _ROOM), 0
    with ThreadPoolExecutor(threads) as pool:
        for walked, machine, kept in _in_order(pool, bound, slices, threads, keep=record is not None):
            _add(counted, machine)
            contacts += walked
            if record is not None:
                for rows in kept:
                    record(decided(bound.kinds, columns.ids, bound.words, rows))
            if not goes_on(walked):
                break
    return _counted(counted, len(bound.kinds), contacts)


_Walked: TypeAlias = tuple[int, Machine, list[Ints]]
"""How many contacts were walked, what was counted, and every decision where these are kept."""


def _in_order(
    pool: ThreadPoolExecutor, bound: Bound, slices: Iterable[tuple[int, int]], threads: int, *, keep: bool
) -> Iterator[_Walked]:
    """Walk the slices, a few ahead of whoever takes them, so that few decisions are held."""
    waiting: deque[Future[_Walked]] = deque()
    for each in slices:
        waiting.append(pool.submit(_walk, bound, each, keep=keep))
        if len(waiting) > threads:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _walk(bound: Bound, contacts: tuple[int, int], *, keep: bool) -> _Walked:
    """Walk a slice of contacts; with `keep` every decision is kept."""
    first, last = contacts
    room, kept = _ROOM, []
    machine = _ready(bound, room)
    while first < last:
        reached = walk(machine, first, last, int(keep))
        if keep:
            kept.append(machine.decided[: machine.rows[layout.STATE, layout.DECISIONS]].copy())
        if reached == first:
            room *= 2
            larger = _ready(bound, room)
            _add(larger, machine)
            machine = larger
        first = reached
    return last - contacts[0], machine, kept


def _ready(bound: Bound, room: int) -> Machine:
    """A machine of its own, with room for so many runs and so on, that has counted nothing."""
    program = bound.machine
    head = program.rows[layout.HEAD].copy()
    names = (layout.H_RUNS, layout.H_GOALS, layout.H_SENDS, layout.H_KEYS)
    operations = len(program.rows)
    for place, column in enumerate((*names, layout.H_FRAMES)):
        head[column] = len(program.rows) + place * room
    head[layout.H_ROOM] = room
    changed = int(head[layout.H_CHANGED_END])
    floats = [
        (layout.H_CHANGED, changed),
        (layout.H_STACK, operations),
        (layout.H_PARTIALS, 64),
        (layout.H_FOUND, room * 16),
    ]
    end = len(program.floats)
    for column, size in floats:
        head[column] = end
        end += size
    head[layout.H_CHANGED_END] = head[layout.H_CHANGED] + changed
    counts = _count_places(bound, head)
    rows = np.zeros((len(program.rows) + len(names) * room + operations, layout.WIDTH), np.int64)
    rows[: len(program.rows)] = program.rows
    rows[layout.HEAD] = head
    return program._replace(
        rows=rows,
        floats=np.concatenate([program.floats, np.zeros(end - len(program.floats))]),
        decided=np.zeros((room * 256, layout.DECISION_COLUMNS), np.int64),
        counts=np.zeros(counts, np.int64),
    )


def _count_places(bound: Bound, head: Ints) -> int:
    """Write into the head where what is counted; how much room that takes."""
    zone, rows = head[layout.H_PROJECT_ZONE], bound.machine.rows
    first_day, last_day = (int(to_wall(rows, zone, head[each]) // DAY) for each in (layout.H_START, layout.H_END))
    sends = sum(kind.outcome is Outcome.SENT for kind in bound.kinds)
    head[layout.H_STILL] = len(bound.kinds)
    head[layout.H_MEMBERS] = head[layout.H_STILL] + bound.nodes
    head[layout.H_DAYS] = head[layout.H_MEMBERS] + head[layout.H_SEGMENTS_END] - head[layout.H_SEGMENTS]
    head[layout.H_FIRST_DAY], head[layout.H_DAYS_EACH] = first_day, last_day - first_day + 1
    return int(head[layout.H_DAYS] + sends * head[layout.H_DAYS_EACH])


def _add(total: Machine, more: Machine) -> None:
    """Add what was counted to a total."""
    total.counts[:] += more.counts
    total.rows[layout.STATE, layout.VISITS] += more.rows[layout.STATE, layout.VISITS]


def _counted(machine: Machine, kinds: int, contacts: int) -> Counted:
    head, counts = machine.rows[layout.HEAD], machine.counts
    return Counted(
        decisions=counts[:kinds],
        still=counts[head[layout.H_STILL] : head[layout.H_MEMBERS]],
        members=counts[head[layout.H_MEMBERS] : head[layout.H_DAYS]],
        days=counts[head[layout.H_DAYS] :].reshape(-1, head[layout.H_DAYS_EACH]),
        visits=int(machine.rows[layout.STATE, layout.VISITS]),
        contacts=contacts,
    )
