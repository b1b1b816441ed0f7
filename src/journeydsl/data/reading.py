"""Two files become a population: opened, read row by row, matched, sorted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from journeydsl.data.contact_rows import ContactRows, contact_rows
from journeydsl.data.event_rows import EventRows, event_rows, own_columns
from journeydsl.data.plain import Plain
from journeydsl.data.population import FileCount, Population
from journeydsl.data.rejections import Rejections
from journeydsl.data.rows import Relation, Row, Table, pick
from journeydsl.data.staging import Buffer, Staging
from journeydsl.data.tables import open_table
from journeydsl.data.values import Unfit
from journeydsl.model.happenings import known_events
from journeydsl.model.project import Project
from journeydsl.model.values import Kind

_REPEATED = "select number from read_contacts qualify row_number() over (partition by id order by number) > 1"
_CONTACTS = (
    "select *, row_number() over (order by id) - 1 as place from"
    " (from read_contacts qualify row_number() over (partition by id order by number) = 1) order by place"
)
_STRANGERS = "select number from read_events where contact not in (select id from contacts)"
_IS_REPEATED = "select count(*) > 0 from (select contact, id from read_events group by all having count(*) > 1)"
_ONCE = "qualify row_number() over (partition by contact, id order by happened_at, name, number) = 1"
_EVENTS = (
    "select e.*, place from (from read_events {once}) e join contacts c on e.contact = c.id"
    " order by place, happened_at, e.id"
)


class _Rows(Protocol):
    @property
    def fields(self) -> tuple[tuple[str, Kind], ...]: ...

    def record(self, row: Row) -> tuple[Any, ...]: ...
    def plain(self, types: Sequence[str]) -> list[Plain]: ...


def read(project: Project, contacts: Path, events: Path | None) -> Population:
    """The population of a contacts file and an events file: CSV, JSON Lines, a JSON array or Parquet, by their endings.

    Columns are found by `project.contact_columns` and `project.event_columns`. Raises DataProblem where a file cannot
    be read at all; a row that does not fit is rejected, counted and kept. Of two events of a contact with the same id
    the earlier stays and the other is dropped (law L5), whatever the order of the rows. Without a file of events there
    are none.
    """
    staging = Staging()
    try:
        return _read(staging, project, contacts, events)
    except BaseException:
        staging.close()
        raise


def _read(staging: Staging, project: Project, contacts: Path, events: Path | None) -> Population:
    if events is None:
        events = staging.empty_file(_every_column(project))
    contact_table = open_table(contacts, [project.contact_columns.id], staging.connection)
    event_table = open_table(events, own_columns(project.event_columns), staging.connection)
    of_contacts = contact_rows(project, contact_table)
    of_events = event_rows(project, event_table)
    rejections = Rejections(staging, [contacts, events])
    contact_count = _read_contacts(staging, contact_table, of_contacts, rejections)
    event_count = _read_events(staging, event_table, of_events, rejections, contacts)
    return Population(
        staging,
        contacts=contact_count,
        events=event_count,
        findings=[*of_contacts.findings.all(), *of_events.findings.all()],
        rejections=rejections,
        contact_rows=of_contacts,
        event_rows=of_events,
    )


def _every_column(project: Project) -> list[str]:
    """The columns that a file of events may have."""
    names = {name for event in known_events(project.events).values() for name in event.properties}
    columns = project.event_columns
    return list(dict.fromkeys([*own_columns(columns), *(columns.properties.get(name, name) for name in names)]))


def _read_contacts(staging: Staging, table: Table, rows: ContactRows, rejections: Rejections) -> FileCount:
    count = _stage(staging, "read_contacts", table, rows, rejections)
    again = Unfit("a row further up has the same contact", rows.id.column)
    _reject(staging, _REPEATED, table, rejections, again)
    kept = _keep(staging, "contacts", _CONTACTS, "read_contacts")
    for part, column in rows.unique_parts:
        shared = f"select {part} from contacts group by {part} having count(*) > 1"
        if sharing := staging.count(f"select count(*) from contacts where {part} in ({shared})"):
            rows.findings.about_rows(
                sharing, f"`{column}` is shared with another contact, although it is declared unique"
            )
    return FileCount(file=table.path, rows=count, kept=kept, rejected=count - kept)


def _read_events(staging: Staging, table: Table, rows: EventRows, rejections: Rejections, contacts: Path) -> FileCount:
    count = _stage(staging, "read_events", table, rows, rejections)
    staged = staging.count("select count(*) from read_events")
    stranger = Unfit(f"no contact with this id was read from {contacts.name}", rows.contact.column)
    strangers = _reject(staging, _STRANGERS, table, rejections, stranger)
    once = _ONCE if rows.id is not None and staging.count(_IS_REPEATED) else ""
    kept = _keep(staging, "events", _EVENTS.format(once=once), "read_events")
    duplicates = staged - strangers - kept
    rejected = count - kept - duplicates
    return FileCount(file=table.path, rows=count, kept=kept, rejected=rejected, duplicates=duplicates)


def _stage(staging: Staging, name: str, table: Table, rows: _Rows, rejections: Rejections) -> int:
    """Write what every row says into a table of its own, or reject it; how many rows there are."""
    buffer = Buffer(staging, name, rows.fields)
    relation = table.relation()
    plain = None if relation is None else _stage_plain(staging, name, relation, rows)
    doubtful = table.rows() if plain is None else pick(table, plain.doubtful)
    count = 0 if plain is None else plain.rows
    for row in doubtful:
        count += plain is None
        try:
            if row.problem:
                raise Unfit(row.problem)
            buffer.add(rows.record(row))
        except Unfit as unfit:
            rejections.add(table, row, unfit)
    buffer.flush()
    return count


class _Plain(NamedTuple):
    """What came of reading many rows at a time: how many there are, and the numbers of those that are left."""

    rows: int
    doubtful: Iterator[int]


def _stage_plain(staging: Staging, name: str, relation: Relation, rows: _Rows) -> _Plain | None:
    """Write the rows that can be read many at a time; None where DuckDB cannot read the file."""
    parts = rows.plain(relation.types)
    fields = ", ".join(f"{part.value} as {field}" for part, (field, _) in zip(parts, rows.fields, strict=True))
    doubt = " or ".join(f"({part.doubt})" for part in parts if part.doubt != "false") or "false"
    staging.run(f"create or replace view written as {relation.query}")
    if not staging.try_to_run(f"insert into {name} select {fields} from written where not ({doubt})"):
        return None
    count = staging.count("select count(*) from written")
    if count == staging.count(f"select count(*) from {name}"):
        doubt = "false"
    staging.run(f"create or replace table doubtful as select number from written where {doubt}")
    return _Plain(count, (record[0] for record in staging.records("from doubtful order by number")))


def _reject(staging: Staging, query: str, table: Table, rejections: Rejections, unfit: Unfit) -> int:
    """Reject the rows whose numbers a query answers, going through the file again for what stands in them."""
    count = 0
    numbers = (record[0] for record in staging.records(f"{query} order by number"))
    for row in pick(table, numbers):
        count += 1
        rejections.add(table, row, unfit)
    return count


def _keep(staging: Staging, name: str, query: str, source: str) -> int:
    """Make a table of what a query answers instead of its source; how many rows it has."""
    staging.run(f"create table {name} as {query}")
    staging.run(f"drop table {source}")
    return staging.count(f"select count(*) from {name}")
