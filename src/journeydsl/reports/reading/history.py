"""What the events file knows besides the run: who was engaged before it began, and, in a replay, who opened what.

The events are read again as the run read them, and only those that a report asks about are copied.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from journeydsl import data
from journeydsl.data.plain import quoted
from journeydsl.diagnostics import Problem
from journeydsl.model import happenings
from journeydsl.model.program import Program
from journeydsl.model.values import Instant
from journeydsl.reports.reading.folder import RunFolder
from journeydsl.reports.reading.tables import Tables

OPENED_AND_CLICKED = (happenings.MESSAGE_OPENED, happenings.MESSAGE_CLICKED)
_ANSWERS = (
    *OPENED_AND_CLICKED,
    happenings.MESSAGE_BOUNCED,
    happenings.MESSAGE_COMPLAINED,
    happenings.CONSENT_WITHDRAWN,
)
_TIERS = """
create table tiers as
with engaged as (
    select contact, max(instant) as last from history
    where list_contains($names, name) and instant < make_timestamptz($start) group by contact
)
select c.contact, case
    when last is null then 'silent'
    when last >= make_timestamptz($start) - interval 30 days then 'active'
    when last >= make_timestamptz($start) - interval 90 days then 'warm'
    when last >= make_timestamptz($start) - interval 365 days then 'cooling'
    else 'silent' end as tier
from contacts c left join engaged using (contact)
"""


def engaging_events(program: Program) -> tuple[str, ...]:
    """The events that show that a contact is engaged: opening, clicking, and what journeys have as their goal."""
    goals = (journey.goal.event for journey in program.journeys.values() if journey.goal is not None)
    return tuple(dict.fromkeys((*OPENED_AND_CLICKED, *goals)))


def read_history(tables: Tables, folder: RunFolder, program: Program, start: Instant) -> bool:
    """Add the tables `history` (contact, name, instant, about) and `tiers` (contact, tier); they are empty, and the
    result is False, where the files are no longer there or no longer fit."""
    names = engaging_events(program)
    path = tables.folder / "history.parquet"
    if not _copy(folder, program, {*names, *_ANSWERS}, path):
        tables.run("create table history (contact varchar, name varchar, instant timestamptz, about varchar)")
        tables.run("create table tiers (contact varchar, tier varchar)")
        return False
    tables.run(f"create view history as from read_parquet({quoted(str(path))})")
    tables.run(_TIERS, names=list(names), start=start)
    return True


def _copy(folder: RunFolder, program: Program, names: Iterable[str], path: Path) -> bool:
    contacts, events = (Path(str(folder.asked.get(name) or "")) for name in ("contacts", "events"))
    if not contacts.is_file() or not events.is_file():
        return False
    try:
        with data.read(program.project, contacts, events) as population:
            population.write_events(path, names, happenings.MESSAGE)
    except Problem:
        return False
    return True
