"""The effects of a difference, counted from the decisions of two runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from journeydsl.comparison import queries
from journeydsl.comparison.correspondence import Correspondence
from journeydsl.comparison.effects import Crossing, Effects, Group, Instead, Shift, Stopped
from journeydsl.comparison.queries import EXAMPLES
from journeydsl.data.plain import quoted
from journeydsl.data.staging import Staging
from journeydsl.diagnostics import FileProblem

DECISIONS = "decisions.parquet"


class _Happening(NamedTuple):
    """What can happen in one run and not in the other: its outcome, the column that names what it is about, and the
    outcomes that can take its place, where there are any."""

    outcome: str
    name: str
    instead: tuple[str, ...] = ()


_SENT = _Happening("sent", "message", ("not_sent", "held_out", "held"))
_ENTERED = _Happening("entered", "journey", ("refused",))
_REACHED = _Happening("reached_goal", "journey")


def measure(before: Path, after: Path, same: Correspondence) -> Effects:
    """What is different for the contacts in the run whose folder is `after`, against the run whose folder is `before`.

    Raises FileProblem where a folder has no decisions, and what `journeydsl.data` raises where there is no DuckDB or no
    room.
    """
    with closing(Staging()) as staging:
        open_runs(staging, {"before": before, "after": after})
        messages = tuple(_shifts(staging, _SENT, same.messages))
        concerned = staging.count(queries.CONCERNED)
        crossings, kept = _crossings(staging, same)
        return Effects(
            concerned=concerned,
            messages=messages,
            entries=tuple(_shifts(staging, _ENTERED, same.journeys)),
            goals=tuple(_shifts(staging, _REACHED, same.goals)),
            crossings=crossings,
            kept=kept,
            stopped=tuple(_stopped(staging)),
        )


def open_runs(staging: Staging, folders: Mapping[str, Path]) -> None:
    """Let queries read the decisions of runs by name, with `micros` for the instant. Raises FileProblem."""
    for side, folder in folders.items():
        if not (folder / DECISIONS).is_file():
            raise FileProblem(f"`{folder}` is not a folder that `journeydsl simulate --out` wrote")
        staging.run(queries.SIDE.format(side=side, file=quoted(str(folder / DECISIONS))))


def _shifts(staging: Staging, happening: _Happening, names: Sequence[str]) -> Iterator[Shift]:
    """A shift for each name, also for those to which nothing happened."""
    staging.run(queries.HAPPENED.format(name=happening.name), [happening.outcome])
    found: dict[str, dict[str, tuple[Any, ...]]] = defaultdict(dict)
    for name, what, *counts in staging.records(queries.SHIFTS, [EXAMPLES]):
        found[name][what] = tuple(counts)
    gained = _instead(staging, happening, "before", "gained") if happening.instead else {}
    lost = _instead(staging, happening, "after", "lost") if happening.instead else {}
    for name in names:
        rows = found[name]
        groups = {what: Group(rows[what][2], tuple(rows[what][3])) for what in rows}
        yield Shift(
            name=name,
            before=sum(row[0] for row in rows.values()),
            after=sum(row[1] for row in rows.values()),
            gained=_with(groups.get("gained"), gained.get(name, ())),
            lost=_with(groups.get("lost"), lost.get(name, ())),
            more=groups.get("more", Group()),
            fewer=groups.get("fewer", Group()),
            moved=groups.get("moved", Group()),
            by=round(rows["moved"][4]) if "moved" in rows else 0,
            unchanged=rows["unchanged"][2] if "unchanged" in rows else 0,
        )


def _with(group: Group | None, instead: Sequence[Instead]) -> Group:
    return Group() if group is None else Group(group.contacts, group.examples, tuple(instead))


def _instead(staging: Staging, happening: _Happening, side: str, what: str) -> dict[str, list[Instead]]:
    """By name, what became on one side of those to whom it happened only on the other."""
    query = queries.INSTEAD.format(name=happening.name, side=side)
    found: dict[str, list[Instead]] = defaultdict(list)
    for name, *said in staging.records(query, [list(happening.instead), what]):
        found[name].append(Instead(*said))
    return found


def _crossings(staging: Staging, same: Correspondence) -> tuple[tuple[Crossing, ...], int]:
    """Those who change their way, the most first, and how many visits end as before."""
    staging.run("create table steps (journey varchar, before varchar, after varchar)")
    staging.run("create table ways (journey varchar, step varchar, before varchar, after varchar)")
    for step in same.steps:
        staging.run("insert into steps values (?, ?, ?)", step[:3])
    for way in same.ways:
        staging.run("insert into ways values (?, ?, ?, ?)", way)
    staging.run(queries.ENTRIES)
    for side in ("before", "after"):
        staging.run(queries.WAYS.format(side=side, other_ways=queries.OTHER_WAYS))
    words = {(step.journey, step.after): step.words for step in same.steps}
    crossings, kept = [], 0
    for journey, step, before, after, is_kept, times, *group in staging.records(queries.CROSSINGS, [EXAMPLES]):
        if is_kept:
            kept += times
            continue
        crossings.append(
            Crossing(
                journey=journey,
                step=step,
                words=words[journey, step],
                before=before,
                after=after,
                times=times,
                group=Group(group[0], tuple(group[1])),
            )
        )
    order = {(step.journey, step.after): place for place, step in enumerate(same.steps)}
    crossings.sort(key=lambda each: (order[each.journey, each.step], -each.times, each.before or "", each.after or ""))
    return tuple(crossings), kept


def _stopped(staging: Staging) -> Iterator[Stopped]:
    for reason, detail, before, after, newly, new_ones, no_longer, free_ones in staging.records(
        queries.STOPPED, [EXAMPLES]
    ):
        yield Stopped(
            reason=reason,
            detail=detail,
            before=before,
            after=after,
            newly=Group(newly, tuple(new_ones)),
            no_longer=Group(no_longer, tuple(free_ones)),
        )
