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
from journeydsl.machine.compiled import as_python
from journeydsl.machine.decided import Decided, decided
from journeydsl.machine.grouping import leaders, slices
from journeydsl.machine.layout import Ints, Machine
from journeydsl.machine.loop import walk
from journeydsl.machine.together import DONE, PAUSED, TOO_SMALL, walk_together
from journeydsl.machine.zones import to_wall
from journeydsl.model.decisions import Outcome
from journeydsl.model.values import DAY

_SLICE = 1 << 15
_SLICE_KEPT = 1 << 12
"""Where every decision is kept until its slice is recorded."""
_ROOM = 64
_NO_ROWS: Ints = np.zeros((0, layout.D_WIDTH), np.int64)
_NOBODY = range(0)


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
    slice_size: int | None = None,
) -> Counted:
    """Walk all contacts through the period; their decisions go to `record` in the order of contacts, and those of
    contacts who make a difference to each other, in the order of time, where the first of them stands.

    `goes_on` is told each time how many more have been walked, none when everything is compiled; where it answers
    False, the others are left out. Those who are all walked at once are left as they stand then, and are told as if
    they were done one after the other, as time passes.
    """
    _compile(bound)
    goes_on(0)
    if bound.is_one:
        return _run_together(bound, columns, record, goes_on)
    size = slice_size or (_SLICE if record is None else _SLICE_KEPT)
    first = leaders(bound)
    counted, contacts = _ready(bound, _ROOM), 0
    with ThreadPoolExecutor(threads) as pool:
        for walked, machine, rows in _in_order(pool, bound, slices(first, size), threads, keep=record is not None):
            _add(counted, machine)
            contacts += walked
            if record is not None:
                record(decided(bound, columns, _by_account(rows, first) if bound.is_coupled else rows))
            if not goes_on(walked):
                break
    return _counted(counted, len(bound.kinds), contacts)


def _compile(bound: Bound) -> None:
    """Walk nobody, for which the code is compiled or read from where it is kept."""
    nobody = _flat(_ready(bound, _ROOM, _NOBODY))
    if bound.is_coupled:
        walk_together(nobody, 0, 0)
    else:
        walk(nobody, 0, 0, 0)


_Walked: TypeAlias = tuple[int, Machine, Ints]
"""How many contacts were walked, what was counted, and every decision where these are kept."""


def _in_order(
    pool: ThreadPoolExecutor, bound: Bound, slices: Iterable[range], threads: int, *, keep: bool
) -> Iterator[_Walked]:
    """Walk the slices, a few ahead of whoever takes them, so that few decisions are held."""
    waiting: deque[Future[_Walked]] = deque()
    for each in slices:
        waiting.append(pool.submit(_walk, bound, each, keep=keep))
        if len(waiting) > threads:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _by_account(rows: Ints, first: Ints) -> Ints:
    """The decisions of whole accounts, one account after the other, however many were walked together."""
    return rows[np.argsort(first[rows[:, layout.D_CONTACT]], kind="stable")]


def _walk(bound: Bound, contacts: range, *, keep: bool) -> _Walked:
    """Walk a slice of contacts; with `keep` every decision is kept."""
    if bound.is_coupled:
        *_, (machine, _) = walked = list(_together(bound, contacts, keep=keep))
        return len(contacts), machine, np.concatenate([rows for _, rows in walked])
    first, room = contacts.start, _ROOM
    machine = _ready(bound, room)
    kept = [_NO_ROWS]
    while first < contacts.stop:
        flat = _flat(machine)
        later = _later_versions(bound, flat)
        reached = walk(flat, first, contacts.stop, int(keep))
        assert all(len(rows) == len(flat.rows) for rows in later), "they have to be there while contacts are walked"
        if keep:
            kept.append(_kept(machine))
        if reached == first:
            room *= 2
            larger = _ready(bound, room)
            _add(larger, machine)
            machine = larger
        first = reached
    return len(contacts), machine, np.concatenate(kept)


