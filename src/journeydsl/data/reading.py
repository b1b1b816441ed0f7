"""Two files become a population: opened, read, matched, the contacts sorted by their ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from journeydsl.data.contact_rows import ContactRows, contact_rows
from journeydsl.data.event_rows import EventRows, event_rows, own_columns
from journeydsl.data.plain import Plain, listed
from journeydsl.data.population import FileCount, Population
from journeydsl.data.rejections import Rejections
from journeydsl.data.rows import Relation, Row, Table, pick
from journeydsl.data.staging import Buffer, Staging
from journeydsl.data.tables import open_table
from journeydsl.data.values import Unfit
from journeydsl.model.happenings import known_events
from journeydsl.model.project import Project
from journeydsl.model.values import Kind

_IS_REPEATED = "select count(*) > count(distinct id) from contacts"
_REPEATED = "select number from contacts qualify row_number() over (partition by id order by number) > 1"
_SORT_AGAIN = (
    "create table sorted as from contacts order by id",
    "drop table contacts",
    "alter table sorted rename to contacts",
)
_MATCHED = "select c.rowid, written.* exclude (contact) from written left join contacts c on written.contact = c.id"
_STRANGERS = "select number from events where place is null"
_MAY_BE_TWICE = "select count(*) > count(distinct hash(place, id)) from events"
_TWICE = (
    "with twice as (select place, id from events group by all having count(*) > 1)"
    " select number from events semi join twice using (place, id)"
    " qualify row_number() over (partition by place, id order by happened_at, name, number) > 1"
)
_TYPES_OF_EVENTS = {"place": "integer", "name": "event_name"}


class _Rows(Protocol):
    @property
    def fields(self) -> tuple[tuple[str, Kind], ...]: ...

    def record(self, row: Row) -> tuple[Any, ...]: ...
    def plain(self, types: Sequence[str]) -> list[Plain]: ...


def read(
    project: Project,
    contacts: Path,
    events: Path | None,
    *,
    counted: Callable[[int], object] = lambda _: None,
) -> Population:
    """The population of a contacts file and an events file: CSV, JSON Lines, a JSON array or Parquet, by their endings.

    Columns are found by `project.contact_columns` and `project.event_columns`. Raises DataProblem where a file cannot
    be read at all; a row that does not fit is rejected, counted and kept. Of two events of a contact with the same id
    the earlier stays and the other is dropped (law L5), whatever the order of the rows. Without a file of events there
    are none. `counted` is told the number of contacts as soon as they are read, which is long before the events are.
    """
    staging = Staging()
    try:
        return _read(staging, project, contacts, events, counted)
    except BaseException:
        staging.close()
        raise


def _read(
    staging: Staging, project: Project, contacts: Path, events: Path | None, counted: Callable[[int], object]
) -> Population:
    if events is None:
        events = staging.empty_file(_every_column(project))
    contact_table = open_table(contacts, [project.contact_columns.id], staging.connection)
    event_table = open_table(events, own_columns(project.event_columns), staging.connection)
    of_contacts = contact_rows(project, contact_table)
    of_events = event_rows(project, event_table)
    rejections = Rejections(staging, [contacts, events])
    contact_count = _read_contacts(staging, contact_table, of_contacts, rejections)
    counted(contact_count.kept)
    staging.make_room(contact_count.kept)
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
    buffer = Buffer(staging, "contacts", rows.fields, select="from written order by id")
    count = _stage(staging, buffer, table, rows, rejections)
    again = Unfit("a row further up has the same contact", rows.id.column)
    has_gaps = staging.count(_IS_REPEATED) and _reject(staging, "contacts", _REPEATED, table, rejections, again)
    if buffer.has_written or has_gaps:
        for statement in _SORT_AGAIN:
            staging.run(statement)
    for part, column in rows.unique_parts:
        shared = f"select {part} from contacts group by {part} having count(*) > 1"
        if sharing := staging.count(f"select count(*) from contacts where {part} in ({shared})"):
            rows.findings.about_rows(
                sharing, f"`{column}` is shared with another contact, although it is declared unique"
            )
    kept = staging.count("select count(*) from contacts")
    return FileCount(file=table.path, rows=count, kept=kept, rejected=count - kept)


def _read_events(staging: Staging, table: Table, rows: EventRows, rejections: Rejections, contacts: Path) -> FileCount:
    staging.run(f"create type event_name as enum ({listed(sorted(rows.properties))})")
    buffer = Buffer(
        staging,
        "events",
        rows.fields,
        stored=rows.stored,
        types=_TYPES_OF_EVENTS,
        select=_MATCHED,
        in_any_order=True,
    )
    count = _stage(staging, buffer, table, rows, rejections)
    stranger = Unfit(f"no contact with this id was read from {contacts.name}", rows.contact.column)
    _reject(staging, "events", _STRANGERS, table, rejections, stranger)
    known = staging.count("select count(*) from events")
    if rows.id is not None and staging.count(_MAY_BE_TWICE):
        staging.run(f"delete from events where number in ({_TWICE})")
    kept = staging.count("select count(*) from events")
    duplicates = known - kept
    return FileCount(file=table.path, rows=count, kept=kept, rejected=count - known, duplicates=duplicates)


def _stage(staging: Staging, buffer: Buffer, table: Table, rows: _Rows, rejections: Rejections) -> int:
    """Write what every row says into a buffer's table, or reject it; how many rows there are."""
    relation = table.relation()
    plain = None if relation is None else _stage_plain(staging, buffer, relation, rows)
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


def _stage_plain(staging: Staging, buffer: Buffer, relation: Relation, rows: _Rows) -> _Plain | None:
    """Write the rows that can be read many at a time; None where DuckDB cannot read the file."""
    parts = rows.plain(relation.types)
    fields = ", ".join(f"{part.value} as {field}" for part, (field, _) in zip(parts, rows.fields, strict=True))
    doubt = " or ".join(f"({part.doubt})" for part in parts if part.doubt != "false") or "false"
    staging.run(f"create or replace view cells as {relation.query}")
    with staging.in_any_order() if buffer.in_any_order else nullcontext():
        if not staging.try_to_run(buffer.insertion(f"select {fields} from cells where not ({doubt})")):
            return None
    count = staging.count("select count(*) from cells")
    if count == staging.count(f"select count(*) from {buffer.table}"):
        doubt = "false"
    staging.run(f"create or replace table doubtful as select number from cells where {doubt}")
    return _Plain(count, (record[0] for record in staging.records("from doubtful order by number")))


def _reject(staging: Staging, name: str, query: str, table: Table, rejections: Rejections, unfit: Unfit) -> bool:
    """Reject the rows of a table whose numbers a query answers, going through the file again for what stands in
    them; whether there were any."""
    staging.run(f"create or replace table refused as {query}")
    if not staging.count("select count(*) from refused"):
        return False
    numbers = (record[0] for record in staging.records("from refused order by number"))
    for row in pick(table, numbers):
        rejections.add(table, row, unfit)
    staging.run(f"delete from {name} where number in (from refused)")
    return True
