"""The figures of a run, counted from the tables in its folder.

In: the folder that `simulate --out` wrote, and the program as the project has it now. Out: `Figures`.
Promises: everything is counted by DuckDB, whatever the number of decisions; a table that a run does not have leaves its
figures empty, and a note says so.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from journeydsl.model import clock
from journeydsl.model.program import Program
from journeydsl.model.values import Instant, instant
from journeydsl.reports.figures import Figures, Kind, RunFacts
from journeydsl.reports.reading.answers import add_answers
from journeydsl.reports.reading.audience import read_collisions, read_limits, read_volume
from journeydsl.reports.reading.chain import read_chain
from journeydsl.reports.reading.comparisons import read_comparisons
from journeydsl.reports.reading.days import read_days
from journeydsl.reports.reading.folder import RunFolder, open_folder
from journeydsl.reports.reading.forecasting import read_outlook
from journeydsl.reports.reading.history import read_history
from journeydsl.reports.reading.journeys import read_journeys
from journeydsl.reports.reading.messages import read_messages
from journeydsl.reports.reading.relevance import read_relevance
from journeydsl.reports.reading.segments import read_segments
from journeydsl.reports.reading.tables import Tables
from journeydsl.reports.reading.wordings import read_wordings
from journeydsl.source import Span

__all__ = ["RunFolder", "open_folder", "read_figures"]


def read_figures(folder: RunFolder, program: Program, fingerprint: str, where: Callable[[Span], str]) -> Figures:
    """Count a run. `fingerprint` is that of `program`; `where` shows a place of the project. Raises DataUnavailable
    where DuckDB is not installed, and FileProblem for a table that cannot be read."""
    start, end = (_instant(folder.summary[name]) for name in ("from", "to"))
    run = _run(folder, program, fingerprint, start, end)
    with Tables(folder, program) as tables:
        has_history = read_history(tables, folder, program, start)
        add_answers(tables, run.kind)
        messages = read_messages(tables, program)
        return Figures(
            run=run,
            journeys=read_journeys(tables, folder, program, where),
            messages=messages,
            channels=read_days(tables, program, start, end),
            segments=read_segments(folder, program),
            volume=read_volume(tables, run.contacts, _weeks(program, start, end)),
            collisions=read_collisions(tables),
            limits=read_limits(tables, program),
            chain=read_chain(tables, run.kind),
            relevance=read_relevance(tables, program),
            comparisons=read_comparisons(tables, program),
            wordings=read_wordings(folder, messages),
            outlook=read_outlook(folder),
            notes=tuple(_notes(folder, has_history=has_history)),
        )


def _weeks(program: Program, start: Instant, end: Instant) -> int:
    """How many weeks from Monday a period has a part in."""
    first, last = (clock.to_wall(at, program.project.timezone).date() for at in (start, end))
    return ((last - first).days + first.weekday()) // 7 + 1


def _run(folder: RunFolder, program: Program, fingerprint: str, start: Instant, end: Instant) -> RunFacts:
    summary, zone = folder.summary, program.project.timezone
    forecast = summary.get("forecast")
    return RunFacts(
        project=program.project.name,
        path=str(folder.asked["project"]),
        contacts_file=str(folder.asked["contacts"]),
        events_file=str(folder.asked.get("events") or ""),
        first=f"{clock.to_wall(start, zone):%Y-%m-%d %H:%M}",
        last=f"{clock.to_wall(end, zone):%Y-%m-%d %H:%M}",
        timezone=zone,
        seed=int(folder.asked.get("seed", 0)),
        kind=Kind.REPLAY if forecast is None else Kind.FORECAST,
        seeds=tuple((forecast or {}).get("seeds", ())),
        partial=bool(summary.get("partial", False)),
        conserved=bool(summary.get("conserved", True)),
        contacts=int(summary["contacts"]),
        late_events=int(summary.get("late_events", 0)),
        fingerprint=str(summary["fingerprint"]),
        is_same_program=summary["fingerprint"] == fingerprint,
    )


def _notes(folder: RunFolder, *, has_history: bool) -> Iterator[str]:
    if folder.table("contacts") is None:
        yield "The run has no table of its contacts, so that nothing can be told by segment or mailbox provider."
    if not folder.asked.get("events"):
        yield "The run had no events before it, so that nothing can be told of who was engaged."
    elif not has_history:
        yield "The run's data files are no longer there, so that nothing can be told of who was engaged before it."
    if folder.summary.get("wordings") is None:
        yield "The run did not count what messages said in whose place, so that nothing can be told of fallbacks."


def _instant(said: str) -> Instant:
    return instant(datetime.datetime.fromisoformat(said))