def _run_together(
    bound: Bound, columns: Columns, record: Callable[[Decided], None] | None, goes_on: Callable[[int], bool]
) -> Counted:
    """Walk everybody at once, in the order of time; decisions go to `record` in that order."""
    machine, done, contacts = _ready(bound, _ROOM), 0, len(columns.ids)
    for machine, rows in _together(bound, range(contacts), keep=record is not None):
        if record is not None:
            record(decided(bound, columns, rows))
        more = max(0, int(contacts * _share_over(machine)) - done)
        done += more
        if not goes_on(more):
            _leave(machine)
    goes_on(contacts - done)
    return _counted(machine, len(bound.kinds), contacts)


def _share_over(machine: Machine) -> float:
    """How much of the period is over, which is all that can be told while everybody waits for everybody."""
    rows = machine.rows
    if not rows[layout.WAITING]:
        return 0.0
    start, end, now = (
        int(rows[place]) for place in (layout.H_START, layout.H_END, rows[layout.H_HEAP] + layout.HEAP_AT)
    )
    return (now - start) / (end - start + 1)


def _leave(machine: Machine) -> None:
    """Let everybody stay where they stand."""
    machine.rows[layout.H_UNTIL], machine.rows[layout.H_NEXT] = -layout.NEVER, layout.NONE


def _together(bound: Bound, contacts: range, *, keep: bool) -> Iterator[tuple[Machine, Ints]]:
    """Walk a slice of contacts in the order of time, through one version of the program after the other: what is
    counted so far, and the decisions since the last time where they are to be kept."""
    room = _ROOM
    machine, before = _ready(bound, room, contacts), None
    for number in range(len(bound.heads)):
        done = PAUSED
        while done != DONE:
            done = walk_together(_linked(machine, before), contacts.stop, int(keep))
            yield machine, _kept(machine) if keep else _NO_ROWS
            if done == TOO_SMALL:
                room *= 2
                before = before and _enlarged(bound, before, room, contacts)
                machine = _enlarged(bound, machine, room, contacts)
        if machine.rows[layout.H_NEXT] == layout.NONE:
            return
        machine, before = _next_version(bound, machine, number + 1, contacts), machine


def _linked(machine: Machine, before: Machine | None) -> Machine:
    """The arrays with their addresses in front, and where the rows of the version before are."""
    flat = _flat(machine)
    if before is not None:
        before.rows[: len(flat)] = flat.rows[: len(flat)]
        before.rows[0] = machine.rows[layout.H_BEFORE] = before.rows.ctypes.data
    return flat


def _next_version(bound: Bound, machine: Machine, number: int, contacts: range) -> Machine:
    """A copy of all rows for the `number`-th version, to which nobody has come yet."""
    rows = machine.rows.copy()
    rows[layout.H_JOURNEYS : layout.HEAD_END] = bound.heads[number]
    rows[layout.BEGUN], rows[layout.WAITING] = contacts.start, 0
    return machine._replace(rows=rows)


def _kept(machine: Machine) -> Ints:
    return machine.decided[: machine.rows[layout.DECISIONS] // layout.D_WIDTH].copy()


def _enlarged(bound: Bound, machine: Machine, room: int, contacts: range) -> Machine:
    """A machine with more room that goes on where another is."""
    larger = _ready(bound, room, contacts)
    _add(larger, machine)
    before, now = machine.rows, larger.rows
    now[layout.H_JOURNEYS : layout.HEAD_END] = before[layout.H_JOURNEYS : layout.HEAD_END]
    for column in (layout.BEGUN, layout.WAITING, layout.MOMENT):
        now[column] = before[column]
    program = len(bound.machine.rows)
    now[layout.FIRST_ROW : program] = before[layout.FIRST_ROW : program]
    for column, size in _kept_tables(bound, len(contacts)).items():
        place = contacts.start * layout.KEPT_WIDTH if column == layout.H_KEPT else 0
        first, then = int(before[column]) + place, int(now[column]) + place
        now[then : then + size] = before[first : first + size]
    chunks = (len(before) - int(before[layout.H_CHUNKS])) // layout.CHUNK
    begins = int(now[layout.H_CHUNKS])
    now[begins : begins + chunks * layout.CHUNK] = before[before[layout.H_CHUNKS] :]
    more = (len(now) - begins) // layout.CHUNK - chunks
    now[begins + (chunks + more - 1) * layout.CHUNK] = before[layout.FIRST_FREE]
    now[layout.FIRST_FREE], now[layout.CHUNKS_FREE] = chunks, before[layout.CHUNKS_FREE] + more
    changed = int(now[layout.H_CHANGED_END] - now[layout.H_CHANGED])
    kept, place = (len(contacts) + 1) * changed, contacts.start * changed
    first, then = (int(each[layout.H_KEPT_FLOATS]) + place for each in (before, now))
    larger.floats[then : then + kept] = machine.floats[first : first + kept]
    return larger


def _kept_tables(bound: Bound, contacts: int) -> dict[int, int]:
    """How much room it takes to have contacts wait for their turn: the heap, where they are kept, their accounts."""
    if not bound.is_coupled:
        return {}
    tables = {
        layout.H_HEAP: contacts * layout.HEAP_WIDTH,
        layout.H_KEPT: (contacts + 1) * layout.KEPT_WIDTH,
    }
    return tables | ({layout.H_FIRST_OF: bound.accounts} if bound.accounts != layout.NONE else {})


def _flat(machine: Machine) -> Machine:
    """The same arrays, each of one dimension, with their addresses in front."""
    flat = Machine._make(array.reshape(-1) for array in machine)
    assert len(flat) == layout.H_JOURNEYS, "the addresses come before the head"
    flat.rows[: len(flat)] = [array.ctypes.data for array in flat]
    return flat


def _later_versions(bound: Bound, flat: Machine) -> list[Ints]:
    """A copy of all rows for each version of the program after the first, each linked to the next."""
    copies = [flat.rows]
    for head in bound.heads[1:]:
        rows = flat.rows.copy()
        rows[layout.H_JOURNEYS : layout.HEAD_END] = head
        rows[0] = rows.ctypes.data
        copies[-1][layout.H_BEYOND] = rows.ctypes.data
        copies.append(rows)
    return copies[1:]


def _ready(bound: Bound, room: int, contacts: range = _NOBODY) -> Machine:
    """A machine of its own, with room for so many runs and so on, that has counted nothing; where contacts are walked
    together, with room to keep them."""
    program = bound.machine
    head, end = _with_arrays(program), len(program.rows)
    tables = {
        layout.H_RUNS: room * layout.RUN_WIDTH,
        layout.H_GOALS: room * layout.RUN_WIDTH,
        layout.H_SENDS: room * layout.T_WIDTH,
        layout.H_KEYS: room * layout.E_WIDTH,
        layout.H_MADE: room * layout.Y_WIDTH,
        layout.H_QUIETS: room * layout.Q_WIDTH,
        layout.H_ACTING: room * layout.I_WIDTH,
        layout.H_FRAMES: len(program.rows),
    }
    for column, size in (tables | _kept_tables(bound, len(contacts))).items():
        head[column] = end
        end += size
    chunks = (len(contacts) + 1) * room // _ROOM * 2 if bound.is_coupled else 0
    head[layout.H_CHUNKS] = end
    end += chunks * layout.CHUNK
    head[layout.H_ASIDE] = contacts.stop
    head[layout.H_ROOM] = room
    head[layout.H_DECIDED] = room * 256 * layout.D_WIDTH
    floats = _place_floats(bound, head, room, len(contacts) + 1 if bound.is_coupled else 0)
    counts = _count_places(bound, head)
    rows = np.zeros(end, np.int64)
    rows[: len(head)] = head
    if bound.is_coupled:
        _open(bound, rows, chunks, contacts)
    return program._replace(
        rows=rows,
        floats=np.concatenate([program.floats, np.zeros(floats - len(program.floats))]),
        decided=np.zeros((room * 256, layout.D_WIDTH), np.int64),
        counts=np.zeros(counts, np.int64),
    )


def _open(bound: Bound, rows: Ints, chunks: int, contacts: range) -> None:
    """Nobody is kept yet, and all chunks are free. Contacts are known by their number among all, so that tables begin
    where they would if all were there."""
    first = int(rows[layout.H_CHUNKS])
    rows[first : first + chunks * layout.CHUNK : layout.CHUNK] = np.arange(1, chunks + 1)
    rows[layout.CHUNKS_FREE] = chunks
    kept = int(rows[layout.H_KEPT])
    people = rows[kept : kept + (len(contacts) + 1) * layout.KEPT_WIDTH].reshape(-1, layout.KEPT_WIDTH)
    people[:, [layout.KEPT_ACCOUNT, layout.KEPT_BEFORE, layout.KEPT_AFTER]] = layout.NONE
    if bound.accounts == layout.NONE:
        rows[layout.H_FIRST_OF] = layout.NONE
    else:
        rows[rows[layout.H_FIRST_OF] : rows[layout.H_FIRST_OF] + bound.accounts] = layout.NONE
    rows[layout.H_KEPT] -= contacts.start * layout.KEPT_WIDTH
    rows[layout.H_KEPT_FLOATS] -= contacts.start * (rows[layout.H_CHANGED_END] - rows[layout.H_CHANGED])
    rows[layout.BEGUN] = contacts.start


def _with_arrays(program: Machine) -> Ints:
    """A copy of the rows, with how much the other arrays hold for each contact, event or text."""
    rows = program.rows.copy()
    rows[layout.H_CONTACT_FLAGS] = program.contact_flags.shape[1]
    rows[layout.H_ATTRIBUTES] = program.attributes.shape[1]
    rows[layout.H_EVENT_FLAGS] = program.flags.shape[1]
    rows[layout.H_PROPERTIES] = program.properties.shape[1]
    rows[layout.H_WORDS] = program.texts.shape[1]
    return rows


def _place_floats(bound: Bound, head: Ints, room: int, kept: int) -> int:
    """Write into the head where floats stand, those of `kept` contacts, too; how much room they take."""
    changed, end = int(head[layout.H_CHANGED_END]), len(bound.machine.floats)
    tables = {
        layout.H_CHANGED: changed,
        layout.H_STACK: len(bound.machine.rows),
        layout.H_PARTIALS: 64,
        layout.H_KEPT_FLOATS: kept * changed,
        layout.H_FOUND: room * 16,
    }
    for column, size in tables.items():
        head[column] = end
        end += size
    head[layout.H_CHANGED_END] = head[layout.H_CHANGED] + changed
    head[layout.H_FOUND_END] = end
    return end


def _count_places(bound: Bound, head: Ints) -> int:
    """Write into the head where what is counted; how much room that takes."""
    zone, rows = head[layout.H_DAYS_ZONE], bound.machine.rows
    shown = as_python(to_wall)
    first_day, last_day = (int(shown(rows, zone, head[each]) // DAY) for each in (layout.H_START, layout.H_END))
    sends = sum(kind.outcome is Outcome.SENT for kind in bound.kinds)
    head[layout.H_STILL] = len(bound.kinds)
    head[layout.H_MEMBERS] = head[layout.H_STILL] + len(bound.steps)
    head[layout.H_DAYS] = head[layout.H_MEMBERS] + len(bound.rules.segments)
    head[layout.H_FIRST_DAY], head[layout.H_DAYS_EACH] = first_day, last_day - first_day + 1
    return int(head[layout.H_DAYS] + sends * head[layout.H_DAYS_EACH])


def _add(total: Machine, more: Machine) -> None:
    """Add what was counted to a total."""
    total.counts[:] += more.counts
    total.rows[layout.VISITS] += more.rows[layout.VISITS]


def _counted(machine: Machine, kinds: int, contacts: int) -> Counted:
    head, counts = machine.rows, machine.counts
    return Counted(
        decisions=counts[:kinds],
        still=counts[head[layout.H_STILL] : head[layout.H_MEMBERS]],
        members=counts[head[layout.H_MEMBERS] : head[layout.H_DAYS]],
        days=counts[head[layout.H_DAYS] :].reshape(-1, head[layout.H_DAYS_EACH]),
        visits=int(machine.rows[layout.VISITS]),
        contacts=contacts,
    )
